"""What is asked of the servers: the bytes of requests, by the kind of their answer."""

import http.client
import json
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from api.screening import UNKNOWN_PERSON
from tests.bench.matching import sentences
from tests.planner.requests import asked_from, seeded

HOST = "127.0.0.1"
PLANS = 40
TEXTS = 200
LISTED = "/v1/exercises"
EXERCISE = "/v1/exercises/calf-stretch"
HELPING = "/v1/complaints/plantar-heel-pain/exercises"
SEARCHED = "/v1/search?q=heel"
UNSAID = (None, (), UNKNOWN_PERSON)


@dataclass(frozen=True)
class Request:
    """One request, and its bytes as HTTP/1.1 on a connection that is kept."""

    path: str
    headers: tuple[tuple[str, str], ...] = (("Accept-Encoding", "identity"),)
    body: bytes = b""

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"

    @property
    def wire(self) -> bytes:
        length = [("Content-Length", str(len(self.body)))] if self.body else []
        fields = [("Host", HOST), *self.headers, *length]
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{n}: {v}" for n, v in fields)]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Answer:
    """What a server sent; the headers in their order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next(value for known, value in self.headers if known.lower() == name)


Kinds = dict[str, tuple[Request, ...]]
"""Requests by kind; those of one kind are sent in turn."""


def ask(port: int, request: Request) -> Answer:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.putrequest(
            request.method, request.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in [("Host", HOST), *request.headers]:
            connection.putheader(name, value)
        if request.body:
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body or None)
        found = connection.getresponse()
        return Answer(found.status, tuple(found.getheaders()), found.read())
    finally:
        connection.close()


def kinds(port: int) -> Kinds:
    """Return the requests of each kind. The 304 needs an ETag: the Instep on this port is asked."""
    tag = ask(port, Request(LISTED)).header("etag")
    unchanged = Request(LISTED, (("Accept-Encoding", "identity"), ("If-None-Match", tag)))
    return {
        "list 20": (Request(LISTED),),
        "list, gzip": (Request(LISTED, (("Accept-Encoding", "gzip"),)),),
        "by id": (Request(EXERCISE),),
        "304": (unchanged,),
        "what helps": (Request(HELPING),),
        "search": (Request(SEARCHED),),
        "suggestions": (Request("/v1/search/suggestions?q=hee"),),
        "match": texts(),
        "plan": plans(port),
    }


def texts() -> tuple[Request, ...]:
    """Return varied texts, as people write them about their feet."""
    some = Random(1).sample(sentences(), TEXTS)  # noqa: S311
    return tuple(posted("/v1/complaint-matches", {"text": text}) for text in some)


def plans(port: int, count: int = PLANS) -> tuple[Request, ...]:
    """Return varied requests that each end in a plan."""
    random = Random(1)  # noqa: S311
    drawn = (posted("/v1/plan-recommendations", drawn_plan(random)) for _ in range(20 * count))
    ending = (request for request in drawn if is_plan(ask(port, request)))
    return tuple(islice(ending, count))


def drawn_plan(random: Random) -> dict[str, Any]:
    """Return the body of a request that names only what the seed has, without empty fields."""
    asked = vars(asked_from(random, seeded()))
    return {name: value for name, value in asked.items() if value not in UNSAID}


def posted(path: str, content: dict[str, Any]) -> Request:
    headers = (("Accept-Encoding", "identity"), ("Content-Type", "application/json"))
    return Request(path, headers, json.dumps(content).encode())


def is_plan(answer: Answer) -> bool:
    return answer.status == 200 and json.loads(answer.body)["outcome"] == "plan"
