"""A loop of one foot from above: its script becomes a scene."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.drawing import marks
from api.drawing import top_parts as parts
from api.drawing.context import context
from api.drawing.figure import INK, PLACE_TOLERANCE, TURN_TOLERANCE
from api.drawing.geometry import Point
from api.drawing.mixing import poses_of
from api.drawing.palette import Role
from api.drawing.paths import Path
from api.drawing.scene import Layer, Scene, Shape
from api.drawing.timing import Span, scene_of, shown, spans
from api.drawing.top import TOES, PlacedToe, TopPose, gaps, place
from api.drawing.top_script import TopScene
from api.drawing.tracks import Track, fit, still

HEEL = Point(200.0, 388.0)
THIN = 2.5
PALM_AWAY = 230.0
"""Units by which the hand below the toes is higher before its fingers come."""

COMES = 0.6
"""The share of the way of a hand after which its fingers come out of the gaps."""

SHARE_TOLERANCE = 0.02
AREAS = ("first_gap", "gaps", "big_toe_base")

Frames = Sequence[TopPose]


def compose(script: TopScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    return scene_of(loop, layers(script, loop, poses(script, loop)), script.poster)


def poses(script: TopScene, loop: Sequence[Span]) -> list[TopPose]:
    """Return the pose at each frame."""
    return poses_of(script.poses, loop)


def layers(script: TopScene, loop: Sequence[Span], frames: Frames) -> Iterator[Layer]:
    """Yield the lowest first: hands under the foot, the foot, and what lies on it."""
    placed = [place(pose) for pose in frames]
    fingers = [pose.fingers for pose in frames]
    if any(fingers):
        yield palm(fingers)
    foot = Layer("foot", (outlined(parts.FOOT, Role.BODY),), x=still(HEEL.x), y=still(HEEL.y))
    yield foot
    grips = [pose.grip for pose in frames]
    toes = [toe(number, [one[number] for one in placed]) for number in range(len(TOES))]
    if any(grips):
        yield from grip(grips, placed)
        yield Layer("fist", (outlined(parts.FIST, Role.FAR),), "grip")
    for one in reversed(toes):
        yield from one
    yield Layer("top of the foot", (Shape(parts.FOOT, Role.BODY),), "foot")
    for felt in script.felt:
        yield from area(felt.area, shown(loop, felt.during, felt.after), placed)
    if any(grips):
        nail = Shape(parts.THUMB_TIP, Role.BODY, Role.INK, THIN)
        yield Layer("thumb", (outlined(parts.THUMB, Role.FAR), nail), "grip")
    if any(fingers):
        yield from in_gaps(fingers, placed)
    yield from context(script.context)
    yield from marks.arrows(script.arrows, loop)


def outlined(path: Path, fill: Role) -> Shape:
    return Shape(path, fill, Role.INK, 2 * INK)


def toe(number: int, placed: Sequence[PlacedToe]) -> Iterator[Layer]:
    one = TOES[number]
    nail = Shape(parts.nail(one), None, Role.INK, THIN)
    turn = fit([frame.turn for frame in placed], TURN_TOLERANCE)
    yield moving(
        one.name,
        "foot",
        [frame.joint for frame in placed],
        turn,
        outlined(parts.toe(one), Role.BODY),
        nail,
    )


def grip(grips: Sequence[float], placed: Sequence[tuple[PlacedToe, ...]]) -> Iterator[Layer]:
    """Yield the hand that holds the big toe, as a layer without outlines of its own."""
    places = [
        toes[0].joint + parts.AWAY * (1 - share) for share, toes in zip(grips, placed, strict=True)
    ]
    turn = fit([toes[0].turn for toes in placed], TURN_TOLERANCE)
    yield moving("grip", "foot", places, turn)


def palm(fingers: Sequence[float]) -> Layer:
    middle = HEEL + Point(14.0, -250.0)
    places = [middle + Point(0, -PALM_AWAY * (1 - min(1.0, share / COMES))) for share in fingers]
    return moving("palm", None, places, still(0.0), outlined(parts.PALM, Role.FAR))


def in_gaps(fingers: Sequence[float], placed: Sequence[tuple[PlacedToe, ...]]) -> Iterator[Layer]:
    """Yield the fingers: they come out of the gaps and go along with the toes."""
    shapes = (
        outlined(parts.FINGER, Role.FAR),
        Shape(parts.FINGER_NAIL, None, Role.INK, THIN),
        Shape(parts.KNUCKLE, None, Role.INK, THIN),
    )
    out = [max(0.0, (share - COMES) / (1 - COMES)) for share in fingers]
    long = fit(out, SHARE_TOLERANCE)
    seen = fit([1.0 if share > SHARE_TOLERANCE else 0.0 for share in out], SHARE_TOLERANCE)
    for number in range(len(TOES) - 1):
        finger = between_toes(f"finger {number + 1}", number, placed, *shapes)
        yield replace(finger, opacity=seen, down=long)


def between_toes(
    name: str, number: int, placed: Sequence[tuple[PlacedToe, ...]], *shapes: Shape
) -> Layer:
    """Return a layer that goes along with a gap, counted from that beside the big toe."""
    found = [gaps(toes)[number] for toes in placed]
    turn = fit([gap.turn for gap in found], TURN_TOLERANCE)
    return moving(name, "foot", [gap.at for gap in found], turn, *shapes)


def area(name: str, opacity: Track, placed: Sequence[tuple[PlacedToe, ...]]) -> Iterator[Layer]:
    if name == "big_toe_base":
        yield Layer(f"felt {name}", (Shape(parts.BASE, Role.FELT),), "big toe", opacity=opacity)
        return
    for number in range(1 if name == "first_gap" else len(TOES) - 1):
        web = between_toes(f"felt {name} {number + 1}", number, placed, Shape(parts.WEB, Role.FELT))
        yield replace(web, opacity=opacity)


def moving(
    name: str, parent: str | None, places: Sequence[Point], turn: Track, *shapes: Shape
) -> Layer:
    x, y = (fit([getattr(one, axis) for one in places], PLACE_TOLERANCE) for axis in ("x", "y"))
    return Layer(name, shapes, parent, x=x, y=y, rotation=turn)
