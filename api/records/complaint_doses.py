"""The whole dose of an exercise for one complaint: the exercise's own, with what differs there."""

from api.dosage import dose_for_complaint
from api.records.complaints import Helper
from api.records.exercises import Dosage, DosageRange, Exercise


def dose_of(helper: Helper, exercise: Exercise) -> Dosage:
    """Return the dose for the complaint of `helper`; `seed --check` says if it contradicts itself.

    The exercise's own dose is returned as it is, if the complaint changes nothing. Repetitions to
    begin with are left out if the complaint's range has none so few.
    """
    if helper.dosage is None:
        return exercise.dosage
    numbers = dose_for_complaint(exercise.dosage.model_dump(), helper.dosage.model_dump())
    fewest = range_of(helper, exercise).reps
    if fewest is not None and (numbers["reps_start"] or fewest[0]) < fewest[0]:
        numbers["reps_start"] = None
    return Dosage.model_construct(**numbers)


def range_of(helper: Helper, exercise: Exercise) -> DosageRange:
    """Return the published range for the complaint; each number's own range or the exercise's."""
    if helper.dosage_range is None:
        return exercise.dosage_range
    given = helper.dosage_range.model_dump(exclude_none=True)
    return DosageRange.model_construct(**{**exercise.dosage_range.model_dump(), **given})


def changed_fields(helper: Helper) -> list[str]:
    """Return the paths of what a complaint says of its dose itself, such as `dosage.reps`."""
    return [
        f"{part}.{name}"
        for part, changes in (("dosage", helper.dosage), ("dosage_range", helper.dosage_range))
        if changes is not None
        for name in changes.model_dump(exclude_none=True, exclude={"each_side"})
    ] + (["from_week"] if helper.from_week is not None else [])
