"""`/v1/partner/routines`: a partner's drafts, and what becomes of them in public."""

import httpx
import pytest
from sqlalchemy.engine import URL

from api.db import Database
from tests.cases import in_one_test
from tests.partners.written import CREATE, DESK, create, definition, if_match, published

DRAFT = f"{DESK}/morning-feet"
PUBLIC = "/v1/routines/acme--morning-feet"


@pytest.fixture
def scratch_url(partners_url: URL) -> URL:
    """Here only partners write."""
    return partners_url


class TestPut:
    async def test_creates_a_draft(self, acme: httpx.AsyncClient) -> None:
        response = await create(acme)

        body = response.json()
        assert response.status_code == 201
        assert response.headers["location"] == f"https://api.instep.example{DRAFT}"
        assert response.headers["cache-control"] == "private, no-store, no-transform"
        assert body["slug"] == "acme--morning-feet"
        assert (body["state"], body["version"], body["revision"]) == ("draft", None, 1)
        assert body["definition"]["items"][0]["dosage"]["reps"] == 5

    async def test_works_out_how_long_it_takes(self, acme: httpx.AsyncClient) -> None:
        """2 × (5 × 10 + 4 × 2) + 10, and 2 × (3 × 30 + 2 × 2) + 10: the editors' formula."""
        assert (await create(acme)).json()["total_seconds"] == 126 + 198

    async def test_replaces_the_state_that_is_named(self, acme: httpx.AsyncClient) -> None:
        first = await create(acme)
        written = definition(name="Better feet")

        second = await acme.put(DRAFT, json=written, headers=if_match(first))
        late = await acme.put(DRAFT, json=definition(name="Lost"), headers=if_match(first))

        assert second.status_code == 200
        assert (second.json()["name"], second.json()["revision"]) == ("Better feet", 2)
        assert second.headers["etag"] != first.headers["etag"]
        assert late.status_code == 412
        assert (await acme.get(DRAFT)).json() == second.json()

    @pytest.mark.parametrize(
        ("conditions", "status"),
        [
            ({}, 428),
            ({"If-None-Match": '"abc"'}, 428),
            ({"If-Match": '"abc"'}, 412),
            ({"If-Match": "*", "If-None-Match": "*"}, 412),
            ({"If-None-Match": "*"}, 412),
            ({"If-Match": "*"}, 200),
        ],
        ids=str,
    )
    async def test_asks_for_a_condition_that_holds(
        self, conditions: dict[str, str], status: int, acme: httpx.AsyncClient
    ) -> None:
        await create(acme)
        response = await acme.put(DRAFT, json=definition(), headers=conditions)
        assert response.status_code == status

    async def test_says_how_to_create_what_is_not_there(self, acme: httpx.AsyncClient) -> None:
        response = await acme.put(DRAFT, json=definition(), headers={"If-Match": "*"})
        assert response.status_code == 412
        assert "If-None-Match: *" in response.json()["detail"]

    async def test_takes_back_what_it_answered(self, acme: httpx.AsyncClient) -> None:
        first = await create(acme)
        again = await acme.put(DRAFT, json=first.json()["definition"], headers=if_match(first))
        assert again.status_code == 200
        assert again.json()["definition"] == first.json()["definition"]

    @pytest.mark.parametrize(
        "name", ["a", "Feet", "two--hyphens", "-feet", "a" * 41, "füße", "a.b"]
    )
    async def test_refuses_a_name_that_is_no_slug(self, name: str, acme: httpx.AsyncClient) -> None:
        response = await acme.put(f"{DESK}/{name}", json=definition(), headers=CREATE)
        assert response.status_code == 422
        assert response.json()["errors"][0]["parameter"] == "name"


