"""Where nothing fits: the smallest change that would help, tried out before it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.planner.catalogue import Catalogue, Exercise
from api.planner.eligibility import HIGH_PAIN
from api.planner.features import Feature, features_of
from api.planner.reasons import named
from api.planner.request import PlanRequest
from api.vocabulary import Level, words

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
MOST_TRIED = 50


@dataclass(frozen=True)
class Change:
    """One thing asked differently: the code that tells it, its value, and the request with it."""

    code: str
    value: Any
    exercise: Exercise
    request: PlanRequest


def smallest_change(
    request: PlanRequest,
    catalogue: Catalogue,
    codes: Mapping[str, str],
    fits: Callable[[PlanRequest], bool],
) -> Change | None:
    """Return the smallest change with which something fits; None where none alone is enough.

    `codes` has the first reason against each exercise; `fits` plans anew and says whether
    anything fits.
    """
    features = features_of(catalogue).by_slug
    movable = [(slug, code) for slug, code in codes.items() if code in SMALLEST_FIRST]
    movable.sort(key=lambda pair: size(request, features[pair[0]], pair[1]))
    for slug, code in movable[:MOST_TRIED]:
        change = change_for(request, catalogue, features[slug], code)
        if change is not None and fits(change.request):
            return change
    return None


def size(request: PlanRequest, feature: Feature, code: str) -> tuple[int, int, str]:
    """Return the sort key of a change: by its kind, then by how much, then by name."""
    amount = {
        "too_long": feature.seconds[0],
        "above_level": words(Level).index(feature.exercise.level),
        "equipment_missing": len(set(feature.exercise.needs) - set(request.equipment)),
    }
    return SMALLEST_FIRST.index(code), amount.get(code, 0), feature.exercise.slug


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
