"""The planner's catalogue as it is read from the documents of one language."""

from dataclasses import fields

from api.db import Database
from api.planner.catalogue import Catalogue
from api.queries.plan_recommendations import MOST_LANGUAGES, get_loaded
from tests.planner.requests import seeded


class TestTheCatalogue:
    async def test_holds_everything_that_the_editors_wrote(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            read = (await get_loaded(session, "en")).catalogue

        for field in fields(Catalogue):
            assert getattr(read, field.name) == getattr(seeded(), field.name), field.name

    async def test_is_kept_for_each_language_while_nothing_changes(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            first = await get_loaded(session, "en")
            other = await get_loaded(session, "xx")
            assert await get_loaded(session, "en") is first
            assert await get_loaded(session, "xx") is other

        assert not other.catalogue.exercises

    async def test_of_the_oldest_language_makes_room(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            first = await get_loaded(session, "en")
            for number in range(MOST_LANGUAGES):
                await get_loaded(session, f"x{number}")

            assert await get_loaded(session, "en") is not first
