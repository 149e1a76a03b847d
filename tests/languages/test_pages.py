"""Pages in a further language: all that a person reads or hears on them is in that language."""

import html
import json
import re
from typing import Any

import httpx
import pytest

from api.cli.plan_text import plan_text
from api.embeds.component import component
from api.languages import served
from api.messages.files import get_messages
from tests.databases import PUBLIC_URL
from tests.embeds.test_pages import Seen
from tests.languages.conftest import NEW_ROUTINE, NEW_VERSION
from tests.pseudo import PSEUDO
from tests.v1.lists import everything

NAMES = {"Instep", "Instep editors", "CC BY 4.0", "CC-BY-4.0"}
"""What is the same in every language, beside names of people and titles of sources."""

SILENT = ("script", "code")
HEARD = ("aria-label", "placeholder", "alt", "label")


class Heard(Seen):
    """All text that a person reads or hears; code, and what is marked as English, left out."""

    def __init__(self, html: str) -> None:
        self.silent = 0
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self.silent or tag in SILENT or attributes.get("lang") == "en":
            self.silent += 1
        heard = [attributes.get(name) for name in HEARD]
        if attributes.get("name") == "description":
            # It ends after a whole sentence, so the closing brackets may have been cut off.
            text = attributes["content"] or ""
            heard.append(text + "⟧" * (text.count("⟦") - text.count("⟧")))
        self.text += " ".join(["", *(text or "" for text in heard), ""])

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - 1)
        self.text += " "

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text += data


def texts_in(content: Any) -> set[str]:
    """Return every text of some documents, with single spaces."""
    if isinstance(content, dict):
        return set().union(*map(texts_in, content.values()))
    if isinstance(content, list):
        return set().union(*map(texts_in, content))
    return {" ".join(content.split())} if isinstance(content, str) else set()


def unknown_words(html: str, *content: Any) -> list[str]:
    """Return the words of a page that come neither from the messages nor from the content."""
    text = re.sub(r"https?://\S+", "", " ".join(Heard(html).text.split()))
    for known in sorted(texts_in([*content, *NAMES]), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", "", text) if known else text
    while (outside := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = outside
    return re.findall(r"[^\W\d_]+|[⟦⟧]", text)[:20]


async def names(client: httpx.AsyncClient) -> set[str]:
    """Return what no language translates: names of people, titles of sources."""
    people = await everything(client, "/v1/contributors")
    sources = await everything(client, "/v1/sources")
    return {item["name"] for item in people} | {item["title"] for item in sources}


async def read(client: httpx.AsyncClient, path: str, language: str = PSEUDO) -> Any:
    answer = await client.get(path, headers={"Accept-Language": language})
    return answer.raise_for_status().json()


async def page(client: httpx.AsyncClient, path: str) -> str:
    """Return a page, which is in the language and says so."""
    answer = await client.get(path)
    assert answer.headers["content-language"] == PSEUDO
    assert f'<html lang="{PSEUDO}"' in answer.text
    return answer.text


class TestPages:
    @pytest.mark.parametrize("slug", ["calf-stretch", "standing-heel-lifts", "toe-stretch"])
    async def test_an_exercise(self, slug: str, client: httpx.AsyncClient) -> None:
        html = await page(client, f"/embed/exercises/{slug}")
        assert unknown_words(html, *await names(client)) == []

    @pytest.mark.parametrize("query", ["", f"?version={NEW_VERSION}"])
    async def test_a_routine(self, query: str, client: httpx.AsyncClient) -> None:
        html = await page(client, f"/embed/routines/{NEW_ROUTINE}{query}")
        assert unknown_words(html, *await names(client)) == []

    async def test_a_routine_that_is_not_translated_is_english_with_all_of_its_page(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/embed/routines/desk-feet")
        assert answer.headers["content-language"] == "en"
        assert '<html lang="en"' in answer.text
        assert "⟦" not in answer.text

    @pytest.mark.parametrize("query", ["", "?complaint=bunion", "?complaint=foot-fracture"])
    async def test_the_landing_page(self, query: str, client: httpx.AsyncClient) -> None:
        html = await page(client, f"/{query}")
        routines = await read(client, "/v1/routines?limit=100")
        untranslated = await read(client, "/v1/complaints/low-back-pain")
        known = [*await names(client), routines, untranslated["name"]]
        assert unknown_words(html, *known) == []

    @pytest.mark.parametrize(
        "path",
        [
            "/embed/routines/no-such-routine",
            "/embed/routines/desk-feet?version=9",
            "/embed/routines/desk-feet?theme=drak",
            "/embed/nothing",
            "/?complaint=no-such-complaint",
        ],
    )
    async def test_an_error(self, path: str, client: httpx.AsyncClient) -> None:
        html = await page(client, path)
        assert unknown_words(html) == []
        assert ' lang="en">' in html

    async def test_an_error_takes_the_language_of_its_url_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/embed/nothing?lang=en")
        assert answer.headers["content-language"] == "en"
        assert answer.text.count('lang="en"') == 1

    async def test_a_text_without_a_message_would_be_found(self) -> None:
        html = "<p>⟦Stöp⟧ here <code>x</code> <b aria-label='⟦Söme⟧ thing'>⟦a ⟦b⟧⟧</b></p>"
        assert unknown_words(html) == ["here", "thing"]


async def test_a_plan_as_text(client: httpx.AsyncClient) -> None:
    asked = {"complaints": ["bunion"], "days": ["mon", "wed"], "weeks": 4}
    answer = (await client.post("/v1/plan-recommendations", json=asked)).json()
    text = "\n".join(plan_text(answer, [], get_messages(PSEUDO)))
    key = answer["plan_key"]
    assert unknown_words(f"<p>{html.escape(text)}</p>", key, *await names(client)) == []


async def test_the_answer_of_oembed(client: httpx.AsyncClient) -> None:
    url = f"{PUBLIC_URL}/embed/exercises/calf-stretch"
    answer = await read(client, f"/oembed?url={url}?lang={PSEUDO}")
    assert answer["title"] == (await read(client, "/v1/exercises/calf-stretch"))["name"]
    assert f"lang={PSEUDO}" in answer["html"]
    assert "⟦" in answer["html"]


async def test_scripts_get_the_messages_of_the_page(client: httpx.AsyncClient) -> None:
    html = await page(client, "/")
    [block] = re.findall(r'<script type="application/json" id="messages">(.*?)</script>', html)
    given = json.loads(block)
    messages = get_messages(PSEUDO)
    assert given["language"] == PSEUDO
    assert given["patterns"]["snippet.copied"] == messages.text("snippet.copied")
    assert {code: messages.patterns[code] for code in given["patterns"]} == given["patterns"]


def test_the_elements_have_a_title_in_each_language() -> None:
    script = component(PUBLIC_URL, served()).decode()
    [titles] = re.findall(r"const TITLES = (\{.*?\});", script)
    assert list(json.loads(titles)) == ["en", PSEUDO]
    assert json.loads(titles)[PSEUDO] == get_messages(PSEUDO).section("embed")
