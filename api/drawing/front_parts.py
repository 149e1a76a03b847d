"""The outlines of a foot from the front: what does not move, and the parts of a toe."""

from collections.abc import Iterator

from api.drawing.figure import INK
from api.drawing.front import LENGTH, Ray
from api.drawing.geometry import Point
from api.drawing.paths import Knot, Path, ellipse, polygon, smooth

SPAN = 40.0
"""The length of the middle of a toe before it is stretched to what is seen of it."""

WEB = 0.2
"""Where a toe parts from the foot, as a share of the way from its joint to its tip."""

NECK = 0.9
"""Half the width of a toe at its base, as a share of its tip."""


def of_length(*points: tuple[float, float]) -> Path:
    return smooth([(x * LENGTH, y * LENGTH) for x, y in points]).rounded()


FOOT = of_length(
    (0.165, -0.86),
    (0.145, -0.5),
    (0.105, -0.29),
    (0.126, -0.15),
    (0.135, 0.0),
    (0.15, 0.13),
    (0.172, 0.23),
    (0.168, 0.3),
    (0.135, 0.325),
    (0.02, 0.325),
    (-0.115, 0.3),
    (-0.2, 0.262),
    (-0.214, 0.22),
    (-0.19, 0.14),
    (-0.145, 0.02),
    (-0.118, -0.14),
    (-0.1, -0.26),
    (-0.125, -0.5),
    (-0.155, -0.86),
)
"""Shin and foot without the toes, from the heel on the floor."""


def bone(x: float, y: float, bulge: float) -> Path:
    """Return the line of an ankle bone."""
    ends = Point(x * LENGTH, (y - 0.03) * LENGTH), Point(x * LENGTH, (y + 0.03) * LENGTH)
    out = Point(bulge * LENGTH, 0.0)
    return Path((Knot(ends[0], after=out), Knot(ends[1], before=out)), is_closed=False).rounded()


BONES = (bone(0.08, -0.17, 0.02), bone(-0.075, -0.15, -0.02))
MAT = polygon(Point(20, 226), Point(380, 226), Point(394, 384), Point(6, 384))


def middle(half: float, first: float) -> Path:
    """Return the middle of a toe, from its tip towards its joint, with a round base.

    It ends at the web (`WEB`). `first`: where it begins; what lies higher begins a little further
    in the tip, so that no seam shows.
    """
    base, long = half * NECK, SPAN * (1 - WEB)
    path = Path(
        (
            Knot(Point(-half, first)),
            Knot(Point(half, first)),
            Knot(Point(base, long), after=Point(-0.3 * base, 0.4 * half)),
            Knot(Point(-base, long), before=Point(0.3 * base, 0.4 * half)),
        )
    )
    return path.rounded()


def middle_ink(half: float) -> Path:
    """Return what stands out on both sides of the middle of a toe as its outline."""
    base, end, long = half * NECK + INK, half + INK, SPAN * (1 - WEB)
    return polygon(Point(-end, 2), Point(end, 2), Point(base, long), Point(-base, long)).rounded()


def nail(ray: Ray) -> Path:
    half = ray.half * LENGTH
    return ellipse(0.56 * half, 0.4 * half).moved(Point(0, -0.15 * half))


def creases(half: float) -> Iterator[Path]:
    """Yield the lines of the underside, from the tip: under the pad, and where the toe begins."""
    for at, wide in ((0.4, 0.6), (1 - WEB, NECK)):
        side, down = wide * half, at * SPAN
        handle = Point(0.7 * side, 0.4 * half)
        yield Path(
            (
                Knot(Point(-side, down), after=handle),
                Knot(Point(side, down), before=Point(-handle.x, handle.y)),
            ),
            is_closed=False,
        )


def sign(tip: Point, ray: Ray) -> Path:
    """Return a triangle on the mat before the tip of a toe, pointing at it."""
    top = tip + Point(0, ray.half * LENGTH + 8)
    return polygon(top, top + Point(8, 11), top + Point(-8, 11)).rounded()
