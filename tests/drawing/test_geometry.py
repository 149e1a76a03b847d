"""Two-bone limbs reach what is within reach, with bones that keep their lengths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.drawing.geometry import LONGEST_REACH, ORIGIN, Point, below, reach

UPPER, LOWER = 80.0, 70.0
PLACES = st.builds(Point, st.floats(-200, 200), st.floats(-200, 200))


@given(PLACES, st.sampled_from([1, -1]))
def test_the_end_of_a_limb_is_where_it_should_be_or_as_near_as_it_reaches(
    target: Point, bends: int
) -> None:
    solved = reach(ORIGIN, target, UPPER, LOWER, bends=bends)

    end = below(UPPER, solved.upper) + below(LOWER, solved.lower)
    longest = (UPPER + LOWER) * LONGEST_REACH
    wanted = min(max(target.length, UPPER - LOWER + 0.001), longest)
    assert end.length == pytest.approx(wanted, abs=0.01)
    assert solved.missed == pytest.approx(max(0.0, target.length - longest), abs=0.02)
    if UPPER - LOWER + 0.01 < target.length < longest:
        assert (end - target).length < 0.01


def test_a_knee_bends_forwards_and_an_elbow_backwards() -> None:
    knee = below(UPPER, reach(ORIGIN, Point(0, 120), UPPER, LOWER, bends=1).upper)
    elbow = below(UPPER, reach(ORIGIN, Point(0, 120), UPPER, LOWER, bends=-1).upper)

    assert knee.x > 10
    assert elbow.x < -10


def test_a_turn_is_clockwise_on_a_canvas_whose_y_grows_downwards() -> None:
    turned = Point(1, 0).turned(90)

    assert turned.x == pytest.approx(0)
    assert turned.y == pytest.approx(1)
