"""A plan in another language: every word of it is translated, and nothing else is different."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from hypothesis import given

from api.messages.files import get_messages
from api.planner.catalogue import Catalogue
from api.planner.plan import make_plan
from api.planner.rules.validation import normalise
from api.v1.answers.plan_recommendations import plan_recommendation
from api.vocabulary import Goal, Level, Position, words
from tests.planner.requests import Answer, Case, cases, looked_at, seeded
from tests.pseudo import pseudo, pseudo_messages

PROSE = {"name", "advice", "sign", "why", "rationale", "text", "criterion", "note", "notice"}
"""Fields of the catalogue, and of an answer, that hold words for people."""


def translated(value: Any) -> Any:
    """Return a part of the catalogue with its prose in the pseudo-language."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: getattr(value, field.name) for field in fields(value)}
        for name, old in changes.items():
            is_prose = name in {*PROSE, "maintenance"} and isinstance(old, str)
            changes[name] = pseudo(old) if is_prose else translated(old)
        return replace(value, **changes)
    return tuple(map(translated, value)) if isinstance(value, tuple) else value


@cache
def pseudo_seeded() -> Catalogue:
    """The seed's catalogue in the pseudo-language; titles of sources stay as they are."""
    parts: dict[str, Any] = {}
    for field in fields(Catalogue):
        things = getattr(seeded(), field.name)
        parts[field.name] = {key: translated(thing) for key, thing in things.items()}
    parts["notices"] = {code: pseudo(text) for code, text in seeded().notices.items()}
    return Catalogue(**parts)


def answers(case: Case) -> tuple[Answer, Answer]:
    """Return the answer in English and the one in the pseudo-language."""
    found = []
    for catalogue, messages in (
        (seeded(), get_messages("en")),
        (pseudo_seeded(), pseudo_messages()),
    ):
        plan = make_plan(normalise(case.asked, catalogue), catalogue)
        found.append(plan_recommendation(plan, messages))
    return found[0], found[1]


def prose_of(value: Any, key: str = "") -> Iterator[str]:
    """Yield every sentence and name of an answer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("source", "licence", "parameters"):
                yield from prose_of(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from prose_of(inner, key)
    elif isinstance(value, str) and key in {*PROSE, "attribution"}:
        yield from (paragraph for paragraph in value.split("\n\n") if paragraph)


def is_word(text: str) -> bool:
    """Say whether a text has words: the names of sessions are letters in every language."""
    return len(text) > 1


def without_prose(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = {*PROSE, "attribution", "plan_key", "inputs_digest"}
        return {k: without_prose(inner) for k, inner in value.items() if k not in left_out}
    return list(map(without_prose, value)) if isinstance(value, list) else value


@looked_at
@given(cases(("seed",)))
def test_no_word_of_it_is_left_in_english(case: Case) -> None:
    _, other = answers(case)

    for text in filter(is_word, prose_of(other)):
        assert text.startswith("⟦"), text
        assert text.endswith("⟧"), text


@looked_at
@given(cases(("seed",)))
def test_it_is_the_same_plan(case: Case) -> None:
    english, other = answers(case)

    assert without_prose(other) == without_prose(english)
    assert other["plan_key"] != english["plan_key"]


def test_each_word_that_a_sentence_may_hold_has_its_term() -> None:
    terms = get_messages("en").section("terms")

    assert set(terms) == {*words(Goal), *words(Level), *words(Position), "left", "right"}
