"""Lists of conditions, red flags and equipment, in the editors' order."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Notice
from api.pagination import Page, PageRequest
from api.queries.listings import BY_POSITION, list_things, select_listings
from api.queries.reads import Reads, Statement, compiled, fetch


async def get_notice(reads: Reads, code: str, language: str) -> str:
    """Return the text of a notice; the seed's check makes sure that it exists."""
    return (await find_notices(reads, language, [code]))[code]


async def find_notices(
    reads: Reads, language: str, codes: Sequence[str] | None = None
) -> dict[str, str]:
    """Return the notices of a language by code: those of these codes, or all if None is given."""
    values = {"codes": list(codes)} if codes is not None else {}
    rows = await fetch(reads, notices(codes is None), language=language, **values)
    return {row.code: row.text for row in rows}


@cache
def notices(is_whole: bool) -> Statement:
    query = select(Notice.code, Notice.text).where(Notice.language == bindparam("language"))
    if not is_whole:
        query = query.where(Notice.code == func.any(bindparam("codes", type_=ARRAY(Text))))
    return compiled(query)


async def list_vocabulary(reads: Reads, kind: str, request: PageRequest, language: str) -> Page:
    """Return a page of one vocabulary in the editors' order; `kind` is its documents' type."""
    return await list_things(reads, kind, BY_POSITION, request, language)


async def list_whole_vocabulary(
    session: AsyncSession, kind: str, language: str
) -> list[tuple[str, int, str]]:
    """Return a whole vocabulary in its order: summary, position and code of each."""
    columns = [key.column for key in BY_POSITION.keys]
    query = select_listings(kind).add_columns(*columns).order_by(*columns)
    rows = await session.execute(query, {"language": language})
    return [(row[0], row[1], row[2]) for row in rows]
