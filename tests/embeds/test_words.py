"""What people read on pages: names and sentences, never an identifier of a program."""

import re
from html import unescape
from html.parser import HTMLParser

import httpx

from tests.v1.lists import everything

UNREAD = {"script", "style", "code", "pre", "textarea"}
"""Elements whose text is for programs, or shows code on purpose."""

KINDS = ("exercises", "complaints", "conditions", "red-flags", "equipment", "routines")
OF_PARTNERS = "/v1/routines?owner=partner"

ADDRESS = re.compile(r"https?://\S+")
IDENTIFIER = re.compile(r"\b\w+(?:[_-]\w+)+\b")
DESCRIPTION = re.compile(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"')


class Read(HTMLParser):
    """The text of a page that people read, without addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.text = ""
        self.feed(html)
        self.text = ADDRESS.sub(" ", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.text += data


async def slugs_of(client: httpx.AsyncClient, kind: str) -> list[str]:
    things = await everything(client, f"/v1/{kind}")
    return [thing.get("slug") or thing["code"] for thing in things]


async def addresses(client: httpx.AsyncClient) -> list[str]:
    """Return the address of every page that shows something of the catalogue."""
    complaints = await slugs_of(client, "complaints")
    partners = [routine["slug"] for routine in await everything(client, OF_PARTNERS)]
    return [
        *("/", "/embed/exercises/", "/embed/routines/"),
        *(f"/?complaint={slug}" for slug in complaints),
        *(f"/embed/exercises/{slug}" for slug in await slugs_of(client, "exercises")),
        *(f"/embed/routines/{slug}" for slug in await slugs_of(client, "routines")),
        *(f"/embed/routines/{slug}" for slug in partners),
    ]


async def test_pages_show_no_slug_and_no_code(client: httpx.AsyncClient) -> None:
    slugs = {slug for kind in KINDS for slug in await slugs_of(client, kind)}
    for address in await addresses(client):
        words = set(IDENTIFIER.findall(Read((await client.get(address)).text).text))
        assert [word for word in words if "_" in word or word in slugs] == [], address


async def test_pages_describe_themselves_in_a_few_sentences(client: httpx.AsyncClient) -> None:
    for address in await addresses(client):
        page = (await client.get(address)).text
        described = {unescape(text) for text in DESCRIPTION.findall(page)}
        assert len(described) == 1, address
        [text] = described
        assert 20 <= len(text) <= 200, address
        assert text[-1] in ".…", address
        [title] = re.findall('<meta property="og:title" content="([^"]*)"', page)
        assert 3 <= len(unescape(title)) <= 70, address
