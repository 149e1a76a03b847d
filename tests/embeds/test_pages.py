"""Pages that others frame: what stands on them, what guards them, and that versions hold still."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from api.db import Database
from api.models import RoutineVersion
from api.pages.templates import render
from seed.content import Content
from seed.importer import import_content
from tests.cases import in_one_test
from tests.databases import PUBLIC_URL, PUBLISHED
from tests.embeds.snapshots import FOLDER, PAGES, page
from tests.partners.written import published
from tests.seed.factories import edited, renamed, value_of

LATER = PUBLISHED + timedelta(days=1)
ROUTINE = "/embed/routines/first-steps-in-the-morning"
EXERCISE = "/embed/exercises/calf-stretch"
DATA = [{"type": "application/json", "id": name} for name in ("messages", "course")]
"""Attributes of the blocks of data for scripts, which no browser runs."""

BOTH = pytest.mark.parametrize("address", [ROUTINE, EXERCISE])


class Seen(HTMLParser):
    """The elements of a page, each with its attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestWhatStandsOnThem:
    @pytest.mark.parametrize("name", PAGES)
    async def test_the_html_is_the_frozen_one(self, name: str, client: httpx.AsyncClient) -> None:
        frozen = (FOLDER / name).read_text(encoding="utf-8")
        assert await page(client, PAGES[name]) == frozen, "make snapshots, then read the diff"

    @pytest.mark.parametrize(
        ("kind", "number"), [("routines", 10), ("exercises", 16)], ids=["routines", "exercises"]
    )
    async def test_each_shows_its_terms_its_stop_rule_and_the_way_to_the_warning_signs(
        self, kind: str, number: int, client: httpx.AsyncClient
    ) -> None:
        things = (await client.get(f"/v1/{kind}?limit=100")).json()["items"]
        stop_rule = (await client.get("/v1/routines/desk-feet")).json()["stop_rule"]
        for thing in things:
            document = (await client.get(f"/v1/{kind}/{thing['slug']}")).json()
            seen = Seen((await client.get(f"/embed/{kind}/{thing['slug']}")).text)
            told = " ".join(seen.text.split())
            assert document["name"] in told
            assert " ".join(stop_rule.split()) in told
            assert "No clinician has reviewed this yet." in told
            assert " ".join(document["attribution"].split()) in told
            assert document["licence"]["name"] in told
            assert "warning signs" in told
            people = document.get("contributors", []) or [document.get("owner", {})]
            assert all(person.get("name", "") in told for person in people)
        assert len(things) == number

    async def test_a_routine_tells_every_step_and_dose(self, client: httpx.AsyncClient) -> None:
        routine = (await client.get("/v1/routines/first-steps-in-the-morning")).json()
        told = Seen((await client.get(ROUTINE)).text).text
        for item in routine["items"]:
            for text in (item["note"], *[step["text"] for step in item["exercise"]["steps"]]):
                assert text in told
            assert item["dosage"]["text"] in told

    @BOTH
    async def test_headings_go_down_one_level_at_a_time(
        self, address: str, client: httpx.AsyncClient
    ) -> None:
        elements = Seen((await client.get(address)).text).elements
        levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


