"""/v1/session-timelines and the timelines of routines: as JSON, and as captions."""

from html import unescape
from typing import Any

import httpx
import pytest
import webvtt

from tests.v1.test_plan_recommendations import HEEL, planned
from tests.v1.test_routines import ROUTINES, slugs

ADDRESS = "/v1/session-timelines"
VTT = {"Accept": "text/vtt"}
HELD = {"sets": 1, "reps": 2, "hold_seconds": 10, "each_side": True}
PARTNERS = f"{ROUTINES}/example-gym--morning-feet"


def session(**changes: Any) -> dict[str, Any]:
    return {"items": [{"exercise": "calf-stretch", "dosage": HELD | changes}]}


async def first_session(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await planned(client, **HEEL, **asked)
    found: dict[str, Any] = answer["phases"][0]["sessions"][0]
    return found


async def wrong(client: httpx.AsyncClient, body: Any) -> list[tuple[str, str]]:
    """Return pointer and code of each error."""
    response = await client.post(ADDRESS, json=body)
    assert response.status_code == 422, response.text
    return [(error["pointer"], error["code"]) for error in response.json()["errors"]]


class TestOfARoutine:
    async def test_each_takes_the_seconds_of_its_routine(self, client: httpx.AsyncClient) -> None:
        for slug in [*await slugs(client), "example-gym--morning-feet"]:
            routine = (await client.get(f"{ROUTINES}/{slug}")).json()
            answer = (await client.get(f"{ROUTINES}/{slug}/timeline")).json()

            assert answer["total_seconds"] == routine["total_seconds"]
            last = answer["segments"][-1]
            assert last["at_ms"] + last["ms"] == 1000 * routine["total_seconds"]
            assert list(dict.fromkeys(one["exercise"] for one in answer["segments"])) == [
                item["exercise"]["slug"] for item in routine["items"]
            ]

    async def test_of_its_newest_version_is_that_of_the_routine(
        self, client: httpx.AsyncClient
    ) -> None:
        newest = await client.get(f"{ROUTINES}/desk-feet/timeline")
        frozen = await client.get(f"{ROUTINES}/desk-feet/versions/2/timeline")

        assert newest.json() == frozen.json()

    async def test_may_be_kept_as_long_as_its_routine(self, client: httpx.AsyncClient) -> None:
        routine = await client.get(f"{ROUTINES}/desk-feet")
        response = await client.get(f"{ROUTINES}/desk-feet/timeline")
        again = await client.get(
            f"{ROUTINES}/desk-feet/timeline", headers={"If-None-Match": response.headers["etag"]}
        )

        assert again.status_code == 304
        for name in ("cache-control", "catalogue-serial", "catalogue-id", "content-language"):
            assert response.headers[name] == routine.headers[name]

    async def test_of_a_partner_is_outside_the_catalogue(self, client: httpx.AsyncClient) -> None:
        response = await client.get(f"{PARTNERS}/timeline")

        assert response.status_code == 200
        assert "catalogue-serial" not in response.headers

    @pytest.mark.parametrize(
        "path", ["desk-feets/timeline", "desk-feet/versions/3/timeline", "%00/timeline"]
    )
    async def test_of_no_routine_is_not_found(self, client: httpx.AsyncClient, path: str) -> None:
        assert (await client.get(f"{ROUTINES}/{path}")).status_code == 404

    async def test_takes_the_statements_of_its_routine(
        self, client: httpx.AsyncClient, statements: list[str]
    ) -> None:
        await client.get(f"{ROUTINES}/desk-feet")
        routine = [*statements]
        statements.clear()
        await client.get(f"{ROUTINES}/desk-feet/timeline")

        assert statements == routine


class TestCaptions:
    @pytest.mark.parametrize("path", [f"{ROUTINES}/strong-arches/timeline", f"{PARTNERS}/timeline"])
    async def test_are_read_by_a_parser_as_the_segments(
        self, client: httpx.AsyncClient, path: str
    ) -> None:
        segments = (await client.get(path)).json()["segments"]
        response = await client.get(path, headers=VTT)

        cues = webvtt.from_string(response.text, strict=True).captions

        assert response.headers["content-type"].startswith("text/vtt")
        assert len(cues) == len(segments)
        assert [(cue.identifier, ms_of(cue.start), ms_of(cue.end)) for cue in cues] == [
            (str(number), one["at_ms"], one["at_ms"] + one["ms"])
            for number, one in enumerate(segments, start=1)
        ]
        assert [unescape(cue.text) for cue in cues] == [one["text"] for one in segments]

    async def test_and_json_have_tags_of_their_own(self, client: httpx.AsyncClient) -> None:
        path = f"{ROUTINES}/desk-feet/timeline"
        json, captions = [await client.get(path, headers=accept) for accept in ({}, VTT)]

        assert json.headers["etag"] != captions.headers["etag"]
        for response in (json, captions):
            assert {"Accept", "Accept-Language"} <= set(response.headers["vary"].split(", "))

    @pytest.mark.parametrize(
        ("accept", "answered"),
        [
            ("*/*", "application/json"),
            ("application/json, text/vtt", "application/json"),
            ("text/vtt, application/json;q=0.9", "text/vtt"),
            ("text/vtt, */*;q=0.1", "text/vtt"),
            ("text/*", "text/vtt"),
            ("application/json;q=0, */*", "text/vtt"),
        ],
    )
    async def test_come_if_they_are_preferred(
        self, client: httpx.AsyncClient, accept: str, answered: str
    ) -> None:
        response = await client.get(f"{ROUTINES}/desk-feet/timeline", headers={"Accept": accept})

        assert response.headers["content-type"].partition(";")[0] == answered

    @pytest.mark.parametrize("accept", ["text/html", "text/vtt;q=0", "application/xml"])
    async def test_or_json_is_all_there_is(self, client: httpx.AsyncClient, accept: str) -> None:
        headers = {"Accept": accept}
        read = await client.get(f"{ROUTINES}/desk-feet/timeline", headers=headers)
        sent = await client.post(ADDRESS, json=session(), headers=headers)

        assert (read.status_code, sent.status_code) == (406, 406)
        assert read.json()["detail"] == (
            "This address answers in application/json or text/vtt only."
        )


class TestOfASession:
    async def test_takes_the_items_of_a_plan_as_they_are(self, client: httpx.AsyncClient) -> None:
        found = await first_session(client, minutes_per_session=20)
        response = await client.post(ADDRESS, json={"items": found["items"]})

        assert response.json()["total_seconds"] == found["total_seconds"]
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers

    async def test_takes_everything_that_a_plan_answers(self, client: httpx.AsyncClient) -> None:
        everything = [
            await planned(client, complaints=[slug], minutes_per_session=30)
            for slug in ("plantar-heel-pain", "foot-cramps", "tight-toes", "poor-balance")
        ]
        sessions = [
            one for plan in everything for phase in plan["phases"] for one in phase["sessions"]
        ]
        for one in sessions:
            response = await client.post(ADDRESS, json={"items": one["items"]})
            assert response.json()["total_seconds"] == one["total_seconds"], response.text
        assert len(sessions) > 8

    async def test_comes_as_captions_too(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, json=session(), headers=VTT)

        cues = webvtt.from_string(response.text, strict=True).captions
        assert cues[0].text == "Get ready: Calf Stretch. Start with your left foot."
        assert response.headers["cache-control"] == "no-store"

    async def test_begins_with_the_side_that_the_plan_was_asked_for(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = (await client.post(ADDRESS, json={**session(), "side": "right"})).json()

        assert answer["segments"][0]["side"] == "right"
        assert answer["segments"][-1]["side"] == "left"

    async def test_takes_null_for_what_is_left_out_and_whole_numbers_with_a_fraction(
        self, client: httpx.AsyncClient
    ) -> None:
        written = session(hold_seconds=10.0, tempo=None, text=None)
        written["items"][0] |= {"number": None, "also": None, "cautions": None}

        assert (await client.post(ADDRESS, json=written)).json() == (
            await client.post(ADDRESS, json=session())
        ).json()

    async def test_reads_nothing_but_versions_once_the_catalogue_is_known(
        self, client: httpx.AsyncClient, statements: list[str]
    ) -> None:
        await client.post(ADDRESS, json=session())
        statements.clear()
        await client.post(ADDRESS, json=session())

        # catalogue, for the headers and for the names
        assert len(statements) == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "pointer", "code"),
        [
            ({"hold_seconds": None}, "/items/0/dosage", "no_time"),
            ({"duration_seconds": 60}, "/items/0/dosage", "no_time"),
            ({"hold_seconds": 301}, "/items/0/dosage/hold_seconds", "too_large"),
            ({"reps": 0}, "/items/0/dosage/reps", "too_small"),
            ({"reps": "2"}, "/items/0/dosage/reps", "not_an_integer"),
            ({"each_side": None}, "/items/0/dosage/each_side", "not_a_boolean"),
            ({"each_side": "yes"}, "/items/0/dosage/each_side", "not_a_boolean"),
            ({"tempo": "3-1"}, "/items/0/dosage/tempo", "wrong_form"),
            ({"tempo": "3-1-3"}, "/items/0/dosage/tempo", "contradicts_pace"),
            (
                {"tempo": "3-1-3", "rep_seconds": 6},
                "/items/0/dosage/tempo",
                "contradicts_pace",
            ),
            ({"hold": 10}, "/items/0/dosage/hold", "unknown_field"),
            ({"reps": 100, "hold_seconds": 300}, "/items", "too_much_time"),
        ],
        ids=str,
    )
    async def test_a_wrong_dose_is_refused_by_its_field(
        self, client: httpx.AsyncClient, changes: dict[str, Any], pointer: str, code: str
    ) -> None:
        assert await wrong(client, session(**changes)) == [(pointer, code)]

    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            ({}, "/items", "missing"),
            ({"items": []}, "/items", "too_few"),
            ({"items": session()["items"] * 7}, "/items", "too_many"),
            ({**session(), "side": "middle"}, "/side", "unknown_word"),
            ({"items": [{"exercise": "calf-stretch"}]}, "/items/0/dosage", "missing"),
            ({"items": [{"dosage": HELD}]}, "/items/0/exercise", "missing"),
            ([], "", "not_an_object"),
        ],
        ids=str,
    )
    async def test_a_wrong_body_is_refused_by_its_field(
        self, client: httpx.AsyncClient, body: Any, pointer: str, code: str
    ) -> None:
        assert await wrong(client, body) == [(pointer, code)]

    @pytest.mark.parametrize(
        ("slug", "meant"),
        [
            ("calf-strech", "calf-stretch"),
            ("Wall Calf Stretch", "calf-stretch"),
            ("\0", None),
            ("xyzzy" * 12, None),
        ],
    )
    async def test_an_unknown_exercise_is_named_with_the_nearest(
        self, client: httpx.AsyncClient, slug: str, meant: str | None
    ) -> None:
        items = [*session()["items"], {"exercise": slug, "dosage": HELD}]
        response = await client.post(ADDRESS, json={"items": items})

        [error] = response.json()["errors"]
        assert response.status_code == 422
        assert (error["pointer"], error["code"]) == ("/items/1/exercise", "unknown_slug")
        assert error["suggestion"] == meant

    async def test_every_unknown_exercise_is_named(self, client: httpx.AsyncClient) -> None:
        items = [{"exercise": slug, "dosage": HELD} for slug in ("one-more", "calf-stretch", "two")]

        pointers = [pointer for pointer, _ in await wrong(client, {"items": items})]

        assert pointers == ["/items/0/exercise", "/items/2/exercise"]


def ms_of(clock: str) -> int:
    """Return the milliseconds of a WebVTT timestamp with its hours."""
    hours, minutes, rest = clock.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(rest) * 1000)
