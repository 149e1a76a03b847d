"""oEmbed 1.0: what a consumer asks and gets. https://oembed.com"""

import gzip
from datetime import timedelta
from html.parser import HTMLParser

import httpx
import pytest
from fastapi import FastAPI
from pydantic import HttpUrl

from api.db import Database
from api.embeds.oembed import embedded, rich
from api.errors import NotFound
from api.pages.assets import version_of
from seed.content import Content
from seed.importer import import_content
from tests.cases import in_one_test
from tests.databases import PUBLIC_URL, PUBLISHED
from tests.seed.factories import edited, renamed

PAGE = f"{PUBLIC_URL}/embed/exercises/calf-stretch"
LATER = PUBLISHED + timedelta(days=1)


class Frames(HTMLParser):
    """The attributes of each frame, and the names of all other elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.others: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.frames.append(dict(attrs))
        else:
            self.others.append(tag)


async def ask(client: httpx.AsyncClient, url: str, **more: str) -> httpx.Response:
    return await client.get("/oembed", params={"url": url, **more})


class TestTheAnswer:
    async def test_has_what_the_specification_asks_of_a_rich_one(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await ask(client, PAGE)

        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["access-control-allow-origin"] == "*"
        body = answer.json()
        assert (body["version"], body["type"]) == ("1.0", "rich")
        assert body["title"] == "Calf Stretch"
        assert body["provider_url"] == f"{PUBLIC_URL}/"
        frames = Frames(body["html"])
        assert frames.others == []
        assert frames.frames[0]["src"] == PAGE
        assert frames.frames[0]["title"] == "Calf Stretch"
        assert frames.frames[0]["width"] == str(body["width"])
        assert "style" not in frames.frames[0]

    async def test_stays_within_the_room_that_was_asked(self, client: httpx.AsyncClient) -> None:
        body = (await ask(client, PAGE, maxwidth="320", maxheight="200")).json()
        assert (body["width"], body["height"]) == (320, 200)
        wide = (await ask(client, PAGE, maxwidth="5000", maxheight="5000")).json()
        assert (wide["width"], wide["height"]) == (640, 720)

    async def test_names_the_owner_of_a_routine(self, client: httpx.AsyncClient) -> None:
        body = (await ask(client, f"{PUBLIC_URL}/embed/routines/desk-feet")).json()
        assert body["author_name"] == "Instep editors"

    async def test_keeps_the_pages_own_parameters_and_drops_the_rest(
        self, client: httpx.AsyncClient
    ) -> None:
        page = f"{PUBLIC_URL}/embed/routines/desk-feet"
        body = (await ask(client, f"{page}?version=2&theme=dark&utm_source=x#stop")).json()
        assert Frames(body["html"]).frames[0]["src"] == f"{page}?version=2&theme=dark"

    async def test_is_found_from_the_page_itself(self, client: httpx.AsyncClient) -> None:
        path = "/embed/routines/desk-feet?version=2"
        html = (await client.get(path)).text
        start = html.index('type="application/json+oembed"')
        address = html[start:].split('href="', 1)[1].split('"', 1)[0]

        body = (await client.get(address)).json()

        assert Frames(body["html"]).frames[0]["src"] == f"{PUBLIC_URL}{path}"

    async def test_ignores_arguments_it_does_not_know(self, client: httpx.AsyncClient) -> None:
        assert (await ask(client, PAGE, format="json", dnt="1", omitscript="1")).status_code == 200

    @pytest.mark.parametrize("written", ["json", "JSON", ""])
    async def test_is_json_whichever_way_it_is_asked(
        self, client: httpx.AsyncClient, written: str
    ) -> None:
        assert (await ask(client, PAGE, format=written)).status_code == 200

    async def test_follows_a_renamed_thing(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        changed = renamed(content, "exercises", "plantar-heel-stretch", "sole-stretch")
        for routine in content.routines:
            if any(item.exercise == "plantar-heel-stretch" for item in routine.value.items):
                version = routine.value.version + 1
                changed = edited(changed, "routines", routine.value.slug, version=version)

        await import_content(scratch, changed, now=LATER)

        body = await ask(scratch_client, f"{PUBLIC_URL}/embed/exercises/plantar-heel-stretch")
        assert f"{PUBLIC_URL}/embed/exercises/sole-stretch" in body.json()["html"]

    def test_escapes_what_a_partner_wrote(self) -> None:
        thing = {"name": '"><script>alert(1)</script>', "owner": {"name": "<b>Us</b>"}}
        answer = rich(thing, src=PAGE, base_url=PUBLIC_URL, width=1, height=1)
        frames = Frames(answer["html"])
        assert frames.others == []
        assert frames.frames[0]["title"] == thing["name"]


class TestWhatItHandsOut:
    @in_one_test(
        "query",
        ["", "theme=blue", "theme=", "theme=dark", "lang=xx", "lang=de-CH&theme=light",
         f"lang={'x' * 36}", "version=1", "version=01", "version=0", "version=99", "version=x",
         "version=10001", "version=1&version=99", "utm_source=x", "theme=auto&theme=light"],
    )  # fmt: skip
    @in_one_test("page", ["exercises/calf-stretch", "routines/desk-feet", "routines/"])
    async def test_is_a_page_that_answers(
        self, client: httpx.AsyncClient, page: str, query: str
    ) -> None:
        answer = await ask(client, f"{PUBLIC_URL}/embed/{page}?{query}")

        if answer.status_code == 200:
            source = Frames(answer.json()["html"]).frames[0]["src"] or ""
            assert (await client.get(source)).status_code == 200
        else:
            assert answer.status_code == 404
            assert query.startswith(("theme=blue", "version", f"lang={'x' * 36}"))

    @pytest.mark.parametrize(
        "url",
        [
            PAGE.replace("https", "http"),
            PAGE.replace(".example/", ".example:443/"),
            PAGE.replace("api.instep", "API.Instep"),
            PAGE.replace(".example/", ".example./"),
            f"{PAGE}/",
            PAGE.replace("calf-stretch", "calf%2Dstretch"),
            f"{PAGE}?{'&'.join(f'utm_{n}=x' for n in range(60))}",
        ],
    )
    async def test_is_the_public_address_whichever_way_it_is_written(
        self, client: httpx.AsyncClient, url: str
    ) -> None:
        answer = await ask(client, url)

        assert Frames(answer.json()["html"]).frames[0]["src"] == PAGE

    @pytest.mark.parametrize("arguments", ["maxwidth=&maxheight=", "maxwidth=320&maxheight="])
    async def test_an_empty_size_is_none(self, client: httpx.AsyncClient, arguments: str) -> None:
        answer = await client.get(f"/oembed?url={PAGE}&{arguments}")

        assert answer.json()["width"] == (320 if "320" in arguments else 640)
        assert answer.json()["height"] == 720

    @pytest.mark.parametrize("kind", ["exercises", "routines"])
    async def test_is_the_index_with_or_without_its_slash(
        self, client: httpx.AsyncClient, kind: str
    ) -> None:
        answer = await ask(client, f"{PUBLIC_URL}/embed/{kind}")

        index = f"{PUBLIC_URL}/embed/{kind}/"
        assert Frames(answer.json()["html"]).frames[0]["src"] == index

    @pytest.mark.parametrize(
        "host",
        ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "127.0.1.1", "[::ffff:127.0.0.1]"],
    )
    def test_is_found_by_any_name_of_this_machine(self, host: str) -> None:
        path = "embed/exercises/calf-stretch"

        found = embedded(f"http://{host}:8000/{path}", "http://127.0.0.1:8000")

        assert found == ("exercises", "calf-stretch", {})
        with pytest.raises(NotFound):
            embedded(f"http://{host}:8001/{path}", "http://127.0.0.1:8000")
        with pytest.raises(NotFound):
            embedded(f"http://{host}:8000/{path}", "http://api.instep.example:8000")


class TestRefusals:
    @in_one_test(
        "url",
        [
            "https://elsewhere.example/embed/exercises/calf-stretch",
            "ftp://api.instep.example/embed/exercises/calf-stretch",
            "https://api.instep.example:8443/embed/exercises/calf-stretch",
            f"{PAGE}?theme=blue",
            f"{PAGE}?theme=dark&theme=Dark",
            f"{PAGE}?lang={'x' * 36}",
            f"{PAGE}?version=1",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=0",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=1.0",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=10001",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=32768",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=99999",
            f"{PUBLIC_URL}/embed/",
            "https://api.instep.example.evil.example/embed/exercises/calf-stretch",
            "https://api.instep.example@evil.example/embed/exercises/calf-stretch",
            "https://evil@api.instep.example/embed/exercises/calf-stretch",
            f"{PUBLIC_URL}/embed/exercises/no-such-exercise",
            f"{PUBLIC_URL}/embed/exercises/calf-stretch/more",
            f"{PUBLIC_URL}/embed/complaints/foot-pain",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=99",
            f"{PUBLIC_URL}/embed/routines/desk-feet?version=²",
            f"{PUBLIC_URL}/v1/exercises/calf-stretch",
            "javascript:alert(1)",
            "https://[broken/embed/exercises/calf-stretch",
            "calf-stretch",
        ],
    )
    async def test_an_address_that_is_no_page_of_ours_is_not_found(
        self, url: str, client: httpx.AsyncClient
    ) -> None:
        answer = await ask(client, url)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_xml_is_not_served(self, client: httpx.AsyncClient) -> None:
        answer = await ask(client, PAGE, format="xml")
        assert answer.status_code == 501
        assert answer.json()["code"] == "format-not-served"

    @pytest.mark.parametrize("wrong", ["maxwidth=wide", "maxheight=0", "maxwidth=-1"])
    async def test_a_size_that_is_none_is_named(
        self, wrong: str, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(f"/oembed?url={PAGE}&{wrong}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["parameter"] == wrong.partition("=")[0]

    async def test_the_callers_host_never_enters_the_answer(
        self, client: httpx.AsyncClient
    ) -> None:
        headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        answer = await client.get("/oembed", params={"url": PAGE}, headers=headers)
        assert "evil" not in answer.text

    @pytest.mark.parametrize("base", ["https://x.example/instep", "https://x.example:8443"])
    def test_a_public_address_with_a_path_or_a_port_is_matched_whole(self, base: str) -> None:
        assert embedded(f"{base}/embed/routines/a", base) == ("routines", "a", {})
        for other in ("https://x.example:1", "https://x.example/instep2"):
            with pytest.raises(NotFound):
                embedded(f"{other}/embed/routines/a", base)


class TestTheElement:
    async def test_frames_the_public_address_and_is_small(
        self, client: httpx.AsyncClient, app: FastAPI
    ) -> None:
        answer = await client.get("/embed.js")

        assert f'const HOME = "{PUBLIC_URL}";' in answer.text
        assert len(gzip.compress(answer.content)) < 8 * 1024
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert app.state.settings.public_url == HttpUrl(PUBLIC_URL)

    async def test_is_kept_for_good_by_its_version_only(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/embed.js")
        assert answer.headers["cache-control"] == "public, max-age=300"
        pinned = await client.get(f"/embed.js?v={version_of(answer.content)}")
        assert "immutable" in pinned.headers["cache-control"]
        other = await client.get("/embed.js?v=000000000000")
        assert other.headers["cache-control"] == "public, max-age=300"
