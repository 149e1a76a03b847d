"""What may take the place of an exercise that is out: something of the same use, never heavy.

Each exercise of the plan has candidates of its own, found without looking at any check-in. So what
may replace it, and how much time that has, is the same however sessions went.
"""

from collections.abc import Iterable, Mapping

from api.planner.plan import Plan
from api.planner.rules.features import Features
from api.planner.solver.problem import Item

MOST_EACH = 3
"""Candidates of each exercise: if the first is out itself, the next comes."""


def candidates_of(plan: Plan) -> Mapping[str, list[str]]:
    """Return for each exercise of a plan the slugs that may replace it, the best first."""
    features, items = plan.formulation.features, plan.formulation.problem.items
    by_slug = {item.slug: item for item in items}
    uses = sorted(plan.schedule.uses, key=lambda use: (-use.score, use.slug))
    found: dict[str, list[str]] = {use.slug: [] for use in uses}
    left = {slug for slug in by_slug if slug not in found and not features[slug].high}
    for _ in range(MOST_EACH):
        for use in uses:
            free = [by_slug[slug] for slug in left]
            best = most_similar(by_slug[use.slug], free, features)
            if best is not None:
                found[use.slug].append(best)
                left.remove(best)
    return found


def most_similar(item: Item, others: Iterable[Item], features: Features) -> str | None:
    """Return the exercise that is most similar to another one; None if none does.

    It helps the same complaints or works on the same parts, and begins no later.
    """
    similar = []
    mine = features[item.slug]
    for other in others:
        theirs = features[other.slug]
        pairs = zip(item.grades, other.grades, strict=True)
        helps = sum(own > 0 and grade > 0 for own, grade in pairs)
        shared = (mine.primary & theirs.primary).bit_count()
        if (helps or shared) and theirs.from_week <= mine.from_week:
            differs = theirs.exercise.kind != mine.exercise.kind
            similar.append((-helps, differs, -shared, -other.score, other.slug))
    return min(similar)[-1] if similar else None
