"""A loop of a foot in the air, seen obliquely: its script becomes a scene."""

import math
from collections.abc import Iterator, Sequence

from api.drawing.context import context
from api.drawing.figure import INK
from api.drawing.geometry import Point
from api.drawing.marks import HEAD_LONG, HEAD_WIDE, SHAFT
from api.drawing.oblique import LENGTH, TOES, outline, seen
from api.drawing.oblique_script import Circle, ObliqueScene
from api.drawing.palette import Role
from api.drawing.paths import Path, ellipse, limb, polygon, smooth
from api.drawing.scene import Layer, Morph, MorphKey, Scene, Shape
from api.drawing.script import Part
from api.drawing.timing import Span, announced, during, markers, shown, spans
from api.drawing.tracks import fit, still

ANKLE = Point(220.0, 270.0)
AREAS = ("ankle",)
CUSHION = smooth(
    [(-30, 318), (20, 302), (90, 296), (134, 304), (152, 336), (134, 366), (40, 374), (-30, 374)]
)
SHIN = limb(330.0, [(0.0, 30.0, 30.0), (0.35, 34.0, 36.0), (1.0, 48.0, 54.0)]).turned(97)
"""From the ankle to the left, beyond the edge of the picture."""

KEYS_A_ROUND = 6
TOE_TOLERANCE = 0.6
"""Degrees and units by which a toe may be seen beside its place: its ink hides so much."""

THIN = 2.5
STEPS = 16
"""Places along a ring."""

RING_LARGER = 1.25
RING_BEYOND = Point(2.0, -38.0)
"""The arrow's ring beside the way of the big toe's tip."""

Bent = tuple[float, float]
"""How the ankle is bent: degrees up, and outwards."""


def compose(script: ObliqueScene) -> Scene:
    """Return the scene of a script; the poster shows the foot on its way round."""
    loop = spans(script.beats)
    return Scene(
        frames=loop[-1].end,
        poster=sum(during(loop, [script.poster])) // 3,
        layers=tuple(layers(script, loop)),
        markers=markers(loop),
    )


def layers(script: ObliqueScene, loop: Sequence[Span]) -> Iterator[Layer]:
    ways = bends(script.circle, loop)
    yield Layer("cushion", (Shape(CUSHION, fill=Role.SHORTS, stroke=Role.INK, width=2 * INK),))
    yield Layer("ankle", (), x=still(ANKLE.x), y=still(ANKLE.y))
    body = morphed(ways, loop)
    yield from toes(ways)
    yield Layer("shin ink", (Shape(SHIN, stroke=Role.INK, width=2 * INK),), "ankle")
    foot = Shape(body, fill=Role.BODY, stroke=Role.INK, width=2 * INK)
    yield Layer("foot", (foot,), "ankle")
    yield Layer("shin", (Shape(SHIN, fill=Role.BODY),), "ankle")
    yield fills_of_toes(ways)
    for felt in script.felt:
        ring = Shape(ellipse(13, 31).turned(7), stroke=Role.FELT, width=6)
        opacity = shown(loop, felt.during, felt.after)
        yield Layer("felt ankle", (ring,), "ankle", x=still(-30.0), y=still(-4.0), opacity=opacity)
    yield from context(script.context)
    yield from rings(script, loop)


def bends(circle: Circle, loop: Sequence[Span]) -> list[Bent]:
    """Return how the ankle is bent at each frame: round in each move, at its height in between."""
    found = []
    for span in loop:
        way = {"move": 1, "move 2": -1}.get(span.beat.part, 0)
        found += [
            bent(circle, way * (frame - span.first) / (span.end - span.first))
            for frame in range(span.first, span.end)
        ]
    return [*found, bent(circle, 0)]


def bent(circle: Circle, share: float) -> Bent:
    """Return how the ankle is bent after a share of its round, which begins at the top."""
    angle = 2 * math.pi * share
    middle, half = (circle.up + circle.down) / 2, (circle.up - circle.down) / 2
    return middle + half * math.cos(angle), circle.sideways * math.sin(angle)


