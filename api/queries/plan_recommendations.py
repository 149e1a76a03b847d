"""What a plan is made from: the documents of one snapshot and the text, then the planner."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Text, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.matching.reading.wording import hint, question, reasons
from api.models import Document, Notice, RetiredSlug
from api.planner.catalogue import Catalogue
from api.planner.documents import TYPES, catalogue_of
from api.planner.plan import Plan, make_plan
from api.planner.rules.formulation import formulate
from api.planner.rules.request import (
    MatchedComplaint,
    MatchedText,
    NormalPlanRequest,
    PlanRequest,
)
from api.planner.rules.validation import InvalidPlanRequest, normalise
from api.planner.solver.problem import Problem
from api.queries.catalogue import get_catalogue
from api.queries.complaint_matches import TextMatch, match_text

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


ORDERED = aggregate_order_by(literal("", Text), Notice.code, Notice.language)
NOTICES = select(
    func.md5(
        func.string_agg(
            Notice.code + Notice.text,
            ORDERED,
        )
    )
)
"""A notice may change without a serial: some are part of no document."""

MOST_LANGUAGES = 8
"""Languages whose catalogues this process keeps for one database; the oldest one makes room."""

KEPT: WeakKeyDictionary[Any, dict[str, Loaded]] = WeakKeyDictionary()
"""This process's catalogues, by database engine and language; each is read once a serial."""


async def get_plan(
    session: AsyncSession, request: PlanRequest, text: str | None, language: str
) -> Plan:
    """Return the plan for a request and the text beside it.

    Raises InvalidRequest with everything that is wrong with the request.
    """
    loaded, normal = await read_request(session, request, text, language)
    return make_plan(normal, loaded.catalogue)


async def get_problem(
    session: AsyncSession, request: PlanRequest, text: str | None, language: str
) -> Problem:
    """Return the optimisation problem that a request comes down to, for anyone to check.

    Raises InvalidRequest with everything that is wrong with the request.
    """
    loaded, normal = await read_request(session, request, text, language)
    return formulate(normal, loaded.catalogue).problem


async def read_request(
    session: AsyncSession, request: PlanRequest, text: str | None, language: str
) -> tuple[Loaded, NormalPlanRequest]:
    """Read the snapshot's catalogue, and the request in its normal form against it."""
    loaded = await get_loaded(session, language)
    matched = None
    if text is not None:
        matched = matched_text(await match_text(session, language, text), loaded.catalogue)
    try:
        return loaded, normalise(with_current_slugs(request, loaded), loaded.catalogue, matched)
    except InvalidPlanRequest as error:
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
    notices = {
        row.code: row.text
        for row in await session.scalars(select(Notice).where(Notice.language == language))
    }
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


def with_current_slugs(request: PlanRequest, loaded: Loaded) -> PlanRequest:
    """Return the request with each old slug replaced by the one that it has now."""
    changed: dict[str, Any] = {
        field: tuple(loaded.renamed.get((kind, slug), slug) for slug in getattr(request, field))
        for field, kind in RENAMEABLE.items()
    }
    return replace(request, **changed)


def matched_text(found: TextMatch, catalogue: Catalogue) -> MatchedText:
    """Return what the planner takes from a match: one complaint, or the question to ask."""
    match = found.match
    meant = [item for item in match.matches if item.complaint in catalogue.complaints]
    is_meant = match.outcome == "matched" and meant
    return MatchedText(
        outcome=match.outcome,
        complaints=(meant[0].complaint,) if is_meant else (),
        red_flags=tuple(flag.code for flag in match.red_flags if flag.code in catalogue.red_flags),
        matches=tuple(
            MatchedComplaint(
                slug=item.complaint,
                name=catalogue.complaints[item.complaint].name,
                score=item.score,
                because=reasons(item.because, found.messages),
            )
            for item in meant
        ),
        question=question_back(found, catalogue),
    )


def question_back(found: TextMatch, catalogue: Catalogue) -> str | None:
    """Return what to ask: if nothing was understood, the advice on what to do or to write."""
    if found.match.outcome != "unrecognised":
        return question(found.match, found.messages)
    if found.match.red_flags:
        return catalogue.red_flags[found.match.red_flags[0].code].advice
    return hint(found.match, found.messages)


def invalid(error: InvalidPlanRequest) -> InvalidRequest:
    issues = error.issues[:MOST_ERRORS]
    return InvalidRequest.listing(
        [FieldError.at(one.pointer, one.code, one.detail, one.suggestion) for one in issues]
    )
