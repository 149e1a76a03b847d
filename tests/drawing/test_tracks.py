"""Few keys say what a value does at every frame, within a tolerance."""

import math

from hypothesis import given
from hypothesis import strategies as st

from api.drawing.timing import eased
from api.drawing.tracks import fit, value_at

TOLERANCE = 0.2


def swing(frames: int, height: float) -> list[float]:
    return [height * math.sin(2 * math.pi * frame / frames) for frame in range(frames + 1)]


@given(st.lists(st.floats(-90, 90), min_size=2, max_size=40))
def test_no_frame_is_missed_by_more_than_the_tolerance(values: list[float]) -> None:
    track = fit(values, TOLERANCE)

    for frame, value in enumerate(values):
        assert abs(value_at(track, frame) - value) <= TOLERANCE + 1e-9


def test_a_smooth_movement_needs_few_keys() -> None:
    assert len(fit(swing(120, 40.0), TOLERANCE)) <= 8


def test_what_rests_does_not_creep() -> None:
    rises = [50 * eased(frame / 30) for frame in range(31)]
    values = [*rises, *[50.0] * 40, *reversed(rises)]

    track = fit(values, TOLERANCE)

    assert {value_at(track, frame) for frame in range(30, 71)} == {50.0}


def test_what_never_moves_has_one_key() -> None:
    assert len(fit([7.0] * 50, TOLERANCE)) == 1
