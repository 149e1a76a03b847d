"""What an exercise is worth for a request: one table of whole numbers, and how they add up.

The reasoning behind each number stands in docs/adr/0012-the-plan.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Helper
from api.planner.eligibility import Known
from api.planner.features import Feature, bits, features_of
from api.planner.request import PlanRequest
from api.vocabulary import RECOMMENDING, Grade

EVIDENCE: Mapping[Grade, int] = {
    "guideline": 160,
    "pooled": 120,
    "trial": 100,
    "expert": 30,
    "article": 20,
    "indirect": 12,
    "none": 0,
}
"""Points for what stands behind an exercise in one complaint, where the result supports it."""

MIXED_MOST = 60
"""Mixed results keep three fifths of the points, and never more than this."""

RANK = (20, 12, 6)
"""The editors' first three for a complaint: a rule between equals that knows more than a grade."""

USUAL = 15
"""Part of the complaint's usual plan."""

GOAL = 15
REGION_PRIMARY, REGION_SECONDARY, REGIONS_MOST = 20, 8, 100

DAYS = (0, 100, 180, 245, 295, 335, 365, 390)
"""What 0 to 7 days a week are worth, in hundredths of a first day: each further day adds less."""

PROGRESS = 400
"""What a week at the target dose adds over a week at the lowest, in hundredths of a first day."""

CHAIN = 3000
"""What a week is worth for each region of the chain that the plan reaches."""

HOLD_PAIN = 4
"""From this much pain on (0 to 10) no dose rises: hold the level until it has settled."""

COVERED = 10**13
GRADES = 10**11
THIRD_SESSION = 10**10
"""Steps of the objective: a complaint helped, a better grade for it, a third session saved.

Each is more than all below it together: points stay under 10^10, grades under 10^13.
"""

DIRECT: tuple[Grade, ...] = ("article", "expert", "trial", "pooled", "guideline")
"""Grades that count as direct help, the least first: article is 1, guideline is 5."""


@dataclass(frozen=True)
class Wanted:
    """The request as `worth` needs it. Regions as bits; `chain` are the regions to reach."""

    known: Known
    usual: Mapping[str, frozenset[str]]
    goals: tuple[str, ...]
    regions: int
    chain: int
    halving: frozenset[str]
    hold: bool

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(plan for plan, _ in self.known.helpers)


def wanted_for(request: PlanRequest, catalogue: Catalogue, known: Known) -> Wanted:
    features = features_of(catalogue)
    asked = [catalogue.complaints[slug] for slug in request.complaints]
    regions = {region for complaint in asked for region in complaint.regions} | set(request.regions)
    chain = regions | {
        neighbour
        for slug in regions & set(catalogue.regions)
        for neighbour in catalogue.regions[slug].connected
    }
    return Wanted(
        known=known,
        usual={complaint.plan: frozenset(complaint.usual) for complaint in asked},
        goals=request.goals,
        regions=bits(request.regions, features.regions),
        chain=bits(chain, features.regions),
        # A condition that chooses a reading has had its say there; it does not halve as well.
        halving=frozenset(
            code
            for code in request.conditions
            if catalogue.conditions[code].effect != "chooses_variant"
        ),
        hold=(request.pain_now or 0) >= HOLD_PAIN,
    )


def evidence_points(helper: Helper) -> int:
    """Return the points of one piece of evidence; what does not recommend has none."""
    points = EVIDENCE[helper.grade]
    if helper.result == "mixed":
        points = min(MIXED_MOST, points * 3 // 5)
    if helper.rank is not None and helper.rank <= len(RANK):
        points += RANK[helper.rank - 1]
    return points


def worth(feature: Feature, wanted: Wanted) -> int:
    """Return the points of an exercise for a request; halved where it calls for caution."""
    points, caution = 0, calls_for_caution(feature, wanted)
    for plan, helpers in wanted.known.helpers:
        helper = helpers.get(feature.slug)
        if helper is None:
            continue
        caution = caution or helper.result == "caution"
        if helper.result in RECOMMENDING:
            points += evidence_points(helper) + USUAL * (feature.slug in wanted.usual[plan])
    goals = sum(feature.meets(goal) for goal in wanted.goals)
    primary = (feature.primary & wanted.regions).bit_count()
    secondary = (feature.secondary & wanted.regions & ~feature.primary).bit_count()
    points += wished_points(goals, primary, secondary)
    return halved(points) if caution else points


def calls_for_caution(feature: Feature, wanted: Wanted) -> bool:
    return any(
        item.action == "modify" and item.condition in wanted.halving
        for item in feature.exercise.contraindications
    )


def wished_points(goals: int, primary: int, secondary: int) -> int:
    """Return the points for what was wished: goals met, and regions asked for worked on."""
    points = REGION_PRIMARY * primary + REGION_SECONDARY * secondary
    return GOAL * goals + min(REGIONS_MOST, points)


def halved(points: int) -> int:
    """Return half the points, at least one where there are any: allowed stays worth something."""
    return max(min(points, 1), points // 2)


def direct_grades(slug: str, known: Known) -> tuple[int, ...]:
    """Return for each plan the grade (1 to 5) of direct help by this exercise, 0 for none."""
    return tuple(direct_grade(helpers.get(slug)) for _, helpers in known.helpers)


def direct_grade(helper: Helper | None) -> int:
    if helper is None or helper.result not in RECOMMENDING or helper.grade not in DIRECT:
        return 0
    return DIRECT.index(helper.grade) + 1


def progress(weeks: Sequence[int], target: int, top: int) -> int:
    """Return what rising to step `target` of `top` is worth, in hundredths of a first day.

    `weeks[p]` are the weeks of phase p; in it the exercise stands on step min(p, target).
    """
    if top == 0:
        return 0
    climbed = sum(length * min(phase, target) for phase, length in enumerate(weeks))
    return PROGRESS * climbed // top
