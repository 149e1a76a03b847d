"""A loop of the whole figure from the side: its script becomes a scene."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.drawing import marks
from api.drawing.body import BodyPose, Placed, place
from api.drawing.body_script import BodyScene
from api.drawing.figure import AREAS, felt, figure
from api.drawing.marks import FLOOR
from api.drawing.mixing import between
from api.drawing.proportions import HEIGHT
from api.drawing.scene import Layer, Scene
from api.drawing.timing import Span, eased, lifted, scene_of, shown, spans, ways

STEP = 0.04 * HEIGHT
"""How high a foot is lifted on its way to another place."""

STEP_TIP = 32.0
"""Degrees by which its toes point down then."""


def compose(script: BodyScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    frames = [place(pose, FLOOR) for pose in poses(script, loop)]
    return scene_of(loop, layers(script, loop, frames), script.poster)


def layers(script: BodyScene, loop: Sequence[Span], frames: Sequence[Placed]) -> Iterator[Layer]:
    yield marks.floor()
    if script.wall is not None:
        yield marks.wall(script.wall)
    if script.chair is not None:
        yield marks.chair(script.chair.x, script.chair.height)
    if script.counter is not None:
        yield marks.counter(script.counter.x, script.counter.height)
    yield from marks.planted(script.planted, loop)
    areas = [felt(AREAS[one.area], shown(loop, one.during, one.after)) for one in script.felt]
    yield from figure(frames, areas)
    yield from marks.arrows(script.arrows, loop)


def poses(script: BodyScene, loop: Sequence[Span]) -> list[BodyPose]:
    """Return the pose at each frame, and at the end that of the beginning again."""
    found = []
    for span, share, one, other in ways(script.poses, loop):
        pose = between(one, other, eased(share))
        for side in span.beat.steps:
            lift, tip = lifted(share, STEP), lifted(share, STEP_TIP)
            foot = replace(getattr(pose, side), lift=lift, tip=tip)
            pose = replace(pose, **{side: foot})
        found.append(pose)
    return [*found, next(iter(script.poses.values()))]
