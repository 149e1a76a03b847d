"""Middleware: answers reads of the catalogue from memory, as the application would answer them now.

Kept are finished messages by address, language and encoding. One is sent only if PostgreSQL says,
asked after the request arrived, that the catalogue is in the state that the answer was made of
(`api.freshness`). A request that asks for more than that goes on to the application as it came.
"""

import asyncio
import time
from dataclasses import dataclass, field
from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from api import metrics
from api.freshness import Freshness
from api.headers import PRIVATE
from api.http.client_address import client_address
from api.http.conditional_and_compressed import ENCODINGS
from api.http.finished_answers import Answer, NewAnswer
from api.http.kept_answers import KeptAnswers, Key
from api.languages import negotiate
from api.limits.rate_limiter import RateLimiter
from api.list_headers import accepts, preferred_encoding
from api.queries.catalogue import CatalogueState

READ = ("GET", "HEAD")
CATALOGUE = ("/v1/", "/embed/")
ELSEWHERE = (PRIVATE, "/v1/changes", "/v1/bundle")
"""Addresses whose answers are never kept; those of the last two depend on more than the state."""

ASKING_MORE = frozenset(
    (
        b"authorization",
        b"content-length",
        b"if-match",
        b"if-range",
        b"if-unmodified-since",
        b"range",
        b"transfer-encoding",
    )
)
"""Headers of reads that the application has to look at."""

LONGEST_ADDRESS = 2_000
"""Bytes of path and query; longer ones are seldom asked for twice."""

LONGEST_CHOICES = 400
"""Bytes of the headers that name choices; longer ones are not remembered."""

CHOICES = 256
"""Values of each such header whose meaning is remembered."""

FLIGHT_SECONDS = 0.25
"""So long after a request began, equal ones wait for its answer; one that takes longer is stuck."""


@dataclass(frozen=True)
class Flight:
    """A request that the application answers: when it began, and who waits for its answer."""

    began: float
    waiting: list[asyncio.Future[None]] = field(default_factory=list)


