"""Rows of an exercise."""

from collections.abc import Sequence
from typing import Any

from api.dosage import seconds_needed
from api.records.exercises import Dosage, Exercise
from seed.rows.base import Row, Rows, numbered

EXERCISE_COLUMNS = {
    "slug",
    "name",
    "aliases",
    "kind",
    "load",
    "positions",
    "level",
    "laterality",
    "summary",
    "feel",
    "cues",
    "mistakes",
    "interpretation",
    "interpretation_note",
    "provenance",
}


def dosage_row(dosage: Dosage) -> Row:
    return dosage.model_dump(mode="json")


def add_exercise(rows: Rows, exercise: Exercise) -> None:
    ranges: Row = {}
    for name in ("sets", "reps", "hold_seconds"):
        low, high = getattr(exercise.dosage_range, name) or (None, None)
        ranges |= {f"range_{name}_min": low, f"range_{name}_max": high}
    rows["exercises"].append(
        {
            **exercise.model_dump(mode="json", include=EXERCISE_COLUMNS),
            **dosage_row(exercise.dosage),
            **ranges,
            "estimated_seconds": seconds_needed(exercise.dosage),
        }
    )
    owner = {"exercise": exercise.slug}
    rows["exercise_steps"] += [
        {**owner, "number": number, **step.model_dump()}
        for number, step in enumerate(exercise.steps, start=1)
    ]
    named: list[tuple[str, str, Sequence[Any]]] = [
        ("exercise_equipment", "equipment", exercise.equipment),
        ("exercise_regions", "region", exercise.regions),
        ("exercise_contributors", "contributor", exercise.contributors),
    ]
    for table, column, items in named:
        rows[table] += [
            {**owner, "position": at, column: item.slug, **item.model_dump(exclude={"slug"})}
            for at, item in enumerate(items)
        ]
    rows["exercise_contraindications"] += [
        {**owner, "position": at, **item.model_dump()}
        for at, item in enumerate(exercise.contraindications)
    ]
    for direction in ("easier", "harder"):
        rows["exercise_ladders"] += [
            {
                **owner,
                "direction": direction,
                "position": at,
                "other": rung.exercise,
                "text": rung.text,
                "criterion": rung.criterion,
            }
            for at, rung in enumerate(getattr(exercise, direction))
        ]
    rows["exercise_sources"] += numbered(exercise.sources, "source", **owner)
