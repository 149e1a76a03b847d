"""Of few texts the index collects all that answer; what is found is what the careful way finds."""

import pytest
from sqlalchemy import text

from api.db import Database
from api.pagination import PageRequest
from api.queries.candidates import search_values
from api.queries.few_texts import Seen
from api.queries.listings import fetch_rows
from api.queries.reads import CatalogueReads
from api.queries.search import results, search_everything
from api.queries.text_candidates import MOST_OF_FEW
from api.vocabulary import SearchedType, words
from tests.cases import in_one_test

FIRST_PAGE = PageRequest(limit=100, cursor=None, scope="")
MORE = text(
    "INSERT INTO search_texts (type, slug, language, name, shown, words)"
    " SELECT 'exercise', 'more-' || lpad(number::text, 4, '0'), 'en', 'More', 'More',"
    " to_tsvector('english', 'wobble') || array_to_tsvector(ARRAY['type:exercise'])"
    " FROM generate_series(1, :most) number"
)
MOVE = text("UPDATE catalogue SET serial = serial + 1")


async def found(database: Database, query: str) -> list[tuple[str, str]]:
    reads = CatalogueReads(database, lambda _: None)
    rows, _ = await search_everything(reads, query, [], FIRST_PAGE, "en")
    return [(row.type, row.slug) for row in rows]


def seen(database: Database) -> Seen:
    found: Seen = database.remembered["api.queries.few_texts", "en"]
    return found


def says_few(database: Database) -> bool:
    return seen(database)[1]


class TestBothWays:
    @in_one_test(
        "query",
        ["heel", "calf stretch", "foot", "toe or arch", "-heel", '"big toe"', "the", "planter f"],
    )
    @pytest.mark.parametrize("types", [words(SearchedType), ["exercise"], ["insight", "complaint"]])
    async def test_find_the_same(self, query: str, types: list[str], scratch: Database) -> None:
        rows = []
        for has_few_texts in (True, False):
            statement, order = results(has_few_texts, False)
            values = search_values(query, types, "en")
            reads = CatalogueReads(scratch, lambda _: None)
            rows.append((await fetch_rows(reads, statement, order, FIRST_PAGE, **values))[0])

        few, many = rows
        assert [[*row] for row in few] == [[*row] for row in many]


class TestWhatIsRemembered:
    async def test_is_asked_once_for_a_state(self, scratch: Database) -> None:
        await found(scratch, "heel")

        assert says_few(scratch)
        before = seen(scratch)
        await found(scratch, "toe")
        assert seen(scratch) is before

    async def test_is_asked_again_after_a_publication(self, scratch: Database) -> None:
        await found(scratch, "heel")
        async with scratch.writing() as session:
            await session.execute(MORE, {"most": MOST_OF_FEW + 1})
            await session.execute(MOVE)

        results = await found(scratch, "wobble")

        assert not says_few(scratch)
        assert ("exercise", "more-0001") in results
