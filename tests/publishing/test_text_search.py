"""Each language is searched with PostgreSQL's own stems, if it has any."""

import pytest
from sqlalchemy import text

from api.db import Database
from api.publishing.text_search import CONFIGURATIONS, SIMPLE, configuration


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "english"), ("es", "spanish"), ("es-MX", "spanish"), ("qps", "simple")],
)
def test_a_language_has_the_configuration_of_its_name(language: str, expected: str) -> None:
    assert configuration(language) == expected


async def test_postgresql_has_every_configuration(scratch: Database) -> None:
    async with scratch.reading() as session:
        known = set(await session.scalars(text("SELECT cfgname::text FROM pg_ts_config")))
    assert {*CONFIGURATIONS.values(), SIMPLE} <= known


async def test_a_publication_leaves_no_word_waiting_before_its_index(scratch: Database) -> None:
    async with scratch.writing() as session:
        for index in ("ix_search_texts_words", "ix_search_names_folded_trigrams"):
            waiting = text(f"SELECT gin_clean_pending_list('{index}')")
            assert await session.scalar(waiting) == 0
