"""Rules by which a plan goes on: each is there with its numbers, in order, on what was read."""

from collections.abc import Callable

from api.adaptation.rules import PARAMETERS
from api.records.base import Claim
from seed.adaptation_rules import adaptation_rules
from seed.content import Content
from tests.cases import in_one_test
from tests.seed.factories import edited, without

RULES = "adaptation_rules"

WRONG: dict[str, tuple[Callable[[Content], Content], str]] = {
    "a rule that is missing": (
        lambda content: without(content, RULES, "missed"),
        "missed is missing",
    ),
    "a number that the program does not know": (
        lambda content: edited(content, RULES, "worse_morning", numbers={"days": 3}),
        "must be these: none",
    ),
    "a placeholder without its number": (
        lambda content: edited(content, RULES, "worse_morning", text="After {days} days, less."),
        "{days} is no number of this rule",
    ),
    "a strict rule after a milder one": (
        lambda content: edited(content, RULES, "good_sessions", change="out"),
        "comes too late: the stricter rules stand first",
    ),
    "a lower dose without words for the lowest": (
        lambda content: edited(content, RULES, "worse_morning", text_at_lowest=None),
        "needs text_at_lowest",
    ),
    "a source of which only a part was read": (
        lambda content: edited(
            content,
            RULES,
            "missed",
            claim=Claim(origin="reference", source="nhs-bytes-plantar-fasciitis"),
        ),
        "is read as excerpt: a rule needs at least its abstract",
    ),
}


@in_one_test("name", WRONG)
def test_what_is_wrong_is_reported(content: Content, name: str) -> None:
    change, message = WRONG[name]

    assert any(message in mistake.message for mistake in adaptation_rules(change(content)))


def test_the_rules_of_the_seed_are_right_and_all_there(content: Content) -> None:
    assert [*adaptation_rules(content)] == []
    assert {*content.identifiers(RULES)} == {*PARAMETERS}
