"""Whether exercises may be offered at all, and how each complaint is to be read."""

from collections.abc import Collection
from dataclasses import dataclass

from api.planner.catalogue import Avoid, Catalogue, Complaint, Condition, Helper, Reading, RedFlag
from api.planner.request import PlanRequest
from api.triage import Triage, triage
from api.vocabulary import Grade, Result

MAY: Triage = "exercises"
"""The decision of the triage rule if exercises may be offered."""

WEAKEST_FIRST: tuple[Grade, ...] = (
    "none",
    "indirect",
    "article",
    "expert",
    "trial",
    "pooled",
    "guideline",
)
STRICTEST_FIRST: tuple[Result, ...] = ("avoid", "caution", "no_effect", "mixed", "supports")


@dataclass(frozen=True)
class Care:
    """`decisions` by complaint, and the conditions that block until a clinician cleared them.

    `notes` say what to know of each complaint as it is read here.
    """

    red_flags: tuple[RedFlag, ...]
    decisions: tuple[tuple[Complaint, Triage], ...]
    notes: tuple[str | None, ...]
    blocking: tuple[Condition, ...]
    general: Triage

    @property
    def allows(self) -> bool:
        """Exercises only where nothing that was said forbids them."""
        if self.blocking or self.general != MAY:
            return False
        return all(decision == MAY for _, decision in self.decisions)


def care_for(request: PlanRequest, catalogue: Catalogue) -> Care:
    """Ask the triage rule for each complaint, and once for the person without one."""
    flags = tuple(catalogue.red_flags[code] for code in request.red_flags)
    tiers = tuple(flag.tier for flag in flags)
    complaints = [catalogue.complaints[slug] for slug in request.complaints]
    conditions = [catalogue.conditions[code] for code in request.conditions]
    return Care(
        red_flags=flags,
        decisions=tuple(
            (
                complaint,
                triage(complaint.self_care, tiers=tiers, cleared=complaint.slug in request.cleared),
            )
            for complaint in complaints
        ),
        notes=tuple(note_of(complaint, request.conditions) for complaint in complaints),
        blocking=tuple(
            condition
            for condition in conditions
            if condition.effect == "no_exercises_until_cleared"
            and condition.code not in request.cleared
        ),
        general=triage("yes", tiers=tiers),
    )


def note_of(complaint: Complaint, conditions: Collection[str]) -> str | None:
    """Return the note of the reading that was stated, or the complaint's own notice."""
    reading = reading_of(complaint, conditions)
    return complaint.notice if reading.condition is None else reading.note


def presumed(request: PlanRequest, catalogue: Catalogue) -> frozenset[str]:
    """Return the conditions that an asked complaint may hide while none of them was stated.

    What one of them forbids is forbidden until the person says which it is.
    """
    hidden: set[str] = set()
    for slug in request.complaints:
        named = {r.condition for r in catalogue.complaints[slug].readings if r.condition}
        if not named & set(request.conditions):
            hidden |= named
    return frozenset(hidden)


def reading_of(complaint: Complaint, conditions: Collection[str]) -> Reading:
    """Return the one reading that the stated conditions choose; unstated is the stricter.

    Where several are stated at once, only what all of them recommend stays, at its weakest.
    """
    unstated, *variants = complaint.readings
    stated = [reading for reading in variants if reading.condition in conditions]
    if not stated:
        return unstated
    merged, *others = stated
    for other in others:
        merged = stricter(merged, other)
    return merged


def stricter(first: Reading, second: Reading) -> Reading:
    theirs = {helper.exercise: helper for helper in second.helpers}
    helpers = tuple(
        weaker(helper, theirs[helper.exercise])
        for helper in first.helpers
        if helper.exercise in theirs
    )
    avoid: dict[str, Avoid] = {item.exercise: item for item in (*first.avoid, *second.avoid)}
    return Reading(first.condition, first.note, helpers, tuple(avoid.values()))


def weaker(first: Helper, second: Helper) -> Helper:
    return min(
        first,
        second,
        key=lambda helper: (
            STRICTEST_FIRST.index(helper.result),
            WEAKEST_FIRST.index(helper.grade),
        ),
    )
