"""The table of decisions, written a second time: what the contract says, not how it is computed."""

from api.planner.catalogue import Catalogue
from api.planner.rules.request import PlanRequest


def expected_decision(asked: PlanRequest, catalogue: Catalogue) -> str:
    """Return the decision for all that a request states, by the contract's table."""
    flags = [catalogue.red_flags[code] for code in asked.red_flags]
    conditions = [catalogue.conditions[code] for code in stated_conditions(asked, catalogue)]
    complaints = [catalogue.complaints[slug] for slug in asked.complaints]
    offers = {flag.effect.offers for flag in flags}
    offers |= {condition.effect.offers for condition in conditions}
    care = {complaint.self_care for complaint in complaints}
    if any(flag.tier in ("emergency", "urgent") for flag in flags):
        return "seek_care"
    if "no" in care or "none" in offers:
        return "see_clinician"
    if waiting(asked, catalogue):
        return "after_clearance"
    if "with_care" in care or "restricted" in offers:
        return "with_care"
    return "exercises"


def stated_conditions(asked: PlanRequest, catalogue: Catalogue) -> set[str]:
    """Return the stated conditions, and those that signs and conditions count as."""
    found = set(asked.conditions)
    for code in asked.red_flags:
        found |= set(catalogue.red_flags[code].effect.counts_as)
    while True:
        more = {c for code in found for c in catalogue.conditions[code].effect.counts_as} - found
        if not more:
            return found
        found |= more


def waiting(asked: PlanRequest, catalogue: Catalogue) -> set[str]:
    """Return what has to be cleared before any exercise, and is not."""
    cleared = named_as_cleared(asked, catalogue)
    found = {
        slug
        for slug in asked.complaints
        if catalogue.complaints[slug].self_care == "after_clearance" and slug not in cleared
    }
    for code in asked.red_flags:
        effect = catalogue.red_flags[code].effect
        counted = bool(effect.counts_as) and set(effect.counts_as) <= cleared
        if effect.offers == "after_clearance" and code not in cleared and not counted:
            found.add(code)
    for code in stated_conditions(asked, catalogue):
        effect = catalogue.conditions[code].effect
        if effect.offers == "after_clearance" and code not in cleared:
            found.add(code)
    return found


def named_as_cleared(asked: PlanRequest, catalogue: Catalogue) -> set[str]:
    """Return what was cleared in so many words: by the caller, or by a stated condition."""
    found = set(asked.cleared)
    for code in asked.conditions:
        found |= set(catalogue.conditions[code].effect.clears)
    return found
