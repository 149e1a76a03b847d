"""A partner's desk: who writes, on which conditions, and how answers to them look."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Response
from fastapi.security import HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import Preconditions
from api.db import WriteSession
from api.errors import Forbidden, Unauthorized
from api.models import PartnerRoutine
from api.models.partner_routines import LONGEST_NAME
from api.pagination import Page
from api.partners.key_cache import Grant
from api.publishing.partner_routines import draft_body, draft_summary, draft_tag
from api.serialisation import serialise
from api.v1.params import SLUG, SLUG_PATTERN, Language
from api.v1.view import View

CACHE_CONTROL = "private, no-store, no-transform"
"""A draft is one person's, and has one tag: nothing on the way may keep or compress it."""

SCOPE = "routines:write"

NAMED = "What follows the two hyphens of its slug."
NAME = {**SLUG, "maxLength": LONGEST_NAME}
NamePath = Annotated[str, Path(description=NAMED, json_schema_extra=NAME)]
"""An impossible name answers 404 like any other unknown one, except where it would be made."""

NewNamePath = Annotated[
    str, Path(description=NAMED, min_length=2, max_length=LONGEST_NAME, pattern=SLUG_PATTERN)
]


async def writer(request: Request) -> Grant:
    """Return who asks, if their key allows writing; raises Unauthorized or Forbidden."""
    grant: Grant | None = getattr(request.state, "grant", None)
    if grant is None:
        raise Unauthorized(headers={"WWW-Authenticate": 'Bearer realm="instep"'})
    if SCOPE not in grant.scopes:
        told = f'Bearer realm="instep", error="insufficient_scope", scope="{SCOPE}"'
        raise Forbidden(f"This key lacks the scope {SCOPE}.", headers={"WWW-Authenticate": told})
    return grant


def moment() -> datetime:
    """Return what time it is for this request; to the second, as answers tell it."""
    return datetime.now(UTC).replace(microsecond=0)


def preconditions(
    if_match: Annotated[
        str | None,
        Header(max_length=400, description="The `ETag` that you read: change only that state."),
    ] = None,
    if_none_match: Annotated[
        str | None, Header(max_length=400, description="`*`: only if there is none yet.")
    ] = None,
) -> Preconditions:
    return Preconditions(if_match, if_none_match)


Conditions = Annotated[Preconditions, Depends(preconditions)]
bearer = HTTPBearer(scheme_name="key", auto_error=False)
"""Only told: keys are looked at in front of every address, once."""


@dataclass(frozen=True)
class Desk:
    """One request of a partner."""

    session: AsyncSession
    partner: str
    now: datetime
    view: View

    def answer(self, row: PartnerRoutine, *, status: int = 200) -> Response:
        """Answer a routine as it is now, with the tag to name in `If-Match`."""
        response = self.view.document(draft_body(row), cache_control=CACHE_CONTROL)
        response.status_code = status
        response.headers["ETag"] = draft_tag(row)
        if status == 201:
            response.headers["Location"] = self.view.address(f"/v1/partner/routines/{row.name}")
        return response

    def page(self, rows: list[PartnerRoutine], next_cursor: str | None) -> Response:
        lines = [serialise(draft_summary(row)) for row in rows]
        return self.view.page(Page(lines, next_cursor), cache_control=CACHE_CONTROL)


async def open_desk(
    request: Request,
    grant: Annotated[Grant, Depends(writer)],
    session: WriteSession,
    now: Annotated[datetime, Depends(moment)],
    language: Language,
) -> Desk:
    view = View(session, language, {"Content-Language": language}, request)
    return Desk(session, grant.partner, now, view)


PartnerDesk = Annotated[Desk, Depends(open_desk, scope="function")]
