"""The figure as layers: the ink of a whole chain of limbs below its fills, so no seam shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.drawing.body import Leg, Placed
from api.drawing.body_parts import (
    CALF_PATH,
    FOOT_PATH,
    FOREARM_PATH,
    HAND_PATH,
    HEAD_OVER_SHOULDER,
    HEAD_PATH,
    HIPS_PATH,
    NECK_PATH,
    SHANK_PATH,
    SHIRT_PATH,
    SHORTS_PATH,
    SLEEVE_PATH,
    TENDON_PATH,
    THIGH_PATH,
    TOES_PATH,
    UPPER_ARM_PATH,
)
from api.drawing.geometry import ORIGIN, Point
from api.drawing.palette import Role
from api.drawing.paths import Path
from api.drawing.proportions import ANKLE, BALL, FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM
from api.drawing.scene import Layer, Shape
from api.drawing.tracks import Track, fit, still

INK = 4.0
"""Units that an outline is wide."""

TURN_TOLERANCE, PLACE_TOLERANCE = 0.15, 0.25
"""Degrees and units by which a curve between keys may miss what was solved for a frame."""

Turn = Callable[[Placed], float]


@dataclass(frozen=True)
class Limb:
    """A part of a chain: where it hangs in its parent, and which turn of the figure it has."""

    name: str
    parent: str
    joint: Point
    turn: Turn
    path: Path
    fill: Role


def limbs_of_leg(side: str, leg: Callable[[Placed], Leg], fill: Role) -> list[Limb]:
    def thigh(one: Placed) -> float:
        return leg(one).thigh

    def shank(one: Placed) -> float:
        return leg(one).shank - leg(one).thigh

    def foot(one: Placed) -> float:
        return leg(one).foot - leg(one).shank

    def toes(one: Placed) -> float:
        return leg(one).toes - leg(one).foot

    return [
        Limb(f"{side} thigh", f"{side} hip", ORIGIN, thigh, THIGH_PATH, fill),
        Limb(f"{side} shank", f"{side} thigh", Point(0, THIGH), shank, SHANK_PATH, fill),
        Limb(f"{side} foot", f"{side} shank", Point(0, SHANK), foot, FOOT_PATH, fill),
        Limb(f"{side} toes", f"{side} foot", Point(BALL, ANKLE), toes, TOES_PATH, fill),
    ]


def limbs_of_arm() -> list[Limb]:
    def upper(one: Placed) -> float:
        return one.arm.upper - one.trunk

    def lower(one: Placed) -> float:
        return one.arm.lower - one.arm.upper

    def hand(one: Placed) -> float:
        return one.arm.hand - one.arm.lower

    return [
        Limb("upper arm", "trunk", Point(0, -TRUNK), upper, UPPER_ARM_PATH, Role.BODY),
        Limb("forearm", "upper arm", Point(0, UPPER_ARM), lower, FOREARM_PATH, Role.BODY),
        Limb("hand", "forearm", Point(0, FOREARM), hand, HAND_PATH, Role.BODY),
    ]


def figure(frames: Sequence[Placed], felt: Sequence[Layer] = ()) -> Iterator[Layer]:
    """Yield the layers of a figure, the lowest first; each of `felt` lies on its leg."""
    tracks = Tracks(frames)
    yield tracks.at("pelvis", None, lambda p: p.pelvis)
    yield tracks.at("far hip", "pelvis", lambda p: p.far.hip - p.pelvis)
    yield tracks.at("near hip", "pelvis", lambda p: p.near.hip - p.pelvis)
    yield from tracks.chain(limbs_of_leg("far", lambda p: p.far, Role.FAR))
    yield from (one for one in felt if one.parent == "far shank")
    yield overlay("far shorts", "far thigh", ORIGIN, SHORTS_PATH, Role.SHORTS)
    yield tracks.turning("trunk", "pelvis", ORIGIN, lambda p: p.trunk)
    yield tracks.turning("neck", "trunk", Point(0, -TRUNK), lambda p: p.head - p.trunk)
    yield Layer("neck ink", (ink(NECK_PATH),), "neck")
    yield overlay("head", "neck", HEAD_OVER_SHOULDER, HEAD_PATH, Role.BODY)
    yield Layer("neck fill", (Shape(NECK_PATH, fill=Role.BODY),), "neck")
    yield overlay("shirt", "trunk", ORIGIN, SHIRT_PATH, Role.SHIRT)
    yield overlay("hips", "trunk", ORIGIN, HIPS_PATH, Role.SHORTS)
    yield from tracks.chain(limbs_of_leg("near", lambda p: p.near, Role.BODY))
    yield from (one for one in felt if one.parent == "near shank")
    yield overlay("near shorts", "near thigh", ORIGIN, SHORTS_PATH, Role.SHORTS)
    yield from tracks.chain(limbs_of_arm())
    yield overlay("sleeve", "upper arm", ORIGIN, SLEEVE_PATH, Role.SHIRT)


@dataclass(frozen=True)
class Area:
    """A part of a limb in which something can be felt."""

    name: str
    limb: str
    path: Path


AREAS = {
    area.name: area
    for area in (
        Area("calf", "near shank", CALF_PATH),
        Area("far_calf", "far shank", CALF_PATH),
        Area("achilles_tendon", "near shank", TENDON_PATH),
    )
}


def felt(area: Area, opacity: Track) -> Layer:
    shape = Shape(area.path, fill=Role.FELT)
    return Layer(f"felt {area.name}", (shape,), area.limb, opacity=opacity)


def ink(path: Path) -> Shape:
    return Shape(path, stroke=Role.INK, width=2 * INK)


def overlay(name: str, parent: str, joint: Point, path: Path, fill: Role) -> Layer:
    """Return a part with an outline of its own that lies on its parent and goes along with it."""
    shape = Shape(path, fill=fill, stroke=Role.INK, width=2 * INK)
    return Layer(name, (shape,), parent, x=still(joint.x), y=still(joint.y))


class Tracks:
    """The keys of a figure's joints, from its solved frames."""

    def __init__(self, frames: Sequence[Placed]) -> None:
        self.frames = frames

    def turns(self, turn: Turn) -> Track:
        return fit([turn(frame) for frame in self.frames], TURN_TOLERANCE)

    def turning(self, name: str, parent: str, joint: Point, turn: Turn) -> Layer:
        x, y = still(joint.x), still(joint.y)
        return Layer(name, (), parent, x=x, y=y, rotation=self.turns(turn))

    def at(self, name: str, parent: str | None, place: Callable[[Placed], Point]) -> Layer:
        places = [place(frame) for frame in self.frames]
        x, y = (
            fit([getattr(place, axis) for place in places], PLACE_TOLERANCE) for axis in ("x", "y")
        )
        return Layer(name, (), parent, x=x, y=y)

    def chain(self, limbs: Sequence[Limb]) -> Iterator[Layer]:
        """Yield the ink of all limbs, which moves, then their fills, which go along with it."""
        for limb in limbs:
            yield Layer(
                limb.name,
                (ink(limb.path),),
                limb.parent,
                x=still(limb.joint.x),
                y=still(limb.joint.y),
                rotation=self.turns(limb.turn),
            )
        for limb in limbs:
            yield Layer(f"{limb.name} fill", (Shape(limb.path, fill=limb.fill),), limb.name)
