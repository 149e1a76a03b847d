"""Chance in SQL: draws that follow from a seed, and nothing else."""

import itertools

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

VOCABULARY = 4_900

FUNCTIONS = (
    # A number in 0..1 that hangs on the thing, on which of its draws this is, and on the seed.
    """
    CREATE OR REPLACE FUNCTION pg_temp.chance(thing bigint, draw integer) RETURNS float8
    LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(thing, {seed} * 1000 + draw) & 1048575) / 1048576.0::float8
    """,
    # One of the words, each as likely as the other.
    """
    CREATE OR REPLACE FUNCTION pg_temp.pick(words text[], chance float8) RETURNS text
    LANGUAGE sql IMMUTABLE RETURN words[1 + floor(cardinality(words) * chance)::int]
    """,
    # One of the words by Zipf's law: the first ones are common, the last ones rare.
    """
    CREATE OR REPLACE FUNCTION pg_temp.zipf(words text[], chance float8) RETURNS text
    LANGUAGE sql IMMUTABLE RETURN words[floor(power(cardinality(words), chance))::int]
    """,
)


async def prepare_draws(session: AsyncSession, seed: int) -> None:
    """Make the functions above, for this connection only."""
    for function in FUNCTIONS:
        await session.execute(text(function.format(seed=int(seed))))


def vocabulary() -> list[str]:
    """Return distinct pronounceable words; the first ones are the common ones."""
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
    pairs = ("".join(pair) for pair in itertools.product(syllables, repeat=2))
    # Common words shall not all begin with the same letters: walk through them in large steps.
    words = list(pairs)
    return [words[(at * 1_847) % VOCABULARY] for at in range(VOCABULARY)]


def weighted(**weights: int) -> list[str]:
    """Return each word as often as its weight says, to pick from."""
    return [word for word, weight in weights.items() for _ in range(weight)]
