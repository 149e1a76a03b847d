"""What a plan is made from: the rows of one snapshot, and what a text means; then the planner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Text, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import FieldError, InvalidRequest
from api.matching.outcome import Match
from api.models import Base, Notice, RetiredSlug
from api.planner.answer import recommend
from api.planner.catalogue import Catalogue
from api.planner.plan import state
from api.planner.problem import instance_json
from api.planner.request import Asked, Contradiction, Matched, PlanRequest, normalise
from api.planner.tables import TABLES, catalogue_of
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
    """The planner's catalogue, what it was read from, and old slugs with what they mean now."""

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
"""A notice may change without a serial: some stand in no document."""

KEPT: WeakKeyDictionary[Any, Loaded] = WeakKeyDictionary()
"""This process's catalogue of each database, by its engine: read once for each serial."""


async def get_plan_recommendation(
    session: AsyncSession, asked: Asked, text: str | None, language: str
) -> dict[str, Any]:
    """Return the answer to a request. Raises InvalidRequest that names every mistake."""
    loaded, request = await read_request(session, asked, text, language)
    answer = recommend(request, loaded.catalogue, language)
    return {
        **answer,
        "licence": LICENCE,
        "attribution": loaded.catalogue.notices["attribution"],
        "review": REVIEW,
    }


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
    loaded = await get_loaded(session)
    matched = None
    if text is not None:
        matched = matched_of(await match_text(session, language, text), loaded.catalogue)
    try:
        return loaded, normalise(current(asked, loaded), loaded.catalogue, matched)
    except Contradiction as error:
        raise invalid(error) from error


async def get_loaded(session: AsyncSession) -> Loaded:
    """Return the snapshot's catalogue; it is read only if this process has another one."""
    version = (*await get_catalogue(session), await session.scalar(NOTICES))
    engine = session.get_bind()
    kept = KEPT.get(engine)
    if kept is None or kept.version != version:
        kept = KEPT[engine] = await load(session, version)
    return kept


async def load(session: AsyncSession, version: tuple[Any, ...]) -> Loaded:
    tables: dict[str, Sequence[Mapping[Any, Any]]] = {
        name: (await session.execute(select(Base.metadata.tables[name]))).mappings().all()
        for name in TABLES
    }
    renamed = select(RetiredSlug).where(RetiredSlug.reason == "renamed")
    return Loaded(
        version=version,
        catalogue=catalogue_of(tables),
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
