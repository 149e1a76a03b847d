"""Listings follow from documents and the tree of regions; only those that differ are written."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from api.db import Database
from api.models import FacetCount, Listing
from api.publishing.facets import Surroundings, facets_of
from api.publishing.listings import listing_of
from api.v1.documents import BuiltDocument
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.publishing import states
from tests.seed.factories import edited, reordered, without

LATER = PUBLISHED + timedelta(days=1)
AROUND = Surroundings(
    paths={"leg": ["leg"], "foot": ["leg", "foot"], "heel": ["leg", "foot", "heel"]},
    regions={"calf-stretch": ["heel"], "toe-flutters": ["foot"]},
)
EXERCISE = {
    "name": "Calf Stretch",
    "collection": "article",
    "kind": "stretch",
    "level": "beginner",
    "laterality": "each_side",
    "positions": ["standing", "seated"],
    "regions": [{"slug": "heel"}],
    "equipment": [{"slug": "towel", "required": True}, {"slug": "chair", "required": False}],
    "estimated_seconds": 90,
    "media": [],
}
ROUTINE = {
    "level": "beginner",
    "format": "circuit",
    "complaints": ["plantar-heel-pain"],
    "regions": ["heel"],
    "exercises": ["calf-stretch", "toe-flutters"],
}


class TestFacetsOf:
    @pytest.mark.parametrize(
        ("document", "facets"),
        [
            pytest.param(
                BuiltDocument("exercise", "calf-stretch", "en", EXERCISE, {}),
                [
                    "collection:article",
                    "equipment:towel",
                    "kind:stretch",
                    "laterality:each_side",
                    "level:beginner",
                    "position:seated",
                    "position:standing",
                    "region:foot",
                    "region:heel",
                    "region:leg",
                ],
                id="an exercise, by each region that its regions lie in",
            ),
            pytest.param(
                BuiltDocument("complaint", "sore", "en", {"regions": [{"slug": "foot"}]}, {}),
                ["region:foot", "region:leg"],
                id="a complaint",
            ),
            pytest.param(
                BuiltDocument("routine", "desk-feet", "en", {}, ROUTINE),
                [
                    "complaint:plantar-heel-pain",
                    "format:circuit",
                    "level:beginner",
                    "region:foot",
                    "region:heel",
                    "region:leg",
                ],
                id="a routine, by the regions of its exercises",
            ),
            pytest.param(
                BuiltDocument("routine", "old", "en", {}, {**ROUTINE, "exercises": ["gone"]}),
                [
                    "complaint:plantar-heel-pain",
                    "format:circuit",
                    "level:beginner",
                    "region:foot",
                    "region:heel",
                    "region:leg",
                ],
                id="a routine whose exercise is gone, by its main regions",
            ),
            pytest.param(
                BuiltDocument("body-region", "heel", "en", {"kind": "area", "parent": "foot"}, {}),
                ["kind:area", "parent:foot"],
                id="a region",
            ),
            pytest.param(
                BuiltDocument("body-region", "leg", "en", {"kind": "area", "parent": None}, {}),
                ["kind:area"],
                id="a region that lies in none",
            ),
            pytest.param(
                BuiltDocument("equipment", "towel", "en", {"household": True}, {}),
                ["household:yes"],
                id="equipment",
            ),
            pytest.param(
                BuiltDocument("source", "study", "en", {"title": "A study"}, {}), [], id="a source"
            ),
        ],
    )
    def test_are_the_words_by_which_its_list_is_filtered(
        self, document: BuiltDocument, facets: list[str]
    ) -> None:
        assert facets_of(document, AROUND) == facets

    def test_say_none_where_no_equipment_is_required(self) -> None:
        exercise = EXERCISE | {"equipment": [{"slug": "chair", "required": False}]}
        facets = facets_of(BuiltDocument("exercise", "calf-stretch", "en", exercise, {}), AROUND)
        assert [facet for facet in facets if facet.startswith("equipment:")] == ["equipment:none"]


class TestListingOf:
    def test_holds_what_a_list_is_ordered_by_and_the_bytes_that_it_carries(self) -> None:
        exercise = BuiltDocument(
            "exercise", "calf-stretch", "en", EXERCISE, {"slug": "calf-stretch"}
        )

        row = listing_of(exercise, LATER, AROUND, "en", owner="acme", position=3)

        del row["facets"]
        assert row == {
            "type": "exercise",
            "slug": "calf-stretch",
            "language": "en",
            "owner": "acme",
            "position": 3,
            "name": "Calf Stretch",
            "seconds": 90,
            "updated_at": LATER,
            "summary": '{"slug":"calf-stretch","updated_at":"2026-11-23T00:00:00Z"}',
        }

    @pytest.mark.parametrize(
        ("content", "name"),
        [({"title": "A study"}, "A study"), ({"statement": "Feet adapt."}, "thing")],
    )
    def test_is_ordered_by_title_or_slug_if_it_has_no_name(
        self, content: dict[str, str], name: str
    ) -> None:
        assert (
            listing_of(BuiltDocument("x", "thing", "en", content, {}), LATER, AROUND, "en")["name"]
            == name
        )


async def found(client: httpx.AsyncClient, address: str) -> list[str]:
    items = (await client.get(address)).json()["items"]
    return [item.get("slug") or item["code"] for item in items]


class TestIndexForLists:
    async def test_a_moved_region_moves_all_that_is_found_by_it(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        lists = ("exercises", "complaints", "routines?owner=partner", "routines?owner=editors")
        addresses = [f"/v1/{name}{'&' if '?' in name else '?'}region=" for name in lists]
        inside = [await found(scratch_client, f"{address}calf") for address in addresses]
        before = [await found(scratch_client, f"{address}lower-back") for address in addresses]

        moved = edited(content, "body_regions", "calf", parent="lower-back")
        imported = await import_content(scratch, moved, now=LATER)

        assert ("exercise", "calf-stretch") not in imported.publication.upserts
        for address, slugs, more in zip(addresses, before, inside, strict=True):
            assert more
            now = await found(scratch_client, f"{address}lower-back")
            assert set(now) == {*slugs, *more}, address

    async def test_a_vocabulary_keeps_the_order_of_its_file_where_no_document_changes(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        before = await found(scratch_client, "/v1/equipment?limit=100")

        serial = (await import_content(scratch, content, now=LATER)).publication.serial

        imported = await import_content(scratch, reordered(content, "equipment"), now=LATER)

        assert imported.publication.upserts == []
        assert imported.publication.serial == serial + 1
        assert await found(scratch_client, "/v1/equipment?limit=100") == before[::-1]

    async def test_a_removed_thing_is_in_no_list(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        [insight, *_] = await found(scratch_client, "/v1/insights")

        await import_content(scratch, without(content, "insights", insight), now=LATER)

        assert insight not in await found(scratch_client, "/v1/insights")

    async def test_only_what_differs_is_written(self, scratch: Database, content: Content) -> None:
        before = (await states.everything(scratch))["listings"]

        changed = edited(content, "exercises", "calf-stretch", feel="A pull in the calf.")
        await import_content(scratch, changed, now=LATER)

        after = (await states.everything(scratch))["listings"]
        [written] = [row for _, row in set(after) - set(before)]
        assert written.startswith("(exercise,calf-stretch,en,")

    async def test_facets_are_counted_by_type_and_language(self, scratch: Database) -> None:
        facet = func.unnest(Listing.facets).label("facet")
        counted = select(Listing.type, Listing.language, facet, func.count().label("things"))
        counted = counted.where(Listing.type == "exercise")
        async with scratch.reading() as session:
            wanted = (await session.execute(counted.group_by("type", "language", "facet"))).all()
            stored = (await session.execute(select(FacetCount.__table__))).all()

        assert set(stored) == set(wanted)
        assert len(stored) > 20
