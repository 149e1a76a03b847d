"""A partner's draft: checked against the catalogue, its time and level added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.exceptions import RequestValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from api.dosage import seconds_of_item
from api.errors import FieldError, InvalidRequest
from api.languages import FALLBACK
from api.partners.draft_mistakes import wrong_complaints, wrong_doses, wrong_time
from api.queries.documents import find_documents
from api.queries.filters import current_slugs
from api.queries.suggestions import suggest_slugs
from api.vocabulary import Level, words

MOST_MISTAKES = 100
"""Mistakes of a draft that one answer lists; the contract allows no more."""

Content = dict[str, Any]
"""The content of a published document."""

Exercises = Mapping[str, Content]

Definition = dict[str, Any]
"""A routine as a partner writes it: `RoutineDefinition` of the contract, as a dictionary."""


class InvalidDraftError(RequestValidationError):
    """A body that is no definition, with the mistakes of those parts of it that are valid."""

    def __init__(self, error: RequestValidationError, mistakes: list[FieldError]) -> None:
        super().__init__(error.errors(), body=error.body)
        self.mistakes = mistakes


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
    definition, exercises, mistakes = await examine(session, definition)
    if mistakes:
        raise InvalidRequest(mistakes[0].detail, errors=mistakes[:MOST_MISTAKES])
    complaints = list(dict.fromkeys(definition["complaints"]))
    return Draft({**definition, "complaints": complaints}, exercises)


async def examine(
    session: AsyncSession, definition: Definition
) -> tuple[Definition, Exercises, list[FieldError]]:
    """Return the definition with current slugs, its exercises, and all its mistakes.

    An incomplete definition is examined as far as it goes: a part that is missing, None, or an
    unknown slug is left out, and so is every check that depends on it.
    """
    definition, mistakes = await with_current_slugs(session, definition)
    exercises = await exercises_of(session, definition, FALLBACK)
    mistakes += wrong_doses(definition, exercises)
    mistakes += await wrong_complaints(session, definition)
    mistakes += wrong_time(definition, exercises)
    return definition, exercises, mistakes


async def exercises_of(session: AsyncSession, definition: Definition, language: str) -> Exercises:
    """Return the exercises that a definition names by slug, with both forms of their steps."""
    named = (item["exercise"] for item in definition["items"] if item["exercise"] is not None)
    slugs = list(dict.fromkeys(named))
    found = await find_documents(session, "exercise", slugs, language)
    return {slug: found[slug].exercise for slug in slugs}


async def with_current_slugs(
    session: AsyncSession, definition: Definition
) -> tuple[Definition, list[FieldError]]:
    """Return the definition with current slugs, None for an unknown one, and a mistake for each."""
    items = [item or {} for item in definition.get("items") or []]
    named = {
        "exercise": [item.get("exercise") for item in items],
        "complaint": list(definition.get("complaints") or []),
    }
    given = {kind: (kind, [slug for slug in slugs if slug]) for kind, slugs in named.items()}
    current = await current_slugs(session, given)
    mistakes = [
        mistake
        for kind, slugs in named.items()
        for mistake in await unknown_slugs(session, kind, slugs, current)
    ]
    found = {
        kind: [current.get((kind, slug)) if slug else None for slug in slugs]
        for kind, slugs in named.items()
    }
    return {
        **definition,
        "complaints": found["complaint"],
        "items": [
            {"exercise": slug, "dosage": None} | item | {"exercise": slug}
            for item, slug in zip(items, found["exercise"], strict=True)
        ],
    }, mistakes


async def unknown_slugs(
    session: AsyncSession,
    kind: str,
    slugs: Sequence[str | None],
    current: Mapping[tuple[str, str], str],
) -> list[FieldError]:
    """Return a mistake for each slug that is not among the current ones, with what was meant."""
    unknown = [slug for slug in slugs if slug and (kind, slug) not in current]
    meant = await suggest_slugs(session, kind, unknown) if unknown else {}
    place = "/items/{}/exercise" if kind == "exercise" else "/complaints/{}"
    return [
        FieldError.at(
            place.format(at), "unknown_slug", f"There is no {kind} called {slug}.", meant[slug]
        )
        for at, slug in enumerate(slugs)
        if slug is not None and slug in meant
    ]
