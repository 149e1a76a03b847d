"""A partner's request that writes, and its `Idempotency-Key`: sent again, it is answered again."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from api.errors import wrong_parameter
from api.models import RepeatableAnswer
from api.models.partners import LONGEST_KEY
from api.partners.key_cache import Grant
from api.partners.repeated_requests import AnsweredBefore, digest_of_request, find_repeated, keep
from api.v1.partner_request import (
    CACHE_CONTROL,
    PartnerContext,
    open_partner_context,
    require_writer,
)

QUOTED = re.compile(rf'"((?:[ !#-\[\]-~]|\\["\\]){{1,{LONGEST_KEY}}})"', re.ASCII)
"""A string of RFC 9651, as the draft asks for."""

BARE = re.compile(rf"[!#-+\--:<-\[\]-~]{{1,{LONGEST_KEY}}}", re.ASCII)
"""The same without quotation marks, as most clients send it: no blank, comma or semicolon."""

DESCRIPTION = (
    "Names this request, for example with a UUID: sent again within 24 hours with the same key, it"
    " is not done again, but answered as the first time."
)


def idempotency_key(
    request: Request,
    _writer: Annotated[Grant, Depends(require_writer)],
    _header: Annotated[
        str | None,
        Header(alias="Idempotency-Key", max_length=2 * LONGEST_KEY, description=DESCRIPTION),
    ] = None,
) -> str | None:
    """Return the key of a request, without its quotation marks.

    Raises InvalidRequest if it is malformed or sent twice; who may not write learns that first.
    """
    lines = request.headers.getlist("idempotency-key")
    if not lines:
        return None
    found = QUOTED.fullmatch(lines[0]) or BARE.fullmatch(lines[0])
    if found is None or len(lines) > 1:
        raise wrong_parameter(
            "Idempotency-Key",
            "malformed",
            f"This must be one string of 1 to {LONGEST_KEY} ASCII characters, such as"
            ' "8e03978e-40d5-43dd-bc93-6894a57f9324".',
        )
    return re.sub(r"\\(.)", r"\1", found[found.re.groups])


async def open_partner_write(
    request: Request,
    key: Annotated[str | None, Depends(idempotency_key)],
    context: Annotated[PartnerContext, Depends(open_partner_context, scope="function")],
) -> AsyncIterator[PartnerContext]:
    """Yield the context of a write; keep its answer before the session commits.

    Only the answer of a write that is committed is kept. Whatever failed, with 4xx or 5xx, has
    changed nothing, so a repeated request is tried anew. Raises AnsweredBefore for one that
    succeeded before.
    """
    if key is None:
        yield context
        return
    digest = digest_of_request(request.method, request.scope["path"], await request.body())
    answer = await find_repeated(context.session, context.partner, key, digest)
    if answer is not None:
        raise AnsweredBefore(repeated(answer, context))
    yield context
    if context.answered is not None:
        await keep(context.session, kept(context.answered, context, key, digest))


def kept(response: Response, context: PartnerContext, key: str, digest: bytes) -> RepeatableAnswer:
    location = response.headers.get("location")
    return RepeatableAnswer(
        partner=context.partner,
        key=key,
        digest=digest,
        # With microseconds, unlike the times in answers: the oldest is forgotten first.
        created_at=datetime.now(UTC),
        status=response.status_code,
        language=context.reader.language,
        etag=response.headers.get("etag"),
        location=None if location is None else location.removeprefix(context.reader.base_url),
        body=bytes(response.body),
    )


def repeated(answer: RepeatableAnswer, context: PartnerContext) -> Response:
    """Return the answer that was kept, marked as such."""
    headers = {"Idempotency-Replayed": "true"}
    if answer.body:
        headers |= {"Cache-Control": CACHE_CONTROL, "Content-Language": answer.language}
    if answer.etag is not None:
        headers["ETag"] = answer.etag
    if answer.location is not None:
        headers["Location"] = context.reader.url(answer.location)
    media_type = "application/json" if answer.body else None
    return Response(answer.body, answer.status, headers, media_type)


PartnerWrite = Annotated[PartnerContext, Depends(open_partner_write, scope="function")]
"""The dependency of a route for partners that writes."""
