"""The log names routes, never the words of a path: it may hold a key, or a person's own words."""

import logging

import httpx
import pytest

SECRET = "ik_b8e7214853ea_a1f2c3d4e5f60718293a4b5c6d7e8f90"  # noqa: S105 - the form of a key
WORDS = "my heel hurts since my pregnancy"


async def logged(
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    method: str,
    address: str,
    body: object = None,
    **headers: str,
) -> str:
    """Send a request, and return the path in its line; nothing of the address is in any log."""
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        await client.request(method, address, headers=headers, json=body)
    # The tests' own client logs what it sends.
    ours = [record for record in caplog.records if not record.name.startswith("http")]
    lines = [record.msg for record in ours if isinstance(record.msg, dict)]
    for private in (SECRET, "pregnancy", "calf-stretch"):
        assert private not in repr([record.__dict__ for record in ours]).lower()
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == 1
    assert requests[0]["method"] in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "other"}
    return str(requests[0]["path"])


class TestThePath:
    @pytest.mark.parametrize(
        ("method", "address", "route"),
        [
            ("GET", "/v1/exercises/calf-stretch", "/v1/exercises/{slug}"),
            ("HEAD", "/v1/exercises/calf-stretch", "/v1/exercises/{slug}"),
            ("GET", f"/v1/routines/{SECRET}", "/v1/routines/{slug}"),
            ("GET", f"/v1/exercises/{WORDS}", "/v1/exercises/{slug}"),
            ("DELETE", "/v1/exercises/calf-stretch", "/v1/exercises/{slug}"),
            ("OPTIONS", f"/v1/routines/{SECRET}", "/v1/routines/{slug}"),
            ("GET", f"/v1/exercises?q={WORDS}", "/v1/exercises"),
            ("GET", "/embed/exercises/calf-stretch", "/embed/exercises/{slug}"),
            ("GET", f"/docs/assets/{SECRET}", "/docs/assets/{name}"),
            ("GET", "/", "/"),
            ("GET", f"/v1/complaint-matches/{WORDS}", "unknown"),
            ("POST", f"/v1/complaint-matches/{WORDS}", "unknown"),
            ("GET", f"/{SECRET}", "unknown"),
            ("GET", f"/v1/exercises/calf-stretch/{SECRET}", "unknown"),
            ("PREGNANCY", "/v1/exercises", "/v1/exercises"),
            ("GET", f"/v1/exercises/calf-stretch?q={'x' * 9_000}", "/v1/exercises/{slug}"),
        ],
    )
    async def test_is_the_routes(
        self,
        client: httpx.AsyncClient,
        caplog: pytest.LogCaptureFixture,
        method: str,
        address: str,
        route: str,
    ) -> None:
        assert await logged(client, caplog, method, address) == route

    @pytest.mark.parametrize("about", ["complaints", "answers", "conditions", "text"])
    async def test_is_all_that_is_logged_of_a_safety_check(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, about: str
    ) -> None:
        bodies: dict[str, object] = {
            "complaints": {"complaints": ["calf-stretch"]},
            "answers": {"answers": [{"code": "pregnancy", "answer": "yes"}]},
            "conditions": {"conditions": ["pregnancy"]},
            "text": {"text": WORDS},
        }

        path = await logged(client, caplog, "POST", "/v1/safety-checks", body=bodies[about])

        assert path == "/v1/safety-checks"

    @pytest.mark.parametrize(
        "content",
        [
            '{"text": "' + WORDS + '", "answers": [{"code": "pregnancyy", "answer": "yes"}]}',
            '{"text": "' + WORDS + '", "answers": [{"code": "pregnancy", "answer": "perhaps"}]}',
            '{"text": ["' + WORDS + '"]}',
            '{"' + WORDS + '": "yes"}',
            '{"text": "' + WORDS * 200 + '"}',
            '{"complaints": ["' + WORDS + '"], "conditions": ["pregnancy-' + SECRET + '"]}',
            '{"text": "' + WORDS,
            WORDS,
        ],
        ids=["code", "word", "type", "field", "long", "names", "cut short", "no JSON"],
    )
    async def test_is_all_that_is_logged_of_a_wrong_safety_check(
        self, content: str, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            response = await client.post(
                "/v1/safety-checks",
                content=content,
                headers={"Content-Type": "application/json"},
            )

        ours = [record for record in caplog.records if not record.name.startswith("http")]
        assert response.status_code in (400, 422)
        assert [record.msg["path"] for record in ours if isinstance(record.msg, dict)] == [
            "/v1/safety-checks"
        ]
        assert "pregnan" not in repr([record.__dict__ for record in ours]).lower()

    async def test_is_the_routes_if_a_request_is_refused_before(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        wrong = {"Authorization": f"Bearer {SECRET}"}

        path = await logged(client, caplog, "GET", "/v1/exercises/calf-stretch", **wrong)

        assert path == "/v1/exercises/{slug}"
