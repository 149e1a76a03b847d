"""Pages in a further language: the pseudo-language shows every text that no message says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.embeds.component import component
from api.languages import served
from api.messages.files import get_messages
from api.pages.templates import render
from tests.databases import PUBLIC_URL
from tests.embeds.test_pages import Seen
from tests.pseudo import PSEUDO, pseudo_language

NAMES = {"Instep", "CC BY 4.0", "Aaptiv", "auto", "light", "dark"}
"""What is the same in every language."""

SILENT = ("script", "code")
HEARD = ("aria-label", "placeholder", "alt", "label")


@pytest.fixture(autouse=True)
def further_language() -> Iterator[None]:
    with pseudo_language():
        yield


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
            heard.append(attributes["content"])
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


def page(template: str, **values: Any) -> str:
    return render(template, base_url=PUBLIC_URL, language=PSEUDO, theme="auto", **values)


async def read(client: httpx.AsyncClient, path: str) -> Any:
    return (await client.get(path)).raise_for_status().json()


class TestPages:
    @pytest.mark.parametrize("slug", ["calf-stretch", "standing-heel-lifts", "toe-stretch"])
    async def test_an_exercise(self, slug: str, client: httpx.AsyncClient) -> None:
        exercise = await read(client, f"/v1/exercises/{slug}")
        html = page("exercise.html", exercise=exercise, stop_rule="Stop.")
        assert unknown_words(html, exercise, "Stop.") == []

    @pytest.mark.parametrize("pinned", [None, 1])
    async def test_a_routine(self, pinned: int | None, client: httpx.AsyncClient) -> None:
        routine = await read(client, "/v1/routines/before-bed-cramps")
        routine["advisories"] = [{"exercise": "calf-stretch", "text": "Renamed."}]
        html = page("routine.html", routine=routine, pinned=pinned)
        assert unknown_words(html, routine) == []

    @pytest.mark.parametrize("complaint", [None, "plantar-heel-pain", "foot-fracture"])
    async def test_the_landing_page(self, complaint: str | None, client: httpx.AsyncClient) -> None:
        values = {
            name: (await read(client, f"/v1/{path}?limit=100"))["items"]
            for name, path in {
                "complaints": "complaints",
                "exercises": "exercises",
                "routines": "routines",
                "red_flags": "red-flags",
            }.items()
        }
        answer = complaint and await read(client, f"/v1/complaints/{complaint}/exercises")
        html = page("home.html", answer=answer, **values)
        assert unknown_words(html, answer, *values.values()) == []

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
        answer = await client.get(path, headers={"Accept-Language": PSEUDO})
        assert answer.headers["content-language"] == PSEUDO
        assert unknown_words(answer.text) == []
        assert f'<html lang="{PSEUDO}"' in answer.text
        assert ' lang="en">' in answer.text

    async def test_an_error_takes_the_language_of_its_address_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/embed/nothing?lang=en", headers={"Accept-Language": PSEUDO})
        assert answer.headers["content-language"] == "en"
        assert ' lang="en">' not in answer.text.replace('<html lang="en">', "")

    async def test_a_text_without_a_message_would_be_found(self) -> None:
        html = "<p>⟦Stöp⟧ here <code>x</code> <b aria-label='⟦Söme⟧ thing'>⟦a ⟦b⟧⟧</b></p>"
        assert unknown_words(html) == ["here", "thing"]


def test_scripts_get_the_messages_of_the_page() -> None:
    html = page("home.html", answer=None, complaints=[], exercises=[], routines=[], red_flags=[])
    [block] = re.findall(r'<script type="application/json" id="messages">(.*?)</script>', html)
    given = json.loads(block)
    assert given["language"] == PSEUDO
    messages = get_messages(PSEUDO)
    assert given["patterns"]["snippet.copied"] == messages.text("snippet.copied")
    assert {code: messages.patterns[code] for code in given["patterns"]} == given["patterns"]


def test_the_elements_have_a_title_in_each_language() -> None:
    script = component(PUBLIC_URL, served()).decode()
    [titles] = re.findall(r"const TITLES = (\{.*?\});", script)
    assert list(json.loads(titles)) == ["en", PSEUDO]
    assert json.loads(titles)[PSEUDO] == get_messages(PSEUDO).section("embed")