class AnswerCache:
    """Answer from `answers` what `freshness` allows, and keep there what the application answers.

    Of equal requests without a kept answer one goes on to the application, and the others wait for
    its answer. If that cannot be kept, each of them goes on as well.
    """

    def __init__(
        self, app: ASGIApp, *, answers: KeptAnswers, freshness: Freshness, limiter: RateLimiter
    ) -> None:
        self.app = app
        self.answers = answers
        self.freshness = freshness
        self.limiter = limiter
        self.flights: dict[Key, Flight] = {}
        self.language_of = lru_cache(CHOICES)(language_of)
        self.encoding_of = lru_cache(CHOICES)(encoding_of)
        self.accepts_json = lru_cache(CHOICES)(accepts_json)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wish = self.wish_of(scope)
        if wish is None:
            await self.app(scope, receive, send)
            return
        key, condition = wish
        kept = await self.find(key, scope)
        flight = None if kept else self.flights.get(key)
        if flight is not None:
            await self.wait_for(flight, scope)
            kept = await self.find(key, scope)
        if kept is not None:
            metrics.HITS.inc()
            scope["route"] = kept.route
            scope["state"]["is_complete"] = True
            for message in kept.messages(condition, is_head=scope["method"] == "HEAD"):
                await send(message)
        elif scope["method"] == "GET":
            await self.make(key, condition, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def wish_of(self, scope: Scope) -> tuple[Key, bytes | None] | None:
        """Return what the answer to a request is kept under, and the request's `If-None-Match`.

        None for a request whose answer is never kept.
        """
        if scope["type"] != "http" or scope["method"] not in READ:
            return None
        path: str = scope["path"]
        if path != "/" and (not path.startswith(CATALOGUE) or path.startswith(ELSEWHERE)):
            return None
        headers = dict(scope["headers"])
        if len(headers) < len(scope["headers"]) or not ASKING_MORE.isdisjoint(headers):
            return None
        address, query = scope.get("raw_path") or b"", scope["query_string"]
        language = headers.get(b"accept-language", b"")
        encoding = headers.get(b"accept-encoding", b"")
        accept = headers.get(b"accept", b"")
        if (
            not 0 < len(address) <= LONGEST_ADDRESS - len(query)
            or len(language) + len(encoding) + len(accept) > LONGEST_CHOICES
            or not self.accepts_json(accept)
        ):
            return None
        key = (address, query, self.language_of(language), self.encoding_of(encoding))
        return key, headers.get(b"if-none-match")

    def kept_for(self, scope: Scope) -> tuple[Answer, bytes | None] | None:
        """Return the kept answer to a request, and the request's `If-None-Match`.

        None if there is no such answer, or if PostgreSQL cannot be asked whether it is current.
        """
        wish = self.wish_of(scope)
        kept = None if wish is None else self.answers.find(wish[0])
        if wish is None or kept is None or self.freshness.is_silent():
            return None
        return kept, wish[1]

    async def wait_for(self, flight: Flight, scope: Scope) -> None:
        """Wait until the application has answered an equal request, unless that takes too long."""
        began = time.monotonic()
        patience = flight.began + FLIGHT_SECONDS - began
        if patience > 0:
            landing: asyncio.Future[None] = asyncio.Future()
            flight.waiting.append(landing)
            await asyncio.wait((landing,), timeout=patience)
            note_wait(scope, began)

    async def find(self, key: Key, scope: Scope) -> Answer | None:
        """Return a kept answer if it is what the application would answer; count the request."""
        kept = self.answers.find(key)
        # Whoever has waited for PostgreSQL in vain does not wait for it a second time.
        is_silent = self.freshness.is_silent() or scope["state"].get("asked_in_vain", False)
        if kept is None or is_silent:
            return None
        caller = client_address(scope)
        if not (self.is_within(scope, caller) or await self.is_allowed(scope, caller)):
            return None
        began = time.monotonic()
        if await self.freshness.ask() == kept.state:
            return kept
        note_wait(scope, began)
        return None

    def is_within(self, scope: Scope, caller: str) -> bool:
        """Count a request once if it is clearly within the quota; most are."""
        state = scope["state"]
        if "decision" not in state:
            state["decision"] = self.limiter.count_read(caller)
        return state["decision"] is not None

    async def is_allowed(self, scope: Scope, caller: str) -> bool:
        """Count another request; one over the quota is refused by the application, uncounted."""
        reads = self.limiter.policies.reads
        decision = await self.limiter.count(reads, caller)
        scope["state"]["decision"] = decision if decision.is_allowed else None
        return decision.is_allowed

    async def make(
        self, key: Key, condition: bytes | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let the application answer a GET, and keep the answer if it may be kept.

        The application does not see the condition: a 304 would leave nothing to keep.
        """
        metrics.MISSES.inc()
        flight = Flight(time.monotonic())
        self.flights.setdefault(key, flight)
        inner = scope if condition is None else without_condition(scope)

        def note(answer: Answer | None) -> None:
            if answer is not None and self.is_of_now(answer.state):
                self.answers.keep(key, answer)
            self.land(key, flight)

        answer = NewAnswer(inner, condition, send, note)
        try:
            await self.app(inner, receive, answer.take)
        finally:
            scope["route"] = inner.get("route")
            self.land(key, flight)

    def land(self, key: Key, flight: Flight) -> None:
        """Let those go on who wait for this flight, if it is the one of its key."""
        if self.flights.get(key) is flight:
            del self.flights[key]
            for landing in flight.waiting:
                if not landing.done():
                    landing.set_result(None)

    def is_of_now(self, state: CatalogueState | None) -> bool:
        """Say whether answers of a state may take the place of those that are kept.

        A slow request may end with a state that is over. If it is not known which one that is,
        PostgreSQL is asked, for the next time.
        """
        if self.answers.state in (None, state) or self.freshness.state == state:
            return True
        if not self.freshness.is_silent():
            self.freshness.ask()
        return False


def note_wait(scope: Scope, began: float) -> None:
    """Let `DatabaseDeadline` know how long the request has waited already."""
    waited = time.monotonic() - began
    scope["state"]["waited_seconds"] = scope["state"].get("waited_seconds", 0.0) + waited


def without_condition(scope: Scope) -> Scope:
    headers = [field for field in scope["headers"] if field[0] != b"if-none-match"]
    return {**scope, "headers": headers}


def language_of(header: bytes) -> str:
    return negotiate(header.decode("latin-1"))


def encoding_of(header: bytes) -> str | None:
    return preferred_encoding(header.decode("latin-1"), ENCODINGS)


def accepts_json(header: bytes) -> bool:
    return accepts(header.decode("latin-1"), "application/json")
