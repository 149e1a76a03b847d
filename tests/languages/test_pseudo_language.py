"""A further language is content only: one made up of accents and brackets runs through all of it.

Everything is translated but one body region, so the documents that name it fall back, whole.
"""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.db import Database
from api.models import FacetCount
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.languages.conftest import NEW_ROUTINE, NEW_VERSION, translation_of
from tests.pseudo import PSEUDO
from tests.seed.factories import edited
from tests.v1.offline import document_of

PROSE = {
    *("name", "aliases", "summary", "description", "synonyms", "statement", "text", "note"),
    *("feel", "cues", "mistakes", "criterion", "advice", "question", "sign", "effect", "why"),
    *("rationale", "evidence_note", "notice", "stop_rule", "attribution", "focus", "maintenance"),
    *("alt", "long_description"),
}
"""Fields whose texts are translated, wherever they are in an answer."""

WORD = re.compile(r"[a-z_]+")
"""A word of the vocabulary, such as the effect `seated_or_supported_only`, is no text."""

SAME_NAMES = ("/contributors", "/contributor", "/owner", "/licence", "/media/name", "/markers")
"""Where a name is the same in every language: of a person, of a picture and its parts."""


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of an answer that is translated, with its path."""
    if isinstance(value, dict):
        for name, part in value.items():
            if not f"{path}/{name}".endswith(SAME_NAMES):
                yield from texts(part, f"{path}/{name}")
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, path)
    elif isinstance(value, str) and path.rpartition("/")[2] in PROSE and not WORD.fullmatch(value):
        yield path, value


def in_english(value: Any) -> list[tuple[str, str]]:
    """Return the texts that are not in the pseudo-language; a session's name is a letter."""
    return [(path, text) for path, text in texts(value) if "⟦" not in text and len(text) > 1]


