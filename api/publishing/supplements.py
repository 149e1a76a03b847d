"""What a bundle carries beside documents: retired slugs, notices, the lexicon's terms, rules."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Select, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import AdaptationRules, CheckScreens, Lexicon, Notice, RetiredSlug, RoutineVersion
from api.publishing.histories import current_state, digested
from api.publishing.serials import take_serials
from api.reviews import NOT_REVIEWED
from api.serialisation import serialise
from api.terms import LICENCE
from api.v1.documents.members import LINE, row_json

ATTRIBUTION = "attribution"
SCREENS = "safety-check"
ADAPTATION = "plan-adaptations"
"""The slugs of the lines with the screens, and with the rules by which a plan goes on."""


@dataclass(frozen=True)
class Supplement:
    """One line of a bundle that is no document."""

    type: str
    slug: str
    content: dict[str, Any]

    def line(self) -> str:
        fields = {"serial": None, "type": self.type, "slug": self.slug}
        return row_json(fields, self.type, serialise(self.content), LINE)


async def find_supplements(session: AsyncSession, language: str) -> list[Supplement]:
    """Return the supplements of a language, in the order in which a bundle has them."""
    retired = await session.scalars(
        select(RetiredSlug).order_by(RetiredSlug.type, RetiredSlug.slug)
    )
    query = select(Notice.code, Notice.text).where(Notice.language == language)
    notices = {row.code: row.text for row in await session.execute(query.order_by(Notice.code))}
    screens = await session.scalars(
        select(CheckScreens.document).where(CheckScreens.language == language)
    )
    rules = await session.scalars(
        select(AdaptationRules.document).where(AdaptationRules.language == language)
    )
    terms = {"licence": LICENCE, "attribution": notices.get(ATTRIBUTION)}
    return [
        *(Supplement("retired-slug", row.slug, retired_content(row)) for row in retired),
        *(
            Supplement("notice", code, {"code": code, "text": text})
            for code, text in notices.items()
        ),
        *([Supplement("lexicon", "lexicon", terms)] if terms["attribution"] else []),
        *(Supplement("screens", SCREENS, json.loads(document)) for document in screens),
        *(Supplement("adaptation-rules", ADAPTATION, json.loads(document)) for document in rules),
    ]


def retired_content(row: RetiredSlug) -> dict[str, Any]:
    names = ("type", "slug", "reason", "replaced_by")
    return {name: getattr(row, name) for name in names}


async def digest_of_supplements(session: AsyncSession) -> str:
    """Return the digest of retired slugs, notices, rules and the lexicon in every language.

    They are served, so a change of them takes a serial, even if no document changes with it. So
    are older versions of routines, with their reviews, until one is withdrawn.
    """
    tables = (
        select(RetiredSlug.type, RetiredSlug.slug, RetiredSlug.reason, RetiredSlug.replaced_by),
        select(Notice.code, Notice.language, Notice.text),
        select(Lexicon.language, Lexicon.digest),
        select(CheckScreens.language, CheckScreens.digest),
        select(AdaptationRules.language, AdaptationRules.digest),
    )
    found = [
        sorted((list(row) for row in await session.execute(query)), key=str) for query in tables
    ]
    reviews = await session.execute(reviews_of_versions())
    withdrawn = await session.execute(withdrawn_versions())
    versions = (sorted([*row] for row in rows) for rows in (reviews, withdrawn))
    return digested([*found, *chain(*versions)])


async def publish_supplements(session: AsyncSession, now: datetime) -> None:
    """Let a change of what is served besides documents take a serial."""
    state = await current_state(session, lock=True)
    await take_serials(session, [], state, await digest_of_supplements(session), now)


def withdrawn_versions() -> Select[str, int, str, str | None]:
    """Return the query of the editors' versions that answer 410, with their reasons."""
    columns = RoutineVersion.routine, RoutineVersion.number, RoutineVersion.language
    return select(*columns, RoutineVersion.withdrawn_reason).where(
        RoutineVersion.definition_digest.is_not(None),
        RoutineVersion.withdrawn_reason.is_not(None),
    )


def reviews_of_versions() -> Select[str, int, str, str]:
    """Return the query of the reviews of the editors' versions that have one."""
    review = RoutineVersion.body["review"]
    columns = RoutineVersion.routine, RoutineVersion.number, RoutineVersion.language
    return select(*columns, cast(review, Text)).where(
        RoutineVersion.definition_digest.is_not(None),
        review["status"].as_string() != NOT_REVIEWED["status"],
    )
