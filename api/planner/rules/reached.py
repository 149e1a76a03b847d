"""Where an earlier plan left off: an exercise of `reached` begins there, if that is published."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from api.planner.catalogue import Dosage, DosageRange
from api.planner.rules.features import MOST_PHASES, Feature, Features
from api.planner.rules.progression import GROWING, progression_from, seconds_of
from api.planner.rules.request import ReachedDose


def going_on(features: Features, reached: Iterable[ReachedDose]) -> Features:
    """Return the features with each exercise at the dose that it reached before."""
    changed = {
        features.number[dose.exercise]: at_dose(features[dose.exercise], dose) for dose in reached
    }
    return replace(features, changed={**features.changed, **changed}) if changed else features


def at_dose(feature: Feature, reached: ReachedDose) -> Feature:
    """Return an exercise that begins at a dose, or at the nearest one that is published."""
    exercise = feature.exercise
    first, is_clamped = nearest(feature.doses[0], exercise.range, reached)
    doses = progression_from(first, exercise.dosage, exercise.range)[:MOST_PHASES]
    return replace(
        feature,
        doses=doses,
        seconds=seconds_of(doses),
        goes_on=True,
        climbed=len(feature.doses) - len(doses),
        clamped=is_clamped,
    )


def nearest(lowest: Dosage, published: DosageRange, reached: ReachedDose) -> tuple[Dosage, bool]:
    """Return the published dose that is nearest to `reached`, and whether it is another one.

    A number that was not told is the lowest one. Where nothing is published, there is only one.
    """
    numbers: dict[str, Any] = {}
    for name in GROWING:
        low, told = getattr(lowest, name), getattr(reached, name)
        if low is not None and told is not None:
            ends = getattr(published, name) or (low,)
            numbers[name] = min(max(told, min(ends)), max(ends))
    first = replace(lowest, **numbers)
    told_numbers = {name: told for name in GROWING if (told := getattr(reached, name)) is not None}
    return first, any(getattr(first, name) != told for name, told in told_numbers.items())
