"""The triage rule: whether exercises may be offered at all. One function decides."""

from collections.abc import Collection
from typing import Literal

from api.vocabulary import SelfCare, Tier

Triage = Literal["exercises", "after_clearance", "no_self_care", "seek_care"]
"""The decisions: exercises, none until a clinician cleared it, none, or only care."""


def triage(self_care: SelfCare, *, tiers: Collection[Tier] = (), cleared: bool = False) -> Triage:
    """Decide whether exercises may be offered for one complaint.

    `tiers` are those of the warning signs that were stated. Emergency and urgent ones end in
    "seek_care" whatever the complaint; a `see_clinician` sign leaves it to the complaint's own
    rule. `cleared` says that a clinician cleared this complaint; unstated is not cleared.
    """
    if "emergency" in tiers or "urgent" in tiers:
        return "seek_care"
    if self_care == "no":
        return "no_self_care"
    if self_care == "after_clearance" and not cleared:
        return "after_clearance"
    return "exercises"
