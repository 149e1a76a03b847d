"""Whether exercises may be offered at all."""

from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Complaint, Condition, RedFlag
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.variants import note_of
from api.triage import OFFERING, Decision, strictest, triage
from api.vocabulary import Restriction, words


@dataclass(frozen=True)
class ComplaintDecision:
    """The decision of the triage rule for one complaint; `note` explains its variant."""

    complaint: Complaint
    decision: Decision
    note: str | None


@dataclass(frozen=True)
class SafetyDecision:
    """The decision for each complaint, and the one for the person without any (`general`).

    `blocking` are the stated conditions that allow no exercise until a clinician cleared them.
    """

    red_flags: tuple[RedFlag, ...]
    complaints: tuple[ComplaintDecision, ...]
    blocking: tuple[Condition, ...]
    general: Decision

    @property
    def allows(self) -> bool:
        """Say whether exercises may be offered: only if nothing that was stated forbids them."""
        return self.decision in OFFERING

    @property
    def decision(self) -> Decision:
        """Return the decision for the whole request: the strictest of all."""
        blocked: tuple[Decision, ...] = ("after_clearance",) if self.blocking else ()
        return strictest((self.general, *blocked, *(item.decision for item in self.complaints)))


def decide_safety(request: NormalPlanRequest, catalogue: Catalogue) -> SafetyDecision:
    """Ask the triage rule for each complaint, and once for the person without one."""
    flags = tuple(catalogue.red_flags[code] for code in request.red_flags)
    tiers = tuple(flag.tier for flag in flags)
    conditions = (catalogue.conditions[code] for code in request.conditions)
    return SafetyDecision(
        red_flags=flags,
        complaints=tuple(
            ComplaintDecision(
                complaint,
                triage(complaint.self_care, tiers=tiers, cleared=complaint.slug in request.cleared),
                note_of(complaint, request.conditions),
            )
            for complaint in (catalogue.complaints[slug] for slug in request.complaints)
        ),
        blocking=tuple(
            condition
            for condition in conditions
            if condition.effect == "no_exercises_until_cleared"
            and condition.code not in request.cleared
        ),
        general=triage("with_care" if restricts(request, catalogue) else "yes", tiers=tiers),
    )


def restricts(request: NormalPlanRequest, catalogue: Catalogue) -> bool:
    """Say whether a stated condition allows some exercises only."""
    return any(
        catalogue.conditions[code].effect in words(Restriction) for code in request.conditions
    )