async def get(client: httpx.AsyncClient, address: str) -> Any:
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestDocuments:
    @pytest.mark.parametrize(
        "address",
        [
            "/v1/exercises/standing-toe-circuit",
            "/v1/complaints/bunion",
            "/v1/body-regions/heel",
            "/v1/conditions/pregnancy",
            "/v1/red-flags/dvt",
            "/v1/equipment/towel",
            "/v1/complaints/hip-pain/exercises",
        ],
    )
    async def test_are_in_the_language_that_is_asked_for(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        answer = await client.get(address)

        assert answer.headers["content-language"] == PSEUDO
        assert in_english(answer.json()) == []
        assert list(texts(answer.json()))

    async def test_fall_back_whole_if_a_text_of_theirs_is_missing(
        self, client: httpx.AsyncClient
    ) -> None:
        address = "/v1/complaints/low-back-pain"
        answer = await client.get(address)
        english = await client.get(address, headers={"accept-language": "en"})

        assert answer.headers["content-language"] == "en"
        assert answer.json()["description"] == english.json()["description"]
        assert "⟦" not in answer.text

    async def test_never_mix_two_languages(self, client: httpx.AsyncClient) -> None:
        changes = await every_change(client)
        documents = [(change["slug"], document_of(change)) for change in changes]
        for change, (_, document) in zip(changes, documents, strict=True):
            if document is not None and change["type"] == "contributor":
                # A person's own name is the same in every language.
                del document["name"]

        mixed = [
            slug
            for slug, document in documents
            if 0 < len(in_english(document)) < len(list(texts(document)))
        ]
        assert mixed == []
        assert [slug for slug, document in documents if "⟦" in str(document)]


class TestFrozenVersions:
    async def test_of_earlier_publications_stay_in_english(self, client: httpx.AsyncClient) -> None:
        """Their exercises may have changed since, so nobody translates them afterwards."""
        answer = await client.get("/v1/routines/desk-feet/versions/2")

        assert answer.headers["content-language"] == "en"
        assert "⟦" not in answer.text

    async def test_are_frozen_in_each_language_that_is_served_at_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(f"/v1/routines/{NEW_ROUTINE}/versions/{NEW_VERSION}")

        assert answer.headers["content-language"] == PSEUDO
        assert in_english(answer.json()) == []


class TestNotices:
    async def test_that_change_are_reported_in_each_language(
        self, translated: Database, content: Content
    ) -> None:
        changed = edited(content, "notices", "attribution", text="By many people.")

        tried = await import_content(translated, translation_of(changed), keep=False, now=PUBLISHED)

        lines = tried.publication.changed["notice", "attribution"]
        assert [line.partition("text: ")[0] for line in lines] == ["", f"{PSEUDO}: "]


class TestLists:
    @pytest.mark.parametrize(
        "address",
        ["/v1/complaints", "/v1/conditions", "/v1/red-flags", "/v1/equipment", "/v1/insights"],
    )
    async def test_are_in_the_language_and_in_the_order_of_its_names(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        items = (await get(client, f"{address}?limit=100"))["items"]

        translated = [item for item in items if in_english(item) == []]
        assert len(translated) > len(items) * 0.9
        if address == "/v1/complaints":
            names = [item["name"] for item in items]
            assert names == sorted(names)

    async def test_are_filtered_as_in_every_language(self, client: httpx.AsyncClient) -> None:
        address = "/v1/exercises?region=heel&kind=stretch"
        found = (await get(client, address))["items"]
        answer = await client.get(address, headers={"accept-language": "en"})

        assert {item["slug"] for item in found} == {item["slug"] for item in answer.json()["items"]}
        assert found

    async def test_hold_the_routines_that_partners_published_before(
        self, client: httpx.AsyncClient
    ) -> None:
        for query in ("owner=partner", "owner=partner&region=heel", "owner=partner&region=leg"):
            items = (await get(client, f"/v1/routines?{query}"))["items"]
            assert [item["slug"] for item in items] == ["example-gym--morning-feet"], query

    async def test_count_facets_for_each_language_by_itself(self, translated: Database) -> None:
        async with translated.reading() as session:
            rows = (await session.execute(select(FacetCount.__table__))).all()

        counts = {
            language: {row.facet: row.things for row in rows if row.language == language}
            for language in ("en", PSEUDO)
        }
        assert counts["en"] == counts[PSEUDO]
        assert counts["en"]["kind:stretch"] > 3


class TestSearch:
    async def test_finds_names_and_texts_of_the_language(self, client: httpx.AsyncClient) -> None:
        name = (await get(client, "/v1/body-regions/heel"))["name"]

        results = (await get(client, f"/v1/search?q={name}&limit=5"))["items"]
        suggestions = (await get(client, f"/v1/search/suggestions?q={name[:5]}"))["items"]

        assert results[0]["name"] == name
        assert name in [item["name"] for item in suggestions]


class TestAnswers:
    async def test_a_plan_says_all_of_it_in_the_language(self, client: httpx.AsyncClient) -> None:
        asked = {"complaints": ["bunion"], "minutes_per_session": 15, "weeks": 6, "pain_now": 3}

        plan = (await client.post("/v1/plan-recommendations", json=asked)).json()

        assert plan["outcome"] == "plan"
        assert in_english(plan) == []

    async def test_a_plan_is_the_same_in_every_language_but_for_its_words(
        self, client: httpx.AsyncClient
    ) -> None:
        asked = {"complaints": ["bunion"], "minutes_per_session": 15}

        def chosen(plan: Any) -> list[tuple[str, int]]:
            return [
                (item["exercise"], item["seconds"])
                for phase in plan["phases"]
                for session in phase["sessions"]
                for item in session["items"]
            ]

        one = await client.post("/v1/plan-recommendations", json=asked)
        other = await client.post(
            "/v1/plan-recommendations", json=asked, headers={"accept-language": "en"}
        )

        assert chosen(one.json()) == chosen(other.json()) != []

    async def test_the_bundle_and_the_changes_hold_the_same_documents(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest = await get(client, "/v1/bundle")
        packed = await client.get(manifest["path"])
        lines = [json.loads(line) for line in gzip.decompress(packed.content).splitlines()]
        changes = await every_change(client)

        assert manifest["language"] == PSEUDO
        assert {
            (line["type"], line["slug"]): document_of(line)
            for line in lines
            if line["serial"] is not None
        } == {(change["type"], change["slug"]): document_of(change) for change in changes}


async def every_change(client: httpx.AsyncClient) -> list[Any]:
    """Return every change of the client's language, tombstones left out."""
    found: list[Any] = []
    after = "0"
    while True:
        page = await get(client, f"/v1/changes?after={after}&limit=100")
        found += page["items"]
        if not page["items"]:
            return [change for change in found if change["change"] == "upsert"]
        after = page["next_after"]
