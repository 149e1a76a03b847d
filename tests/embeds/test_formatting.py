"""Times, grades, credit and flags as people read them on a page."""

from typing import Any

import pytest

from api.messages.files import get_messages
from api.pages.formatting import Formatting, by_tier, by_topic, shortened, web_address
from api.pages.templates import environment
from api.reviews import NOT_REVIEWED

ENGLISH = Formatting(get_messages("en"))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(30, "30 s"), (89, "89 s"), (90, "2 min"), (150, "3 min"), (600, "10 min")],
)
def test_a_time_is_rounded_to_minutes_as_browsers_round(seconds: int, text: str) -> None:
    assert ENGLISH.duration(seconds) == text


def test_credit_tells_who_teaches_from_who_agrees() -> None:
    people = [
        {"name": "Ken Jung", "role": "describes"},
        {"name": "Alice Holland", "role": "echoes"},
        {"name": "Tyler Spraul", "role": "describes"},
    ]
    assert ENGLISH.credit(people) == "Ken Jung, Tyler Spraul; echoed by Alice Holland"
    assert ENGLISH.credit(people[1:2]) == "echoed by Alice Holland"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("For tired feet.", "For tired feet."),
        ("For tired feet. With a towel. And a chair.", "For tired feet. With a towel."),
        ("For tired and, in the evening, heavy feet.", "For tired and, in the…"),
        ("x" * 31, "x" * 29 + "…"),
    ],
)
def test_a_description_has_the_sentences_that_fit(text: str, short: str) -> None:
    assert shortened(text, longest=30) == short


def test_red_flags_are_grouped_by_tier_the_most_pressing_first() -> None:
    flags = [{"tier": tier} for tier in ("see_clinician", "emergency", "urgent", "new_tier")]
    assert [tier for tier, _ in by_tier(flags)] == [
        "emergency",
        "urgent",
        "see_clinician",
        "new_tier",
    ]


def test_advice_is_grouped_by_topic_as_the_editors_ordered_it() -> None:
    advice = [{"topic": topic} for topic in ("shoes", "pacing", "shoes", "new_topic")]
    assert [(topic, len(items)) for topic, items in by_topic(advice)] == [
        ("shoes", 2),
        ("pacing", 1),
        ("new_topic", 1),
    ]


def test_a_word_that_a_vocabulary_has_lost_is_shown_as_it_is() -> None:
    assert ENGLISH.word("very_hard", "terms") == "Very hard"
    assert ENGLISH.evidence({"grade": "registry", "result": "mixed"}) == "Registry: mixed results"


REVIEWED = {
    "status": "reviewed",
    "by": "A",
    "registration": "N 1",
    "at": "2026-11-01T00:00:00Z",
    "scope": None,
}


@pytest.mark.parametrize(
    ("review", "text"),
    [
        (NOT_REVIEWED, "No clinician has reviewed this yet."),
        (REVIEWED, "Reviewed by A (N 1) on 2026-11-01."),
        (
            REVIEWED | {"by": None, "registration": None},
            "More than one clinician has reviewed this.",
        ),
        (REVIEWED | {"status": "lapsed"}, "This has changed since a clinician reviewed it."),
    ],
)
def test_a_review_names_who_made_it(review: dict[str, Any], text: str) -> None:
    assert ENGLISH.review(review).startswith(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://x", ""])
def test_a_link_leads_only_to_the_web_or_to_this_server(url: str) -> None:
    assert web_address(url) == "#"


@pytest.mark.parametrize(
    ("routine_format", "text"),
    [
        ("short_series", "About 5 min"),
        ("one_a_day", "About 68 s to 4 min a day"),
    ],
)
def test_the_length_of_a_routine_is_that_of_a_day(routine_format: str, text: str) -> None:
    items = [{"seconds": 68}, {"seconds": 246}]

    assert ENGLISH.day_length({"format": routine_format, "items": items}) == text


def test_a_condition_is_a_heading_by_its_name_and_never_by_its_code() -> None:
    leave_out = environment(get_messages("en")).get_template("parts.html").module.leave_out  # type: ignore[attr-defined]
    barred = {"condition": "acute_swelling", "name": "New swelling", "advice": "Rest it first."}
    older = {"condition": "acute_swelling", "advice": "Rest it first."}

    assert "<b>New swelling.</b> Rest it first.</li>" in leave_out({"contraindications": [barred]})
    assert ">Rest it first.</li>" in leave_out({"contraindications": [older]})
