"""Of very many exercises, those that the search looks at; and what is proven of the others.

Up to FEW the search sees every one, and its bound is the problem's. Of more it sees what evidence
speaks of for the asked complaints and, of the rest, the most valuable and the shortest: those have
no evidence, so they are worth the same whenever they meet the same wishes. That is a heuristic;
`bound_of_all` is true whatever was left out.
"""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import Any

from api.planner.features import Feature, Features, union
from api.planner.problem import Group, Problem
from api.planner.request import PlanRequest
from api.planner.worth import (
    CHAIN,
    COVERED,
    DAYS,
    GRADES,
    PROGRESS,
    Wanted,
    direct_grades,
    halved,
    wished_points,
    worth,
)

FEW = 48
"""Up to so many exercises the search sees all of them."""

SEEN = 16
"""Of more: so many of the most valuable, of those that give most for their time, and (shared) of

the best for each complaint.
"""

FEWEST = 4
"""At least so many for each complaint, and so many of its shortest."""

MOST_PLACED = 18
"""Places in a week: three sessions of six. No plan uses more exercises of one kind."""


def preselected(
    request: PlanRequest, features: Features, wanted: Wanted, eligible: int, few: int = FEW
) -> tuple[list[Feature], list[Group]]:
    """Return the exercises for the search to see, and groups that stand for all eligible ones."""
    if eligible.bit_count() <= few:
        return list(features.members(eligible)), []
    known = eligible & features.set_of(wanted.known.named())
    speaking = list(features.members(known))
    groups = wished(request, features, wanted, eligible & ~known)
    chosen = {feature.slug: feature for feature in best_of(speaking, wanted, few)}
    candidates = [
        (points, feature)
        for points, group in groups
        for feature in features.members(group, MOST_PLACED)
    ]
    for key in (by_worth, by_time):
        for _, feature in nsmallest(SEEN, candidates, key=key):
            chosen[feature.slug] = feature
    told = [Group(worth(feature, wanted), (feature.seconds[0],)) for feature in speaking]
    for points, group in groups:
        shortest = features.members(group, MOST_PLACED)
        told.append(Group(points, tuple(feature.seconds[0] for feature in shortest)))
    return list(chosen.values()), told


def by_worth(candidate: tuple[int, Feature]) -> tuple[int, int, str]:
    points, feature = candidate
    return -points, feature.seconds[0], feature.slug


def by_time(candidate: tuple[int, Feature]) -> tuple[int, str]:
    points, feature = candidate
    return -points * 1000 // max(feature.seconds[0], 1), feature.slug


def wished(
    request: PlanRequest, features: Features, wanted: Wanted, among: int
) -> list[tuple[int, int]]:
    """Return (worth, set) of exercises that only wishes speak for, the most valuable first."""
    counted = {(0, 0, 0): among}
    for goal in request.goals:
        counted = split(counted, union(features.meeting, [goal]), (1, 0, 0))
    for region in request.regions:
        counted = split(counted, union(features.primary, [region]), (0, 1, 0))
        counted = split(counted, union(features.secondary, [region]), (0, 0, 1))
    cautious = union(features.barred["modify"], wanted.halving)
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


def best_of(speaking: Sequence[Feature], wanted: Wanted, few: int) -> Iterator[Feature]:
    """Yield of the exercises that evidence speaks of all, or the best for each complaint."""
    if len(speaking) <= few - SEEN:
        yield from speaking
        return
    graded = [(direct_grades(f.slug, wanted.known), worth(f, wanted), f) for f in speaking]
    share = max(FEWEST, SEEN // max(1, len(wanted.plans)))

    def best(count: int, key: Callable[[Any], Any]) -> Iterator[Feature]:
        return (feature for _, _, feature in nsmallest(count, graded, key=key))

    yield from best(SEEN, lambda g: (-g[1], g[2].seconds[0], g[2].slug))
    for at in range(len(wanted.plans)):
        yield from best(share, lambda g, at=at: (-g[0][at], -g[1], g[2].slug))  # type: ignore[misc]
        yield from best(FEWEST, lambda g, at=at: (-g[0][at], g[2].seconds[0], g[2].slug))  # type: ignore[misc]


def bound_of_all(problem: Problem, sessions: int) -> int:
    """Return what no plan of at most so many sessions surpasses, seen or not.

    Everything counts with its best days and the whole of its progress; as many as there are
    places, and no more than fits the time at the lowest doses, the last one cut to fit.
    """
    best = problem.weeks * DAYS[len(problem.days)] + PROGRESS * problem.weeks
    gains = [(group.worth * best, seconds) for group in problem.others for seconds in group.seconds]
    places = sum(sorted((gain for gain, _ in gains), reverse=True)[: problem.most_items * sessions])
    left, timed = problem.budget * sessions, 0
    for gain, seconds in sorted(gains, key=lambda pair: -pair[0] / max(pair[1], 1)):
        if seconds >= left:
            timed += -(-gain * left // max(seconds, 1))
            break
        timed, left = timed + gain, left - seconds
    chain = CHAIN * problem.weeks * problem.wanted_regions
    return most_help(problem) + chain + min(places, timed)


def most_help(problem: Problem) -> int:
    """Return what the first two steps of the objective would be if everything fitted together."""
    best = [
        max((item.grades[at] for item in problem.items), default=0)
        for at in range(len(problem.plans))
    ]
    return sum(COVERED + GRADES * grade for grade in best if grade)