class TestGet:
    async def test_answers_a_draft_to_its_owner_alone(
        self, acme: httpx.AsyncClient, other: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        await create(acme)

        assert (await acme.get(DRAFT)).status_code == 200
        assert (await other.get(DRAFT)).status_code == 404
        assert (await other.delete(DRAFT, headers={"If-Match": "*"})).status_code == 404
        assert (await other.post(f"{DRAFT}/publish", headers={"If-Match": "*"})).status_code == 404
        assert (await anyone.get(PUBLIC)).status_code == 404
        assert (await anyone.get(f"{PUBLIC}/versions/1")).status_code == 404

    async def test_is_never_compressed_and_has_one_tag(self, acme: httpx.AsyncClient) -> None:
        made = await create(acme, items=[{"exercise": "calf-stretch", "note": "x" * 400}] * 5)

        plain = await acme.get(DRAFT, headers={"Accept-Encoding": "identity"})
        packed = await acme.get(DRAFT, headers={"Accept-Encoding": "br, gzip"})
        known = await acme.get(DRAFT, headers={"If-None-Match": made.headers["etag"]})

        assert len(plain.content) > 2_000
        assert "content-encoding" not in packed.headers
        assert plain.headers["etag"] == packed.headers["etag"] == made.headers["etag"]
        assert known.status_code == 304

    async def test_lists_own_ones_by_name_in_pages(
        self, acme: httpx.AsyncClient, other: httpx.AsyncClient
    ) -> None:
        for name in ("cc", "aa", "bb"):
            await create(acme, name)
        await create(other, "dd")

        first = (await acme.get(f"{DESK}?limit=2")).json()
        rest = (await acme.get(f"{DESK}?limit=2&cursor={first['next_cursor']}")).json()

        slugs = [item["slug"] for item in first["items"] + rest["items"]]
        assert slugs == ["acme--aa", "acme--bb", "acme--cc"]
        assert rest["next_cursor"] is None
        assert "definition" not in first["items"][0]

    @pytest.mark.parametrize("name", ["nothing", "a", "UPPER", "two--hyphens", "%00", "x" * 300])
    async def test_knows_no_other_name(self, name: str, acme: httpx.AsyncClient) -> None:
        assert (await acme.get(f"{DESK}/{name}")).status_code == 404


class TestPublish:
    async def test_shows_the_routine_with_its_owner(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        answer = (await published(acme)).json()

        routine = (await anyone.get(PUBLIC)).json()
        assert (answer["state"], answer["version"]) == ("published", 1)
        assert routine["owner"] == {"kind": "partner", "name": "Acme Fitness"}
        assert routine["total_seconds"] == answer["total_seconds"]
        assert routine["level"] == "beginner"
        assert [item["dosage"]["reps"] for item in routine["items"]] == [5, 3]
        assert routine["items"][0]["dosage"]["reps_start"] is None
        assert routine["items"][0]["exercise"]["steps"]
        assert routine["stop_rule"]
        assert routine["review"]["status"] == "not_clinically_reviewed"

    async def test_has_the_shape_of_the_editors_ones(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        await published(acme)
        editors = (await anyone.get("/v1/routines?limit=1")).json()["items"][0]

        for ours, theirs in (
            (f"/v1/routines/{editors['slug']}", PUBLIC),
            (
                f"/v1/routines/{editors['slug']}/versions/{editors['version']}",
                f"{PUBLIC}/versions/1",
            ),
        ):
            assert list((await anyone.get(ours)).json()) == list((await anyone.get(theirs)).json())
        lines = [
            item
            for item in (await anyone.get("/v1/routines?owner=partner&limit=100")).json()["items"]
            if item["slug"] == "acme--morning-feet"
        ]
        assert [list(line) for line in lines] == [list(editors)]

    async def test_stays_outside_of_the_catalogue(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        before = (await anyone.get("/v1/bundle")).json()
        await published(acme, "evening-feet")

        listed = await anyone.get("/v1/routines?limit=100")
        own = await anyone.get("/v1/routines/acme--evening-feet")

        assert (await anyone.get("/v1/bundle")).json() == before
        assert "acme--evening-feet" not in listed.text
        assert "catalogue-serial" in listed.headers
        assert "catalogue-serial" not in own.headers
        assert own.headers["etag"]

    async def test_freezes_each_version(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        first = await published(acme)
        one = (await anyone.get(f"{PUBLIC}/versions/1")).content
        draft = await acme.put(DRAFT, json=definition(name="Later"), headers=if_match(first))
        unpublished = (await anyone.get(PUBLIC)).json()

        second = await acme.post(f"{DRAFT}/publish", headers=if_match(draft))

        assert unpublished["name"] == "Morning feet"
        assert second.json()["version"] == 2
        assert (await anyone.get(PUBLIC)).json()["name"] == "Later"
        assert (await anyone.get(f"{PUBLIC}/versions/1")).content == one
        assert (await anyone.get(f"{PUBLIC}/versions/3")).status_code == 404

    async def test_asks_for_a_condition(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)
        await acme.put(DRAFT, json=definition(name="Newer"), headers=if_match(draft))

        missing = await acme.post(f"{DRAFT}/publish")
        stale = await acme.post(f"{DRAFT}/publish", headers=if_match(draft))

        assert (missing.status_code, stale.status_code) == (428, 412)

    @in_one_test(
        ("query", "found"),
        [
            ("", True),
            ("&complaint=plantar-heel-pain", True),
            ("&complaint=bunion", False),
            ("&region=heel", True),
            ("&region=hip", False),
            ("&level=beginner&format=short_series&max_seconds=324", True),
            ("&max_seconds=323", False),
            ("&level=advanced", False),
            ("&format=circuit", False),
        ],
    )
    async def test_is_found_by_the_filters_of_routines(
        self, query: str, found: bool, client: httpx.AsyncClient
    ) -> None:
        items = (await client.get(f"/v1/routines?owner=partner{query}")).json()["items"]
        assert [item["slug"] for item in items] == (["example-gym--morning-feet"] if found else [])


class TestEndings:
    async def test_archiving_takes_it_off_and_publishing_brings_it_back(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient
    ) -> None:
        live = await published(acme)

        archived = await acme.post(f"{DRAFT}/archive", headers=if_match(live))
        gone = await anyone.get(PUBLIC)
        pinned = await anyone.get(f"{PUBLIC}/versions/1")
        listed = await anyone.get("/v1/routines?owner=partner")
        again = await acme.post(f"{DRAFT}/publish", headers=if_match(archived))

        assert archived.json()["state"] == "archived"
        assert (gone.status_code, pinned.status_code) == (410, 410)
        assert gone.json()["detail"] == archived.json()["reason"]
        assert "acme--morning-feet" not in listed.text
        assert (again.json()["state"], again.json()["version"]) == ("published", 1)
        assert (await anyone.get(f"{PUBLIC}/versions/1")).status_code == 200

    async def test_a_draft_can_be_deleted_and_made_again(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)

        stale = await acme.delete(DRAFT, headers={"If-Match": '"abc"'})
        deleted = await acme.delete(DRAFT, headers=if_match(draft))

        assert (stale.status_code, deleted.status_code) == (412, 204)
        assert (await acme.get(DRAFT)).status_code == 404
        assert (await create(acme)).status_code == 201

    async def test_the_slug_of_a_deleted_one_never_means_anything_else(
        self, acme: httpx.AsyncClient, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        live = await published(acme)

        await acme.delete(DRAFT, headers=if_match(live))

        assert (await anyone.get(PUBLIC)).status_code == 410
        assert (await anyone.get(f"{PUBLIC}/versions/1")).status_code == 410
        assert (await acme.get(DRAFT)).status_code == 410
        assert (await create(acme)).status_code == 410
        assert "acme--morning-feet" not in (await acme.get(DESK)).text

    async def test_only_what_is_published_can_be_archived(self, acme: httpx.AsyncClient) -> None:
        draft = await create(acme)
        response = await acme.post(f"{DRAFT}/archive", headers=if_match(draft))
        assert response.status_code == 412
