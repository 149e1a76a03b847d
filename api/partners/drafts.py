"""Checks a partner's draft against the catalogue, and adds up its time and level."""

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
from api.queries.filters import current_slugs
from api.queries.suggestions import suggest_slugs
from api.triage import OFFERING, triage
from api.vocabulary import Level, words

LONGEST_SECONDS = 3_600
"""No routine takes longer than an hour; the same holds for the editors' routines."""

Content = dict[str, Any]
"""The content of a published document."""

Exercises = Mapping[str, Content]

Definition = dict[str, Any]
"""A routine as a partner writes it: `RoutineDefinition` of the contract, as a dictionary."""


@dataclass(frozen=True)
class Draft:
    """A definition that passed the checks, with current slugs, and the exercises that it names."""

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


async def check_draft(session: AsyncSession, definition: Definition) -> Draft:
    """Return the draft of a valid definition.

    Raises InvalidRequest, which names each wrong field and, if there is one, a value that fits.
    """
    definition = await with_current_slugs(session, definition)
    exercises = await exercises_of(session, definition, FALLBACK)
    wrong = [*wrong_doses(definition, exercises), *wrong_schedule(definition, exercises)]
    wrong += await wrong_complaints(session, definition)
    refuse(wrong)
    draft = Draft(definition, exercises)
    if draft.total_seconds > LONGEST_SECONDS:
        detail = f"It takes {draft.total_seconds} seconds; an hour ({LONGEST_SECONDS}) is the most."
        refuse([FieldError.at("/items", "too_long", detail)])
    return draft


async def exercises_of(session: AsyncSession, definition: Definition, language: str) -> Exercises:
    """Return the published documents of the exercises that a definition names, by slug."""
    slugs = list(dict.fromkeys(item["exercise"] for item in definition["items"]))
    found = await find_documents(session, "exercise", slugs, language)
    return {slug: json.loads(found[slug].body) for slug in slugs}


async def with_current_slugs(session: AsyncSession, definition: Definition) -> Definition:
    """Return the definition with current slugs; raises InvalidRequest if one is unknown."""
    named = {
        "exercise": [item["exercise"] for item in definition["items"]],
        "complaint": definition["complaints"],
    }
    current = await current_slugs(session, {kind: (kind, slugs) for kind, slugs in named.items()})
    wrong = []
    for kind, slugs in named.items():
        unknown = [slug for slug in slugs if (kind, slug) not in current]
        meant = await suggest_slugs(session, kind, unknown) if unknown else {}
        for at, slug in enumerate(slugs):
            if slug in meant:
                pointer = f"/items/{at}/exercise" if kind == "exercise" else f"/complaints/{at}"
                detail = f"There is no {kind} called {slug}."
                wrong.append(FieldError.at(pointer, "unknown_slug", detail, meant[slug]))
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
        for name, detail in wrong_numbers(exercises[item["exercise"]], item["dosage"] or {}):
            yield FieldError.at(f"/items/{at}/dosage/{name}", "outside_dosage_range", detail)


def wrong_schedule(definition: Definition, exercises: Exercises) -> Iterator[FieldError]:
    """Yield an error if the schedule is more frequent than one of the exercises allows.

    The format `one_a_day` is not checked: each exercise then has its turn only every few days.
    """
    if definition["format"] == "one_a_day":
        return
    for name, per in (("sessions_per_day", "a day"), ("days_per_week", "days a week")):
        planned = definition["schedule"][name]
        caps = {slug: exercise["dosage"][name] for slug, exercise in exercises.items()}
        tightest = min(caps, key=lambda slug: caps[slug] or planned)
        if (caps[tightest] or planned) < planned:
            detail = f"{tightest} is for {caps[tightest]} {per} at most."
            yield FieldError.at(f"/schedule/{name}", "too_often", detail)


async def wrong_complaints(session: AsyncSession, definition: Definition) -> Sequence[FieldError]:
    """Return an error for each complaint that needs a clinician first or forbids an exercise."""
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
        if triage(contents[slug]["self_care"]) not in OFFERING
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
    """Return each (complaint, exercise) to be avoided, with no condition of a person stated."""
    return sorted(
        (slug, item["exercise"])
        for slug, complaint in complaints.items()
        for item in complaint["avoid"]
        if item["exercise"] in exercises
    )


def refuse(errors: Sequence[FieldError]) -> None:
    if errors:
        raise InvalidRequest.listing(errors)
