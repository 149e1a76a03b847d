"""Rules of doses: those of complaints and of routines are complete and in the published range."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from api.dosage import changed_dose, seconds_needed
from api.frequency import Use, seconds_of_a_day, too_often, turns_of
from api.records.complaint_doses import dose_of, range_of
from api.records.complaints import Complaint, Helper
from api.records.exercises import Dosage, DosageRange, Exercise
from api.records.routines import RoutineItem
from seed.content import Content
from seed.loader import Entry, Location, Mistake
from seed.rules import MAX_SECONDS, readings


def complaint_doses(content: Content) -> Iterator[Mistake]:
    """A complaint's dose is whole, differs where it says so, and begins as its plan says."""
    exercises = {record.value.slug: record.value for record in content.exercises}
    for record in content.complaints:
        for place, reading in readings(record.value):
            for at, helper in enumerate(reading.exercises):
                here = (*place, "exercises", at)
                yield from repeated_numbers(record, here, helper, exercises[helper.exercise])
                yield from helper_dose(record, here, helper, exercises[helper.exercise])
        yield from contradicting_weeks(record)


def repeated_numbers(
    record: Entry[Any], place: Location, helper: Helper, exercise: Exercise
) -> Iterator[Mistake]:
    """A complaint states only what differs, so that a corrected exercise reaches it."""
    for field, own in (("dosage", exercise.dosage), ("dosage_range", exercise.dosage_range)):
        stated = getattr(helper, field)
        for name, value in stated.model_dump(exclude_none=True).items() if stated else ():
            if name == "each_side":
                if value != exercise.dosage.each_side:
                    yield record.mistake((*place, field, name), "contradicts the exercise")
            elif value == getattr(own, name):
                yield record.mistake(
                    (*place, field, name), "is the exercise's own already; leave it out"
                )


def helper_dose(
    record: Entry[Any], place: Location, helper: Helper, exercise: Exercise
) -> Iterator[Mistake]:
    if helper.dosage is None and helper.dosage_range is None:
        return
    location, dosage = (*place, "dosage"), dose_of(helper, exercise)
    yield from incomplete(record, location, dosage)
    yield from outside_range(record, location, range_of(helper, exercise), dosage)
    if (seconds := seconds_needed(dosage)) > MAX_SECONDS:
        yield record.mistake(location, f"takes {seconds} seconds, more than {MAX_SECONDS}")


def contradicting_weeks(record: Entry[Complaint]) -> Iterator[Mistake]:
    """`from_week` is the week in which the complaint's own plan brings an exercise in."""
    first: dict[str, int] = {}
    for phase in record.value.plan_shape.phases if record.value.plan_shape else ():
        for slug in phase.exercises:
            first.setdefault(slug, phase.from_week)
    for at, helper in enumerate(record.value.exercises):
        week = first.get(helper.exercise)
        if week is not None and week != (helper.from_week or 1):
            yield record.mistake(
                ("exercises", at, "from_week"), f"is not {week}, as plan_shape says"
            )


def routine_doses(content: Content) -> Iterator[Mistake]:
    """A routine keeps its stated time, and each dose is complete and in the published range."""
    exercises = {record.value.slug: record.value for record in content.exercises}
    complaints = {record.value.slug: record.value for record in content.complaints}
    for record in content.routines:
        meant = [complaints[slug] for slug in record.value.complaints]
        seconds = []
        for at, item in enumerate(record.value.items):
            exercise = exercises[item.exercise]
            dosage = item_dosage(item, exercise)
            seconds.append(seconds_needed(dosage))
            yield from incomplete(record, ("items", at, "dosage"), dosage)
            here = ("items", at, "dosage")
            wrong = [
                list(outside_range(record, here, published, dosage))
                for published in ranges_for(exercise, meant)
            ]
            yield from wrong[0] if all(wrong) else ()
        turns = turns_of(record.value.format, record.value.items)
        longest = seconds_of_a_day(seconds, turns)[1]
        if longest > record.value.max_seconds:
            yield record.mistake(
                ("max_seconds",), f"takes {longest} seconds, more than {record.value.max_seconds}"
            )


def ranges_for(exercise: Exercise, complaints: Sequence[Complaint]) -> list[DosageRange]:
    """Return the ranges of an exercise in a routine: its own, and those of the complaints."""
    planned = [
        range_of(helper, exercise)
        for complaint in complaints
        for helper in complaint.exercises
        if helper.exercise == exercise.slug
    ]
    return [exercise.dosage_range, *planned]


def too_frequent_routines(content: Content) -> Iterator[Mistake]:
    """No exercise is done more often than its own dose says, or than its routine."""
    exercises = {record.value.slug: record.value for record in content.exercises}
    for record in content.routines:
        uses = [
            Use(
                item.exercise,
                exercises[item.exercise].dosage.model_dump(),
                item.dosage.model_dump() if item.dosage else {},
            )
            for item in record.value.items
        ]
        schedule = record.value.schedule.model_dump()
        for place, sentence in too_often(uses, schedule, turns_of(record.value.format, uses)):
            yield record.mistake(place, sentence)


def item_dosage(item: RoutineItem, exercise: Exercise) -> Dosage:
    """Return the exercise's dose with the numbers that the routine sets differently."""
    changes = item.dosage.model_dump() if item.dosage else {}
    return Dosage.model_construct(**changed_dose(exercise.dosage.model_dump(), changes))


def incomplete(record: Entry[Any], location: Location, dosage: Dosage) -> Iterator[Mistake]:
    """A dose that was changed is still one that an exercise could have."""
    try:
        Dosage.model_validate(dosage.model_dump())
    except ValidationError as error:
        for item in error.errors():
            yield record.mistake(location, item["msg"].removeprefix("Value error, "))


def outside_range(
    record: Entry[Any], location: Location, published: DosageRange, dosage: Dosage
) -> Iterator[Mistake]:
    for name in ("sets", "reps", "hold_seconds"):
        span, value = getattr(published, name), getattr(dosage, name)
        if span is not None and value is not None and not span[0] <= value <= span[1]:
            yield record.mistake(
                (*location, name), f"{value} is outside the published range {list(span)}"
            )
