"""Where nothing fits: the smallest change that would help, tried out before it is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from api.planner.catalogue import Catalogue, Exercise
from api.planner.eligibility import HIGH_PAIN, Screened
from api.planner.features import LEVELS, Feature, features_of
from api.planner.reasons import named
from api.planner.request import PlanRequest

Fits = Callable[[PlanRequest, Feature], bool]

SMALLEST_FIRST = (
    "too_long",
    "position_not_offered",
    "equipment_missing",
    "pain_too_high",
    "above_level",
    "excluded_by_you",
)
"""Which obstacle is the smallest to move; the last is what the person did not want."""

LONGEST_MINUTES = 60
MOST_TRIED = 8
"""Exercises that are looked at for each obstacle, the shortest first."""


@dataclass(frozen=True)
class Change:
    """One thing asked differently: the code that tells it, its value, and the request with it."""

    code: str
    value: Any
    exercise: Exercise
    request: PlanRequest


def smallest_change(
    request: PlanRequest, catalogue: Catalogue, screened: Screened, fits: Fits
) -> Change | None:
    """Return the smallest change with which an exercise fits; None where none alone is enough.

    `fits` screens the changed request anew and says whether this exercise is eligible then.
    """
    features = features_of(catalogue)
    for code in SMALLEST_FIRST:
        tried = features.members(screened.first[code], MOST_TRIED)
        for feature in sorted(tried, key=lambda feature: size(request, feature, code)):
            change = change_for(request, catalogue, feature, code)
            if change is not None and fits(change.request, feature):
                return change
    return None


def size(request: PlanRequest, feature: Feature, code: str) -> tuple[int, str]:
    """Return the sort key among changes of one kind: by how much, then by name."""
    amount = {
        "too_long": feature.seconds[0],
        "above_level": LEVELS.index(feature.exercise.level),
        "equipment_missing": len(set(feature.exercise.needs) - set(request.equipment)),
    }
    return amount.get(code, 0), feature.slug


def change_for(
    request: PlanRequest, catalogue: Catalogue, feature: Feature, code: str
) -> Change | None:
    """Return the change that moves the first obstacle of one exercise."""
    exercise = feature.exercise
    if code == "too_long":
        minutes = -(-feature.seconds[0] // 60)
        if minutes > LONGEST_MINUTES:
            return None
        changed = replace(request, minutes_per_session=minutes)
        return Change("try_minutes", minutes, exercise, changed)
    if code == "position_not_offered":
        position = exercise.positions[0]
        offered = tuple(sorted({*request.positions, position}))
        return Change("try_position", position, exercise, replace(request, positions=offered))
    if code == "equipment_missing":
        missing = [need for need in exercise.needs if need not in request.equipment]
        things = [named(catalogue.equipment[need]) for need in missing]
        owned = tuple(sorted({*request.equipment, *missing}))
        return Change("try_equipment", things, exercise, replace(request, equipment=owned))
    if code == "above_level":
        changed = replace(request, level=exercise.level)
        return Change("try_level", exercise.level, exercise, changed)
    if code == "pain_too_high":
        changed = replace(request, pain_now=HIGH_PAIN - 1)
        return Change("try_pain", HIGH_PAIN, exercise, changed)
    kept = tuple(slug for slug in request.exclude_exercises if slug != exercise.slug)
    return Change("try_exclusion", None, exercise, replace(request, exclude_exercises=kept))
