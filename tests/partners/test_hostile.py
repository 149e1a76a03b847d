"""Attacks with a valid key: markup, headers, sizes, doubled names, races."""

import asyncio
import json
from html.parser import HTMLParser

import httpx
import pytest
from markupsafe import escape

from api.errors import REGISTRY
from tests.partners.written import CREATE, DESK, changed, create, definition, if_match, published

DRAFT = f"{DESK}/morning-feet"
PUBLIC = "/v1/routines/acme--morning-feet"
JSON = {"Content-Type": "application/json"}
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</title></textarea></style><b>",
    "{{ 7 * 7 }}${7*7}<%= 7 * 7 %>",
    "javascript:alert(1)//' onmouseover='",
]


def everywhere(text: str) -> dict[str, object]:
    """Return a routine with this text in every field that a partner writes freely."""

    def write(made: dict[str, object]) -> None:
        made.update(name=text, summary=text)
        made["schedule"]["text"] = text  # type: ignore[index]
        made["items"][0]["note"] = text  # type: ignore[index]

    return changed(write)


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes: what a browser would build."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))


def structure(page: str) -> list[tuple[str, ...]]:
    parser = Structure()
    parser.feed(page)
    return parser.elements


async def pages(partner: httpx.AsyncClient) -> tuple[str, str]:
    """Return the routine's page, and the frame that oEmbed gives to others."""
    page = await partner.get("/embed/routines/acme--morning-feet")
    address = "https://api.instep.example/embed/routines/acme--morning-feet"
    oembed = await partner.get("/oembed", params={"url": address})
    assert page.status_code == oembed.status_code == 200
    return page.text, oembed.json()["html"]


