"""The way of a kept answer past the layers: the same headers, log line and counts, in one step.

A server that can write bytes at once asks here before it makes a task for a request. Whatever is
not plain goes through the layers as ever, and so does a request whose kept answer is over.
"""

import time
from collections.abc import Callable

from starlette.types import Scope

from api import metrics
from api.http.answer_cache import AnswerCache, note_wait
from api.http.client_address import counted_by
from api.http.every_response import callers_id, new_id
from api.http.finished_answers import Answer, names
from api.http.request_log import note
from api.http.route_templates import route_template
from api.http.trusted_proxies import TrustedProxies
from api.queries.catalogue import CatalogueState


class Shortcut:
    """Finds the kept answers that need nothing of the layers but what is done here."""

    def __init__(self, cache: AnswerCache, proxies: TrustedProxies) -> None:
        self.cache = cache
        self.proxies = proxies

    def find(self, scope: Scope) -> "KeptRead | None":
        """Return the read of a kept answer, counted; None if the layers have to see the request.

        They may see the same scope then: a request is counted once.
        """
        found = self.cache.kept_for(scope)
        if found is None or not found[0].head:
            return None
        client = self.proxies.client_of(scope) if scope["client"] else ("", 0)
        if not self.cache.is_within(scope, counted_by(client[0])):
            return None
        return KeptRead(self.cache, scope, *found)


class KeptRead:
    """A request whose kept answer may be sent as soon as PostgreSQL says that it is current."""

    __slots__ = ("answer", "began", "cache", "condition", "cpu_began", "id", "scope")

    def __init__(
        self, cache: AnswerCache, scope: Scope, answer: Answer, condition: bytes | None
    ) -> None:
        self.began, self.cpu_began = time.perf_counter(), time.process_time()
        self.cache, self.scope, self.answer, self.condition = cache, scope, answer, condition
        self.id = callers_id(scope) or new_id()

    def ask(self, listener: Callable[[CatalogueState | None], None]) -> None:
        self.cache.freshness.call(listener)

    def is_current(self, state: CatalogueState | None) -> bool:
        """Say whether the answer may be sent; if not, the layers learn how long it has taken."""
        if state == self.answer.state:
            return True
        note_wait(self.scope, self.began)
        self.scope["state"]["asked_in_vain"] = state is None
        return False

    def finish(self) -> tuple[int, bytes, bytes]:
        """Return status, lines of headers, and body; the request is counted and logged."""
        answer, scope = self.answer, self.scope
        status, head, body = 200, answer.head, answer.body
        if self.condition is not None and names(self.condition, answer.etag):
            status, head, body = 304, answer.head_of_304, b""
        elif scope["method"] == "HEAD":
            body = b""
        metrics.HITS.inc()
        scope["route"] = answer.route
        note(
            self.id,
            scope["method"],
            route_template(scope),
            status,
            len(body),
            ms=(time.perf_counter() - self.began) * 1000,
            cpu_ms=(time.process_time() - self.cpu_began) * 1000,
        )
        return status, b"%bx-request-id: %b\r\n\r\n" % (head, self.id.encode("ascii")), body
