"""A partner's draft against the catalogue: what may stand in it, and what it adds up to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.dosage import changed_dose, seconds_needed
from api.errors import FieldError, InvalidRequest
from api.models import Exercise, RoutineItem
from api.partners.doses import wrong_numbers
from api.publishing.dosages import dosage_numbers
from api.publishing.routines import Exercises, exercises_of
from api.queries.filters import current_slugs, some_slugs
from api.queries.partner_routines import avoided_pairs, self_care_of
from api.suggestions import nearest
from api.triage import triage
from api.vocabulary import Level, words

LONGEST_SECONDS = 3_600
"""No routine takes longer than an hour, the editors' ones neither."""

MOST_ERRORS = 20

Definition = dict[str, Any]
"""What a partner writes, as `RoutineDefinition` of the contract shapes it."""


@dataclass(frozen=True)
class Draft:
    """A definition that was found right: its slugs are the current ones."""

    definition: Definition
    exercises: Exercises
    items: list[RoutineItem]

    @property
    def total_seconds(self) -> int:
        return sum(item.seconds for item in self.items)

    @property
    def level(self) -> str:
        """The highest level of its exercises: an easy routine has no hard one in it."""
        used = {exercise.level for exercise in self.exercises.values()}
        return max(used, key=words(Level).index)


async def checked(session: AsyncSession, definition: Definition) -> Draft:
    """Return the draft that a definition makes.

    Raises InvalidRequest that names each field that cannot stand, with what could.
    """
    definition = await with_current_slugs(session, definition)
    exercises = await exercises_of(session, {item["exercise"] for item in definition["items"]})
    wrong = [*wrong_doses(definition, exercises), *wrong_schedule(definition, exercises)]
    wrong += await wrong_complaints(session, definition)
    refuse(wrong)
    items = [
        routine_item(number, item, exercises[item["exercise"]])
        for number, item in enumerate(definition["items"], start=1)
    ]
    draft = Draft(definition, exercises, items)
    if draft.total_seconds > LONGEST_SECONDS:
        told = f"It takes {draft.total_seconds} seconds; an hour ({LONGEST_SECONDS}) is the most."
        refuse([FieldError.at("/items", "too_long", told)])
    return draft


async def with_current_slugs(session: AsyncSession, definition: Definition) -> Definition:
    """Put the slugs that are meant in place of old ones; an unknown one is refused."""
    named = {
        "exercise": [item["exercise"] for item in definition["items"]],
        "complaint": definition["complaints"],
    }
    current = await current_slugs(session, {kind: (kind, slugs) for kind, slugs in named.items()})
    wrong = []
    for kind, slugs in named.items():
        for at, slug in enumerate(slugs):
            if (kind, slug) not in current:
                suggestion = nearest(slug, await some_slugs(session, kind))
                place = f"/items/{at}/exercise" if kind == "exercise" else f"/complaints/{at}"
                told = f"There is no {kind} called {slug}."
                wrong.append(FieldError.at(place, "unknown_slug", told, suggestion))
    refuse(wrong)
    return {
        **definition,
        "complaints": list(dict.fromkeys(current["complaint", s] for s in named["complaint"])),
        "items": [
            {**item, "exercise": current["exercise", item["exercise"]]}
            for item in definition["items"]
        ],
    }


def wrong_doses(definition: Definition, exercises: Exercises) -> Iterator[FieldError]:
    for at, item in enumerate(definition["items"]):
        for name, told in wrong_numbers(exercises[item["exercise"]], item["dosage"] or {}):
            yield FieldError.at(f"/items/{at}/dosage/{name}", "outside_dosage_range", told)


def wrong_schedule(definition: Definition, exercises: Exercises) -> Iterator[FieldError]:
    """Yield what is done more often than one of the exercises should be.

    One exercise a day comes round to each of them once in as many days as there are.
    """
    if definition["format"] == "one_a_day":
        return
    for name, per in (("sessions_per_day", "a day"), ("days_per_week", "days a week")):
        often = definition["schedule"][name]
        caps = {slug: getattr(exercise, name) for slug, exercise in exercises.items()}
        tightest = min(caps, key=lambda slug: caps[slug] or often)
        if (caps[tightest] or often) < often:
            told = f"{tightest} is for {caps[tightest]} {per} at most."
            yield FieldError.at(f"/schedule/{name}", "too_often", told)


async def wrong_complaints(session: AsyncSession, definition: Definition) -> Sequence[FieldError]:
    """Return the complaints for which nothing, or not one of the exercises, may be offered."""
    complaints = definition["complaints"]
    rules = await self_care_of(session, complaints)
    used = [item["exercise"] for item in definition["items"]]
    wrong = [
        FieldError.at(
            f"/complaints/{at}",
            "clinician_first",
            f"For {slug} a clinician comes first, so no routine may be offered for it.",
        )
        for at, slug in enumerate(complaints)
        if triage(rules[slug]) != "exercises"
    ]
    return wrong + [
        FieldError.at(
            f"/items/{used.index(exercise)}/exercise",
            "to_be_avoided",
            f"{exercise} is to be avoided with {complaint}.",
        )
        for complaint, exercise in await avoided_pairs(session, complaints, used)
    ]


def routine_item(number: int, item: dict[str, Any], exercise: Exercise) -> RoutineItem:
    """Return the item with its dose; it is never stored as a row."""
    dose = changed_dose(dosage_numbers(exercise), item["dosage"] or {})
    made = RoutineItem(number=number, exercise=exercise.slug, note=item["note"], **dose)
    made.seconds = seconds_needed(made)
    return made


def refuse(errors: Sequence[FieldError]) -> None:
    if errors:
        raise InvalidRequest.listing(errors[:MOST_ERRORS])
