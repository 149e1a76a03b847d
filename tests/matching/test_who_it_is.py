"""Who the person is: a child, a man."""

from collections.abc import Callable

import pytest

from api.matching.reading.outcome import Match

MatchOnce = Callable[[str], Match]


def codes(match: Match) -> set[str]:
    return {flag.code for flag in match.red_flags}


@pytest.mark.parametrize(
    "text",
    [
        "my 12-year-old's heel hurts",
        "my daughter, 9, has heel pain",
        "our son (11) has sore arches",
        "I am 16 and my shin hurts when running",
        "mi hijo de trece tiene dolor de talón",
    ],
)
def test_an_age_and_a_place_raise_no_question_of_an_emergency(
    match_once: MatchOnce, text: str
) -> None:
    found = match_once(text)

    assert codes(found) == {"child"}
    assert found.ask == ()


def test_a_child_with_words_of_an_emergency_has_one(match_once: MatchOnce) -> None:
    assert "chest_pain" in codes(match_once("my 12 year old has chest pain and her foot hurts"))
    assert "child_limp" in codes(match_once("My 8 year old limps and has a fever"))
    turned = "My 14 year old turned her ankle, shouts if I touch the tip of the outer ankle bone"
    assert "ottawa_ankle_foot" in codes(match_once(f"{turned} and wouldn't take a single step"))


@pytest.mark.parametrize(
    "text",
    [
        "my son's heel hurts",
        "my daughter's left knee is sore",
        "my son 11 heel pain",
        "my sons 11, heel pain",
        "Meine Tochter ist neun, die Ferse tut weh",
    ],
)
def test_a_child_is_told_without_a_fixed_word(match_once: MatchOnce, text: str) -> None:
    assert "child" in codes(match_once(text))


@pytest.mark.parametrize(
    "text",
    [
        "my son is 34 and his heel hurts",
        "my son's 30, his heel hurts",
        "my son 3 weeks ago stepped on my foot and it hurts",
        "my brother's knee hurts",
        "my kids keep me on my feet all day and my feet ache",
        "me wee lad's heels are sore after football, he's forty-one",
        "my knees have been through two sons, eleven dogs and a career in carpets",
    ],
)
def test_a_number_or_a_son_alone_makes_no_child(match_once: MatchOnce, text: str) -> None:
    assert "child" not in codes(match_once(text))


@pytest.mark.parametrize(
    ("text", "is_possible"),
    [
        ("my husband has a headache and swollen ankles", False),
        ("I am a man of 40, swollen feet, headache, seeing stars", False),
        ("I am pregnant, my husband has seen that my ankles are swollen, I have a headache", True),
        ("headache, swollen ankles, seeing stars", True),
        ("my husband is worried: headache, swollen ankles, I am seeing stars", True),
    ],
)
def test_a_man_has_no_pre_eclampsia(match_once: MatchOnce, text: str, is_possible: bool) -> None:
    found = match_once(text)

    assert ("pre_eclampsia" in {*codes(found), *found.suspected}) == is_possible
