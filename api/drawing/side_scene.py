"""A loop of one foot from its inner side: its script becomes a scene."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from api.drawing import marks
from api.drawing.context import context
from api.drawing.figure import INK, PLACE_TOLERANCE, TURN_TOLERANCE
from api.drawing.geometry import ORIGIN, Point
from api.drawing.mixing import poses_of
from api.drawing.palette import Role
from api.drawing.paths import Path
from api.drawing.scene import Layer, Morph, MorphKey, Scene, Shape
from api.drawing.script import Felt
from api.drawing.side import PlacedFoot, SidePose, place, stated
from api.drawing.side_parts import (
    ANKLE_BONE,
    CALF,
    FAR_TOE,
    INSTEP,
    NAIL,
    NEAR_BONE,
    NEAR_TOE,
    OVER_BALL,
    SHIN_FRONT,
    SHIN_OUTLINE,
    SMALL_FAR_TOE,
    SMALL_NEAR_BONE,
    SMALL_NEAR_TOE,
    SOLE,
    UNDER_BALL,
    UNDER_TOE,
    arch,
    ball,
    foot_outline,
    rims,
    small_ball,
)
from api.drawing.side_script import SideScene
from api.drawing.timing import Span, scene_of, shown, spans
from api.drawing.towel import towel
from api.drawing.tracks import Track, fit, still

FLOOR = 320.0
THIN = 2.0
AREAS: dict[str, tuple[str, Callable[[float], Path]]] = {
    "sole": ("foot", lambda _: SOLE),
    "arch": ("foot", arch),
    "instep": ("foot", lambda _: INSTEP),
    "ball": ("foot", lambda _: UNDER_BALL),
    "over_ball": ("foot", lambda _: OVER_BALL),
    "under_big_toe": ("toe", lambda _: UNDER_TOE),
    "calf": ("shin", lambda _: CALF),
    "shin": ("shin", lambda _: SHIN_FRONT),
}
"""By name: on which layer an area lies, and its outline for a dome."""

Turn = Callable[[PlacedFoot], float]


def compose(script: SideScene) -> Scene:
    """Return the scene of a script."""
    loop = spans(script.beats)
    asked = poses(script, loop)
    feet = [place(pose, script.rests, script.x, FLOOR) for pose in asked]
    return scene_of(loop, layers(script, loop, asked, feet), script.poster)


def poses(script: SideScene, loop: Sequence[Span]) -> list[SidePose]:
    """Return the pose at each frame, each with a number for the small toes."""
    return poses_of({name: stated(pose) for name, pose in script.poses.items()}, loop)


def layers(
    script: SideScene, loop: Sequence[Span], asked: Sequence[SidePose], feet: Sequence[PlacedFoot]
) -> Iterator[Layer]:
    yield marks.floor(FLOOR)
    yield from marks.planted(script.planted, loop, FLOOR)
    if script.towel:
        yield from towel([pose.towel for pose in asked], FLOOR)
    yield from Foot(feet).layers([area(one, loop, feet) for one in script.felt])
    if script.outlined:
        yield outline(feet[0], shown(loop, ["move", "hold"]))
    yield from context(script.context)
    yield from marks.arrows(script.arrows, loop)


def outline(foot: PlacedFoot, opacity: Track) -> Layer:
    """Return thin lines where instep and arch were at first."""
    shapes = tuple(Shape(rim, stroke=Role.FLOOR, width=THIN) for rim in rims())
    x, y, turn = (still(value) for value in (foot.ankle.x, foot.ankle.y, foot.foot))
    return Layer("outline", shapes, x=x, y=y, rotation=turn, opacity=opacity)


def area(felt: Felt, loop: Sequence[Span], feet: Sequence[PlacedFoot]) -> Layer:
    limb, path = AREAS[felt.area]
    shape = Shape(domed(path, feet), fill=Role.FELT)
    opacity = shown(loop, felt.during, felt.after)
    return Layer(f"felt {felt.area} in {felt.during[0]}", (shape,), limb, opacity=opacity)


def domed(path: Callable[[float], Path], feet: Sequence[PlacedFoot]) -> Path | Morph:
    """Return an outline that follows the dome of the arch; a plain one if there is none."""
    track = fit([foot.dome for foot in feet], 0.02)
    if len(track) == 1:
        return path(track[0].value)
    return tuple(MorphKey(key.frame, path(key.value), key.leaves, key.arrives) for key in track)


class Foot:
    """The layers of a foot, from its solved frames."""

    def __init__(self, feet: Sequence[PlacedFoot], parent: str | None = None) -> None:
        self.feet = feet
        self.parent = parent
        self.body = domed(foot_outline, feet)

    def turns(self, turn: Turn) -> Track:
        return fit([turn(foot) for foot in self.feet], TURN_TOLERANCE)

    def layers(self, felt: Sequence[Layer]) -> Iterator[Layer]:
        """Yield the lowest first: the small toes, the other parts, and what lies on them."""
        yield self.at("ankle", self.parent, lambda one: one.ankle)
        yield self.joint("shin", "ankle", at_parent, lambda one: one.shin)
        yield self.joint("foot", "ankle", at_parent, lambda one: one.foot)
        yield self.joint("small toe", "foot", small_joint, lambda one: one.small_toe - one.foot)
        yield self.joint(
            "small tip", "small toe", small_end, lambda one: one.small_tip - one.small_toe
        )
        yield self.joint("toe", "foot", big_joint, lambda one: one.toe - one.foot)
        yield self.joint("tip", "toe", big_end, lambda one: one.tip - one.toe)
        yield from chain(Role.FAR, {"small toe": SMALL_NEAR_TOE, "small tip": SMALL_FAR_TOE})
        whole = {"shin": SHIN_OUTLINE, "foot": self.body, "toe": NEAR_TOE, "tip": FAR_TOE}
        yield from chain(Role.BODY, whole)
        yield from felt
        yield Layer(
            "nail", (Shape(NAIL, fill=Role.GROUND, stroke=Role.INK, width=2 * THIN),), "tip"
        )
        yield Layer("ankle bone", (Shape(ANKLE_BONE, stroke=Role.FAR, width=INK),), "foot")

    def joint(
        self, name: str, parent: str, place: Callable[[PlacedFoot], Point], turn: Turn
    ) -> Layer:
        layer = self.at(name, parent, place)
        return Layer(name, (), parent, x=layer.x, y=layer.y, rotation=self.turns(turn))

    def at(self, name: str, parent: str | None, place: Callable[[PlacedFoot], Point]) -> Layer:
        places = [place(foot) for foot in self.feet]
        x, y = (fit([getattr(one, axis) for one in places], PLACE_TOLERANCE) for axis in ("x", "y"))
        return Layer(name, (), parent, x=x, y=y)


def chain(
    fill: Role, parts: Mapping[str, Path | Morph], parent: str | None = None
) -> Iterator[Layer]:
    """Yield the ink of all parts, then their fills, so that no seam shows at a joint.

    Each lies on the layer of its own name, or all on `parent`.
    """
    for name, path in parts.items():
        shape = Shape(path, stroke=Role.INK, width=2 * INK)
        yield Layer(f"{name} ink", (shape,), parent or name)
    for name, path in parts.items():
        yield Layer(f"{name} fill", (Shape(path, fill=fill),), parent or name)


def at_parent(_: PlacedFoot) -> Point:
    return ORIGIN


def big_joint(foot: PlacedFoot) -> Point:
    return ball(foot.dome)


def big_end(_: PlacedFoot) -> Point:
    return Point(NEAR_BONE, 0)


def small_joint(foot: PlacedFoot) -> Point:
    return small_ball(foot.dome)


def small_curl(foot: PlacedFoot) -> float:
    return foot.small_tip - foot.small_toe


def small_end(_: PlacedFoot) -> Point:
    return Point(SMALL_NEAR_BONE, 0)
