"""Writes that are sent again: done once, and answered as the first time.

Follows draft-ietf-httpapi-idempotency-key-header-07. The answer is kept in the transaction of the
write: either both are there or neither, also if the process is killed before the answer is sent.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import InProgress, wrong_parameter
from api.models import RepeatableAnswer
from api.queries.repeatable_answers import claim, find_answer, keep_answer, prune

KEPT = timedelta(hours=24)
MOST_ANSWERS = 5_000
MOST_BYTES = 20_000_000
"""Of one partner; beyond either, the oldest answers are forgotten before their time."""


class AnsweredBefore(Exception):  # noqa: N818 - not an error: the answer is there already
    """A write was sent again with its `Idempotency-Key`; `response` is the answer that it got."""

    def __init__(self, response: Any) -> None:
        super().__init__("answered before")
        self.response = response


def digest_of_request(method: str, path: str, body: bytes) -> bytes:
    """Return the SHA-256 that is the same for a repeated request and for no other one."""
    return hashlib.sha256(f"{method} {path}\n".encode() + body).digest()


async def find_repeated(
    session: AsyncSession, partner: str, key: str, digest: bytes
) -> RepeatableAnswer | None:
    """Claim the key for this transaction; return the answer that the same request got, if any.

    A request that comes just after the first one waits for its answer. Raises InProgress if that
    takes too long, InvalidRequest if the key belongs to another request.
    """
    if not await claim(session, partner, key):
        raise InProgress(headers={"Retry-After": "1"})
    answer = await find_answer(session, partner, key, datetime.now(UTC) - KEPT)
    if answer is not None and not hmac.compare_digest(answer.digest, digest):
        raise wrong_parameter(
            "Idempotency-Key",
            "key_of_another_request",
            "This Idempotency-Key belongs to another request: method, path or body differ. Send a"
            " new key with each new request, and the same one only to repeat a request.",
        )
    return answer


async def keep(session: AsyncSession, answer: RepeatableAnswer) -> None:
    """Keep an answer, and forget those whose time is over."""
    await keep_answer(session, answer)
    since = answer.created_at - KEPT
    await prune(session, answer.partner, since, most=MOST_ANSWERS, most_bytes=MOST_BYTES)
