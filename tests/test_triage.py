"""The one rule that says whether exercises may be offered, and who calls it."""

import ast
import re
from pathlib import Path

import pytest

from api.triage import Effect, Fact, all_cleared, complaint_fact, implied_by, triage
from api.vocabulary import Offers, SelfCare, Tier, words

ROOT = Path(__file__).resolve().parents[1]
USERS = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "api").rglob("*.py"))
    if re.search(
        r"^from api\.triage import (?:[^(\n]*|\([^)]*)\btriage\b",
        path.read_text("utf-8"),
        re.MULTILINE,
    )
]


FINE = Fact("fine", Effect("unchanged"))
CHILD = Fact("child", Effect("after_clearance", counts_as=("under_18",)), "see_clinician")


class TestOneFact:
    @pytest.mark.parametrize("offers", words(Offers))
    @pytest.mark.parametrize("tier", ["emergency", "urgent"])
    def test_a_grave_sign_ends_in_care_whatever_else(self, offers: Offers, tier: Tier) -> None:
        grave = Fact("grave", Effect(offers), tier)

        assert triage([FINE, grave, CHILD], cleared=["grave", "child"]) == "seek_care"

    @pytest.mark.parametrize(
        ("self_care", "cleared", "decided"),
        [
            ("yes", [], "exercises"),
            ("with_care", [], "with_care"),
            ("after_clearance", [], "after_clearance"),
            ("after_clearance", ["broken"], "exercises"),
            ("no", ["broken"], "see_clinician"),
        ],
    )
    def test_a_complaint_decides_by_its_self_care(
        self, self_care: SelfCare, cleared: list[str], decided: str
    ) -> None:
        assert triage([complaint_fact("broken", self_care)], cleared) == decided

    @pytest.mark.parametrize(
        ("offers", "decided"),
        [
            ("none", "see_clinician"),
            ("after_clearance", "after_clearance"),
            ("restricted", "with_care"),
            ("unchanged", "exercises"),
        ],
    )
    def test_a_sign_and_a_condition_decide_by_what_they_offer(
        self, offers: Offers, decided: str
    ) -> None:
        assert triage([Fact("sign", Effect(offers), "see_clinician")]) == decided
        assert triage([Fact("condition", Effect(offers))]) == decided

    @pytest.mark.parametrize("cleared", [["child"], ["under_18"]])
    def test_a_sign_is_cleared_itself_or_with_all_that_it_counts_as(
        self, cleared: list[str]
    ) -> None:
        assert triage([CHILD]) == "after_clearance"
        assert triage([CHILD], cleared) == "exercises"


class TestSeveralFacts:
    @pytest.mark.parametrize(
        ("offers", "decided"),
        [
            ([], "exercises"),
            (["unchanged", "restricted"], "with_care"),
            (["after_clearance", "none", "unchanged"], "see_clinician"),
        ],
    )
    def test_the_strictest_counts(self, offers: list[Offers], decided: str) -> None:
        assert triage(Fact(word, Effect(word)) for word in offers) == decided


EFFECTS = {
    "child": CHILD.effect,
    "frail": Effect("restricted", counts_as=("unsteady",)),
    "low_risk": Effect("restricted", counts_as=("diabetes",), clears=("diabetes",)),
    "under_18": Effect("after_clearance"),
    "unsteady": Effect("restricted"),
    "diabetes": Effect("after_clearance"),
}


class TestWhatFollows:
    def test_what_a_condition_counts_as_may_count_as_more(self) -> None:
        effects = {**EFFECTS, "fallen": Effect("restricted", counts_as=("frail",))}

        assert implied_by(["fallen", "unknown"], effects) == {"frail", "unsteady"}

    def test_a_condition_is_cleared_only_by_its_own_name(self) -> None:
        assert all_cleared(["child"], ["child"], EFFECTS) == {"child"}

    def test_a_condition_may_tell_of_a_clearance(self) -> None:
        stated = ["diabetes", "low_risk"]

        assert all_cleared([], stated, EFFECTS) == {"diabetes"}
        assert all_cleared([], ["diabetes"], EFFECTS) == frozenset()


class TestItsUsers:
    def test_are_all_packages_that_offer_exercises(self) -> None:
        packages = {path.parts[1] for path in USERS}

        assert packages == {"interview", "matching", "partners", "planner", "queries", "v1"}

    @pytest.mark.parametrize("file", USERS, ids=str)
    def test_ask_it_and_decide_nothing_themselves(self, file: Path) -> None:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        compared = {
            side.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Compare)
            for side in node.comparators
            if isinstance(side, ast.Constant)
        }

        assert "triage" in called
        assert not compared & {*words(SelfCare), *words(Tier), *words(Offers)} - {"see_clinician"}
