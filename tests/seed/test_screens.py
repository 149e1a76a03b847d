"""Rules of the safety check: what is applicable is asked or settled, and every check ends."""

from collections.abc import Callable

from api.records.screens import Screen, ScreenQuestion
from seed.content import Content
from seed.screens import screens
from tests.cases import in_one_test
from tests.seed.factories import edited, value_of, with_value, without


def with_question(content: Content, screen: str, code: str, **fields: object) -> Content:
    """Return the content with one more question on a screen, or with changes to one it has."""
    found: Screen = value_of(content, "screens", screen)
    questions = {one.code: one for one in found.questions}
    before = questions.get(code, ScreenQuestion(code=code))
    questions[code] = before.model_copy(update=fields)
    changed = found.model_copy(update={"questions": [*questions.values()]})
    return with_value(content, "screens", screen, changed)


def without_question(content: Content, screen: str, code: str) -> Content:
    found: Screen = value_of(content, "screens", screen)
    kept = [one for one in found.questions if one.code != code]
    return with_value(content, "screens", screen, found.model_copy(update={"questions": kept}))


WRONG: dict[str, tuple[Callable[[Content], Content], str]] = {
    "a sign that is asked nowhere": (
        lambda content: without_question(content, "blood_clot", "pe"),
        "pe is on no screen",
    ),
    "a complaint that nobody can choose": (
        lambda content: without_question(content, "which_complaint", "bunion"),
        "bunion is on no screen",
    ),
    "a sign on two screens": (
        lambda content: with_question(content, "nerves", "stroke"),
        "stroke is asked already",
    ),
    "a code that is neither sign nor condition": (
        lambda content: with_question(content, "nerves", "bunion"),
        "bunion is nothing to ask on this screen",
    ),
    "a grave sign that another question settles": (
        lambda content: with_question(content, "blood_clot", "pe", settles=["dvt"]),
        "dvt is urgent, so it is always asked",
    ),
    "an unknown code that is settled": (
        lambda content: with_question(content, "blood_clot", "pe", settles=["clot"]),
        "clot is nothing that it can settle",
    ),
    "a sign that is asked with something else": (
        lambda content: with_question(content, "blood_clot", "pe", asked_with=["diabetes"]),
        "diabetes is no sign",
    ),
    "a question about the person without words": (
        lambda content: with_question(content, "person", "over_65", text=None),
        "over_65 needs a text",
    ),
    "a question to you that has no words about someone else": (
        lambda content: with_question(content, "health", "cancer", someone_else=None),
        "cancer says “you”, so it needs words for someone_else",
    ),
    "a text of the screen to you without words about someone else": (
        lambda content: with_question(content, "person", "over_65", text="Are you over 65?"),
        "over_65 says “you”, so it needs words for someone_else",
    ),
    "words about someone else to you": (
        lambda content: with_question(content, "health", "cancer", someone_else="Is it yours?"),
        "cancer says “you” about another person",
    ),
    "words about a child to you": (
        lambda content: with_question(content, "health", "cancer", child="Is your child ill?"),
        "cancer says “you” about another person",
    ),
    "a title that is needed": (
        lambda content: without(content, "screens", "facts"),
        "facts is missing",
    ),
}


def test_the_seed_has_none_of_these_mistakes(content: Content) -> None:
    assert [*screens(content)] == []


@in_one_test(("change", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_found(
    content: Content, change: Callable[[Content], Content], message: str
) -> None:
    assert message in [mistake.message for mistake in screens(change(content))]


def test_too_many_signs_for_nine_screens_stay_within_nine(content: Content) -> None:
    """More questions make fuller screens."""
    every = content.identifiers("red_flags")
    assert [*screens(edited(content, "complaints", "bunion", red_flags=every))] == []
