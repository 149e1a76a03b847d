"""What a plan is made from: the documents of one snapshot and the text, then the planner."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Text, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import FieldError, InvalidRequest
from api.matching.reading.outcome import Match
from api.messages import Messages
from api.messages.dosage import dosage_text
from api.messages.files import get_messages
from api.models import Document, Notice, RetiredSlug
from api.planner.answer import recommend
from api.planner.catalogue import Catalogue
from api.planner.documents import TYPES, catalogue_of
from api.planner.plan import state
from api.planner.problem import instance_json
from api.planner.request import Asked, Contradiction, Matched, PlanRequest, normalise
from api.publishing.context import LICENCE, REVIEW
from api.queries.catalogue import get_catalogue
from api.queries.complaint_matches import match_text

MOST_ERRORS = 20

RENAMEABLE = {
    "complaints": "complaint",
    "cleared": "complaint",
    "exclude_exercises": "exercise",
    "regions": "body-region",
}
"""Fields of slugs, and the type of thing that each names."""


@dataclass(frozen=True)
class Loaded:
    """The planner's catalogue in one language, and old slugs with what they are called now.

    `version` says which state of the database it was read from.
    """

    version: tuple[Any, ...]
    catalogue: Catalogue
    renamed: Mapping[tuple[str, str], str]


NOTICES = select(
    func.md5(
        func.string_agg(
            Notice.code + Notice.text, aggregate_order_by(literal("", Text), Notice.code)
        )
    )
)
"""A notice may change without a serial: some are part of no document."""

MOST_LANGUAGES = 8
"""Languages whose catalogues this process keeps for one database; the oldest one makes room."""

KEPT: WeakKeyDictionary[Any, dict[str, Loaded]] = WeakKeyDictionary()
"""This process's catalogues, by database engine and language; each is read once a serial."""


async def get_plan_recommendation(
    session: AsyncSession, asked: Asked, text: str | None, language: str
) -> dict[str, Any]:
    """Return the answer to a request. Raises InvalidRequest that names every mistake."""
    loaded, request = await read_request(session, asked, text, language)
    answer = recommend(request, loaded.catalogue, language)
    say_doses(answer, get_messages(language))
    return {
        **answer,
        "licence": LICENCE,
        "attribution": loaded.catalogue.notices["attribution"],
        "review": REVIEW,
    }


def say_doses(answer: dict[str, Any], messages: Messages) -> None:
    """Put the dose of each item of a plan into words; how often is said by the plan's days."""
    for phase in answer["phases"]:
        for session in phase["sessions"]:
            for item in session["items"]:
                dosage = item["dosage"]
                dosage["text"] = dosage_text(dosage, messages, with_frequency=False)


async def get_plan_instance(
    session: AsyncSession, asked: Asked, text: str | None, language: str
) -> dict[str, Any]:
    """Return the optimisation problem that a request comes down to, for anyone to check."""
    loaded, request = await read_request(session, asked, text, language)
    return instance_json(state(request, loaded.catalogue).problem)


async def read_request(
    session: AsyncSession, asked: Asked, text: str | None, language: str
) -> tuple[Loaded, PlanRequest]:
    """Read the snapshot's catalogue, and the request in its normal form against it."""
    loaded = await get_loaded(session, language)
    matched = None
    if text is not None:
        matched = matched_of(await match_text(session, language, text), loaded.catalogue)
    try:
        return loaded, normalise(current(asked, loaded), loaded.catalogue, matched)
    except Contradiction as error:
        raise invalid(error) from error


async def get_loaded(session: AsyncSession, language: str) -> Loaded:
    """Return the snapshot's catalogue; it is read only if this process has another state of it."""
    version = (*await get_catalogue(session), await session.scalar(NOTICES))
    kept = KEPT.setdefault(session.get_bind(), {})
    loaded = kept.get(language)
    if loaded is None or loaded.version != version:
        kept.pop(language, None)
        for oldest in list(kept)[: len(kept) + 1 - MOST_LANGUAGES]:
            del kept[oldest]
        loaded = kept[language] = await load(session, version, language)
    return loaded


async def load(session: AsyncSession, version: tuple[Any, ...], language: str) -> Loaded:
    """Read the documents of one language, the notices and the renamed slugs."""
    bodies = select(Document.type, Document.body).where(
        Document.type.in_(TYPES), Document.language == language, Document.change == "upsert"
    )
    documents: dict[str, list[Any]] = {kind: [] for kind in TYPES}
    for kind, body in await session.execute(bodies):
        documents[kind].append(json.loads(str(body)))
    notices = {row.code: row.text for row in await session.scalars(select(Notice))}
    renamed = select(RetiredSlug).where(RetiredSlug.reason == "renamed")
    return Loaded(
        version=version,
        catalogue=catalogue_of(documents, notices),
        renamed={
            (row.type, row.slug): row.replaced_by
            for row in await session.scalars(renamed)
            if row.replaced_by is not None
        },
    )


def current(asked: Asked, loaded: Loaded) -> Asked:
    """Return the request with old slugs put into today's."""
    changed: dict[str, Any] = {
        field: tuple(loaded.renamed.get((kind, slug), slug) for slug in getattr(asked, field))
        for field, kind in RENAMEABLE.items()
    }
    return replace(asked, **changed)


def matched_of(match: Match, catalogue: Catalogue) -> Matched:
    """Return what the planner takes from a match: one complaint, or the question to ask."""
    meant = [item for item in match.matches if item.complaint in catalogue.complaints]
    is_meant = match.outcome == "matched" and meant
    return Matched(
        outcome=match.outcome,
        complaints=(meant[0].complaint,) if is_meant else (),
        red_flags=tuple(flag.code for flag in match.red_flags if flag.code in catalogue.red_flags),
        matches=tuple(
            {
                "complaint": {
                    "slug": item.complaint,
                    "name": catalogue.complaints[item.complaint].name,
                },
                "score": item.score,
                "because": list(item.because),
            }
            for item in meant
        ),
        # What to write instead is what there is to ask where nothing was understood.
        question=match.advice if match.outcome == "unrecognised" else match.question,
    )


def invalid(error: Contradiction) -> InvalidRequest:
    mistakes = error.mistakes[:MOST_ERRORS]
    return InvalidRequest.listing(
        [FieldError.at(m.pointer, m.code, m.detail, m.suggestion) for m in mistakes]
    )
