"""A loop of both feet from the front: its script becomes a scene."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.drawing import front_parts as parts
from api.drawing import marks
from api.drawing.context import context
from api.drawing.figure import INK
from api.drawing.front import RAYS, FrontPose, SeenToe, see
from api.drawing.front_script import Down, FrontScene
from api.drawing.front_toes import toe
from api.drawing.geometry import Point
from api.drawing.mixing import poses_of
from api.drawing.palette import Role
from api.drawing.scene import SIZE, Layer, Scene, Shape
from api.drawing.script import Arrow
from api.drawing.timing import Span, during, scene_of, shown, spans
from api.drawing.tracks import still

HEEL = Point(104.0, 196.0)
"""The heel of the foot on the left; the other one stands as its mirror image."""

AREAS = {"big_toe": (0,), "small_toes": (1, 2, 3, 4), "toes": (0, 1, 2, 3, 4)}
"""By name: which toes, counted from the big one."""


def compose(script: FrontScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    frames = [see(pose) for pose in poses(script, loop)]
    return scene_of(loop, layers(script, loop, frames), script.poster)


def poses(script: FrontScene, loop: Sequence[Span]) -> list[FrontPose]:
    """Return the pose at each frame."""
    return poses_of(script.poses, loop)


def layers(
    script: FrontScene, loop: Sequence[Span], frames: Sequence[tuple[SeenToe, ...]]
) -> Iterator[Layer]:
    yield Layer("mat", (Shape(parts.MAT, fill=Role.PROP),))
    toes = [[seen[number] for seen in frames] for number in range(len(RAYS))]
    yield from feet()
    for number in reversed(range(len(RAYS))):
        felt = [
            shown(loop, one.during, one.after) for one in script.felt if number in AREAS[one.area]
        ]
        for layer in toe(number, toes[number], felt):
            yield from both(layer)
    for number, one in enumerate(script.down, start=1):
        yield from both(planted(number, one, loop, frames))
    yield from context(script.context)
    yield from marks.arrows([one for arrow in script.arrows for one in mirrored(arrow)], loop)


def feet() -> Iterator[Layer]:
    """Yield both feet without their toes: what goes along with them has them as its parent."""
    bones = [Shape(path, stroke=Role.FAR, width=INK) for path in parts.BONES]
    shapes = (Shape(parts.FOOT, Role.BODY, Role.INK, 2 * INK), *bones)
    y = still(HEEL.y)
    yield Layer("left foot", shapes, x=still(HEEL.x), y=y)
    yield Layer("right foot", shapes, x=still(SIZE - HEEL.x), y=y, across=still(-1.0))


def both(layer: Layer) -> Iterator[Layer]:
    """Yield a layer for each foot, one next to the other: equal bytes that are near pack well."""
    for side in ("left", "right"):
        yield replace(layer, name=f"{side} {layer.name}", parent=f"{side} {layer.parent}")


def planted(
    number: int, down: Down, loop: Sequence[Span], frames: Sequence[tuple[SeenToe, ...]]
) -> Layer:
    """Return a triangle before each toe that stays on the mat, where it is in the middle of it."""
    first, end = during(loop, down.during)
    seen = frames[(first + end) // 2]
    shapes = [
        Shape(parts.sign(seen[toe].tip, RAYS[toe]), fill=Role.FLOOR) for toe in AREAS[down.area]
    ]
    return Layer(f"planted {number}", tuple(shapes), "foot", opacity=shown(loop, down.during))


def mirrored(arrow: Arrow) -> Iterator[Arrow]:
    """Yield an arrow and its mirror image."""
    yield arrow
    yield replace(arrow, x=SIZE - arrow.x, turn=180.0 - arrow.turn)
