"""The pages that list what can be embedded, and what a shared link shows."""

import struct
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import URL
from starlette.types import Message

from api.pages.assets import files
from tests.conftest import client_of, served
from tests.databases import PUBLIC_URL
from tests.embeds.test_oembed import Frames, ask
from tests.embeds.test_pages import Seen

PAGES = ("/", "/embed/exercises/calf-stretch", "/embed/routines/desk-feet", "/embed/exercises/")
BELOW = "https://apps.example/feet"


def shared(html: str) -> dict[str, str]:
    """Return the `og:` and `twitter:` tags of a page."""
    metas = [attributes for tag, attributes in Seen(html).elements if tag == "meta"]
    return {
        meta.get("property") or meta.get("name") or "": meta["content"] or ""
        for meta in metas
        if (meta.get("property") or meta.get("name") or "").startswith(("og:", "twitter:"))
    }


class TestTheIndex:
    @pytest.mark.parametrize(("kind", "number"), [("exercises", 16), ("routines", 10)])
    async def test_links_to_each_page_and_keeps_the_rules_of_pages(
        self, client: httpx.AsyncClient, kind: str, number: int
    ) -> None:
        answer = await client.get(f"/embed/{kind}/?theme=dark")

        seen = Seen(answer.text)
        links = [a["href"] or "" for tag, a in seen.elements if tag == "a"]
        pages = [link for link in links if link.startswith(f"/embed/{kind}/")]
        assert answer.status_code == 200
        assert len(pages) == number
        for page in pages:
            assert page.endswith("?theme=dark")
            assert (await client.get(page)).status_code == 200
        assert ("html", {"lang": "en", "data-theme": "dark"}) in seen.elements
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
        assert int(answer.headers["catalogue-serial"]) > 0
        for said in ("CC-BY-4.0", "When to stop", "No clinician has reviewed this yet."):
            assert said in seen.text

    @pytest.mark.parametrize("kind", ["exercises", "routines"])
    async def test_is_an_address_with_a_slash(self, client: httpx.AsyncClient, kind: str) -> None:
        answer = await client.get(f"/embed/{kind}?lang=en&theme=dark")

        assert answer.status_code == 308
        assert answer.headers["location"] == f"{PUBLIC_URL}/embed/{kind}/?lang=en&theme=dark"

    @pytest.mark.parametrize("query", ["theme=blue", f"lang={'x' * 40}"])
    async def test_refuses_what_pages_refuse(self, client: httpx.AsyncClient, query: str) -> None:
        assert (await client.get(f"/embed/exercises/?{query}")).status_code == 422

    @pytest.mark.parametrize("kind", ["exercises", "routines"])
    async def test_is_found_by_the_check_of_the_oembed_registry(
        self, client: httpx.AsyncClient, kind: str
    ) -> None:
        """It fetches the first scheme without its `*`, and follows the link there."""
        links = [a for tag, a in Seen((await client.get(f"/embed/{kind}/")).text).elements]
        found = next(a for a in links if a.get("type") == "application/json+oembed")

        body = (await client.get(found["href"] or "")).json()

        assert Frames(body["html"]).frames[0]["src"] == f"{PUBLIC_URL}/embed/{kind}/"
        assert (await ask(client, f"{PUBLIC_URL}/embed/{kind}/?version=1")).status_code == 404


class TestASharedLink:
    @pytest.mark.parametrize("path", PAGES)
    async def test_has_a_title_a_text_and_our_picture(
        self, client: httpx.AsyncClient, path: str
    ) -> None:
        tags = shared((await client.get(path)).text)

        assert tags["og:title"]
        assert tags["og:description"]
        assert tags["og:url"] == f"{PUBLIC_URL}{path}"
        assert tags["twitter:card"] == "summary_large_image"
        assert tags["og:image"].startswith(f"{PUBLIC_URL}/embed/assets/share.png?v=")
        picture = await client.get(tags["og:image"])
        assert picture.headers["content-type"] == "image/png"
        assert "immutable" in picture.headers["cache-control"]
        size = struct.unpack(">II", picture.content[16:24])
        assert size == (1200, 630) == (int(tags["og:image:width"]), int(tags["og:image:height"]))
        assert len(picture.content) < 100 * 1024


class TestAddressesThatProgramsGuess:
    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            ("/favicon.ico", "image/x-icon"),
            ("/favicon.svg", "image/svg+xml"),
            ("/robots.txt", "text/plain; charset=utf-8"),
        ],
    )
    async def test_answer(self, client: httpx.AsyncClient, path: str, media_type: str) -> None:
        got, head = await client.get(path), await client.head(path)

        assert (got.status_code, head.status_code) == (200, 200)
        assert got.headers["content-type"] == media_type
        assert got.headers["cache-control"] == "public, max-age=300"
        again = await client.get(path, headers={"If-None-Match": got.headers["etag"]})
        assert again.status_code == 304

    async def test_let_crawlers_read_all_but_what_needs_a_key(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = (await client.get("/robots.txt")).text.splitlines()

        assert lines == ["User-agent: *", "Allow: /", "Disallow: /v1/partner"]

    def test_the_icon_is_one_picture_of_32_pixels(self) -> None:
        icon = files()["favicon.ico"]

        reserved, kind, count, width, height = struct.unpack("<HHHBB", icon[:8])
        assert (reserved, kind, count, width, height) == (0, 1, 1, 32, 32)
        assert icon[22:30] == b"\x89PNG\r\n\x1a\n"

    async def test_a_star_has_options(self, app: FastAPI) -> None:
        """The tests' client cannot ask for `OPTIONS *`, which names the server, not a path."""
        sent: list[Message] = []
        scope = {"type": "http", "method": "OPTIONS", "path": "*", "raw_path": b"*"}

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        await app({**scope, "query_string": b"", "headers": [], "client": None}, receive, send)

        assert sent[0]["status"] == 204
        allow = dict(sent[0]["headers"])[b"allow"].decode()
        assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(allow.split(", "))


class TestBelowAPath:
    async def test_no_page_leaves_it(self, catalogue_url: URL) -> None:
        async with (
            served(catalogue_url, public_url=BELOW) as app,
            client_of(app) as client,
        ):
            texts = {
                path: (await client.get(path)).text
                for path in ("/docs", "/docs/start.js", "/problems/not-found", *PAGES)
            }

        for path, text in texts.items():
            assert "ROOT" not in text, path
            for tag, attributes in Seen(text).elements:
                for name in ("href", "src"):
                    target = attributes.get(name) or ""
                    if target.startswith("/"):
                        assert target.startswith(f"{urlsplit(BELOW).path}/"), (path, tag, target)
        assert 'url: "/feet/openapi/v1.json"' in texts["/docs/start.js"]
        assert 'href="/feet/docs"' in texts["/problems/not-found"]
        assert shared(texts["/"])["og:image"].startswith(f"{BELOW}/embed/assets/share.png")
