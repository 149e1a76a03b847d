"""Signs of an illness outside the foot are named for what they are, with their own advice."""

from collections.abc import Callable

import pytest

from api.matching.reading.outcome import Match


@pytest.mark.parametrize(
    ("text", "gravest"),
    [
        ("her cheek sags on the left and she cannot feel that foot", "stroke"),
        ("numb foot, and my mouth is hanging on one side since lunch", "stroke"),
        ("all at once weak down one side, words slurred, I keep tripping", "stroke"),
        (
            "31 weeks pregnant, shoes too tight overnight, swollen feet, head throbbing",
            "pre_eclampsia",
        ),
        ("pregnant, puffy ankles and fingers, spots before my eyes", "pre_eclampsia"),
        ("it is tight near my heart since breakfast, and heavy in the arm", "chest_pain"),
        ("my calf is sore, I blamed football for it, then I passed out at work", "pe"),
        ("a brown mole under my foot has grown", "mole_or_lump"),
        ("the lump in my arch grows from month to month", "mole_or_lump"),
        (
            "yesterday they gave me a cortisone injection in the heel, can I stretch",
            "steroid_injection",
        ),
    ],
)
def test_is_the_gravest_sign_of_the_answer(
    match_once: Callable[[str], Match], text: str, gravest: str
) -> None:
    assert match_once(text).red_flags[0].code == gravest


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("my mum's calf is swollen and sore", "dvt"),
        ("his thigh is swollen and sore, and he fainted this morning", "pe"),
        ("my mums calf is red, hot and swollen", "dvt"),
        ("my husband's foot has gone cold and blue", "limb_ischaemia"),
        ("my daughter's back hurts and she can't pee", "cauda_equina"),
        ("I have heel pain. my mum's calf is red hot and swollen", "dvt"),
    ],
)
def test_a_sign_that_somebody_else_has_now_is_raised(
    match_once: Callable[[str], Match], text: str, sign: str
) -> None:
    assert sign in {flag.code for flag in match_once(text).red_flags}
