"""Twenty-five hostile or clumsy requests, and the page with the answer to each."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hostile-requests.md"
MATCHES = "/v1/complaint-matches"
JSON = {"Content-Type": "application/json"}
SHOWN_HEADERS = ("Allow", "Content-Language", "Link", "WWW-Authenticate")
"""Headers that a row may show; a problem's `Content-Type` is always application/problem+json."""

HEAD = """\
# Hostile and clumsy requests

How the server answers 25 requests from callers who make mistakes or mean harm. `make openapi` \
writes this page by sending each request, and a test sends them again. Of each body the table \
shows only `code`, `detail` and `errors`, without members that are null; [every error]\
(guides/errors.md) has the other members too. Each answer is `application/problem+json` and \
`no-store`, unless its status is below 400.

| | who | request | status | headers | body |
| --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Hostile:
    """One request; `shown` is how the page writes it where the bytes would say nothing."""

    who: str
    method: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    shown: str = ""

    def as_text(self) -> str:
        if self.shown:
            return self.shown
        headers = [
            f" · {name}: {value}" for name, value in self.headers.items() if name not in JSON
        ]
        body = f" · {self.content.decode()}" if self.content else ""
        return f"{self.method} {self.address} HTTP/1.1{''.join(headers)}{body}"


REQUESTS = (
    Hostile("types too fast", "GET", "/v1/exercises?regoin=heel"),
    Hostile("guesses a slug", "GET", "/v1/exercises?region=heels"),
    Hostile("guesses a word", "GET", "/v1/exercises?kind=streching"),
    Hostile("writes numbers as words", "GET", "/v1/exercises?limit=ten"),
    Hostile("wants it all at once", "GET", "/v1/exercises?limit=100000"),
    Hostile("says it twice", "GET", "/v1/exercises?limit=2&limit=3"),
    Hostile("makes up a cursor", "GET", "/v1/exercises?cursor=eyJwYWdlIjogMn0"),
    Hostile("types SQL", "GET", "/v1/exercises?region=heel'%20OR%201=1;--"),
    Hostile("types a script", "GET", "/v1/search?q=%3Cscript%3Ealert(1)%3C/script%3E"),
    Hostile("adds a slash", "GET", "/v1/exercises/"),
    Hostile("climbs out of the folder", "GET", "/v1/exercises/..%2F..%2Fetc%2Fpasswd"),
    Hostile("asks for what never was", "GET", "/v1/exercises/handstand"),
    Hostile("deletes the catalogue", "DELETE", "/v1/exercises"),
    Hostile("reads where one writes", "GET", MATCHES),
    Hostile("wants XML", "GET", "/v1/exercises", {"Accept": "application/xml"}),
    Hostile("reads Klingon", "GET", "/v1/equipment/towel", {"Accept-Language": "tlh"}),
    Hostile("guesses a key", "GET", "/v1/exercises", {"Authorization": "Bearer ik_letmein"}),
    Hostile(
        "pretends to be another host",
        "GET",
        "/v1/exercises?limit=1",
        {"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    ),
    Hostile("comes from the future", "GET", f"/v1/changes?after=1.999999999.{32 * '0'}"),
    Hostile(
        "writes an endless address",
        "GET",
        f"/v1/exercises?q={'a' * 8_000}",
        shown="GET /v1/exercises?q=aaa… (8,000 letters)",
    ),
    Hostile("sends half a body", "POST", MATCHES, JSON, b'{"text": "my heel hu'),
    Hostile(
        "sends a form",
        "POST",
        MATCHES,
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"text=my+heel+hurts",
        shown=f"POST {MATCHES} · Content-Type: application/x-www-form-urlencoded · text=my+heel",
    ),
    Hostile(
        "packs a bomb",
        "POST",
        MATCHES,
        {**JSON, "Content-Encoding": "gzip"},
        gzip.compress(b"0" * 1_000_000, mtime=0),
        shown=f"POST {MATCHES} · Content-Encoding: gzip · 1 kB that unpack to 1 MB",
    ),
    Hostile(
        "sends a novel",
        "POST",
        MATCHES,
        JSON,
        b'{"text": "%s"}' % (b"a" * 100_000),
        shown=f"POST {MATCHES} · a text of 100,000 letters",
    ),
    Hostile("misspells a field", "POST", MATCHES, JSON, b'{"txt": "my heel hurts"}'),
)


async def ask(client: httpx.AsyncClient, hostile: Hostile) -> httpx.Response:
    return await client.request(
        hostile.method, hostile.address, headers=hostile.headers, content=hostile.content
    )


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def body_of(response: httpx.Response) -> str:
    """Return the part of a body that a row shows."""
    body = response.json()
    if response.is_success:
        short: Any = {"items": "…"} if body.get("items") else body
        return json.dumps(short if len(response.content) < 150 else {"…": "…"}, ensure_ascii=False)
    problem = {name: body[name] for name in ("code", "detail", "errors") if body[name]}
    return json.dumps(without_nulls(problem), ensure_ascii=False)


def cell(text: str) -> str:
    """Return code as one cell of a Markdown table."""
    return f"`{text}`".replace("|", "\\|") if text else ""


async def row(client: httpx.AsyncClient, number: int, hostile: Hostile) -> str:
    response = await ask(client, hostile)
    public = str(client.base_url).rstrip("/")
    shown = [
        f"{name}: {response.headers[name].replace(public, 'https://api.instep.example')}"
        for name in SHOWN_HEADERS
        if name in response.headers and (name != "Content-Language" or response.is_success)
    ]
    headers = "<br>".join(cell(text) for text in shown)
    return (
        f"| {number} | {hostile.who} | {cell(hostile.as_text())} | {response.status_code} |"
        f" {headers} | {cell(body_of(response))} |\n"
    )


async def page(client: httpx.AsyncClient) -> str:
    """Return the page as the server's answers make it."""
    rows = [await row(client, number, hostile) for number, hostile in enumerate(REQUESTS, 1)]
    return HEAD + "".join(rows)
