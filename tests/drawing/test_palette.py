"""Colours that people have to tell apart differ enough, on both grounds (WCAG 2.2, 1.4.11)."""

import pytest

from api.drawing.palette import THEMES, Role, contrast

ENOUGH = 3.0
PAIRS = [
    (Role.INK, Role.GROUND),
    (Role.INK, Role.BODY),
    (Role.INK, Role.FAR),
    (Role.INK, Role.SHIRT),
    (Role.FLOOR, Role.GROUND),
    (Role.FELT, Role.BODY),
    (Role.MOVES, Role.GROUND),
    (Role.MOVES, Role.PROP),
    (Role.INK, Role.PROP),
    (Role.FLOOR, Role.PROP),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_marks_stand_out(theme: str, one: Role, other: Role) -> None:
    colours = THEMES[theme]

    assert contrast(colours[one], colours[other]) >= ENOUGH


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
