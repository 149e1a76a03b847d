"""A partner's draft against the catalogue: what may stand in it, and what it adds up to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.dosage import seconds_of_item
from api.errors import FieldError, InvalidRequest
from api.languages import FALLBACK
from api.partners.doses import wrong_numbers
from api.queries.documents import find_documents
from api.queries.filters import current_slugs, some_slugs
from api.suggestions import nearest
from api.triage import triage
from api.vocabulary import Level, words

LONGEST_SECONDS = 3_600
"""No routine takes longer than an hour, the editors' ones neither."""

MOST_ERRORS = 20

Content = dict[str, Any]
"""The content of a published document."""

Exercises = Mapping[str, Content]

Definition = dict[str, Any]
"""What a partner writes, as `RoutineDefinition` of the contract shapes it."""


@dataclass(frozen=True)
class Draft:
    """A definition that was found right: its slugs are the current ones."""

    definition: Definition
    exercises: Exercises

    @property
    def total_seconds(self) -> int:
        return sum(
            seconds_of_item(self.exercises[item["exercise"]]["dosage"], item["dosage"] or {})
            for item in self.definition["items"]
        )

    @property
    def level(self) -> str:
        """The highest level of its exercises: an easy routine has no hard one in it."""
        used = {exercise["level"] for exercise in self.exercises.values()}
        return str(max(used, key=words(Level).index))


async def checked(session: AsyncSession, definition: Definition) -> Draft:
    """Return the draft that a definition makes.

    Raises InvalidRequest that names each field that cannot stand, with what could.
    """
    definition = await with_current_slugs(session, definition)
    exercises = await exercises_of(session, definition, FALLBACK)
    wrong = [*wrong_doses(definition, exercises), *wrong_schedule(definition, exercises)]
    wrong += await wrong_complaints(session, definition)
    refuse(wrong)
    draft = Draft(definition, exercises)
    if draft.total_seconds > LONGEST_SECONDS:
        told = f"It takes {draft.total_seconds} seconds; an hour ({LONGEST_SECONDS}) is the most."
        refuse([FieldError.at("/items", "too_long", told)])
    return draft


async def exercises_of(session: AsyncSession, definition: Definition, language: str) -> Exercises:
    """Return the published documents of the exercises that a definition names, by slug."""
    slugs = list(dict.fromkeys(item["exercise"] for item in definition["items"]))
    found = await find_documents(session, "exercise", slugs, language)
    return {slug: json.loads(found[slug].body) for slug in slugs}


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
        caps = {slug: exercise["dosage"][name] for slug, exercise in exercises.items()}
        tightest = min(caps, key=lambda slug: caps[slug] or often)
        if (caps[tightest] or often) < often:
            told = f"{tightest} is for {caps[tightest]} {per} at most."
            yield FieldError.at(f"/schedule/{name}", "too_often", told)


async def wrong_complaints(session: AsyncSession, definition: Definition) -> Sequence[FieldError]:
    """Return the complaints for which nothing, or not one of the exercises, may be offered."""
    complaints = definition["complaints"]
    documents = await find_documents(session, "complaint", complaints, FALLBACK)
    contents = {slug: json.loads(documents[slug].body) for slug in complaints}
    used = [item["exercise"] for item in definition["items"]]
    wrong = [
        FieldError.at(
            f"/complaints/{at}",
            "clinician_first",
            f"For {slug} a clinician comes first, so no routine may be offered for it.",
        )
        for at, slug in enumerate(complaints)
        if triage(contents[slug]["self_care"]) != "exercises"
    ]
    return wrong + [
        FieldError.at(
            f"/items/{used.index(exercise)}/exercise",
            "to_be_avoided",
            f"{exercise} is to be avoided with {complaint}.",
        )
        for complaint, exercise in avoided_pairs(contents, used)
    ]


def avoided_pairs(
    complaints: Mapping[str, Content], exercises: Sequence[str]
) -> list[tuple[str, str]]:
    """Return each (complaint, exercise) that is to be avoided, read as unstated (the stricter)."""
    return sorted(
        (slug, item["exercise"])
        for slug, complaint in complaints.items()
        for item in complaint["avoid"]
        if item["exercise"] in exercises
    )


def refuse(errors: Sequence[FieldError]) -> None:
    if errors:
        raise InvalidRequest.listing(errors[:MOST_ERRORS])
