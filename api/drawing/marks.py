"""What stands around a figure: floor, wall and counter, arrows, and what stays down."""

import math
from collections.abc import Iterator, Sequence

from api.drawing.geometry import ORIGIN, Point
from api.drawing.palette import Role
from api.drawing.paths import Knot, Path, line, polygon
from api.drawing.scene import Layer, Shape
from api.drawing.script import Arrow, Planted
from api.drawing.timing import Span, announced, drifting, shown
from api.drawing.tracks import Key, Track, still

FLOOR = 366.0
"""Units from above, in a picture of the whole body."""

LINE, WALL_WIDTH, TABLE = 4.0, 34.0, 9.0
SEAT, BACK = 100.0, 112.0
"""How deep the seat of a chair is, and how high its back."""

SHAFT, HEAD_LONG, HEAD_WIDE, CORNER = 7.0, 18.0, 26.0, 3.5
HEAD = polygon(Point(0, -HEAD_WIDE / 2), Point(HEAD_LONG, 0), Point(0, HEAD_WIDE / 2))
BACK_HEAD = HEAD.turned(180).moved(Point(HEAD_LONG, 0))
STANDS = 0.05
"""A shorter way in units is none."""

PLANTED = 9.0
"""Half the width of the triangle under what stays down."""

ROLES = {"moves": Role.MOVES, "to_and_fro": Role.MOVES, "press": Role.INK}


def floor(y: float = FLOOR) -> Layer:
    drawn = line(Point(24, y), Point(376, y))
    return Layer("floor", (Shape(drawn, stroke=Role.FLOOR, width=LINE),))


def wall(x: float, y: float = FLOOR) -> Layer:
    """Return a wall whose face is at `x`; the figure stands to the left of it."""
    body = polygon(Point(x, 20), Point(x + WALL_WIDTH, 20), Point(x + WALL_WIDTH, y), Point(x, y))
    face = Shape(line(Point(x, 20), Point(x, y)), stroke=Role.FLOOR, width=LINE)
    return Layer("wall", (Shape(body, fill=Role.PROP), face))


def counter(x: float, height: float, y: float = FLOOR) -> Layer:
    """Return a counter whose edge is at `x` and whose top is `height` over the floor."""
    top = y - height
    body = polygon(Point(x + 10, top), Point(372, top), Point(372, y), Point(x + 10, y))
    edge = line(Point(x, top + TABLE / 2), Point(376, top + TABLE / 2))
    return Layer(
        "counter", (Shape(body, fill=Role.PROP), Shape(edge, stroke=Role.FLOOR, width=TABLE))
    )


def chair(x: float, height: float, y: float = FLOOR) -> Layer:
    """Return a chair whose seat begins at `x` and lies `height` over the floor."""
    seat = y - height
    parts = (
        line(Point(x, seat - BACK), Point(x, y)),
        line(Point(x, seat), Point(x + SEAT, seat)),
        line(Point(x + SEAT - TABLE, seat), Point(x + SEAT - TABLE, y)),
    )
    return Layer("chair", tuple(Shape(part, stroke=Role.FLOOR, width=TABLE) for part in parts))


def planted(places: Sequence[Planted], loop: Sequence[Span], y: float = FLOOR) -> Iterator[Layer]:
    """Yield a triangle under the floor for each place that stays down."""
    top = y + LINE + 2
    sign = polygon(Point(0, 0), Point(PLANTED, PLANTED), Point(-PLANTED, PLANTED))
    for number, place in enumerate(places, start=1):
        opacity = shown(loop, place.during) if place.during else still(1.0)
        shape = Shape(sign, fill=Role.FLOOR)
        yield Layer(f"planted {number}", (shape,), x=still(place.x), y=still(top), opacity=opacity)


def arrows(asked: Sequence[Arrow], loop: Sequence[Span]) -> Iterator[Layer]:
    """Yield the arrows of a scene."""
    for number, arrow in enumerate(asked, start=1):
        shaft = arc(arrow.length - HEAD_LONG, arrow.bend)
        end = shaft.knots[-1].at
        head = HEAD.turned(arrow.bend).moved(end)
        heads = [head, BACK_HEAD] if arrow.kind == "to_and_fro" else [head]
        role = ROLES[arrow.kind]
        way = Point(arrow.drift, 0).turned(arrow.turn)
        gone = drifting(loop, arrow.during)
        yield Layer(
            f"arrow {number}",
            (
                Shape(shaft, stroke=role, width=SHAFT),
                *(Shape(one, fill=role, stroke=role, width=CORNER) for one in heads),
            ),
            x=along(arrow.x, way.x, gone),
            y=along(arrow.y, way.y, gone),
            rotation=still(arrow.turn),
            opacity=announced(loop, arrow.during),
        )


def arc(length: float, bend: float) -> Path:
    """Return a line to the right that is curved by `bend` degrees: a part of a circle."""
    if not bend:
        return line(ORIGIN, Point(length, 0))
    radius = length / math.radians(bend)
    handle = Point(4 / 3 * math.tan(math.radians(bend) / 4) * radius, 0)
    end = Point(0, radius) + Point(0, -radius).turned(bend)
    return Path(
        (Knot(ORIGIN, after=handle), Knot(end, before=(handle * -1).turned(bend))), is_closed=False
    )


def along(start: float, way: float, share: Track) -> Track:
    """Return a place that moves by `way` units with a share from 0 to 1."""
    if abs(way) < STANDS:
        return still(start)
    return tuple(Key(k.frame, start + way * k.value, k.leaves, k.arrives) for k in share)
