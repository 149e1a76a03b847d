"""How high each exercise of a plan may rise so that every session still fits its time.

It follows from the plan's request alone. An exercise that gets easier or goes out leaves its time
free, and nothing else rises into it.
"""

from collections.abc import Mapping
from dataclasses import replace

from api.adaptation.check_ins import Numbers
from api.adaptation.progression import Progression, progression_for
from api.dosage import seconds_needed
from api.planner.catalogue import Dosage
from api.planner.plan import Plan
from api.planner.rules.features import Feature


def progression_of_feature(feature: Feature) -> Progression:
    return progression_for(feature.exercise.dosage, feature.exercise.range)


def with_numbers(dosage: Dosage, numbers: Numbers) -> Dosage:
    return replace(dosage, reps_start=None, **numbers._asdict())


def seconds_at(feature: Feature, numbers: Numbers) -> int:
    return seconds_needed(with_numbers(feature.exercise.dosage, numbers))


def highest_doses(plan: Plan) -> Mapping[str, Numbers]:
    """Return the highest dose of each exercise; the most valuable get the free seconds first."""
    features, uses = plan.formulation.features, plan.schedule.uses
    left = [plan.formulation.problem.budget] * len(plan.schedule.sessions)
    progressions = {use.slug: progression_of_feature(features[use.slug]) for use in uses}
    lowest = {use.slug: seconds_at(use.feature, progressions[use.slug].lowest) for use in uses}
    for use in uses:
        take(left, use.members, lowest[use.slug])
    found = {}
    for use in sorted(uses, key=lambda use: (-use.score, use.slug)):
        room = min(left[k] for k in range(len(left)) if use.members >> k & 1)
        most = lowest[use.slug] + room
        found[use.slug] = highest_within(use.feature, progressions[use.slug], most)
        take(left, use.members, seconds_at(use.feature, found[use.slug]) - lowest[use.slug])
    return found


def highest_within(feature: Feature, progression: Progression, seconds: int) -> Numbers:
    """Return the highest step that takes at most so long; the lowest if none does."""
    return progression.highest(
        step for step in progression.steps if seconds_at(feature, step) <= seconds
    )


def take(left: list[int], members: int, seconds: int) -> None:
    for k in range(len(left)):
        if members >> k & 1:
            left[k] -= seconds
