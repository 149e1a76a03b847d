"""What can be wrong with a script of any camera."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from api.drawing.script import Arrow, Beat, Felt, Part

Pose = TypeVar("Pose")

EVERY = 3
"""Frames from one look to the next: a tenth of a second."""


def looked_at(poses: Sequence[Pose]) -> Iterator[tuple[int, Pose]]:
    """Yield the frames at which a loop is checked, the last one among them, with their poses."""
    for frame in (*range(0, len(poses) - 1, EVERY), len(poses) - 1):
        yield frame, poses[frame]


def each_once(found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield each fault once, with the frame at which it is seen first."""
    seen: set[str] = set()
    for frame, fault in found:
        if fault not in seen:
            seen.add(fault)
            yield f"{fault} (first at frame {frame})"


def beyond(limits: Mapping[str, tuple[float, float]], pose: object) -> Iterator[str]:
    """Yield the fields of a pose that are outside of their limits."""
    for field, (low, high) in limits.items():
        if not low <= getattr(pose, field) <= high:
            yield f"{field} goes beyond {low:.0f} to {high:.0f}"


class Marked(Protocol):
    """What the scripts of all cameras have."""

    @property
    def beats(self) -> tuple[Beat, ...]: ...

    @property
    def felt(self) -> tuple[Felt, ...]: ...

    @property
    def arrows(self) -> tuple[Arrow, ...]: ...

    @property
    def poster(self) -> Part: ...


def wrong_names(
    poses: Mapping[str, object], areas: Collection[str], script: Marked
) -> Iterator[str]:
    """Yield poses, areas and parts that a script names and that do not exist."""
    for beat in script.beats:
        if beat.to is not None and beat.to not in poses:
            yield f"a beat goes to {beat.to}, which is not among the poses"
    for felt in script.felt:
        if felt.area not in areas:
            yield f"{felt.area} is not among the areas: {', '.join(areas)}"
    played = {beat.part for beat in script.beats}
    marks: tuple[Felt | Arrow, ...] = (*script.felt, *script.arrows)
    asked = {script.poster, *(part for mark in marks for part in mark.during)}
    for part in sorted(asked - played):
        yield f"no beat plays the part {part}"


def open_loop(poses: Mapping[str, object], beats: Sequence[Beat]) -> Iterator[str]:
    """Yield a sentence if the last pose of a loop is not its first one."""
    last = next((beat.to for beat in reversed(beats) if beat.to), None)
    if last not in (None, next(iter(poses))):
        yield "the loop does not end in its first pose"
