"""Finished answers: a whole response, the 304 in its place, and whether it may be kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import Message, Scope, Send

from api import caching
from api.conditions import if_none_match_names
from api.http.conditional_and_compressed import KEPT_BY_304
from api.http.response_headers import Header, completed
from api.queries.catalogue import CatalogueState

OF_THE_BODY = frozenset(
    (b"content-encoding", b"content-language", b"content-length", b"content-type")
)
OF_OPERATIONS = frozenset((b"deprecation", b"sunset"))
"""Headers of every response of an operation, also of a 304."""

IN_304 = OF_OPERATIONS | {name.encode() for name in KEPT_BY_304}
KNOWN = IN_304 | OF_THE_BODY
"""An answer with any other header is not kept: it may be meant for one caller."""

LINE_END = re.compile(rb"[\r\n\0]")

VARIES_BY = {"accept-language", "accept-encoding"}
"""Request headers that an answer may depend on; if it depends on another one, it is not kept."""


@dataclass(slots=True)
class Answer:
    """A whole 200 with its ETag, the headers of its 304, and what it was made of."""

    state: CatalogueState | None
    """The state of the catalogue that was read, if it was."""
    route: Any
    """The route that answered, for the log."""
    headers: tuple[Header, ...]
    """All of them but the id of the request."""
    headers_of_304: tuple[Header, ...]
    etag: bytes
    body: bytes
    head: bytes = b""
    """The lines of the headers as they are sent; empty if a server has to look at them first."""
    head_of_304: bytes = b""

    def __post_init__(self) -> None:
        if dict(self.headers).get(b"content-length") == b"%d" % len(self.body):
            self.head, self.head_of_304 = lines_of(self.headers), lines_of(self.headers_of_304)

    def messages(self, condition: bytes | None, *, is_head: bool = False) -> tuple[Message, ...]:
        """Return the messages to send; `condition` is the request's `If-None-Match`."""
        status, headers, body = 200, self.headers, self.body
        if condition is not None and names(condition, self.etag):
            status, headers, body = 304, self.headers_of_304, b""
        elif is_head:
            body = b""
        return (
            {"type": "http.response.start", "status": status, "headers": headers},
            {"type": "http.response.body", "body": body},
        )


def lines_of(headers: Sequence[Header]) -> bytes:
    """Return headers as HTTP/1.1 writes them; nothing if a character in them would end a line."""
    if any(LINE_END.search(part) for header in headers for part in header):
        return b""
    return b"".join(b"%b: %b\r\n" % header for header in headers)


def names(condition: bytes, etag: bytes) -> bool:
    """Say whether `If-None-Match` names an ETag."""
    return condition == etag or if_none_match_names(
        condition.decode("latin-1"), etag.decode("latin-1")
    )


def without_body(headers: Iterable[Header]) -> list[Header]:
    """Return the headers of a response that its 304 has, too."""
    return [header for header in headers if header[0] in IN_304]


def is_keepable(given: Sequence[Header], state: CatalogueState | None) -> bool:
    """Say whether an answer is the catalogue's, for everybody, until the catalogue changes.

    `given` are the headers that the application gave it. Answers that a cache has to ask about
    each time, and those of partners, depend on more than the state.
    """
    headers = {name: value.decode("latin-1") for name, value in given}
    varies_by = {name.strip().lower() for name in headers.get(b"vary", "").split(",")}
    return (
        state is not None
        and headers.get(b"cache-control") == caching.CATALOGUE
        and headers.get(b"catalogue-id") == str(state.catalogue_id)
        and headers.get(b"catalogue-serial") == str(state.serial)
        and headers.keys() <= KNOWN
        and len(headers) == len(given)
        and varies_by <= VARIES_BY
    )


class NewAnswer:
    """The application's response on its way out: shown to `note`, and sent as the caller wants it.

    The application does not know the caller's `If-None-Match`. `note` gets None for an answer that
    may not be kept.
    """

    def __init__(
        self,
        scope: Scope,
        condition: bytes | None,
        send: Send,
        note: Callable[[Answer | None], None],
    ) -> None:
        self.scope = scope
        self.condition = condition
        self.send = send
        self.note = note
        self.start: Message | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        messages: tuple[Message, ...] = (message,)
        if self.start is not None:
            start, self.start = self.start, None
            answer = self.whole(start, message)
            is_kept = answer is not None and is_keepable(start["headers"], answer.state)
            self.note(answer if is_kept else None)
            messages = (start, message)
            if answer is not None:
                self.scope["state"]["is_complete"] = True
                messages = answer.messages(self.condition)
        for ready in messages:
            await self.send(ready)

    def whole(self, start: Message, first: Message) -> Answer | None:
        headers = start["headers"]
        etag = dict(headers).get(b"etag")
        if start["status"] != 200 or first.get("more_body") or etag is None:
            return None
        state = self.scope["state"]
        return Answer(
            state=state.get("catalogue_version"),
            route=self.scope.get("route"),
            headers=tuple(completed(headers, state)),
            headers_of_304=tuple(completed(without_body(headers), state)),
            etag=etag,
            body=first.get("body", b""),
        )
