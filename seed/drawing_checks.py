"""Checks of drawings: what a player would show is possible, and stays where it stands.

Each step of the exercise has its still, and the pictures that are kept are those of the drawing.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from api.drawing.cameras import compose, faults, unknown_names
from api.drawing.timing import frame_at
from api.records.drawings import Drawing
from api.records.exercises import Exercise
from seed.content import SEED, Content
from seed.loader import Entry, Location, Mistake
from seed.pictures import digest, not_kept

KEPT = 200
"""Drawings whose faults are kept: a process may check the same content many times."""

Fault = tuple[tuple[str | int, ...], str]


def drawings(content: Content) -> Iterator[Mistake]:
    exercises = {entry.value.slug: entry.value for entry in content.exercises}
    for entry in content.drawings:
        found, digests = looked_at(entry.value.model_dump_json())
        for place, fault in found:
            yield entry.mistake(place, fault)
        if entry.value.slug in exercises:
            yield from steps(entry, exercises[entry.value.slug])
        if not found:
            yield from pictures(entry, content.root, dict(digests))


@lru_cache(KEPT)
def looked_at(written: str) -> tuple[list[Fault], list[tuple[str, str]]]:
    """Return the faults of a drawing with their places, and for each scene what it is drawn from.

    A drawing with faults has no digests, since it may not be possible to draw it.
    """
    found: list[Fault] = []
    digests: list[tuple[str, str]] = []
    for at, drawn in enumerate(Drawing.model_validate_json(written).scenes):
        place = ("scenes", at, "script")
        if unknown := unknown_names(drawn.script):
            found += [(place, fault) for fault in unknown]
            continue
        scene = compose(drawn.script)
        found += [(place, fault) for fault in faults(drawn.script, scene)]
        found += [
            (("scenes", at, "stills", number, "at"), f"{still.at} is no moment of this loop")
            for number, still in enumerate(drawn.stills)
            if frame_at(scene, still.at) is None
        ]
        digests.append((drawn.name, digest(drawn, scene)))
    return found, digests


def steps(entry: Entry[Drawing], exercise: Exercise) -> Iterator[Mistake]:
    """Find steps without a still, stills of a step that another shows or that does not exist."""
    drawing, count = entry.value, len(exercise.steps)
    named: list[tuple[Location, int]] = [
        *(
            (("scenes", at, "stills", number, "step"), still.step)
            for at, scene in enumerate(drawing.scenes)
            for number, still in enumerate(scene.stills)
        ),
        *((("not_shown", at, "step"), one.step) for at, one in enumerate(drawing.not_shown)),
    ]
    seen: set[int] = set()
    for place, step in named:
        if step > count:
            yield entry.mistake(place, f"{exercise.slug} has {count} steps")
        elif step in seen:
            yield entry.mistake(place, f"step {step} has its still or its reason already")
        seen.add(step)
    for step in sorted({*range(1, count + 1)} - seen):
        yield entry.mistake(
            ("scenes",), f"step {step} has no still; if none can show it, add it to not_shown"
        )
    for at, scene in enumerate(drawing.scenes):
        if scene.position not in exercise.positions:
            known = ", ".join(exercise.positions)
            yield entry.mistake(
                ("scenes", at, "position"), f"{exercise.slug} has the positions {known}"
            )


def pictures(entry: Entry[Drawing], root: Path, digests: dict[str, str]) -> Iterator[Mistake]:
    slug = entry.value.slug
    if missing := list(not_kept(root, slug, digests)):
        command = f"instep draw {slug} --keep" + ("" if root == SEED else f" --from {root}")
        yield entry.mistake(
            ("scenes",),
            f"the kept pictures of {', '.join(missing)} are not those of the drawing: "
            f"run `{command}` and commit what it writes",
        )
