"""The one rule that says whether exercises may be offered, and who calls it."""

import ast
import re
from pathlib import Path

import pytest

from api.triage import Decision, strictest, triage
from api.vocabulary import SelfCare, Tier, words

ROOT = Path(__file__).resolve().parents[1]
USERS = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "api").rglob("*.py"))
    if re.search(r"^from api\.triage import .*\btriage\b", path.read_text("utf-8"), re.MULTILINE)
]


class TestTheRule:
    @pytest.mark.parametrize("self_care", words(SelfCare))
    @pytest.mark.parametrize("tier", ["emergency", "urgent"])
    def test_a_grave_sign_ends_in_care_whatever_else(self, self_care: SelfCare, tier: Tier) -> None:
        assert triage(self_care, tiers=["see_clinician", tier], cleared=True) == "seek_care"

    @pytest.mark.parametrize(
        ("self_care", "cleared", "decided"),
        [
            ("yes", False, "exercises"),
            ("with_care", False, "with_care"),
            ("after_clearance", False, "after_clearance"),
            ("after_clearance", True, "exercises"),
            ("no", True, "see_clinician"),
        ],
    )
    def test_else_the_complaint_decides(
        self, self_care: SelfCare, cleared: bool, decided: str
    ) -> None:
        assert triage(self_care, cleared=cleared) == decided
        assert triage(self_care, tiers=["see_clinician"], cleared=cleared) == decided


class TestTheStrictest:
    @pytest.mark.parametrize(
        ("decisions", "counts"),
        [
            ([], "exercises"),
            (["exercises", "with_care"], "with_care"),
            (["after_clearance", "see_clinician", "exercises"], "see_clinician"),
            (["see_clinician", "seek_care"], "seek_care"),
        ],
    )
    def test_counts(self, decisions: list[Decision], counts: Decision) -> None:
        assert strictest(decisions) == counts


class TestItsUsers:
    def test_are_all_packages_that_offer_exercises(self) -> None:
        packages = {path.parts[1] for path in USERS}

        assert packages == {"matching", "partners", "planner", "queries", "v1"}

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
        assert not compared & {*words(SelfCare), *words(Tier)} - {"see_clinician"}
