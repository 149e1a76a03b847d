"""The one rule that says whether exercises may be offered, and who calls it."""

import ast
from pathlib import Path

import pytest

from api.triage import triage
from api.vocabulary import SelfCare, Tier, words

ROOT = Path(__file__).resolve().parents[1]
USERS = (
    "api/matching/reading/match.py",
    "api/partners/drafts.py",
    "api/planner/rules/safety.py",
    "api/queries/complaints.py",
    "api/queries/exercises.py",
)


class TestTheRule:
    @pytest.mark.parametrize("self_care", words(SelfCare))
    @pytest.mark.parametrize("tier", ["emergency", "urgent"])
    def test_a_grave_sign_ends_in_care_whatever_else(self, self_care: SelfCare, tier: Tier) -> None:
        assert triage(self_care, tiers=["see_clinician", tier], cleared=True) == "seek_care"

    @pytest.mark.parametrize(
        ("self_care", "cleared", "decided"),
        [
            ("yes", False, "exercises"),
            ("with_care", False, "exercises"),
            ("after_clearance", False, "after_clearance"),
            ("after_clearance", True, "exercises"),
            ("no", True, "no_self_care"),
        ],
    )
    def test_else_the_complaint_decides(
        self, self_care: SelfCare, cleared: bool, decided: str
    ) -> None:
        assert triage(self_care, cleared=cleared) == decided
        assert triage(self_care, tiers=["see_clinician"], cleared=cleared) == decided


class TestItsUsers:
    @pytest.mark.parametrize("file", USERS)
    def test_ask_it_and_decide_nothing_themselves(self, file: str) -> None:
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