class TestMarkup:
    @pytest.mark.parametrize("text", MARKUP)
    async def test_is_text_wherever_it_is_shown(
        self, text: str, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        harmless = await create(acme, **everywhere("Harmless"))
        assert harmless.status_code == 201, harmless.text
        live = await acme.post(f"{DRAFT}/publish", headers=if_match(harmless))
        before = await pages(anyone)
        draft = await acme.put(DRAFT, json=everywhere(text), headers=if_match(live))

        await acme.post(f"{DRAFT}/publish", headers=if_match(draft))

        routine = await anyone.get(PUBLIC)
        body, after = routine.json(), await pages(anyone)
        told = (body["name"], body["summary"], body["schedule"]["text"], body["items"][0]["note"])
        assert told == (text,) * 4
        assert routine.headers["content-type"] == "application/json"
        assert routine.headers["x-content-type-options"] == "nosniff"
        assert after[0].count(str(escape(text))) >= 4
        assert [structure(page) for page in after] == [structure(page) for page in before]


class TestWhatNobodySees:
    @pytest.mark.parametrize(
        ("text", "character"),
        [
            ("\u3164", "U+3164 HANGUL FILLER"),
            ("Morning\u200b feet", "U+200B ZERO WIDTH SPACE"),
            ("\u061cMorning", "U+061C ARABIC LETTER MARK"),
            ("Morning\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
            ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ],
    )
    async def test_is_refused_by_name_in_every_text(
        self, text: str, character: str, acme: httpx.AsyncClient
    ) -> None:
        response = await create(acme, **everywhere(text))

        errors = response.json()["errors"]
        assert response.status_code == 422
        assert {error["pointer"] for error in errors} == {
            "/name",
            "/summary",
            "/schedule/text",
            "/items/0/note",
        }
        assert {error["code"] for error in errors} == {"unseen_character"}
        assert all(error["detail"].endswith(f"Leave out {character}.") for error in errors)

    async def test_marks_alone_are_no_name(self, acme: httpx.AsyncClient) -> None:
        response = await create(acme, **everywhere("\u0301 \u0308"))

        assert {error["code"] for error in response.json()["errors"]} == {"nothing_to_see"}

    async def test_what_is_typed_in_two_ways_is_stored_in_one(
        self, acme: httpx.AsyncClient
    ) -> None:
        response = await create(acme, **everywhere("Fu\u0308\u00dfe 👩\u200d⚕\ufe0f"))

        assert response.status_code == 201
        assert response.json()["name"] == "F\u00fc\u00dfe 👩\u200d⚕\ufe0f"


class TestHeaders:
    @pytest.mark.parametrize("text", ["a\r\nSet-Cookie: a=b", "a\nX-Evil: 1", "a\x00b", "a\x7f"])
    async def test_take_nothing_from_what_is_written(
        self, text: str, acme: httpx.AsyncClient
    ) -> None:
        response = await create(acme, **everywhere(text))
        assert response.status_code == 422
        assert "set-cookie" not in response.headers
        assert "x-evil" not in response.headers

    @pytest.mark.parametrize("name", ["a%0d%0aSet-Cookie:%20a=b", "a%0aX-Evil:1", "..%2f..%2fx"])
    async def test_take_nothing_from_an_address(self, name: str, acme: httpx.AsyncClient) -> None:
        response = await acme.put(f"{DESK}/{name}", json=definition(), headers=CREATE)
        assert response.status_code in (404, 422)
        assert not {"set-cookie", "x-evil", "location"} & set(response.headers)


def nested(depth: int) -> str:
    return '{"name":' + "[" * depth + "]" * depth + "}"


BODIES = {
    "too large": (b'{"name":"' + b"x" * 70_000 + b'"}', 413),
    "too deep": (nested(30_000).encode(), 400),
    "deep": (nested(500).encode(), 422),
    "a name twice": (b'{"name":"a","name":"b"}', 400),
    "a name twice further in": (b'{"items":[{"exercise":"a","exercise":"b"}]}', 400),
    "not a number": (b'{"schedule":{"days_per_week":NaN}}', 400),
    "endless": (b'{"schedule":{"days_per_week":Infinity}}', 400),
    "a huge number": (b'{"schedule":{"days_per_week":' + b"9" * 5_000 + b"}}", 400),
    "cut off": (b'{"name":', 400),
    "broken UTF-8": (b'{"name":"\xff"}', 400),
    "nothing": (b"", 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
}


class TestBodies:
    @pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES)
    async def test_that_cannot_be_are_refused_and_leave_nothing(
        self, body: bytes, status: int, acme: httpx.AsyncClient
    ) -> None:
        response = await acme.put(DRAFT, content=body, headers={**CREATE, **JSON})

        assert response.status_code == status, response.text
        assert response.json()["code"] in {problem.code for problem in REGISTRY}
        assert "Traceback" not in response.text
        assert (await acme.get(DRAFT)).status_code == 404

    async def test_of_another_type_are_refused(self, acme: httpx.AsyncClient) -> None:
        headers = {**CREATE, "Content-Type": "text/plain"}
        response = await acme.put(DRAFT, content=json.dumps(definition()), headers=headers)
        assert response.status_code == 415

    async def test_with_a_name_twice_are_refused_by_the_public_addresses_too(
        self, anyone: httpx.AsyncClient
    ) -> None:
        body = b'{"text":"my heel hurts","text":"my foot went numb"}'
        response = await anyone.post("/v1/complaint-matches", content=body, headers=JSON)
        assert response.status_code == 400


class TestRaces:
    async def test_of_fifty_creations_make_one(self, acme: httpx.AsyncClient) -> None:
        answers = await asyncio.gather(*(create(acme) for _ in range(50)))

        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [201, *[412] * 49]
        assert len((await acme.get(DESK)).json()["items"]) == 1

    async def test_of_two_publishes_one_wins(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)

        answers = await asyncio.gather(
            *(acme.post(f"{DRAFT}/publish", headers=if_match(draft)) for _ in range(8))
        )

        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200, *[412] * 7]
        assert (await acme.get(DRAFT)).json()["version"] == 1

    async def test_of_changes_lose_none_unnoticed(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)

        answers = await asyncio.gather(
            *(
                acme.put(DRAFT, json=definition(name=f"Try {number}"), headers=if_match(draft))
                for number in range(8)
            )
        )

        [won] = [answer for answer in answers if answer.status_code == 200]
        assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]
        assert (await acme.get(DRAFT)).json() == won.json()

    async def test_of_publishing_and_deleting_end_in_one_of_both(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        await published(acme)
        other = definition(summary="Other words.")
        draft = await acme.put(DRAFT, json=other, headers={"If-Match": "*"})

        again, deleted = await asyncio.gather(
            acme.post(f"{DRAFT}/publish", headers=if_match(draft)),
            acme.delete(DRAFT, headers=if_match(draft)),
        )

        ending = {(200, 412): 200, (410, 204): 410}[again.status_code, deleted.status_code]
        assert (await anyone.get(PUBLIC)).status_code == ending


class TestCounts:
    async def test_of_routines_are_limited(
        self, acme: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.partners.routines.MOST_ROUTINES", 2)

        answers = [await create(acme, name) for name in ("aa", "bb", "cc")]

        assert [answer.status_code for answer in answers] == [201, 201, 422]
        assert answers[-1].json()["errors"][0]["code"] == "too_many_routines"

    async def test_of_versions_are_limited(
        self, acme: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.partners.routines.MOST_VERSIONS", 1)
        await published(acme)
        other = definition(summary="Other words.")
        draft = await acme.put(DRAFT, json=other, headers={"If-Match": "*"})

        again = await acme.post(f"{DRAFT}/publish", headers=if_match(draft))

        assert again.status_code == 422
        assert again.json()["errors"][0]["code"] == "too_many_versions"

    async def test_of_a_largest_routine_is_still_answered(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        items = [{"exercise": "achilles-tendon-stretch", "note": "ü" * 400}] * 20
        draft = await create(acme, items=items, summary="ß" * 400, complaints=[])
        assert draft.status_code == 201, draft.text

        live = await acme.post(f"{DRAFT}/publish", headers=if_match(draft))

        assert live.status_code == 200
        assert len((await anyone.get(PUBLIC)).json()["items"]) == 20
