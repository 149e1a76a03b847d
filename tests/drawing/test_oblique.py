"""A foot in the air draws a round with its big toe, and its shin stays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.drawing.cameras import faults, unknown_names
from api.drawing.geometry import Point
from api.drawing.oblique import POINTS, TOES, evenly, hull, outline, seen
from api.drawing.oblique_scene import bent
from api.drawing.oblique_script import Circle, ObliqueScene
from api.drawing.script import Felt
from tests.drawing.drawn import drawn

ONE, SCENE = drawn()["gentle-foot-and-ankle-stretch main"]
CIRCLE = Circle(up=12, down=-28, sideways=22)


def test_the_tip_of_the_big_toe_goes_round() -> None:
    places = [seen(TOES[0][1], *bent(CIRCLE, step / 12)).at for step in range(13)]

    across = max(p.x for p in places) - min(p.x for p in places)
    down = max(p.y for p in places) - min(p.y for p in places)
    assert (places[0] - places[-1]).length < 0.01
    assert 1 < across / down < 3


def test_its_second_round_goes_the_other_way() -> None:
    assert bent(CIRCLE, 0.25)[1] == pytest.approx(-bent(CIRCLE, -0.25)[1])


@given(st.floats(-50, 20), st.floats(-30, 30))
def test_the_outline_has_the_same_number_of_knots_in_every_pose(ankle: float, out: float) -> None:
    assert len(outline(ankle, out).knots) == POINTS


@given(st.lists(st.builds(Point, st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=30))
def test_a_hull_holds_every_point(points: list[Point]) -> None:
    corners = hull(points)

    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        for point in points:
            first, second = other - one, point - one
            assert first.x * second.y - first.y * second.x >= -1e-9


def test_points_on_a_ring_lie_at_equal_steps() -> None:
    square = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]

    found = evenly(square, 8)

    assert [(point.x, point.y) for point in found[:3]] == [(0, 0), (5, 0), (10, 0)]


def test_what_an_ankle_cannot_do_is_reported() -> None:
    script = ONE.script
    assert isinstance(script, ObliqueScene)

    assert list(faults(script)) == []
    assert list(faults(replace(script, circle=replace(CIRCLE, up=25)))) != []
    assert unknown_names(replace(script, felt=(Felt("knee", ("hold",)),))) == [
        "knee is not among the areas: ankle",
        "no beat plays the part hold",
    ]
