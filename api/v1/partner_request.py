"""A request of a partner about their own routines: who sends it, and how it is answered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Response
from fastapi.security import HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import Preconditions
from api.db import ReadSession, WriteSession
from api.errors import Forbidden, Unauthorized
from api.identifiers import IDENTIFIER_PATTERN
from api.limits.policies import Decision
from api.models import PartnerRoutine
from api.models.partner_routines import LONGEST_NAME
from api.pagination import Page
from api.partners.key_cache import Grant
from api.partners.storage_limits import MOST_ROUTINES, StorageLimits
from api.publishing.partner_routines import build_partner, draft_body, draft_summary, draft_tag
from api.queries.partner import get_key_holder
from api.serialisation import serialise
from api.v1.params import SLUG, Language
from api.v1.reader import SnapshotJsonReader

CACHE_CONTROL = "private, no-store, no-transform"
"""A draft belongs to one partner and has one ETag: no proxy may keep or compress it."""

SCOPE = "routines:write"

NAME_DESCRIPTION = "What follows the two hyphens of its slug."
NAME = {**SLUG, "maxLength": LONGEST_NAME}
NamePath = Annotated[str, Path(description=NAME_DESCRIPTION, json_schema_extra=NAME)]
"""A malformed name answers 404 like any unknown one, except when a routine is to get it."""

NewNamePath = Annotated[
    str,
    Path(
        description=NAME_DESCRIPTION,
        min_length=2,
        max_length=LONGEST_NAME,
        pattern=IDENTIFIER_PATTERN,
    ),
]


async def require_key(request: Request) -> Grant:
    """Return the grant of the request's key. Raises Unauthorized if there is no key."""
    grant: Grant | None = getattr(request.state, "grant", None)
    if grant is None:
        raise Unauthorized(headers={"WWW-Authenticate": 'Bearer realm="instep"'})
    return grant


async def require_writer(grant: Annotated[Grant, Depends(require_key)]) -> Grant:
    """Return the grant of a key that may write. Raises Forbidden if it lacks the scope."""
    if SCOPE not in grant.scopes:
        challenge = f'Bearer realm="instep", error="insufficient_scope", scope="{SCOPE}"'
        raise Forbidden(
            f"This key lacks the scope {SCOPE}.", headers={"WWW-Authenticate": challenge}
        )
    return grant


def current_time() -> datetime:
    """Return the time of this request in UTC, to the second, as answers show it."""
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
"""For the OpenAPI document only; the middleware `Authentication` checks the key."""


@dataclass
class PartnerContext:
    """Who sends a request, when, and the session in which it writes; its answer once it is made."""

    session: AsyncSession
    partner: str
    now: datetime
    reader: SnapshotJsonReader
    storage_limits: StorageLimits
    answered: Response | None = None

    def answer(self, row: PartnerRoutine, *, status: int = 200) -> Response:
        """Answer a routine as it is now, with the ETag to send in `If-Match`."""
        response = self.reader.json(draft_body(row), cache_control=CACHE_CONTROL)
        response.status_code = status
        response.headers["ETag"] = draft_tag(row)
        if status == 201:
            response.headers["Location"] = self.reader.url(f"/v1/partner/routines/{row.name}")
        self.answered = response
        return response

    def answer_nothing(self) -> Response:
        """Answer a deletion."""
        self.answered = Response(status_code=204)
        return self.answered

    def page(self, rows: list[PartnerRoutine], next_cursor: str | None) -> Response:
        summaries = [serialise(draft_summary(row)) for row in rows]
        return self.reader.page(Page(summaries, next_cursor), cache_control=CACHE_CONTROL)


async def open_partner_context(
    request: Request,
    grant: Annotated[Grant, Depends(require_writer)],
    session: WriteSession,
    now: Annotated[datetime, Depends(current_time)],
    language: Language,
) -> PartnerContext:
    settings = request.app.state.settings
    headers = {"Content-Language": language}
    reader = SnapshotJsonReader(session, language, headers, settings.base_url, request)
    return PartnerContext(
        session, grant.partner, now, reader, StorageLimits.from_settings(settings)
    )


PartnerRequest = Annotated[PartnerContext, Depends(open_partner_context, scope="function")]


@dataclass(frozen=True)
class KeyContext:
    """A request that asks about its own key."""

    grant: Grant
    reader: SnapshotJsonReader

    async def answer_partner(self) -> Response:
        holder = await get_key_holder(self.reader.session, self.grant.prefix)
        state = self.reader.request.app.state
        decision: Decision = self.reader.request.state.decision
        limits = StorageLimits.from_settings(state.settings)
        quota = decision.policy.quota
        quotas = {
            "requests_per_minute": (quota, quota - decision.remaining),
            "routines": (MOST_ROUTINES, holder.names),
            "bytes": (limits.partner_bytes, holder.stored_bytes),
        }
        body = build_partner(holder.partner, holder.key, quotas)
        return self.reader.value(body, cache_control=CACHE_CONTROL)


async def open_key_context(
    request: Request,
    grant: Annotated[Grant, Depends(require_key)],
    session: ReadSession,
    language: Language,
) -> KeyContext:
    headers = {"Content-Language": language}
    base_url = request.app.state.settings.base_url
    return KeyContext(grant, SnapshotJsonReader(session, language, headers, base_url, request))


KeyRequest = Annotated[KeyContext, Depends(open_key_context, scope="function")]
"""The dependency of a route for every valid key, whatever its scopes."""
