"""No served text diagnoses the reader, promises anything, or claims to treat."""

import pytest

from api.messages import Messages
from api.messages.files import get_messages
from seed.checks import check
from seed.content import Content
from seed.forbidden_phrases import forbidden_in, forbidden_phrases
from tests.cases import in_one_test
from tests.seed.factories import edited, value_of


def test_no_served_text_has_a_forbidden_phrase(content: Content) -> None:
    assert list(forbidden_phrases(content)) == []


@in_one_test(
    "text",
    [
        "You have plantar fasciitis.",
        "Sore in the morning? Then you probably have a heel spur.",
        "That hurts: you may have a stress fracture.",
        "You've got a bunion.",
        "Your diagnosis is shin splints.",
        "Pressing the bones does not rule a break out.",
        "This page sorts by triage level.",
        "The pain will go away in two weeks.",
        "It will make you pain-free.",
        "This will help you.",
        "It is guaranteed.",
        "Stretching always works.",
        "It is proven to work.",
        "It is safe for everyone.",
        "It helps 100 % of people.",
        "The pain never comes back.",
        "This cures a sore heel.",
        "Doming treats flat feet.",
        "It heals the tendon.",
        "It fixes your arch.",
        "It prevents sprains.",
        "Here is the treatment for your heel.",
        "Use it instead of your doctor.",
    ],
)
def test_a_forbidden_phrase_is_found(text: str) -> None:
    assert forbidden_in(text)


@in_one_test(
    "text",
    [
        "Do you have diabetes?",
        "If you have diabetes, get seen today.",
        "Repeat until you have done it twice.",
        "You have to be able to stand on one leg.",
        "Ask the team that treats you.",
        "A sore that does not heal needs a check.",
        "Toes that are fixed in a bend are left alone.",
        "That exercise prevents it has not been shown.",
        "This is education, not a diagnosis and not treatment.",
        "It may ease pain.",
    ],
)
def test_honest_texts_are_no_mistake(text: str) -> None:
    assert not forbidden_in(text)


def test_the_check_names_the_place(content: Content) -> None:
    changed = edited(content, "exercises", "toe-stretch", feel="A stretch that cures.")

    (mistake,) = check(changed)

    assert str(mistake) == (
        f"seed/exercises/toe-stretch.yaml:{mistake.line}: feel:"
        " “cures” diagnoses, promises, or claims to treat"
    )


def test_the_words_of_pictures_are_read_too(content: Content) -> None:
    first, *others = value_of(content, "drawings", "toe-stretch").scenes
    wrong = first.model_copy(update={"alt": "A hand bends the toe, which cures it."})
    changed = edited(content, "drawings", "toe-stretch", scenes=[wrong, *others])

    assert [mistake.field for mistake in forbidden_phrases(changed)] == ["scenes.0.alt"]


def test_messages_are_read_too(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    english = get_messages("en")
    patterns = {**english.patterns, "page.feel": "It will heal."}
    changed = Messages("en", patterns, english.plural)
    monkeypatch.setattr("seed.forbidden_phrases.get_messages", lambda _: changed)

    assert [mistake.field for mistake in forbidden_phrases(content)] == ["page.feel"]
