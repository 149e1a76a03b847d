"""Scripts of another origin, in a real browser: what they may send, read, and not read."""

from typing import Any

import pytest
from playwright.async_api import Browser

from tests.e2e.browsing import Foreign, watched

ASK = """async ({address, options, names}) => {
  try {
    const answer = await fetch(address, options);
    const headers = Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]));
    const bytes = (await answer.arrayBuffer()).byteLength;
    return {status: answer.status, headers, bytes};
  } catch (error) { return {status: 0, error: String(error)}; }
}"""


async def fetched(
    browser: Browser,
    foreign: Foreign,
    address: str,
    *names: str,
    **options: Any,
) -> dict[str, Any]:
    """Fetch an address from a foreign page; return what its script may read."""
    page = foreign.put("/script", "<body>Theirs</body>", "default-src 'none'; connect-src *")
    async with watched(browser) as seen:
        await seen.page.goto(page)
        arguments = {"address": address, "options": options, "names": list(names)}
        answer: dict[str, Any] = await seen.page.evaluate(ASK, arguments)
        return answer


async def test_any_header_may_be_sent_with_a_post(
    site: str, foreign: Foreign, browser: Browser
) -> None:
    headers = {
        "Content-Type": "application/json",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "baggage": "a=b",
        "sentry-trace": "1",
        "X-Of-Their-Own": "1",
    }
    answer = await fetched(
        browser,
        foreign,
        f"{site}/v1/complaint-matches",
        "X-Request-Id",
        "RateLimit",
        method="POST",
        headers=headers,
        body='{"text": "my heel hurts"}',
    )

    assert answer["status"] == 200
    assert answer["headers"]["X-Request-Id"]
    assert answer["headers"]["RateLimit"].startswith('"posts"')


async def test_a_download_can_go_on(site: str, foreign: Foreign, browser: Browser) -> None:
    manifest = await fetched(browser, foreign, f"{site}/v1/bundle", "ETag", "Catalogue-Serial")
    async with watched(browser) as seen:
        found = await (await seen.context.request.get(f"{site}/v1/bundle")).json()
    address = found.get("url") or site + found["path"]
    whole = await fetched(browser, foreign, address, "ETag", "Accept-Ranges")

    headers = {"Range": "bytes=10-29", "If-Range": whole["headers"]["ETag"]}
    part = await fetched(browser, foreign, address, "Content-Range", headers=headers)

    assert manifest["headers"]["Catalogue-Serial"]
    assert whole["headers"]["Accept-Ranges"] == "bytes"
    assert (part["status"], part["bytes"]) == (206, 20)
    assert part["headers"]["Content-Range"] == f"bytes 10-29/{whole['bytes']}"


@pytest.mark.parametrize(
    ("path", "status", "options"),
    [
        ("/v1/exercises/nope", 404, {}),
        ("/v1/exercises", 401, {"headers": {"Authorization": "Bearer ik_wrong"}}),
        ("/v1/exercises", 405, {"method": "POST"}),
        ("/v1/exercises?q=" + "x" * 9_000, 414, {}),
    ],
)
async def test_an_error_can_be_read(
    site: str, foreign: Foreign, browser: Browser, path: str, status: int, options: dict[str, Any]
) -> None:
    names = ("X-Request-Id", "Allow", "WWW-Authenticate")

    answer = await fetched(browser, foreign, f"{site}{path}", *names, **options)

    assert answer["status"] == status
    assert answer["headers"]["X-Request-Id"]
    assert bool(answer["headers"]["Allow"]) == (status == 405)
    assert bool(answer["headers"]["WWW-Authenticate"]) == (status == 401)


async def test_partners_answers_are_for_servers_only(
    site: str, foreign: Foreign, browser: Browser
) -> None:
    answer = await fetched(browser, foreign, f"{site}/v1/partner/routines")

    assert answer["status"] == 0
