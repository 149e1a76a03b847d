"""The clock of a loop: the frames of its parts, and the pose at each frame."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from api.drawing.scene import FRAMES_A_SECOND, Layer, Marker, Scene
from api.drawing.script import Beat, Part
from api.drawing.tracks import Key, Track

Pose = TypeVar("Pose")

FADE = 8
"""Frames in which a mark comes or goes."""

AHEAD = 9
"""Frames by which an arrow comes before the movement that it shows."""


@dataclass(frozen=True)
class Span:
    """The frames of a beat, from `first` up to and without `end`."""

    beat: Beat
    first: int
    end: int


def spans(beats: Sequence[Beat]) -> list[Span]:
    found, first = [], 0
    for beat in beats:
        end = first + round(beat.seconds * FRAMES_A_SECOND)
        found.append(Span(beat, first, end))
        first = end
    return found


def ways(
    poses: Mapping[str, Pose], loop: Sequence[Span]
) -> Iterator[tuple[Span, float, Pose, Pose]]:
    """Yield for each frame its part, the share of it that is over, and its first and last pose.

    The loop begins in the first of the poses.
    """
    aims = [next(iter(poses.values()))]
    for span in loop:
        aims.append(poses[span.beat.to] if span.beat.to else aims[-1])
    for span, (one, other) in zip(loop, pairwise(aims), strict=True):
        for frame in range(span.first, span.end):
            yield span, (frame - span.first) / (span.end - span.first), one, other


def markers(spans_of_loop: Sequence[Span]) -> tuple[Marker, ...]:
    """Return the parts of the loop; beats of one part that follow each other are one."""
    parts: list[Marker] = []
    for span in spans_of_loop:
        if parts and parts[-1].name == span.beat.part:
            before = parts.pop()
            parts.append(Marker(before.name, before.frame, span.end - before.frame))
        else:
            parts.append(Marker(span.beat.part, span.first, span.end - span.first))
    return tuple(parts)


def scene_of(loop: Sequence[Span], layers: Iterable[Layer], poster: Part) -> Scene:
    """Return the scene of these layers; its poster is the last frame of a part."""
    _, end = during(loop, [poster])
    return Scene(loop[-1].end, end - 1, tuple(layers), markers(loop))


def frame_at(scene: Scene, at: Part | float) -> int | None:
    """Return the last frame of a part, or the frame after so many seconds.

    None: no beat plays the part, or the loop ends before.
    """
    if isinstance(at, str):
        ends = [marker.frame + marker.frames for marker in scene.markers if marker.name == at]
        return ends[-1] - 1 if ends else None
    frame = round(at * FRAMES_A_SECOND)
    return frame if frame < scene.frames else None


def eased(share: float) -> float:
    """Return the share of a way after a share of its time: slow, faster, slow."""
    return share * share * (3 - 2 * share)


def lifted(share: float, height: float) -> float:
    """Return how high a foot is over the floor after a share of its step."""
    return height * math.sin(math.pi * eased(share))


def during(loop: Sequence[Span], parts: Sequence[Part]) -> tuple[int, int]:
    """Return the first frame of these parts, and the one after their last."""
    chosen = [span for span in loop if span.beat.part in parts]
    return chosen[0].first, chosen[-1].end


def shown(loop: Sequence[Span], parts: Sequence[Part], after: float = 0.0) -> Track:
    """Return the opacity of a mark that is there during parts of the loop.

    It comes when a share of the first of them is over (`after`).
    """
    (first, end), (_, first_end) = during(loop, parts), during(loop, parts[:1])
    come = first + round(after * (first_end - first))
    return opaque(come, min(end + FADE, loop[-1].end))


def announced(loop: Sequence[Span], parts: Sequence[Part]) -> Track:
    """Return the opacity of an arrow: after the setup it comes before the movement begins."""
    first, end = during(loop, parts)
    is_next = any(span.end == first and span.beat.part == "setup" for span in loop)
    return opaque(first - AHEAD if is_next else first, min(end + FADE, loop[-1].end))


def opaque(first: int, end: int) -> Track:
    """Return the opacity of a mark that comes at a frame and is gone at another."""
    first = max(0, first)
    keys = [Key(first, 0.0), Key(first + FADE, 1.0), Key(end - FADE, 1.0), Key(end, 0.0)]
    return (Key(0, 0.0), *keys) if first > 0 else tuple(keys)


def drifting(loop: Sequence[Span], parts: Sequence[Part]) -> Track:
    """Return the share of its drift that an arrow has gone: as far as the first part is done."""
    first, end = during(loop, parts[:1])
    keys = (Key(first, 0.0, 0.0, 1.0), Key(end, 1.0))
    return (Key(0, 0.0), *keys) if first > 0 else keys
