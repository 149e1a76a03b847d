"""Whether exercises may be offered at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Complaint, Condition, RedFlag
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.variants import chosen_variants, note_of
from api.statements import facts_of
from api.triage import (
    OFFERING,
    Decision,
    Fact,
    awaits_clearance,
    complaint_fact,
    implied_by,
    triage,
)


@dataclass(frozen=True)
class ComplaintDecision:
    """The decision of the triage rule for one complaint; `note` explains its variant."""

    complaint: Complaint
    decision: Decision
    note: str | None


@dataclass(frozen=True)
class SafetyDecision:
    """The decision for the request, and what led to it.

    `waiting` are the codes and slugs of what has to be cleared first, `blocking` the conditions
    among them; `restricting` are conditions that leave some exercises. `decision` is that of the
    whole request: the strictest of all, with the complaint that an ambiguous text means most
    likely. `asked` leaves this one out.
    """

    red_flags: tuple[RedFlag, ...]
    complaints: tuple[ComplaintDecision, ...]
    blocking: tuple[Condition, ...]
    restricting: tuple[Condition, ...]
    waiting: tuple[str, ...]
    asked: Decision
    decision: Decision

    @property
    def allows(self) -> bool:
        """Say whether exercises may be offered: only if nothing that was stated forbids them."""
        return self.asked in OFFERING


def decide_safety(request: NormalPlanRequest, catalogue: Catalogue) -> SafetyDecision:
    """Ask the triage rule for everything that was stated, and for each complaint by itself."""
    chosen = chosen_variants(request, catalogue)
    complaints = tuple(
        ComplaintDecision(
            catalogue.complaints[fact.code],
            triage([fact], request.cleared),
            note_of(catalogue.complaints[fact.code], chosen),
        )
        for fact in complaint_facts(request.complaints, catalogue)
    )
    facts = tuple(stated_facts(request, catalogue))
    possible = complaint_facts(request.possible, catalogue)
    waits = [fact for fact in facts if awaits_clearance(fact, request.cleared)]
    return SafetyDecision(
        red_flags=tuple(catalogue.red_flags[code] for code in request.red_flags),
        complaints=complaints,
        blocking=tuple(
            catalogue.conditions[fact.code] for fact in waits if fact.code in catalogue.conditions
        ),
        restricting=tuple(restricting(request, catalogue)),
        # A sign is cleared with the conditions that it counts as, so these are named.
        waiting=tuple(fact.code for fact in waits if not fact.effect.counts_as),
        asked=triage(facts, request.cleared),
        decision=triage((*facts, *possible), request.cleared),
    )


def restricting(request: NormalPlanRequest, catalogue: Catalogue) -> Iterator[Condition]:
    """Yield the stated conditions that restrict exercises; a sign speaks for those it implies."""
    spoken_for = implied_by(request.red_flags, catalogue.effects)
    for code in request.conditions:
        condition = catalogue.conditions[code]
        if condition.restriction is not None and code not in spoken_for:
            yield condition


def stated_facts(request: NormalPlanRequest, catalogue: Catalogue) -> Iterator[Fact]:
    """Yield each complaint, warning sign and condition of the request."""
    yield from complaint_facts(request.complaints, catalogue)
    effects, signs = catalogue.effects, catalogue.signs
    yield from facts_of(request.conditions, request.screened, effects, signs)


def complaint_facts(slugs: tuple[str, ...], catalogue: Catalogue) -> Iterator[Fact]:
    for slug in slugs:
        yield complaint_fact(slug, catalogue.complaints[slug].self_care)
