"""From the poses that an editor writes to the pose at each frame of a loop."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from api.drawing.timing import Span, eased, ways

Pose = TypeVar("Pose")


def poses_of(poses: Mapping[str, Pose], loop: Sequence[Span]) -> list[Pose]:
    """Return the pose at each frame, and at the end that of the beginning again."""
    found = [between(one, other, eased(share)) for _, share, one, other in ways(poses, loop)]
    return [*found, found[0]]


def between(one: Pose, other: Pose, share: float) -> Pose:
    """Return the pose at a share (0 to 1) of the way from one to the other, field by field.

    Fields are numbers, tuples of numbers, further such values, or None in both poses.
    """
    mixture: Pose = mixed(one, other, share)
    return mixture


def mixed(before: Any, after: Any, share: float) -> Any:
    if before is None or after is None:
        return after
    if isinstance(before, tuple):
        return tuple(mixed(*pair, share) for pair in zip(before, after, strict=True))
    if is_dataclass(before) and not isinstance(before, type):
        names = [field.name for field in fields(before)]
        pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
        return replace(before, **{name: mixed(*pair, share) for name, pair in pairs.items()})
    return before + (after - before) * share