def morphed(ways: Sequence[Bent], loop: Sequence[Span]) -> Morph:
    """Return the outline of the foot: keys at equal steps of each round, and where it rests."""
    frames = {0, loop[-1].end}
    for span in loop:
        frames |= {
            span.first + round((span.end - span.first) * step / KEYS_A_ROUND)
            for step in range(KEYS_A_ROUND + 1)
            if span.beat.part.startswith("move") or step in (0, KEYS_A_ROUND)
        }
    return tuple(MorphKey(frame, outline(*ways[frame])) for frame in sorted(frames))


def toes(ways: Sequence[Bent]) -> Iterator[Layer]:
    """Yield the ink of all toes: together they are rigid, and follow the middle one."""
    base, tip = TOES[1]
    bases = [seen(base, *way).at for way in ways]
    turns = [(seen(tip, *way).at - seen(base, *way).at).direction for way in ways]
    yield Layer(
        "toes",
        tuple(Shape(path, stroke=Role.INK, width=2 * INK) for path in toe_paths(ways[0])),
        "ankle",
        x=fit([one.x for one in bases], TOE_TOLERANCE),
        y=fit([one.y for one in bases], TOE_TOLERANCE),
        rotation=fit(turns, TOE_TOLERANCE),
    )


def toe_paths(way: Bent) -> Iterator[Path]:
    """Yield the toes as they are seen in a pose, in the coordinates of the second one."""
    base, tip = (seen(ball, *way).at for ball in TOES[1])
    for toe in TOES:
        start, end = ((seen(ball, *way).at - base).turned(-(tip - base).direction) for ball in toe)
        wide, narrow = (ball.radius * LENGTH for ball in toe)
        bone = limb((end - start).length, [(0, wide, wide), (1, narrow, narrow)])
        yield bone.turned((end - start).direction).moved(start)


def fills_of_toes(ways: Sequence[Bent]) -> Layer:
    """Return the toes from below, each with a thin line around it; the big one lies on top."""
    paths = reversed(list(toe_paths(ways[0])))
    shapes = tuple(Shape(path, Role.BODY, Role.INK, 2 * THIN) for path in paths)
    return Layer("toes fill", shapes, "toes")


def rings(script: ObliqueScene, loop: Sequence[Span]) -> Iterator[Layer]:
    """Yield the way of the big toe's tip, which stays, and on it an arrow for each direction."""
    tip = TOES[0][1]
    places = [seen(tip, *bent(script.circle, step / STEPS)).at for step in range(STEPS)]
    middle = Point(sum(p.x for p in places) / STEPS, sum(p.y for p in places) / STEPS)
    centre = ANKLE + middle + RING_BEYOND
    ring = [centre + (place - middle) * RING_LARGER for place in places]
    ways: dict[Part, list[Point]] = {"move": ring[1:-2], "move 2": ring[-1:2:-1]}
    ghost = smooth([(place.x, place.y) for place in ring])
    yield Layer("way", (Shape(ghost, stroke=Role.FLOOR, width=THIN),))
    for part, way in ways.items():
        if any(span.beat.part == part for span in loop):
            yield Layer(part, tuple(open_ring(way)), opacity=announced(loop, [part]))


def open_ring(way: Sequence[Point]) -> Iterator[Shape]:
    drawn = smooth([(place.x, place.y) for place in way], is_closed=False)
    yield Shape(drawn, stroke=Role.MOVES, width=SHAFT)
    corners = (Point(-HEAD_WIDE / 2, 0), Point(0, HEAD_LONG), Point(HEAD_WIDE / 2, 0))
    head = polygon(*corners).turned((way[-1] - way[-2]).direction)
    yield Shape(head.moved(way[-1]), fill=Role.MOVES)
