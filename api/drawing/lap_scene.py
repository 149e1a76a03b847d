"""A loop of a foot on the other thigh: its script becomes a scene."""

from collections.abc import Iterator, Sequence

from api.drawing import marks
from api.drawing.context import context
from api.drawing.figure import INK, PLACE_TOLERANCE
from api.drawing.geometry import Point
from api.drawing.lap import LapPose, stated
from api.drawing.lap_parts import (
    FINGER,
    FOREARM,
    HAND,
    STROKER_ARM,
    STROKER_HAND,
    STROKER_THUMB,
    THIGH,
    THUMB,
    THUMB_NAIL,
    on_sole,
)
from api.drawing.lap_script import LapScene
from api.drawing.mixing import poses_of
from api.drawing.palette import Role
from api.drawing.scene import Layer, Scene, Shape
from api.drawing.side import place
from api.drawing.side_scene import THIN, Foot, area, chain
from api.drawing.timing import Span, scene_of, spans
from api.drawing.tracks import Track, fit, still

ANKLE = Point(240.0, 256.0)
"""Where the ankle lies on the canvas."""

TURN, SMALLER = 62.0, 0.72
"""The foot of `side` lies in its mirror image, turned by so many degrees, and is drawn smaller."""

AWAY = Point(60.0, -50.0)
STROKER_AWAY = Point(-70.0, 70.0)
"""How far the hands are away when they do nothing, in the coordinates of toe and foot."""


def compose(script: LapScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    asked = poses(script, loop)
    return scene_of(loop, layers(script, loop, asked), script.poster)


def poses(script: LapScene, loop: Sequence[Span]) -> list[LapPose]:
    """Return the pose at each frame, each with a number for the small toes."""
    return poses_of({name: stated(pose) for name, pose in script.poses.items()}, loop)


def layers(script: LapScene, loop: Sequence[Span], asked: Sequence[LapPose]) -> Iterator[Layer]:
    yield Layer("thigh", (Shape(THIGH, fill=Role.SHORTS, stroke=Role.INK, width=2 * INK),))
    yield Layer(
        "lap",
        (),
        x=still(ANKLE.x),
        y=still(ANKLE.y),
        rotation=still(TURN),
        across=still(-SMALLER),
        down=still(SMALLER),
    )
    feet = [place(pose.foot, "free", 0.0, 0.0) for pose in asked]
    felt = [area(one, loop, feet) for one in script.felt]
    foot = list(Foot(feet, parent="lap").layers(felt))
    yield from foot
    yield from gripping(asked)
    yield from stroking(asked)
    yield from context(script.context)
    yield from marks.arrows(script.arrows, loop)


def gripping(asked: Sequence[LapPose]) -> Iterator[Layer]:
    """Yield the hand that holds the toes: it goes along with the big one."""
    grip = [pose.grip for pose in asked]
    yield coming("grip", "toe", [AWAY * (1 - share) for share in grip])
    parts = {"forearm": FOREARM, "thumb": THUMB, "hand": HAND, "finger": FINGER}
    yield from faded(chain(Role.FAR, parts, parent="grip"), seen(grip))
    nail = Shape(THUMB_NAIL, fill=Role.BODY, stroke=Role.INK, width=2 * THIN)
    yield Layer("thumb nail", (nail,), "grip", opacity=seen(grip))


def stroking(asked: Sequence[LapPose]) -> Iterator[Layer]:
    """Yield the hand whose thumb goes along the sole."""
    shares = [pose.stroke for pose in asked]
    places = [on_sole(pose.along) + STROKER_AWAY * (1 - pose.stroke) for pose in asked]
    yield coming("stroke", "foot", places)
    parts = {"arm": STROKER_ARM, "fist": STROKER_HAND, "stroking thumb": STROKER_THUMB}
    yield from faded(chain(Role.FAR, parts, parent="stroke"), seen(shares))


def coming(name: str, parent: str, places: Sequence[Point]) -> Layer:
    x, y = (fit([getattr(one, axis) for one in places], PLACE_TOLERANCE) for axis in ("x", "y"))
    return Layer(name, (), parent, x=x, y=y)


def seen(shares: Sequence[float]) -> Track:
    """Return the opacity of a hand: it is there before it has arrived."""
    return fit([min(1.0, 2 * share) for share in shares], 0.03)


def faded(parts: Iterator[Layer], opacity: Track) -> Iterator[Layer]:
    for part in parts:
        yield Layer(part.name, part.shapes, part.parent, opacity=opacity)
