"""Of very many exercises, those that the search looks at, and groups that stand for all of them.

Up to FEW the search sees every one. Of more it sees those with evidence for the complaints asked
for and, of the rest, the highest scores and the shortest: without evidence, exercises that meet the
same wishes have the same score. That is a heuristic; the solver's `bound_of_all` is proven from the
groups, whatever was left out.
"""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from operator import itemgetter

from api.planner.rules.features import Feature, Features, union
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.scoring import (
    ScoringContext,
    direct_grades,
    halved,
    score,
    wished_points,
)
from api.planner.solver.problem import Group

FEW = 48
"""Up to so many exercises the search sees all of them."""

SEEN = 16
"""Of more: so many with the highest scores, so many with the most for their time, and so many of
the best for the complaints, in equal shares."""

FEWEST = 4
"""At least so many for each complaint, and so many of its shortest."""

MOST_PLACED = 18
"""Places in a week: three sessions of six. No plan uses more exercises of one kind."""


def preselect(
    request: NormalPlanRequest,
    features: Features,
    context: ScoringContext,
    eligible: int,
    few: int = FEW,
) -> tuple[list[Feature], list[Group]]:
    """Return the exercises for the search to see, and groups that stand for all eligible ones.

    There are no groups if the search sees every eligible exercise.
    """
    if eligible.bit_count() <= few:
        return list(features.members(eligible)), []
    begun = (dose.exercise for dose in request.reached)
    known = eligible & features.set_of([*context.known.named(), *begun])
    speaking = list(features.members(known))
    groups = wished(request, features, context, eligible & ~known)
    seen = {feature.slug: feature for feature in best_of(speaking, context, few)}
    seen |= {feature.slug: feature for feature in best_without_evidence(features, groups)}
    others = [Group(score(feature, context), (feature.seconds[0],)) for feature in speaking]
    for points, group in groups:
        shortest = features.members(group, MOST_PLACED)
        others.append(Group(points, tuple(feature.seconds[0] for feature in shortest)))
    return list(seen.values()), others


def best_without_evidence(
    features: Features, groups: Sequence[tuple[int, int]]
) -> Iterator[Feature]:
    """Yield those of (score, set) with the highest scores, and with the most for their time."""
    scored = [
        (points, feature)
        for points, group in groups
        for feature in features.members(group, MOST_PLACED)
    ]
    for key in (by_score, by_time):
        yield from (feature for _, feature in nsmallest(SEEN, scored, key=key))


def by_score(candidate: tuple[int, Feature]) -> tuple[int, int, str]:
    points, feature = candidate
    return -points, feature.seconds[0], feature.slug


def by_time(candidate: tuple[int, Feature]) -> tuple[int, str]:
    points, feature = candidate
    return -points * 1000 // max(feature.seconds[0], 1), feature.slug


def wished(
    request: NormalPlanRequest, features: Features, context: ScoringContext, among: int
) -> list[tuple[int, int]]:
    """Return (score, set) of the exercises without evidence, the highest score first."""
    counted = {(0, 0, 0): among}
    for goal in request.goals:
        counted = split(counted, union(features.meeting, [goal]), (1, 0, 0))
    for region in request.regions:
        counted = split(counted, union(features.primary, [region]), (0, 1, 0))
        counted = split(counted, union(features.secondary, [region]), (0, 0, 1))
    cautious = union(features.barred["modify"], context.halving)
    found: dict[int, int] = {}
    for counts, group in counted.items():
        points = wished_points(*counts)
        for value, part in ((points, group & ~cautious), (halved(points), group & cautious)):
            if part:
                found[value] = found.get(value, 0) | part
    return sorted(found.items(), reverse=True)


Counted = dict[tuple[int, int, int], int]


def split(counted: Counted, meeting: int, step: tuple[int, int, int]) -> Counted:
    """Count one more wish for those that meet it: goals, primary and secondary regions."""
    found: Counted = {}
    for counts, group in counted.items():
        more = (counts[0] + step[0], counts[1] + step[1], counts[2] + step[2])
        for key, part in ((counts, group & ~meeting), (more, group & meeting)):
            if part:
                found[key] = found.get(key, 0) | part
    return found


def best_of(speaking: Sequence[Feature], context: ScoringContext, few: int) -> Iterator[Feature]:
    """Yield the exercises with evidence: all, or of many the best for each complaint."""
    if len(speaking) <= few - SEEN:
        yield from speaking
        return
    rated = [
        (-score(feature, context), feature.seconds[0], feature.slug, feature)
        for feature in speaking
    ]
    yield from (one[-1] for one in nsmallest(SEEN, rated, key=itemgetter(0, 1, 2)))
    share = max(FEWEST, SEEN // max(1, len(context.plans)))
    for at in range(len(context.plans)):
        yield from earliest_best(speaking, context, at)
        graded = [(-direct_grades(one[-1].slug, context.known)[at], *one) for one in rated]
        yield from (one[-1] for one in nsmallest(share, graded, key=itemgetter(0, 1, 3)))
        yield from (one[-1] for one in nsmallest(FEWEST, graded, key=itemgetter(0, 2, 3)))


def earliest_best(
    speaking: Sequence[Feature], context: ScoringContext, at: int
) -> Iterator[Feature]:
    """Yield for each first week the best grade for a complaint up to then: the bound needs these.

    An exercise for later never hides a weaker one that helps from the beginning.
    """
    best = 0
    for feature in sorted(speaking, key=lambda one: (one.from_week, one.seconds[0], one.slug)):
        grade = direct_grades(feature.slug, context.known)[at]
        if grade > best:
            best = grade
            yield feature
