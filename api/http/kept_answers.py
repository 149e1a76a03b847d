"""The answers that a process keeps in memory, and how many of them fit."""

import sys
from collections import OrderedDict

from api.http.finished_answers import Answer
from api.http.response_headers import Header
from api.queries.catalogue import CatalogueState

Key = tuple[bytes, bytes, str, str | None]
"""Path and query as they were sent, language, encoding."""

LARGEST_SHARE = 8
"""An answer that takes more than an eighth of the room is not kept."""

OWN = frozenset((b"content-length", b"etag", b"link"))
"""Headers whose values few answers share."""

ENTRY = 120
"""Bytes that Python takes for an entry of an `OrderedDict`."""


class KeptAnswers:
    """The answers of one state of the catalogue; those that were not used for longest leave first.

    `room` and `size` are in bytes of memory, with what Python takes for each object.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self.state: CatalogueState | None = None
        self.answers: OrderedDict[Key, Answer] = OrderedDict()
        self.shared: dict[Header, Header] = {}
        """Headers that many answers have, once each."""

    def find(self, key: Key) -> Answer | None:
        found = self.answers.get(key)
        if found is not None:
            self.answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and drop those of another state."""
        if answer.state != self.state:
            self.clear()
            self.state = answer.state
        self.remove(key)
        answer.state = self.state
        own = {header: header for header in answer.headers if header[0] in OWN}
        answer.headers = tuple(self.once(header, own) for header in answer.headers)
        answer.headers_of_304 = tuple(self.once(header, own) for header in answer.headers_of_304)
        size = size_of(key, answer)
        if size > self.room // LARGEST_SHARE:
            return
        self.answers[key] = answer
        self.size += size
        while self.size > self.room:
            self.remove(next(iter(self.answers)))

    def once(self, header: Header, own: dict[Header, Header]) -> Header:
        return own.get(header) or self.shared.setdefault(header, header)

    def remove(self, key: Key) -> None:
        answer = self.answers.pop(key, None)
        if answer is not None:
            self.size -= size_of(key, answer)

    def clear(self) -> None:
        self.answers.clear()
        self.shared.clear()
        self.size = 0


def size_of(key: Key, answer: Answer) -> int:
    """Return the bytes of memory that an answer takes, without what it shares with others."""
    own = [part for header in answer.headers if header[0] in OWN for part in (header, *header)]
    lists = (answer.headers, answer.headers_of_304)
    heads = (answer.head, answer.head_of_304)
    parts = (key, *key[:2], answer, *lists, *heads, answer.body, *own)
    return ENTRY + sum(map(sys.getsizeof, parts))
