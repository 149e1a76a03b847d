"""Answers to writes with an `Idempotency-Key`: found again, kept for a day, pruned."""

from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select, tuple_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import RepeatableAnswer

PRUNED_AT_ONCE = 200
LOCK_NOT_AVAILABLE = "55P03"


async def claim(session: AsyncSession, partner: str, key: str) -> bool:
    """Claim a key until the transaction ends, in all processes.

    Waits for another claim as long as for any lock (`INSTEP_LOCK_TIMEOUT_MS`). Then it returns
    False, and the transaction is over.
    """
    number = func.hashtextextended(f"Idempotency-Key {partner} {key}", 0)
    try:
        await session.execute(select(func.pg_advisory_xact_lock(number)))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            return False
        raise
    return True


async def find_answer(
    session: AsyncSession, partner: str, key: str, since: datetime
) -> RepeatableAnswer | None:
    """Return the answer that a key got at `since` or later; an older one is forgotten."""
    answer = await session.get(RepeatableAnswer, (partner, key))
    if answer is not None and answer.created_at < since:
        await session.delete(answer)
        await session.flush()
        return None
    return answer


async def keep_answer(session: AsyncSession, answer: RepeatableAnswer) -> None:
    session.add(answer)
    await session.flush()


async def prune(
    session: AsyncSession, partner: str, since: datetime, *, most: int, most_bytes: int
) -> None:
    """Forget answers of before `since`, and the oldest ones of a partner who has too many.

    Rows that another request forgets at the same time are left to it.
    """
    row = tuple_(RepeatableAnswer.partner, RepeatableAnswer.key)
    columns = select(RepeatableAnswer.partner, RepeatableAnswer.key)
    expired = columns.where(RepeatableAnswer.created_at < since).limit(PRUNED_AT_ONCE)
    surplus = columns.where(
        RepeatableAnswer.partner == partner,
        RepeatableAnswer.key.in_(surplus_keys(partner, most, most_bytes)),
    )
    for forgotten in (expired, surplus):
        found = await session.execute(forgotten.with_for_update(skip_locked=True))
        if rows := [(found_partner, key) for found_partner, key in found]:
            await session.execute(delete(RepeatableAnswer).where(row.in_(rows)))


def surplus_keys(partner: str, most: int, most_bytes: int) -> Select[str]:
    """Return the query for a partner's keys beyond the newest ones that may be kept."""
    newest_first = (RepeatableAnswer.created_at.desc(), RepeatableAnswer.key)
    size = func.octet_length(RepeatableAnswer.body)
    ranked = (
        select(
            RepeatableAnswer.key,
            func.row_number().over(order_by=newest_first).label("number"),
            func.sum(size).over(order_by=newest_first).label("bytes"),
        )
        .where(RepeatableAnswer.partner == partner)
        .subquery()
    )
    return select(ranked.c.key).where(or_(ranked.c.number > most, ranked.c.bytes > most_bytes))
