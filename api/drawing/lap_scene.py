"""A loop of a foot on the other thigh: its script becomes a scene."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from api.drawing import lap_parts as parts
from api.drawing import marks
from api.drawing.context import context
from api.drawing.figure import INK
from api.drawing.geometry import Point
from api.drawing.lap import LapPose, stated
from api.drawing.lap_script import LapScene
from api.drawing.mixing import poses_of
from api.drawing.palette import Role
from api.drawing.paths import Path
from api.drawing.scene import Layer, Scene, Shape
from api.drawing.side import PlacedFoot, place
from api.drawing.side_parts import ball
from api.drawing.side_scene import THIN, Foot, area
from api.drawing.timing import Span, scene_of, spans
from api.drawing.tracks import fit, still

ANKLE = Point(240.0, 226.0)
"""Where the ankle lies on the canvas."""

TURN, SMALLER = 62.0, 0.72
"""The foot of `side` lies in its mirror image, turned by so many degrees, and is drawn smaller."""

ARM_TOLERANCE, HAND_TOLERANCE = 1.0, 1.2
"""Degrees of a forearm, and units of a hand that moves: nobody sees them miss by so much, and it
takes fewer keys.
"""

AWAY = Point(225.0, -198.0)
OVER_AWAY = Point(60.0, -252.0)
STROKER_AWAY = Point(-150.0, 225.0)
"""Where hands are that do nothing: so far away, in units of the canvas, that nobody sees them."""


def compose(script: LapScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    asked = poses(script, loop)
    return scene_of(loop, layers(script, loop, asked), script.poster)


def poses(script: LapScene, loop: Sequence[Span]) -> list[LapPose]:
    """Return the pose at each frame, each with a number for the small toes."""
    return poses_of({name: stated(pose) for name, pose in script.poses.items()}, loop)


def layers(script: LapScene, loop: Sequence[Span], asked: Sequence[LapPose]) -> Iterator[Layer]:
    yield Layer(
        "thigh",
        (
            Shape(parts.THIGH, fill=Role.SHORTS, stroke=Role.INK, width=2 * INK),
            Shape(parts.KNEE, fill=Role.FAR, stroke=Role.INK, width=2 * INK),
            *lines_of(parts.KNEECAP),
        ),
    )
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
    if any(pose.grip for pose in asked):
        yield from gripping(asked, feet)
    if any(pose.over for pose in asked):
        yield from over(asked, feet)
    if any(pose.stroke for pose in asked):
        yield from stroking(asked)
    yield from context(script.context)
    yield from marks.arrows(script.arrows, loop)


def gripping(asked: Sequence[LapPose], feet: Sequence[PlacedFoot]) -> Iterator[Layer]:
    """Yield the hand that holds the toes at their base, or the big one if it moves alone."""
    shares = [pose.grip for pose in asked]
    nail = Shape(parts.THUMB_NAIL, fill=Role.BODY, stroke=Role.INK, width=2 * THIN)
    is_pinch = any(pose.small_toes != pose.toes for pose in asked)
    wrist = parts.PINCH_WRIST if is_pinch else parts.WRIST
    arm = Arm(wrist, parts.ELBOW, away(AWAY, shares, [one.toe for one in feet]))
    hand = parts.PINCH if is_pinch else parts.GRIP
    lines = lines_of(parts.PINCH_LINES if is_pinch else parts.GRIP_LINES)
    yield from on_toes("grip", hand, [*lines, nail], arm, feet)


def over(asked: Sequence[LapPose], feet: Sequence[PlacedFoot]) -> Iterator[Layer]:
    """Yield the hand that lies over the toes."""
    shares = [pose.over for pose in asked]
    places = away(OVER_AWAY, shares, [one.toe for one in feet])
    arm = Arm(parts.OVER_WRIST, parts.OVER_ELBOW, places)
    yield from on_toes("over", parts.OVER, lines_of(parts.OVER_LINES), arm, feet)


@dataclass(frozen=True)
class Arm:
    """Where an arm joins its hand and where its elbow is, and the places of the hand."""

    wrist: Point
    elbow: Point
    places: Sequence[Point]


def on_toes(
    name: str,
    hand: Sequence[Path],
    lines: Sequence[Shape],
    arm: Arm,
    feet: Sequence[PlacedFoot],
) -> Iterator[Layer]:
    """Yield a hand that goes along with the big toe; its forearm points at the elbow."""
    yield coming(name, "toe", arm.places)
    elbow, turns = in_lap(arm.elbow), []
    for foot, at in zip(feet, arm.places, strict=True):
        wrist = ball().turned(foot.foot) + (at + arm.wrist).turned(foot.toe)
        turns.append((elbow - wrist).direction - foot.toe)
    turn = fit(turns, ARM_TOLERANCE)
    forearm = Layer(f"{name} forearm", (outline(parts.FOREARM),), name, rotation=turn)
    forearm = replace(forearm, x=still(arm.wrist.x), y=still(arm.wrist.y))
    yield forearm
    yield Layer(f"{name} hand", tuple(melted(hand, lines)), name)
    yield replace(forearm, name=f"{name} forearm fill", shapes=(Shape(parts.FOREARM, Role.FAR),))


def melted(hand: Sequence[Path], lines: Iterable[Shape]) -> Iterator[Shape]:
    """Yield the ink of all parts of a hand, then their fills, then the lines on them."""
    for path in hand:
        yield outline(path)
    for path in hand:
        yield Shape(path, Role.FAR)
    yield from lines


def outline(path: Path) -> Shape:
    return Shape(path, stroke=Role.INK, width=2 * INK)


def lines_of(paths: Sequence[Path]) -> list[Shape]:
    return [Shape(path, stroke=Role.INK, width=THIN) for path in paths]


def in_lap(place: Point) -> Point:
    """Return where a place of the canvas is in the coordinates of the foot's mirror image."""
    turned = (place - ANKLE).turned(-TURN)
    return Point(-turned.x / SMALLER, turned.y / SMALLER)


def stroking(asked: Sequence[LapPose]) -> Iterator[Layer]:
    """Yield the hand whose thumb goes along the sole."""
    yield coming("stroke", "foot", [parts.on_sole(pose.along) for pose in asked])
    gone = away(STROKER_AWAY, [pose.stroke for pose in asked], [0.0] * len(asked))
    nail = Shape(parts.STROKER_NAIL, fill=Role.BODY, stroke=Role.INK, width=2 * THIN)
    hand = tuple(melted(parts.STROKER, [*lines_of(parts.STROKER_LINES), nail]))
    yield replace(coming("stroking hand", "stroke", gone), shapes=hand)


def away(far: Point, shares: Sequence[float], turns: Sequence[float]) -> list[Point]:
    """Return how far a hand is from its place (share 1), in the coordinates of what it goes to."""
    way = in_lap(ANKLE + far)
    return [(way * (1 - share)).turned(-turn) for share, turn in zip(shares, turns, strict=True)]


def coming(name: str, parent: str, places: Sequence[Point]) -> Layer:
    x, y = (fit([getattr(one, axis) for one in places], HAND_TOLERANCE) for axis in ("x", "y"))
    return Layer(name, (), parent, x=x, y=y)
