"""Texts that name a dose: each placeholder has its number, and no text contradicts a dose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.dosage import changed_dose, seconds_needed
from api.frequency import EVENING, Use, seconds_of_a_day, turns_of
from api.languages import FALLBACK
from api.messages.dose_texts import VALUES, missing_in, names_in
from api.messages.files import get_messages
from api.records.complaint_doses import dose_of
from api.records.complaints import Complaint
from api.records.exercises import Dosage, Exercise
from api.records.routines import Routine, RoutineItem
from api.records.texts import texts_of
from api.suggestions import nearest
from api.v1.documents.routines import item_dose
from api.vocabulary import When
from seed.content import RESOURCES, Content
from seed.doses_in_prose import Claim, agrees, claims_of, contradictions
from seed.loader import Entry, Location, Mistake
from seed.rules import readings

UNIT_BEHIND = re.compile(r"\}\s+(?:seconds?|minutes?|times|sets?|reps?|repetitions?)\b")


def wrong_placeholders(content: Content) -> Iterator[Mistake]:
    """Yield each placeholder without a number to stand for, or with its unit written twice."""
    doses = all_doses(content)
    # Rules of adaptation have numbers of their own, which their own check knows.
    for resource in RESOURCES.keys() - {"adaptation_rules"}:
        for entry in content.of(resource):
            beside = doses_beside(entry.value, doses)
            for place, written in texts_of(entry.value):
                for text in [written] if isinstance(written, str) else written:
                    yield from placeholders_of(entry, place, text, beside)


def all_doses(content: Content) -> dict[str, list[Dosage]]:
    """Return the usual dose of each exercise, and those that complaints have for it."""
    exercises = {entry.value.slug: entry.value for entry in content.exercises}
    doses = {slug: [exercise.dosage] for slug, exercise in exercises.items()}
    for complaint in content.complaints:
        for _, reading in readings(complaint.value):
            for helper in reading.exercises:
                doses[helper.exercise].append(dose_of(helper, exercises[helper.exercise]))
    return doses


def doses_beside(record: Any, doses: Mapping[str, list[Dosage]]) -> Mapping[Location, list[Dosage]]:
    """Return the doses beside each text that may have placeholders, by the text's place."""
    if isinstance(record, Exercise):
        return {("steps", at, "text"): doses[record.slug] for at in range(len(record.steps))}
    if isinstance(record, Routine):
        return {
            ("items", at, "note"): [item_dose_of(item, doses[item.exercise][0])]
            for at, item in enumerate(record.items)
        }
    return {}


def item_dose_of(item: RoutineItem, usual_dose: Dosage) -> Dosage:
    changes = item.dosage.model_dump() if item.dosage else {}
    return Dosage.model_construct(**changed_dose(usual_dose.model_dump(), changes))


def placeholders_of(
    entry: Entry[Any], place: Location, text: str, doses: Mapping[Location, list[Dosage]]
) -> Iterator[Mistake]:
    names = names_in(text)
    if names and place not in doses:
        yield entry.mistake(place, f"{{{names[0]}}} has no dose beside it here")
        return
    unknown = [name for name in names if name not in VALUES]
    for name in unknown:
        hint = nearest(name, list(VALUES))
        also = f"; did you mean {{{hint}}}?" if hint else f"; there are {', '.join(VALUES)}"
        yield entry.mistake(place, f"{{{name}}} is no placeholder{also}")
    if names and not unknown:
        messages = get_messages(FALLBACK)
        lacking = {
            name for dose in doses[place] for name in missing_in(text, dose.model_dump(), messages)
        }
        for name in sorted(lacking):
            yield entry.mistake(place, f"a dose beside it has no number for {{{name}}}")
    if UNIT_BEHIND.search(text):
        yield entry.mistake(place, "a placeholder has its unit in it; leave out the word behind it")


def contradicted_texts(content: Content) -> Iterator[Mistake]:
    """Yield each number in a text that a dose beside it contradicts, or could."""
    exercises = {entry.value.slug: entry.value for entry in content.exercises}
    for exercise in content.exercises:
        yield from numbers_of_an_exercise(exercise)
    for complaint in content.complaints:
        yield from numbers_of_a_complaint(complaint, exercises)
    for routine in content.routines:
        yield from numbers_of_a_routine(routine, exercises)


