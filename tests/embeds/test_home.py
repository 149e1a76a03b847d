"""The page at `/`, as the server gives it: everything with a link, warning signs first."""

import re
from datetime import timedelta

import httpx
import pytest
from markupsafe import escape

from api.db import Database
from api.pages.assets import files
from api.pages.body_map import PLACES, places
from api.pages.formatting import TIERS
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLIC_URL, PUBLISHED
from tests.embeds.test_pages import DATA, Seen
from tests.seed.factories import renamed
from tests.sent import Sent

LATER = PUBLISHED + timedelta(days=1)
HEEL = "/?complaint=plantar-heel-pain"


class TestWhatStandsThere:
    async def test_every_complaint_exercise_and_routine_has_a_link_that_answers(
        self, client: httpx.AsyncClient
    ) -> None:
        elements = Seen((await client.get("/")).text).elements
        links = {href for tag, a in elements if tag == "a" and (href := a.get("href") or "")}
        inside = sorted(link for link in links if link.startswith("/"))
        assert sum(link.startswith("/?complaint=") for link in inside) == 24
        assert sum(link.startswith("/embed/exercises/") for link in inside) == 16
        assert sum(link.startswith("/embed/routines/") for link in inside) == 10
        for link in inside:
            assert (await client.get(link)).status_code == 200, link

    async def test_every_link_within_the_page_leads_somewhere(
        self, client: httpx.AsyncClient
    ) -> None:
        for path in ("/", HEEL, "/embed/routines/desk-feet", "/embed/exercises/calf-stretch"):
            elements = Seen((await client.get(path)).text).elements
            there = {attributes.get("id") for _, attributes in elements}
            asked = {a["href"] for tag, a in elements if tag == "a" and a.get("href")}
            assert {f"#{place}" for place in there} >= {x for x in asked if x and x[0] == "#"}

    async def test_an_answer_is_the_one_of_the_api_with_the_warning_signs_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = (await client.get("/v1/complaints/plantar-heel-pain/exercises")).json()
        html = (await client.get(HEEL)).text
        told = Seen(html).text
        for flag in answer["red_flags"]:
            assert flag["sign"] in told
        for item in answer["items"]:
            assert item["rationale"] in told
            assert all(person["name"] in told for person in item["contributors"])
        places = [html.index('class="care"'), *[m.start() for m in re.finditer('"help"', html)]]
        assert places == sorted(places)
        assert len(places) == len(answer["items"]) + 1
        assert answer["stop_rule"] in told

    @pytest.mark.parametrize("path", ["/", HEEL])
    async def test_no_sign_is_folded_and_the_worst_come_first(
        self, path: str, client: httpx.AsyncClient
    ) -> None:
        """Without scripts this list stands in for the check."""
        html = (await client.get(path)).text
        flags = (await client.get("/v1/red-flags", params={"limit": 100})).json()["items"]
        care = html[html.index('class="care"') :].partition("</section>")[0]
        shown = {
            flag["code"]: (care.index(sign), flag["tier"])
            for flag in flags
            if (sign := f"<li>{escape(flag['sign'])}</li>") in care
        }
        assert len(shown) == len(flags) if path == "/" else len(shown) >= 8
        assert "<details" not in care
        tiers = [tier for _, tier in sorted(shown.values())]
        assert tiers == sorted(tiers, key=TIERS.index)

    async def test_an_answer_says_what_else_helps(self, client: httpx.AsyncClient) -> None:
        for slug in ("plantar-heel-pain", "foot-fracture"):
            answer = (await client.get(f"/v1/complaints/{slug}/exercises")).json()
            told = Seen((await client.get(f"/?complaint={slug}")).text).text
            assert all(item["text"] in told for item in answer["self_care_advice"])

    async def test_without_self_care_there_is_no_exercise_and_no_plan_button(
        self, client: httpx.AsyncClient
    ) -> None:
        html = (await client.get("/?complaint=foot-fracture")).text
        assert "No exercises yet." in html
        assert 'class="help"' not in html
        assert "Make a weekly plan</a>" not in html

    @pytest.mark.parametrize("path", ["/", HEEL, "/?complaint=foot-pain"])
    async def test_loads_less_than_100_kb_in_all(
        self, path: str, client: httpx.AsyncClient
    ) -> None:
        """Uncompressed; a browser counts the same in `make e2e`."""
        html = (await client.get(path)).text
        names = re.findall(r"/embed/assets/([a-z]+\.(?:css|js))", html)
        assert len(names) == 8
        assert len(html.encode()) + sum(len(files()[name]) for name in names) <= 100 * 1024

    async def test_asks_the_database_as_often_whatever_it_holds(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(HEEL)
        # Begin, catalogue, complaint, notices, its exercises; exercises, complaints, routines,
        # red flags.
        assert len([sent for sent in statements if sent.sql.startswith("SELECT")]) == 8


class TestWhatGuardsIt:
    async def test_nobody_frames_it_and_nothing_inline_runs(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/")
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "set-cookie" not in answer.headers
        for tag, attributes in Seen(answer.text).elements:
            assert "style" not in attributes
            assert not any(name.startswith("on") for name in attributes)
            assert tag != "script" or attributes.get("src") or attributes in DATA

    async def test_no_form_puts_words_into_an_address(self, client: httpx.AsyncClient) -> None:
        """Without scripts the forms are hidden, and the policy lets none be sent."""
        answer = await client.get("/")
        forms = [a for tag, a in Seen(answer.text).elements if tag == "form"]
        assert len(forms) == 3
        assert all("hidden" in form and "action" not in form for form in forms)
        assert "form-action 'none'" in answer.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("complaint", "status"), [("no-such", 404), ("%3Cscript%3E", 404), ("a" * 65, 422)]
    )
    async def test_an_unknown_complaint_is_a_page_that_says_so(
        self, complaint: str, status: int, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get(f"/?complaint={complaint}")
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert "<script>" not in answer.text

    async def test_a_renamed_complaint_leads_on(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        changed = renamed(content, "complaints", "knee-pain", "sore-knee")
        await import_content(scratch, changed, now=LATER)
        answer = await scratch_client.get("/?complaint=knee-pain")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"{PUBLIC_URL}/?complaint=sore-knee"


async def test_the_drawing_knows_only_regions_that_there_are(client: httpx.AsyncClient) -> None:
    known: set[str] = set()
    cursor = ""
    while True:
        page = (await client.get(f"/v1/body-regions?limit=100{cursor}")).json()
        known |= {item["slug"] for item in page["items"]}
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert set(PLACES) <= known
    assert all(0 < x < 240 and 0 < y < 160 for x, y in PLACES.values())
    assert places(["calf", "knee", "calf"]) == [PLACES["calf"]]
