"""A loop of both feet on the floor from above: its script becomes a scene.

The feet are those of `top_parts`, smaller; one is the mirror image of the other.
"""

from collections.abc import Iterator, Sequence

from api.drawing import marks
from api.drawing import top_parts as parts
from api.drawing.context import context
from api.drawing.figure import INK, TURN_TOLERANCE
from api.drawing.geometry import Point
from api.drawing.palette import Role
from api.drawing.paths import line, polygon
from api.drawing.scene import SIZE, Layer, Scene, Shape
from api.drawing.stance_script import StanceScene
from api.drawing.timing import Span, eased, scene_of, spans, ways
from api.drawing.top import TopPose, place
from api.drawing.tracks import Track, fit, still

SMALLER = 0.54
"""The size of these feet beside that of a close-up."""

BACK_HEEL, FRONT_HEEL = Point(262.0, 372.0), Point(136.0, 238.0)
"""So that the back foot aims at the front heel if it is turned by 45 degrees."""

AREAS: tuple[str, ...] = ()
WALL = 44.0
THIN = 2.5


def compose(script: StanceScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    return scene_of(loop, layers(script, loop), script.poster)


def turns(script: StanceScene, loop: Sequence[Span]) -> list[float]:
    """Return the turn of the back foot at each frame, and at the end that of the beginning."""
    found = [
        one.turn + (other.turn - one.turn) * eased(share)
        for _, share, one, other in ways(script.poses, loop)
    ]
    return [*found, found[0]]


def layers(script: StanceScene, loop: Sequence[Span]) -> Iterator[Layer]:
    yield wall()
    yield foot("front foot", FRONT_HEEL, Role.FAR, still(0.0), -SMALLER)
    back = fit([-turn for turn in turns(script, loop)], TURN_TOLERANCE)
    yield foot("back foot", BACK_HEEL, Role.BODY, back, SMALLER)
    yield from context(script.context)
    yield from marks.arrows(script.arrows, loop)


def wall() -> Layer:
    left, right = 24.0, SIZE - 24.0
    body = polygon(Point(left, 14), Point(right, 14), Point(right, WALL), Point(left, WALL))
    face = line(Point(left, WALL), Point(right, WALL))
    return Layer("wall", (Shape(body, Role.PROP), Shape(face, None, Role.FLOOR, marks.LINE)))


def foot(name: str, heel: Point, fill: Role, turn: Track, across: float) -> Layer:
    """Return a whole foot that rests on the floor; the left one if `across` is negative."""
    line_width, whole = 2 * INK / SMALLER, []
    whole.append(Shape(parts.FOOT, None, Role.INK, line_width))
    for placed in reversed(place(TopPose(spread=0.15))):
        toe, nail = (
            path(placed.toe).turned(placed.turn).moved(placed.joint)
            for path in (parts.toe, parts.nail)
        )
        whole.append(Shape(toe, fill, Role.INK, line_width))
        whole.append(Shape(nail, None, Role.INK, THIN / SMALLER))
    whole.append(Shape(parts.FOOT, fill))
    return Layer(
        name,
        tuple(whole),
        x=still(heel.x),
        y=still(heel.y),
        rotation=turn,
        across=still(across),
        down=still(SMALLER),
    )
