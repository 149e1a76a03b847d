"""/v1/search and its suggestions: one box over everything, exact above near."""

from typing import Any

import httpx
import pytest

from tests.cases import in_one_test
from tests.sent import Sent
from tests.v1.lists import Answer, only_error, pages

SEARCH, SUGGESTIONS = "/v1/search", "/v1/search/suggestions"
EACH = pytest.mark.parametrize("address", [SEARCH, SUGGESTIONS])
DETAILS = {
    "exercise": "/v1/exercises",
    "complaint": "/v1/complaints",
    "body-region": "/v1/body-regions",
    "routine": "/v1/routines",
    "insight": "/v1/insights",
}


async def found(client: httpx.AsyncClient, address: str, q: str, **query: Any) -> list[Answer]:
    response = await client.get(address, params={"q": q, **query})
    assert response.status_code == 200, response.text
    items: list[Answer] = response.json()["items"]
    return items


def things(results: list[Answer]) -> list[tuple[str, str]]:
    return [(result["type"], result["slug"]) for result in results]


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "kind", "slug"),
        [
            ("Plantar Heel Stretch", "exercise", "plantar-heel-stretch"),
            ("plantar HEEL stretch", "exercise", "plantar-heel-stretch"),
            ("  heel  ", "body-region", "heel"),
            ("planter facitis", "complaint", "plantar-fasciitis"),
            ("Fersensporn", "complaint", "plantar-fasciitis"),
            ("fascitis plantár", "complaint", "plantar-fasciitis"),
            ("towl grab", "exercise", "towel-grab-exercise"),
            ("desk feet", "routine", "desk-feet"),
        ],
    )
    async def test_the_thing_that_is_meant_comes_first(
        self, client: httpx.AsyncClient, typed: str, kind: str, slug: str
    ) -> None:
        assert things(await found(client, SEARCH, typed))[0] == (kind, slug)

    async def test_an_exact_name_scores_a_thousand_and_nothing_near_it_does(
        self, client: httpx.AsyncClient
    ) -> None:
        results = await found(client, SEARCH, "plantar heel stretch", limit=100)

        scores = [result["score"] for result in results]
        assert scores[0] == 1_000
        assert max(scores[1:]) < 900
        assert scores == sorted(scores, reverse=True)

    async def test_one_thing_is_found_once_however_many_names_fit(
        self, client: httpx.AsyncClient
    ) -> None:
        results = things(await found(client, SEARCH, "heel", limit=100))

        assert len(set(results)) == len(results) > 10
        assert {kind for kind, _ in results} == set(DETAILS)

    async def test_every_result_leads_to_a_thing_of_that_name(
        self, client: httpx.AsyncClient
    ) -> None:
        for result in await found(client, SEARCH, "arch", limit=100):
            thing = await client.get(f"{DETAILS[result['type']]}/{result['slug']}")
            assert thing.status_code == 200
            assert result["name"] == thing.json().get("name", thing.json().get("statement"))

    async def test_a_type_narrows_and_two_are_either(self, client: httpx.AsyncClient) -> None:
        everywhere = await found(client, SEARCH, "heel", limit=100)

        either = await found(client, SEARCH, "heel", type=["routine", "exercise"], limit=100)

        assert either == [r for r in everywhere if r["type"] in ("routine", "exercise")]

    async def test_highlights_mark_what_answers(self, client: httpx.AsyncClient) -> None:
        [first, *_] = await found(client, SEARCH, "heel pad")

        marked = [first["matched"][start:end].lower() for start, end in first["highlights"]]
        assert marked == ["heel", "pad"]

    async def test_a_walk_by_cursor_loses_and_repeats_nothing(
        self, client: httpx.AsyncClient
    ) -> None:
        at_once = await found(client, SEARCH, "toe", limit=100)

        for size in (1, 7):
            query = {"q": "toe", "limit": size}
            walked = [page["items"] async for page in pages(client, SEARCH, query)]
            assert [result for page in walked for result in page] == at_once

    @pytest.mark.parametrize("typed", ["xylophone", "zzzzzz", "123456", "🦶", "%", "_", "'", "\\"])
    async def test_what_is_nowhere_is_an_empty_answer(
        self, client: httpx.AsyncClient, typed: str
    ) -> None:
        assert await found(client, SEARCH, typed) == []


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "kind", "slug"),
        [
            ("plantar f", "complaint", "plantar-fasciitis"),
            ("cal", "body-region", "calf"),
            ("towel g", "exercise", "towel-grab-exercise"),
            ("achiles t", "body-region", "achilles-tendon"),
        ],
    )
    async def test_a_few_letters_become_the_names_they_may_mean(
        self, client: httpx.AsyncClient, typed: str, kind: str, slug: str
    ) -> None:
        assert (kind, slug) in things(await found(client, SUGGESTIONS, typed))

    async def test_names_that_begin_so_stand_above_names_that_hold_it(
        self, client: httpx.AsyncClient
    ) -> None:
        suggested = await found(client, SUGGESTIONS, "calf", limit=10)

        begin = [result["matched"].lower().startswith("calf") for result in suggested]
        assert begin == sorted(begin, reverse=True)
        assert begin[0]

    async def test_there_are_five_unless_told_and_never_more_than_told(
        self, client: httpx.AsyncClient
    ) -> None:
        assert len(await found(client, SUGGESTIONS, "toe")) == 5
        assert len(await found(client, SUGGESTIONS, "toe", limit=2)) == 2

    @pytest.mark.parametrize("limit", ["0", "11", "-1", "x"])
    async def test_another_limit_is_refused_by_name(
        self, client: httpx.AsyncClient, limit: str
    ) -> None:
        response = await client.get(SUGGESTIONS, params={"q": "toe", "limit": limit})

        assert only_error(response)["parameter"] == "limit"


class TestWhatIsTyped:
    @EACH
    async def test_nothing_to_look_for_is_refused(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        for query in ({}, {"q": ""}):
            assert only_error(await client.get(address, params=query))["parameter"] == "q"

    @EACH
    async def test_eighty_letters_are_taken_and_more_are_not_sent_back(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        taken = await client.get(address, params={"q": "ü" * 80})
        refused = await client.get(address, params={"q": "ü" * 81})

        assert taken.status_code == 200
        assert only_error(refused)["parameter"] == "q"
        assert "üü" not in refused.text

    @pytest.mark.parametrize("address", [SEARCH, SUGGESTIONS, "/v1/exercises", "/v1/complaints"])
    async def test_what_no_text_may_hold_is_refused(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        for typed in ("%00", "heel%00"):
            error = only_error(await client.get(f"{address}?q={typed}"))
            assert (error["parameter"], error["code"]) == ("q", "nul_character")

    @EACH
    @in_one_test(
        "typed", ["%ff", "%ED%A0%80", "%25%25", "%5C%5C", "%27%29%3B--", "%F0%9F%A6%B6", "%0A%09"]
    )
    async def test_strange_letters_are_only_letters(
        self, client: httpx.AsyncClient, address: str, typed: str
    ) -> None:
        assert (await client.get(f"{address}?q={typed}")).status_code == 200

    @EACH
    async def test_operators_of_a_query_language_are_only_letters(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        for typed in ("heel & | !", '"heel', "heel OR", "(((heel", "heel:*", "-", "<->"):
            assert (await client.get(address, params={"q": typed})).status_code == 200, typed

    @EACH
    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent], address: str
    ) -> None:
        await client.get(address, params={"q": "arch"})
        statements.clear()
        await client.get(address, params={"q": "heel"})

        # results
        assert len(statements) == 1
