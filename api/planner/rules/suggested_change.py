"""If nothing fits: the smallest change of the request that helps, tried before it is suggested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.planner.catalogue import Catalogue, Exercise
from api.planner.rules.features import LEVELS, Feature
from api.planner.rules.formulation import Formulation
from api.planner.rules.pain import HIGH_PAIN
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.request_bounds import MINUTES_PER_SESSION, WEEKS

Fits = Callable[[NormalPlanRequest, Feature], bool]

MOST_TRIED = 8
"""Exercises that are looked at for each obstacle, the shortest first."""


@dataclass(frozen=True)
class SuggestedChange:
    """One thing asked differently: the code of its message, its value, and the request with it."""

    code: str
    value: Any
    exercise: Exercise
    request: NormalPlanRequest


Proposal = Callable[[NormalPlanRequest, Catalogue, Feature], SuggestedChange | None]


def smallest_change(
    request: NormalPlanRequest, catalogue: Catalogue, formulation: Formulation, fits: Fits
) -> SuggestedChange | None:
    """Return the smallest change with which an exercise fits; None if no single one is enough.

    `fits` screens the changed request anew and says whether this exercise is eligible then.
    """
    features, first = formulation.features, formulation.screened.first
    for code, propose in PROPOSALS.items():
        tried = features.members(first[code], MOST_TRIED)
        for feature in sorted(tried, key=lambda feature: size(request, feature, code)):
            change = propose(request, catalogue, feature)
            if change is not None and fits(change.request, feature):
                return change
    return None


def size(request: NormalPlanRequest, feature: Feature, code: str) -> tuple[int, str]:
    """Return the sort key among changes of one kind: by how much, then by name."""
    amount = {
        "too_long": feature.seconds[0],
        "too_early": feature.from_week,
        "above_level": LEVELS.index(feature.exercise.level),
        "equipment_missing": len(set(feature.exercise.needs) - set(request.equipment)),
    }
    return amount.get(code, 0), feature.slug


def more_minutes(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange | None:
    minutes = -(-feature.seconds[0] // 60)
    if minutes > MINUTES_PER_SESSION.high:
        return None
    changed = replace(request, minutes_per_session=minutes)
    return SuggestedChange("try_minutes", minutes, feature.exercise, changed)


def more_weeks(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange | None:
    weeks = feature.from_week
    if weeks > WEEKS.high:
        return None
    changed = replace(request, weeks=weeks)
    return SuggestedChange("try_weeks", weeks, feature.exercise, changed)


def another_position(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange:
    position = feature.exercise.positions[0]
    changed = replace(request, positions=tuple(sorted({*request.positions, position})))
    return SuggestedChange("try_position", position, feature.exercise, changed)


def more_equipment(
    request: NormalPlanRequest, catalogue: Catalogue, feature: Feature
) -> SuggestedChange:
    missing = [need for need in feature.exercise.needs if need not in request.equipment]
    things = tuple(catalogue.equipment[need] for need in missing)
    changed = replace(request, equipment=tuple(sorted({*request.equipment, *missing})))
    return SuggestedChange("try_equipment", things, feature.exercise, changed)


def less_pain(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange:
    changed = replace(request, pain_now=HIGH_PAIN - 1)
    return SuggestedChange("try_pain", HIGH_PAIN, feature.exercise, changed)


def higher_level(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange:
    level = feature.exercise.level
    return SuggestedChange("try_level", level, feature.exercise, replace(request, level=level))


def no_exclusion(
    request: NormalPlanRequest, _catalogue: Catalogue, feature: Feature
) -> SuggestedChange:
    kept = tuple(slug for slug in request.exclude_exercises if slug != feature.slug)
    changed = replace(request, exclude_exercises=kept)
    return SuggestedChange("try_exclusion", None, feature.exercise, changed)


PROPOSALS: Mapping[str, Proposal] = {
    "too_long": more_minutes,
    "too_early": more_weeks,
    "position_not_offered": another_position,
    "equipment_missing": more_equipment,
    "pain_too_high": less_pain,
    "above_level": higher_level,
    "excluded_by_you": no_exclusion,
}
"""By the code that rules an exercise out, the change that would let it in: the smallest first.

The last one is an exercise that the person excluded.
"""
