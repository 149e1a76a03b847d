"""The score of an exercise for a request: one table of whole numbers, and their sum.

The reason for each number is in docs/adr/0012-the-plan.md. The weights of the week's objective are
in `solver/objective.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Helper
from api.planner.rules.eligibility import KnownEvidence
from api.planner.rules.features import Feature, features_of
from api.planner.rules.regions import bits
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.variants import chosen_variants, variant_for
from api.vocabulary import RECOMMENDING, Grade

EVIDENCE: Mapping[Grade, int] = {
    "guideline": 160,
    "pooled": 120,
    "trial": 100,
    "expert": 30,
    "article": 20,
    "indirect": 12,
    "editorial": 10,
    "none": 0,
}
"""Points for the grade of an exercise's evidence in one complaint, if the result supports it."""

MIXED_MOST = 60
"""Mixed results keep three fifths of the points, and never more than this."""

RANK = (20, 12, 6)
"""Points for the editors' first three of a complaint: they decide between equal grades."""

USUAL = 30
"""Points for an exercise of the complaint's usual plan."""

GOAL = 15
REGION_PRIMARY, REGION_SECONDARY, REGIONS_MOST = 20, 8, 100

DIRECT: tuple[Grade, ...] = ("article", "expert", "trial", "pooled", "guideline")
"""Grades that count as direct help, the least first: article is 1, guideline is 5."""


@dataclass(frozen=True)
class ScoringContext:
    """The parts of a request that `score` needs. Regions are bits.

    `usual` has the exercises of each usual plan, `chain` the regions asked for and their
    neighbours, `halving` the conditions for which an exercise that is to be modified scores half.
    """

    known: KnownEvidence
    usual: Mapping[str, frozenset[str]]
    goals: tuple[str, ...]
    regions: int
    chain: int
    halving: frozenset[str]

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(plan for plan, _ in self.known.helpers)


def scoring_context(
    request: NormalPlanRequest, catalogue: Catalogue, known: KnownEvidence
) -> ScoringContext:
    features = features_of(catalogue)
    asked = [catalogue.complaints[slug] for slug in request.complaints]
    chosen = chosen_variants(request, catalogue)
    regions = {region for complaint in asked for region in complaint.regions} | set(request.regions)
    chain = regions | {
        neighbour
        for slug in regions & set(catalogue.regions)
        for neighbour in catalogue.regions[slug].connected
    }
    return ScoringContext(
        known=known,
        # The usual plan is that of the unstated, stricter variant.
        usual={
            complaint.plan: frozenset(
                complaint.usual if variant_for(complaint, chosen).condition is None else ()
            )
            for complaint in asked
        },
        goals=request.goals,
        regions=bits(request.regions, features.regions),
        chain=bits(chain, features.regions),
        # A condition that chooses a variant has had its effect there; it does not halve as well.
        halving=frozenset(
            code
            for code in request.conditions
            if catalogue.conditions[code].effect.chooses_variant is None
        ),
    )


def evidence_points(helper: Helper) -> int:
    """Return the points of one piece of evidence that recommends."""
    points = EVIDENCE[helper.grade]
    if helper.result == "mixed":
        points = min(MIXED_MOST, points * 3 // 5)
    if helper.rank is not None and helper.rank <= len(RANK):
        points += RANK[helper.rank - 1]
    return points


def score(feature: Feature, context: ScoringContext) -> int:
    """Return the points of an exercise for a request; halved if it calls for caution."""
    points, caution = 0, calls_for_caution(feature, context)
    for plan, helpers in context.known.helpers:
        helper = helpers.get(feature.slug)
        if helper is None:
            continue
        caution = caution or helper.result == "caution"
        if helper.result in RECOMMENDING:
            points += evidence_points(helper) + USUAL * (feature.slug in context.usual[plan])
    if context.goals or context.regions:
        goals = sum(feature.meets(goal) for goal in context.goals)
        primary = (feature.primary & context.regions).bit_count()
        secondary = (feature.secondary & context.regions & ~feature.primary).bit_count()
        points += wished_points(goals, primary, secondary)
    return halved(points) if caution else points


def calls_for_caution(feature: Feature, context: ScoringContext) -> bool:
    return bool(context.halving) and any(
        item.action == "modify" and item.condition in context.halving
        for item in feature.exercise.contraindications
    )


def wished_points(goals: int, primary: int, secondary: int) -> int:
    """Return the points for wishes: goals that are met, and requested regions."""
    points = REGION_PRIMARY * primary + REGION_SECONDARY * secondary
    return GOAL * goals + min(REGIONS_MOST, points)


def halved(points: int) -> int:
    """Return half the points, at least one if there are any: an exercise never drops to nothing."""
    return max(min(points, 1), points // 2)


def direct_grades(slug: str, known: KnownEvidence) -> tuple[int, ...]:
    """Return for each plan the grade (1 to 5) of direct help by this exercise, 0 for none."""
    return tuple(direct_grade(helpers.get(slug)) for _, helpers in known.helpers)


def direct_grade(helper: Helper | None) -> int:
    if helper is None or helper.result not in RECOMMENDING or helper.grade not in DIRECT:
        return 0
    return DIRECT.index(helper.grade) + 1