def numbers_of_an_exercise(entry: Entry[Exercise]) -> Iterator[Mistake]:
    """An exercise is shown with many doses, those of complaints, routines and plans."""
    for place, written in texts_of(entry.value):
        if place[0] == "evidence_notes":  # the numbers of studies
            continue
        if place == ("interpretation_note",):
            yield from named(entry, place, contradictions(str(written), usual(entry.value)))
            continue
        for text in [written] if isinstance(written, str) else written:
            for claim in claims_of(text):
                yield entry.mistake(
                    place, f"“{claim.words}” belongs to the dose; a step takes a placeholder for it"
                )


def numbers_of_a_complaint(
    entry: Entry[Complaint], exercises: Mapping[str, Exercise]
) -> Iterator[Mistake]:
    """A rationale goes into plans, and the usual plan is beside the doses of its exercises."""
    complaint = entry.value
    for prefix, reading in readings(complaint):
        for at, helper in enumerate(reading.exercises):
            rationale = (*prefix, "exercises", at, "rationale")
            yield from named(entry, rationale, claims_of(helper.rationale))
    doses = [
        dose_of(helper, exercises[helper.exercise]).model_dump() for helper in complaint.exercises
    ]
    for place, text in plan_texts(complaint):
        # Minutes are those of a whole session here.
        claims = [claim for claim in claims_of(text) if claim.kind != "minutes"]
        wrong = [claim for claim in claims if not any(agrees(claim, dose) for dose in doses)]
        yield from named(entry, place, wrong)


def plan_texts(complaint: Complaint) -> Iterator[tuple[Location, str]]:
    """Yield what a complaint says about its usual plan, but not about the time after it."""
    if complaint.plan_shape is not None:
        yield ("plan_shape", "summary"), complaint.plan_shape.summary
        for at, phase in enumerate(complaint.plan_shape.phases):
            yield ("plan_shape", "phases", at, "focus"), phase.focus


def numbers_of_a_routine(
    entry: Entry[Routine], exercises: Mapping[str, Exercise]
) -> Iterator[Mistake]:
    """Its texts agree with its schedule, and the note of an item with the dose of the item."""
    routine = entry.value
    schedule = routine.schedule.model_dump()
    turns = turns_of(routine.format, routine.items)
    uses = [
        Use(
            item.exercise,
            usual(exercises[item.exercise]),
            item.dosage.model_dump() if item.dosage else {},
        )
        for item in routine.items
    ]
    doses = [item_dose(use, schedule, turns) for use in uses]
    for at, (item, dose) in enumerate(zip(routine.items, doses, strict=True)):
        yield from named(entry, ("items", at, "note"), contradictions(item.note or "", dose))
        if turns == 1 and differs(dose["when"], routine.schedule.when):
            yield entry.mistake(
                ("items", at),
                f"{item.exercise} is for {dose['when']}: set it as `when` of the schedule",
            )
    seconds = [seconds_needed(Dosage.model_construct(**dose)) for dose in doses]
    longest = seconds_of_a_day(seconds, turns)[1]
    whole = {**NO_NUMBERS, **schedule, "duration_seconds": longest}
    for place, text in {
        ("summary",): routine.summary,
        ("schedule", "text"): routine.schedule.text,
    }.items():
        yield from named(entry, place, contradictions(text, whole))


def differs(when: When | None, planned: When | None) -> bool:
    """Say whether an exercise has a time of day that is not the one of its routine."""
    return when is not None and when != planned and not {when, planned} <= EVENING


NO_NUMBERS: Mapping[str, None] = dict.fromkeys(Dosage.model_fields)


def usual(exercise: Exercise) -> dict[str, Any]:
    return exercise.dosage.model_dump()


def named(entry: Entry[Any], place: Location, claims: Sequence[Claim]) -> Iterator[Mistake]:
    for claim in claims:
        yield entry.mistake(place, f"“{claim.words}” is not what the dose beside it says")
