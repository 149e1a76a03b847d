"""The table of decisions, written down a second time: from published documents alone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from api.triage import Decision

Document = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """What is known of a person: slugs of complaints, codes of conditions, signs, clearances."""

    complaints: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The documents that the decision depends on, by slug or code."""

    complaints: dict[str, Document]
    conditions: dict[str, Document]
    red_flags: dict[str, Document]
    allowing: tuple[Decision, ...] = field(default=("exercises", "with_care"))

    def decisions(self, facts: Facts) -> Collection[Decision]:
        """Return the decisions that are right: one, or both that offer where something is cleared.

        What a clinician has cleared no longer refuses; whether it still restricts is left open.
        """
        signs = [self.red_flags[code] for code in facts.red_flags]
        if any(sign["tier"] != "see_clinician" for sign in signs):
            return {"seek_care"}
        offers = {code: self.conditions[code]["effect"]["offers"] for code in self.counted(facts)}
        cares = {slug: self.complaints[slug]["self_care"] for slug in facts.complaints}
        offers |= {sign["code"]: self.left_by(sign, facts) for sign in signs}
        if "no" in cares.values() or "none" in offers.values():
            return {"see_clinician"}
        waiting = {k for k, word in (offers | cares).items() if word == "after_clearance"}
        if waiting - self.cleared(facts):
            return {"after_clearance"}
        if waiting:
            return set(self.allowing)
        careful = "with_care" in cares.values() or "restricted" in offers.values()
        return {"with_care" if careful else "exercises"}

    def counted(self, facts: Facts) -> set[str]:
        """Return the conditions that were stated or that something stated implies."""
        implied = [self.red_flags[code]["effect"]["counts_as"] for code in facts.red_flags]
        implied += [self.conditions[code]["effect"]["counts_as"] for code in facts.conditions]
        return {*facts.conditions, *(code for codes in implied for code in codes)}

    def cleared(self, facts: Facts) -> set[str]:
        """Return what a clinician cleared, in the request's words or by a stated condition."""
        found = (self.conditions[code]["effect"]["clears"] for code in facts.conditions)
        return {*facts.cleared, *(code for codes in found for code in codes)}

    def left_by(self, sign: Document, facts: Facts) -> str:
        """Return what a sign leaves; clearing the condition that it implies clears the sign."""
        effect = sign["effect"]
        implied = effect["counts_as"]
        cleared = implied and set(implied) <= self.cleared(facts)
        return (
            "restricted" if cleared and effect["offers"] == "after_clearance" else effect["offers"]
        )