class TestVersions:
    async def test_a_pinned_version_keeps_its_content_when_everything_else_changes(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        pinned = "/embed/routines/desk-feet?version=2"
        before = (await scratch_client.get(pinned)).text
        items = value_of(content, "routines", "desk-feet").items[:-1]
        changed = edited(content, "routines", "desk-feet", items=items, version=3, name="Anew")
        changed = edited(changed, "exercises", "toe-flutters", feel="Quite different.")

        await import_content(scratch, changed, now=LATER)

        assert (await scratch_client.get(pinned)).text == before
        assert "Anew" in (await scratch_client.get("/embed/routines/desk-feet")).text

    async def test_a_withdrawn_version_is_gone_and_says_why(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        async with scratch.writing() as session:
            await session.execute(
                update(RoutineVersion)
                .where(RoutineVersion.routine == "desk-feet")
                .values(withdrawn_reason="A hold was <too> long.")
            )

        answer = await scratch_client.get("/embed/routines/desk-feet?version=2")

        assert answer.status_code == 410
        assert "A hold was &lt;too&gt; long." in answer.text
        assert answer.headers["cache-control"] == "no-store"

    async def test_an_exercise_that_was_renamed_is_told_beside_a_pinned_version(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        changed = renamed(content, "exercises", "towel-grab-exercise", "towel-curls")
        routines = {
            routine.value.slug: routine.value.version
            for routine in content.routines
            if any(item.exercise == "towel-grab-exercise" for item in routine.value.items)
        }
        for slug, version in routines.items():
            changed = edited(changed, "routines", slug, version=version + 1)

        await import_content(scratch, changed, now=LATER)

        slug, version = next(iter(routines.items()))
        page = f"/embed/routines/{slug}?version={version}"
        told = Seen((await scratch_client.get(page)).text)
        advisory = (
            "What has changed since: Towel Grab Exercise. This exercise is now called towel-curls."
        )
        assert advisory in " ".join(told.text.split())
        moved = await scratch_client.get("/embed/exercises/towel-grab-exercise?theme=dark")
        assert moved.status_code == 308
        assert moved.headers["location"] == f"{PUBLIC_URL}/embed/exercises/towel-curls?theme=dark"


class TestErrorsForPeople:
    @in_one_test(
        ("address", "status", "text"),
        [
            ("/embed/routines/no-such-routine", 404, "There is no routine called no-such-routine."),
            ("/embed/routines/desk-feet?version=9", 404, "desk-feet has no version 9."),
            ("/embed/routines/desk-feet?version=0", 422, "version"),
            ("/embed/routines/desk-feet?theme=drak", 422, "Did you mean dark?"),
            ("/embed/exercises/calf-stretch?version=1", 422, "An exercise has no versions"),
            ("/embed/routines/..%2f..%2fetc", 404, "Not found"),
            ("/embed/routines/%3Cscript%3E", 404, "There is no routine with this name."),
            ("/embed/", 404, "Not found"),
            ("/embed/assets/..%2ftemplates.py", 404, "Not found"),
            ("/embed/assets/base.html", 404, "There is no file of this name."),
        ],
    )
    async def test_is_a_page_with_the_right_status(
        self, address: str, status: int, text: str, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(address)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert text in " ".join(Seen(answer.text).text.split())

    @pytest.mark.parametrize(
        "query", ["lang=en%0d%0aSet-Cookie:%20a=b", "theme=dark%0d%0aX:%20y", "version=1%0d%0aX:1"]
    )
    async def test_a_line_break_in_a_parameter_makes_no_header(
        self, query: str, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(f"{ROUTINE}?{query}")
        assert answer.status_code in (200, 422)
        assert not {"set-cookie", "x"} & set(answer.headers)
        assert answer.headers["content-language"] == "en"

    async def test_parameters_of_others_pass(self, client: httpx.AsyncClient) -> None:
        plain = await client.get(ROUTINE)
        tagged = await client.get(f"{ROUTINE}?utm_source=newsletter&fbclid=x")
        assert tagged.status_code == 200
        assert tagged.text == plain.text


async def test_a_partners_page_names_the_partner_and_no_serial_of_the_catalogue(
    acme: httpx.AsyncClient, anyone: httpx.AsyncClient
) -> None:
    assert (await published(acme)).status_code == 200
    routine = (await anyone.get("/v1/routines/acme--morning-feet")).json()

    answer = await anyone.get("/embed/routines/acme--morning-feet?version=1")

    assert answer.status_code == 200
    assert f"Routine by {routine['owner']['name']}" in Seen(answer.text).text
    assert "catalogue-serial" not in answer.headers


class TestOnTheWire:
    @BOTH
    async def test_a_page_has_a_tag_a_language_and_no_cookie(
        self, address: str, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(address, headers={"Accept-Language": "de, en;q=0.5"})

        assert answer.headers["cache-control"].startswith("public, max-age=60")
        assert answer.headers["content-language"] == "en"
        assert "Accept-Language" in answer.headers["vary"]
        assert int(answer.headers["catalogue-serial"]) > 0
        assert "set-cookie" not in answer.headers
        again = await client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = await client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-security-policy"] == answer.headers["content-security-policy"]

    @BOTH
    async def test_a_page_names_no_file_and_no_host_but_ours(
        self, address: str, client: httpx.AsyncClient
    ) -> None:
        loading = ("script", "link", "img", "iframe", "source", "video", "audio", "use", "object")
        for tag, attributes in Seen((await client.get(address)).text).elements:
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            if tag in loading and attributes not in DATA:
                places = [attributes.get(name) for name in ("src", "srcset", "href")]
                own = ("/embed/assets/", "/media/", "data:image/svg+xml,", f"{PUBLIC_URL}/", "#")
                assert any(places), attributes
                assert all(place.startswith(own) for place in places if place), attributes

    @BOTH
    async def test_anybody_may_frame_it_and_nothing_inline_runs(
        self, address: str, client: httpx.AsyncClient
    ) -> None:
        policy = (await client.get(address)).headers["content-security-policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
        assert directives["frame-ancestors"] == "*"
        assert directives["default-src"] == "'none'"
        assert directives["script-src"] == directives["style-src"] == "'self'"
        assert "unsafe" not in policy

    async def test_files_are_kept_for_good_by_their_version_only(
        self, client: httpx.AsyncClient
    ) -> None:
        html = (await client.get(ROUTINE)).text
        files = re.findall(r"/embed/assets/[a-z]+\.(?:css|js)\?v=[0-9a-f]{12}", html)
        assert len(files) == 8
        for file in files:
            answer = await client.get(file)
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            stale = await client.get(file[:-1] + "x")
            assert stale.content == answer.content
            assert stale.headers["cache-control"] == "public, max-age=300"


ATTACK = "<script>alert(1)</script>\"' onload=x {{7*7}} &amp;"


def poisoned(value: Any) -> Any:
    """Return a document with hostile text in every place that holds text."""
    if isinstance(value, dict):
        return {key: poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    return f"javascript:{value}{ATTACK}" if isinstance(value, str) else value


class TestHostileText:
    @pytest.mark.parametrize(
        ("kind", "slug"), [("routine", "desk-feet"), ("exercise", "calf-stretch")]
    )
    async def test_stays_text_in_every_field(
        self, kind: str, slug: str, client: httpx.AsyncClient
    ) -> None:
        document = (await client.get(f"/v1/{kind}s/{slug}")).json()
        values = {kind: poisoned({**document, "slug": "x"}), "pinned": None}
        if kind == "exercise":
            values["stop_rule"] = ATTACK

        html = render(f"{kind}.html", base_url=PUBLIC_URL, language="en", theme="auto", **values)

        honest = Seen((await client.get(f"/embed/{kind}s/{slug}")).text)
        seen = Seen(html)
        scripts = [attributes for tag, attributes in seen.elements if tag == "script"]
        assert scripts == [attributes for tag, attributes in honest.elements if tag == "script"]
        for _tag, attributes in seen.elements:
            assert not any(name.startswith("on") for name in attributes)
            for name in ("href", "src"):
                assert not (attributes.get(name) or "").startswith("javascript:")
        assert ATTACK in seen.text
        assert "49 " not in seen.text
