"""From a request to the optimisation problem that it comes down to.

Each step narrows it: what is safe, what is known for the complaints, what each exercise scores, who
is eligible, and of very many who is seen. The solver gets numbers and slugs only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.planner.catalogue import Catalogue
from api.planner.rules.doses import dosed
from api.planner.rules.eligibility import (
    KnownEvidence,
    Screened,
    known_evidence,
    position_of,
    restriction_of,
    screen,
)
from api.planner.rules.features import POSITIONS, Feature, Features, features_of
from api.planner.rules.preselection import FEW, preselect
from api.planner.rules.progression import first_rise, weeks_on_steps
from api.planner.rules.reached import going_on
from api.planner.rules.request import WEEKDAYS, NormalPlanRequest
from api.planner.rules.safety import SafetyDecision, decide_safety
from api.planner.rules.scoring import ScoringContext, direct_grades, score, scoring_context
from api.planner.solver.objective import progress
from api.planner.solver.problem import Group, Item, Problem
from api.vocabulary import RECOMMENDING, Level, Position, Restriction

MOST_ITEMS: Mapping[Level, int] = {"beginner": 4, "intermediate": 5, "advanced": 6}
"""Exercises in one session: never more than six, fewer to learn at a time for beginners."""


@dataclass(frozen=True)
class Formulation:
    """A request, all that was decided about it on the way, and the problem that is left.

    `features` have the doses of the complaints asked for, from those that were reached on.
    """

    request: NormalPlanRequest
    features: Features
    safety: SafetyDecision
    known: KnownEvidence
    context: ScoringContext
    screened: Screened
    problem: Problem


def formulate(request: NormalPlanRequest, catalogue: Catalogue, few: int = FEW) -> Formulation:
    """Formulate the problem; of more than `few` eligible exercises the search sees only some."""
    safety = decide_safety(request, catalogue)
    known = known_evidence(request, catalogue)
    features = dosed(features_of(catalogue), known.each_helper(), request.weeks_done)
    features = going_on(features, request.reached)
    context = scoring_context(request, catalogue, known)
    screened = screen(request, catalogue, safety, known, features, useful(features, context))
    seen, others = preselect(request, features, context, screened.eligible, few)
    limit = restriction_of(request, catalogue)
    problem = problem_for(request, features, context, seen, limit, others)
    return Formulation(request, features, safety, known, context, screened, problem)


def useful(features: Features, context: ScoringContext) -> frozenset[str]:
    """Return the exercises that evidence recommends and that score anything."""
    recommended = context.known.with_result(*RECOMMENDING)
    return frozenset(
        slug for slug in recommended if slug in features.number and score(features[slug], context)
    )


def problem_for(
    request: NormalPlanRequest,
    features: Features,
    context: ScoringContext,
    seen: Iterable[Feature],
    limit: Restriction | None,
    others: Sequence[Group] = (),
) -> Problem:
    """Return the problem of the exercises that are to be seen; each has to fit by itself."""
    budget = request.minutes_per_session * 60
    items = (
        item_for(feature, context, request, budget, position_of(feature, request, limit))
        for feature in seen
    )
    return Problem(
        items=tuple(sorted(items, key=lambda item: item.slug)),
        others=tuple(others),
        plans=context.plans,
        days=tuple(WEEKDAYS.index(day) for day in request.days),
        weeks=request.weeks,
        budget=budget,
        most_items=1 if request.style == "one_a_day" else MOST_ITEMS[request.level],
        region_bits=len(features.regions),
        wanted_regions=context.chain.bit_count(),
    )


def item_for(
    feature: Feature,
    context: ScoringContext,
    request: NormalPlanRequest,
    budget: int,
    position: Position,
) -> Item:
    rise = first_rise(feature.from_week, request.weeks_done, goes_on=feature.goes_on)
    climb = weeks_on_steps(request.weeks, feature.from_week, rise)
    steps = min(len(feature.doses), len(climb))
    return Item(
        slug=feature.slug,
        score=score(feature, context),
        cap=feature.cap,
        from_week=feature.from_week,
        weeks=sum(climb),
        seconds=feature.seconds[:steps],
        progress=progress_of(climb, steps, feature.climbed, len(feature.doses) - 1),
        grades=direct_grades(feature.slug, context.known),
        chain=feature.primary & context.chain,
        heavy_regions=feature.heavy_regions,
        heavy_subregions=feature.heavy_subregions,
        steps=tuple(s for s in sorted({0, steps - 1}) if feature.seconds[s] <= budget),
        position=POSITIONS.index(position),
    )


@lru_cache(maxsize=1024)
def progress_of(climb: tuple[int, ...], steps: int, climbed: int, further: int) -> tuple[int, ...]:
    """Return the progress by target step, of an exercise with so many steps below and above."""
    top = climbed + further
    return tuple(progress(climb, step, top, climbed) for step in range(steps))
