"""One database for all tests in which only partners write: put back after each of them."""

import asyncpg
from sqlalchemy.engine import URL

from api.models import Base
from tests.databases import execute

WRITTEN = {
    "partners",
    "api_keys",
    "partner_routines",
    "routine_versions",
    "listings",
    "repeatable_answers",
}
"""The tables to which requests and commands of partners write."""

TABLES = [table.name for table in Base.metadata.sorted_tables]
"""Every table; those that others refer to come first."""


# Rows are compared as text, since those that hold JSON have no equality.
DELETE = "DELETE FROM {0} t WHERE t::text NOT IN (SELECT k::text FROM kept.{0} k)"
INSERT = (
    "INSERT INTO {0} SELECT k.* FROM kept.{0} k WHERE k::text NOT IN (SELECT t::text FROM {0} t)"
)


async def keep(url: URL) -> None:
    """Copy the tables that partners write to, as they are now."""
    copies = (f"CREATE TABLE kept.{name} AS TABLE public.{name}" for name in WRITTEN)
    await execute(url, "CREATE SCHEMA kept", *copies)


async def put_back(url: URL) -> None:
    """Make those tables what they were when they were kept."""
    written = [name for name in TABLES if name in WRITTEN]
    deletes = [DELETE.format(name) for name in reversed(written)]
    inserts = [INSERT.format(name) for name in written]
    await execute(url, ";".join([*deletes, *inserts]))


async def digests(url: URL) -> dict[str, str]:
    """Return an MD5 of all rows of each table."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        rows = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM public.{} t"
        return {name: await connection.fetchval(rows.format(name)) for name in TABLES}
    finally:
        await connection.close()
