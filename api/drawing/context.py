"""Small pictures of the whole person: in which position is the foot that a close-up shows?

Limbs are lines with round ends, drawn twice: in ink, then narrower in their colour. So a person
takes a few points, and a close-up stays small.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.drawing.geometry import Point
from api.drawing.palette import Role
from api.drawing.paths import Path, ellipse, line, polygon
from api.drawing.scene import Layer, Shape
from api.drawing.script import Context
from api.drawing.tracks import still

WIDE, HIGH = 100.0, 112.0
"""Units of the frame."""

INK, FURNITURE, BOX = 2.0, 4.0, 15.0
LEG, SHORTS, TRUNK, ARM = 7.0, 10.0, 14.0, 5.0
HEAD = ellipse(7, 8)
FRAME = polygon(Point(0, 0), Point(WIDE, 0), Point(WIDE, HIGH), Point(0, HIGH))
AROUND = polygon(Point(-BOX, -BOX), Point(BOX, -BOX), Point(BOX, BOX), Point(-BOX, BOX))
FLOOR = 100.0

Way = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Person:
    """A person as lines from joint to joint, in units from the upper left of the frame.

    `near` and `far`: hip, knee, ankle, (ball,) tips of the toes. `trunk`: hip to shoulder. `wide`:
    how wide the trunk is. `furniture`: lines; `soft`: what is filled with a colour.
    """

    head: tuple[float, float]
    trunk: Way
    near: Way
    far: Way
    arms: Sequence[Way]
    box: tuple[float, float]
    furniture: Sequence[Way] = ()
    soft: tuple[Role, Way] | None = None
    wide: float = TRUNK


CHAIR: Sequence[Way] = (((20, 40), (20, 99)), ((20, 74), (54, 74), (54, 99)))
PEOPLE = {
    "seated": Person(
        head=(33, 20),
        trunk=((31, 68), (32, 40)),
        near=((31, 69), (60, 69), (60, 94), (73, 96)),
        far=((33, 69), (63, 69), (64, 94), (77, 96)),
        arms=(((32, 41), (35, 57), (53, 63)),),
        box=(67, 94),
        furniture=CHAIR,
    ),
    "legs_forward": Person(
        head=(32, 20),
        trunk=((30, 68), (31, 40)),
        near=((30, 69), (55, 73), (78, 92), (84, 81)),
        far=((32, 68), (59, 70), (83, 90), (89, 79)),
        arms=(((31, 41), (35, 57), (50, 65)),),
        box=(82, 88),
        furniture=CHAIR,
    ),
    "calf_on_cushion": Person(
        head=(22, 23),
        trunk=((31, 68), (23, 42)),
        near=((31, 68), (56, 62), (80, 65), (83, 52)),
        far=((31, 69), (52, 72), (52, 94), (63, 96)),
        arms=(((24, 43), (26, 58), (42, 66)),),
        box=(82, 60),
        furniture=(((13, 44), (21, 76)), ((20, 76), (46, 76), (46, 99)), ((66, 80), (66, 99))),
        soft=(Role.SHORTS, ((62, 74), (72, 74))),
    ),
    "ankle_on_thigh": Person(
        head=(52, 18),
        trunk=((52, 62), (52, 42)),
        near=((56, 70), (85, 69), (38, 64), (26, 54)),
        far=((46, 68), (38, 72), (38, 94), (36, 97)),
        arms=(((42, 40), (29, 40), (26, 50)), ((62, 40), (68, 52), (49, 60))),
        box=(29, 58),
        furniture=(((28, 76), (72, 76)), ((28, 76), (28, 99)), ((72, 76), (72, 99))),
        wide=20,
    ),
    "behind_chair": Person(
        head=(42, 18),
        trunk=((38, 56), (40, 36)),
        near=((37, 57), (32, 76), (19, 89), (26, 96), (32, 96)),
        far=((39, 57), (44, 77), (41, 95), (51, 97)),
        arms=(((41, 37), (48, 48), (62, 49)),),
        box=(24, 92),
        furniture=(((65, 50), (65, 99)), ((65, 75), (89, 75), (89, 99))),
    ),
    "at_wall": Person(
        head=(56, 22),
        trunk=((46, 58), (54, 40)),
        near=((45, 59), (34, 77), (22, 94), (33, 96)),
        far=((47, 59), (59, 75), (56, 94), (67, 96)),
        arms=(((54, 41), (66, 48), (79, 40)),),
        box=(24, 92),
        furniture=(((83, 12), (83, 99)),),
    ),
    "at_counter": Person(
        head=(38, 18),
        trunk=((36, 56), (36, 36)),
        near=((36, 57), (36, 76), (35, 94), (46, 96)),
        far=((37, 57), (38, 76), (38, 94), (50, 96)),
        arms=(((37, 37), (42, 49), (60, 51)),),
        box=(41, 93),
        furniture=(((60, 56), (92, 56)),),
        soft=(Role.PROP, ((72, 66), (80, 66), (80, 92), (72, 92), (72, 66))),
    ),
}


def context(asked: Context | None) -> Iterator[Layer]:
    """Yield the small picture of a script, if it has one."""
    if asked is not None:
        shapes = tuple(drawn(PEOPLE[asked.shows]))
        yield Layer("context", shapes, x=still(asked.x), y=still(asked.y))


def drawn(person: Person) -> Iterator[Shape]:
    """Yield the shapes of a small picture, the lowest first."""
    yield Shape(FRAME, Role.GROUND, Role.FLOOR, INK)
    yield Shape(line(Point(8, FLOOR), Point(92, FLOOR)), None, Role.FLOOR, INK)
    for way in person.furniture:
        yield Shape(through(way), None, Role.FLOOR, FURNITURE)
    if person.soft:
        role, way = person.soft
        yield from limb(way, TRUNK, role)
    yield from leg(person.far, Role.FAR)
    yield from limb(person.trunk, person.wide, Role.SHIRT)
    head = HEAD.moved(Point(*person.head))
    yield Shape(head, Role.BODY, Role.INK, 2 * INK)
    yield from leg(person.near, Role.BODY)
    for arm in person.arms:
        yield from limb(arm, ARM, Role.BODY)
    yield Shape(AROUND.moved(Point(*person.box)), None, Role.INK, INK)


def leg(way: Way, role: Role) -> Iterator[Shape]:
    """Yield a leg in shorts, which end half way down its thigh."""
    yield from limb(way, LEG, role)
    (x, y), (knee_x, knee_y) = way[:2]
    yield from limb(((x, y), ((x + knee_x) / 2, (y + knee_y) / 2)), SHORTS, Role.SHORTS)


def limb(way: Way, width: float, role: Role) -> Iterator[Shape]:
    path = through(way)
    yield Shape(path, None, Role.INK, width + 2 * INK)
    yield Shape(path, None, role, width)


def through(way: Way) -> Path:
    return line(*(Point(*place) for place in way))
