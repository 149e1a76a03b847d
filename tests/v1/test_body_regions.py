"""/v1/body-regions: the list with its filters, each region with its neighbours, and the tree."""

from collections.abc import Iterator

import httpx

from tests.sent import Sent
from tests.v1.lists import Answer, everything

REGIONS = "/v1/body-regions"


async def slugs(client: httpx.AsyncClient, **query: object) -> set[str]:
    return {line["slug"] for line in await everything(client, REGIONS, **query)}


def descended(nodes: list[Answer], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way from the root to each node, in the order of the tree."""
    for node in nodes:
        way = (*above, node["slug"])
        yield way
        yield from descended(node["children"], way)


class TestListBodyRegions:
    async def test_a_parent_gives_what_lies_directly_inside_it(
        self, client: httpx.AsyncClient
    ) -> None:
        inside = await slugs(client, parent="forefoot")

        assert inside == {"ball-of-foot", "metatarsals", "toes"}

    async def test_several_parents_give_the_insides_of_each(
        self, client: httpx.AsyncClient
    ) -> None:
        both = await slugs(client, parent=["toes", "calf"])

        assert both == {"big-toe", "lesser-toes", "gastrocnemius", "soleus"}

    async def test_what_holds_nothing_gives_an_empty_list(self, client: httpx.AsyncClient) -> None:
        page = (await client.get(REGIONS, params={"parent": "big-toe"})).json()

        assert page == {"items": [], "next_cursor": None}

    async def test_several_kinds_give_each_and_nothing_else(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = await everything(client, REGIONS, kind=["tendon", "fascia"])

        assert {line["slug"] for line in lines} == {"achilles-tendon", "plantar-fascia"}
        assert {line["kind"] for line in lines} == {"tendon", "fascia"}

    async def test_parent_and_kind_narrow_each_other(self, client: httpx.AsyncClient) -> None:
        muscles = await slugs(client, parent="lower-leg", kind="muscle")

        assert muscles == {"tibialis-posterior"}

    async def test_a_line_says_where_the_region_lies(self, client: httpx.AsyncClient) -> None:
        [heel_bone] = await everything(client, REGIONS, parent="heel", kind="bone")

        assert heel_bone["parent"] == "heel"
        assert heel_bone["path"] == ["leg", "foot", "heel", "heel-bone"]


class TestGetBodyRegion:
    async def test_it_tells_what_people_call_it_and_what_it_hangs_together_with(
        self, client: httpx.AsyncClient
    ) -> None:
        heel = (await client.get(f"{REGIONS}/heel")).json()

        neighbours = {other["slug"]: other for other in heel["connected_to"]}
        assert "under the heel" in heel["synonyms"]
        assert set(neighbours) == {"achilles-tendon", "plantar-fascia", "calf"}
        said = neighbours["achilles-tendon"]
        assert said["why"].endswith(".")
        assert said["source"]["slug"] == "aaptiv-strengthen-your-feet"

    async def test_every_path_and_every_neighbour_leads_to_a_region(
        self, client: httpx.AsyncClient
    ) -> None:
        known = await slugs(client)

        for slug in sorted(known):
            region = (await client.get(f"{REGIONS}/{slug}")).json()
            assert region["path"][-2:] == [p for p in (region["parent"], slug) if p], slug
            assert {*region["path"]} <= known
            assert {other["slug"] for other in region["connected_to"]} <= known - {slug}


class TestGetBodyRegionTree:
    async def test_it_holds_each_region_of_the_list_once_under_its_parents(
        self, client: httpx.AsyncClient
    ) -> None:
        listed = {tuple(line["path"]) for line in await everything(client, REGIONS)}

        roots = (await client.get(f"{REGIONS}/tree")).json()["roots"]

        ways = list(descended(roots))
        assert len(ways) == len(listed)
        assert set(ways) == listed

    async def test_neighbours_stand_in_the_order_of_their_names(
        self, client: httpx.AsyncClient
    ) -> None:
        waiting = [(await client.get(f"{REGIONS}/tree")).json()["roots"]]

        while waiting:
            nodes = waiting.pop()
            assert nodes == sorted(nodes, key=lambda node: (node["name"], node["slug"]))
            waiting += [node["children"] for node in nodes]

    async def test_it_takes_one_statement_for_any_depth(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(f"{REGIONS}/tree")

        # summaries of all regions
        assert len(statements) == 1
