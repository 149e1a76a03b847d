"""One pain rule: every number on the scale of pain comes from the one scale."""

import re
from pathlib import Path

from api.messages.files import get_messages
from api.pain_scale import FINE, HOLD, PLACEHOLDERS, STOP
from api.planner.rules.pain import HIGH_PAIN, HOLD_PAIN
from seed.content import Content
from tests.cases import in_one_test
from tests.publishing.built import build_all

ROOT = Path(__file__).parents[2]
TEXTS = [
    path
    for path in (*sorted((ROOT / "seed").rglob("*.yaml")), ROOT / "api" / "messages" / "en.yaml")
    if "lexicon" not in path.parts
]
OWN_NUMBER = re.compile(
    r"\b\d+\s+(out\s+of\s+10|/\s*10)"
    r"|\bpain\b[^.{]{0,40}?\s(at|of|below|above|up\s+to|than)\s+\d{1,2}\s+(or|and|to|out)\b",
    re.IGNORECASE,
)


@in_one_test("path", TEXTS, ids=lambda path: path.name)
def test_no_text_has_a_number_of_its_own(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").split())

    assert [found.group() for found in OWN_NUMBER.finditer(text)] == []


def test_the_numbers_are_those_of_the_rule() -> None:
    assert (FINE, HOLD, STOP) == (3, 5, 6)
    assert (HOLD_PAIN, HIGH_PAIN) == (FINE + 1, STOP)


def test_a_text_of_a_plan_takes_them_from_the_scale() -> None:
    assert f"pain at {FINE} or below" in get_messages("en").text("plan.ramp")


class TestComplaints:
    def test_with_an_injury_carry_the_rule_and_the_others_none(self, content: Content) -> None:
        rules = {
            slug: item.content["pain_rule"]
            for (kind, slug), item in build_all(content).items()
            if kind == "complaint"
        }

        assert set(rules.values()) == {rule_of(content), None}
        assert rules["achilles-tendinitis"] == rules["plantar-fasciitis"] == rule_of(content)
        assert rules["poor-balance"] is None

    def test_say_all_of_it(self, content: Content) -> None:
        rule = rule_of(content)

        for words in (f"0 to {FINE}", f"{FINE + 1} or {HOLD}", f"{STOP} or more", "next morning"):
            assert words in rule


def rule_of(content: Content) -> str:
    return content.edition().original.notices["pain_rule"].text


def test_no_placeholder_is_left_in_a_document(content: Content) -> None:
    left = [f"{{{name}}}" for name in PLACEHOLDERS]
    texts = [str(document.content) for document in build_all(content).values()]

    assert [text for text in texts if any(name in text for name in left)] == []
