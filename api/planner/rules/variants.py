"""Which variant of a complaint holds for a person, and which conditions it may hide."""

from collections.abc import Collection
from dataclasses import replace

from api.planner.catalogue import Avoid, Catalogue, Complaint, ComplaintVariant, Helper
from api.planner.rules.request import NormalPlanRequest
from api.vocabulary import Grade, Result

WEAKEST_FIRST: tuple[Grade, ...] = (
    "none",
    "editorial",
    "indirect",
    "article",
    "expert",
    "trial",
    "pooled",
    "guideline",
)
STRICTEST_FIRST: tuple[Result, ...] = ("avoid", "caution", "no_effect", "mixed", "supports")


def chosen_variants(request: NormalPlanRequest, catalogue: Catalogue) -> frozenset[str]:
    """Return the conditions of the variants that stated signs and conditions choose."""
    stated = (*request.red_flags, *request.conditions)
    chosen = (catalogue.effects[code].chooses_variant for code in stated)
    return frozenset(condition for condition in chosen if condition is not None)


def variant_for(complaint: Complaint, chosen: Collection[str]) -> ComplaintVariant:
    """Return the variant that is chosen (`chosen_variants`); the unstated one is the stricter.

    If several are stated at once, only exercises that all recommend stay, at the weakest grade.
    """
    unstated, *variants = complaint.variants
    stated = [variant for variant in variants if variant.condition in chosen]
    if not stated:
        return unstated
    merged, *others = stated
    for other in others:
        merged = stricter(merged, other)
    return merged


def stricter(first: ComplaintVariant, second: ComplaintVariant) -> ComplaintVariant:
    """Return a variant that recommends the exercises of both and avoids those of either."""
    others = {helper.exercise: helper for helper in second.helpers}
    helpers = tuple(
        weaker(helper, others[helper.exercise])
        for helper in first.helpers
        if helper.exercise in others
    )
    avoid: dict[str, Avoid] = {item.exercise: item for item in (*first.avoid, *second.avoid)}
    return ComplaintVariant(first.condition, first.note, helpers, tuple(avoid.values()))


def weaker(first: Helper, second: Helper) -> Helper:
    """Return the stricter of two results for one exercise; of equal ones the weaker grade.

    It brings its dose, and begins in the later of both weeks.
    """
    chosen = min(
        first,
        second,
        key=lambda helper: (
            STRICTEST_FIRST.index(helper.result),
            WEAKEST_FIRST.index(helper.grade),
        ),
    )
    return replace(chosen, from_week=max(first.from_week, second.from_week))


def note_of(complaint: Complaint, chosen: Collection[str]) -> str | None:
    """Return the note of the variant that is chosen, or else the complaint's own notice."""
    variant = variant_for(complaint, chosen)
    return complaint.notice if variant.condition is None else variant.note


def possible_conditions(request: NormalPlanRequest, catalogue: Catalogue) -> frozenset[str]:
    """Return the conditions that a complaint may be about while none of them was stated.

    What any of them forbids is forbidden until the person says which it is. Example: Achilles
    pain is at the heel bone or above it, so it counts as both until one is stated.
    """
    possible: set[str] = set()
    chosen = chosen_variants(request, catalogue)
    for slug in request.complaints:
        named = {
            variant.condition
            for variant in catalogue.complaints[slug].variants
            if variant.condition is not None
        }
        if not named & chosen:
            possible |= named
    return frozenset(possible)


def conditions_that_count(request: NormalPlanRequest, catalogue: Catalogue) -> frozenset[str]:
    """Return the stated conditions and the possible ones."""
    return possible_conditions(request, catalogue) | set(request.conditions)
