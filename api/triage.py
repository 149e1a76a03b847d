"""The triage rule: whether exercises may be offered at all. One function decides."""

from collections.abc import Collection, Iterable
from typing import Literal

from api.vocabulary import SelfCare, Tier, words

Decision = Literal["exercises", "with_care", "after_clearance", "see_clinician", "seek_care"]
"""From the least strict to the strictest: all exercises that fit, those that are allowed, none
until a clinician has cleared it, none, none and care at once."""

OFFERING: tuple[Decision, ...] = ("exercises", "with_care")
"""The decisions with which exercises may be offered."""

STRICTNESS = words(Decision)


def triage(self_care: SelfCare, *, tiers: Collection[Tier] = (), cleared: bool = False) -> Decision:
    """Decide whether exercises may be offered for one complaint.

    `tiers` are those of the warning signs that were stated. Emergency and urgent ones end in
    "seek_care" whatever the complaint; a `see_clinician` sign leaves it to the complaint's own
    rule. `cleared` says that a clinician cleared this complaint; unstated is not cleared.
    """
    if "emergency" in tiers or "urgent" in tiers:
        return "seek_care"
    if self_care == "no":
        return "see_clinician"
    if self_care == "after_clearance" and not cleared:
        return "after_clearance"
    return "with_care" if self_care == "with_care" else "exercises"


def strictest(decisions: Iterable[Decision]) -> Decision:
    """Return the decision that counts for several facts together; "exercises" if there are none."""
    return max(decisions, key=STRICTNESS.index, default="exercises")
