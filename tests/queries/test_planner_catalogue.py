"""The planner's catalogue as it is read from the documents of one language."""

from dataclasses import fields

from api.db import Database
from api.planner.catalogue import Catalogue
from api.queries.planner_catalogue import MOST_LANGUAGES, get_planner_catalogue
from tests.planner.requests import seeded


class TestTheCatalogue:
    async def test_holds_everything_that_the_editors_wrote(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            read = (await get_planner_catalogue(session, "en")).catalogue

        for field in fields(Catalogue):
            assert getattr(read, field.name) == getattr(seeded(), field.name), field.name

    async def test_is_kept_for_each_language_while_nothing_changes(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            first = await get_planner_catalogue(session, "en")
            other = await get_planner_catalogue(session, "xx")
            assert await get_planner_catalogue(session, "en") is first
            assert await get_planner_catalogue(session, "xx") is other

        assert not other.catalogue.exercises

    async def test_of_the_oldest_language_makes_room(self, scratch: Database) -> None:
        async with scratch.reading() as session:
            first = await get_planner_catalogue(session, "en")
            for number in range(MOST_LANGUAGES):
                await get_planner_catalogue(session, f"x{number}")

            assert await get_planner_catalogue(session, "en") is not first
