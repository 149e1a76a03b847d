"""The log names routes, never the words of a path: it may hold a key, or a person's own words."""

import json
import logging
from collections.abc import Iterator

import httpx
import pytest

from api.http.request_log import note
from tests.logged import kept_lines

SECRET = "ik_b8e7214853ea_a1f2c3d4e5f60718293a4b5c6d7e8f90"  # noqa: S105 - the form of a key
WORDS = "my heel hurts since my pregnancy"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """The lines that requests have of themselves."""
    with kept_lines() as kept, caplog.at_level(logging.DEBUG):
        yield kept


async def logged(
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    lines: list[str],
    method: str,
    address: str,
    body: object = None,
    **headers: str,
) -> str:
    """Send a request, and return the path in its line; nothing of the address is in any log."""
    await client.request(method, address, headers=headers, json=body)
    # The tests' own client logs what it sends.
    ours = [record for record in caplog.records if not record.name.startswith("http")]
    for private in (SECRET, "pregnancy", "calf-stretch"):
        assert private not in repr([record.__dict__ for record in ours]).lower()
        assert private not in repr(lines).lower()
    [line] = [line for line in map(json.loads, lines) if line["event"] == "request"]
    assert line["method"] in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "other"}
    return str(line["path"])


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
        lines: list[str],
        method: str,
        address: str,
        route: str,
    ) -> None:
        assert await logged(client, caplog, lines, method, address) == route

    @pytest.mark.parametrize("about", ["complaints", "answers", "conditions", "text"])
    async def test_is_all_that_is_logged_of_a_safety_check(
        self,
        client: httpx.AsyncClient,
        caplog: pytest.LogCaptureFixture,
        lines: list[str],
        about: str,
    ) -> None:
        bodies: dict[str, object] = {
            "complaints": {"complaints": ["calf-stretch"]},
            "answers": {"answers": [{"code": "pregnancy", "answer": "yes"}]},
            "conditions": {"conditions": ["pregnancy"]},
            "text": {"text": WORDS},
        }

        path = await logged(client, caplog, lines, "POST", "/v1/safety-checks", bodies[about])

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
        self,
        content: str,
        client: httpx.AsyncClient,
        caplog: pytest.LogCaptureFixture,
        lines: list[str],
    ) -> None:
        response = await client.post(
            "/v1/safety-checks", content=content, headers={"Content-Type": "application/json"}
        )

        ours = [record for record in caplog.records if not record.name.startswith("http")]
        assert response.status_code in (400, 422)
        assert [json.loads(line)["path"] for line in lines] == ["/v1/safety-checks"]
        assert "pregnan" not in repr((lines, [record.__dict__ for record in ours])).lower()

    async def test_is_the_routes_if_a_request_is_refused_before(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, lines: list[str]
    ) -> None:
        wrong = {"Authorization": f"Bearer {SECRET}"}

        path = await logged(client, caplog, lines, "GET", "/v1/exercises/calf-stretch", **wrong)

        assert path == "/v1/exercises/{slug}"


class TestTheLine:
    async def test_is_of_the_answer(self, client: httpx.AsyncClient, lines: list[str]) -> None:
        answer = await client.get("/v1/sources", headers={"Accept-Encoding": "identity"})

        line = json.loads(lines[0])
        assert list(line) == [
            *("request_id", "method", "path", "status", "bytes", "ms", "cpu_ms"),
            *("event", "level", "logger", "timestamp"),
        ]
        assert line["request_id"] == answer.headers["x-request-id"]
        assert (line["status"], line["bytes"]) == (200, len(answer.content))
        assert line["ms"] > 0

    def test_is_json_whatever_the_route_is_called(self, lines: list[str]) -> None:
        note("5f0c6d2c", "BREW", 'a "route" \n', 418, 0, ms=1.26, cpu_ms=0.04)

        line = json.loads(lines[0])
        assert (line["method"], line["path"]) == ("other", 'a "route" \n')
        assert (line["ms"], line["cpu_ms"]) == (1.3, 0.0)
        assert lines[0] == json.dumps(line)

    def test_is_not_written_below_its_level(
        self, lines: list[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.WARNING):
            note("5f0c6d2c", "GET", "/", 200, 0, ms=1, cpu_ms=1)

        assert lines == []
