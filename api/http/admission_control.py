"""Middleware: bounds the requests that are in work at once, and refuses the rest at once.

A request that has to wait for a database connection for seconds takes memory and patience, and
everybody behind it waits as well. So a process takes only as many requests as it can work on. One
more waits a moment for a place; then it is answered 503 with `Retry-After`, with no work begun.

Some of the places are kept for what people in pain need first: one exercise or complaint, what
helps with it, the warning signs, and the answer to a person's own words.

A plan may take a hundred milliseconds to compute, so of these only `MOST_PLANS` are let in at once.

A place is held until the answer begins: from then on no more is asked of the database, and a client
that reads slowly takes it from nobody. For the same reason bodies are read before (`BodyLimit`).
"""

import asyncio
import re
from collections import deque

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.errors import Overloaded
from api.http.problem_response import problem_response
from api.http.rate_limit import UNLIMITED

FIRST_NEEDS = re.compile(
    r"/v1/(exercises|complaints|conditions|routines)/[^/]+"
    r"|/v1/complaints/[^/]+/exercises|/v1/complaint-matches|/v1/safety-checks"
    r"|/v1/red-flags(/[^/]+)?"
)
"""Paths for which places are kept."""

PLANS = re.compile(r"/v1/plan-(recommendations|adaptations)(/.*)?")
"""Paths that may compute for long: of these fewer are let in."""

MOST_PLANS = 4
"""Plans in work at once. They are computed in turns, so more of them would only wait longer: with
four, all are there within 100 ms even while ten times as many are asked for as can be made."""

WAIT_SECONDS = 0.03
"""How long a request waits for a place; together with its answer less than 50 ms."""


class Places:
    """The places of one process: `total` of them, of which `kept` only first needs may take."""

    def __init__(self, total: int, kept: int) -> None:
        self.total = total
        self.kept = min(kept, total - 1)
        self.taken = 0
        self.waiting: dict[bool, deque[asyncio.Future[None]]] = {True: deque(), False: deque()}

    def is_free(self, *, first_need: bool) -> bool:
        return self.taken < (self.total if first_need else self.total - self.kept)

    async def take(self, *, first_need: bool) -> bool:
        """Take a place, at once or after a short wait; return False if there was none."""
        if self.is_free(first_need=first_need):
            self.taken += 1
            return True
        # Of more than there are places, the last would wait for nothing.
        queue = self.waiting[first_need]
        if len(queue) >= self.total:
            return False
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await asyncio.wait((turn,), timeout=WAIT_SECONDS)
        except asyncio.CancelledError:
            self.withdraw(turn, queue)
            raise
        if not turn.done():
            queue.remove(turn)
            return False
        return True

    def withdraw(self, turn: "asyncio.Future[None]", queue: "deque[asyncio.Future[None]]") -> None:
        """Leave the queue, or give back the place that was handed over at this very moment."""
        if turn.done():
            self.give_back()
        else:
            queue.remove(turn)

    def give_back(self) -> None:
        """Hand the place to who waits, first needs first, or make it free."""
        self.taken -= 1
        for first_need in (True, False):
            queue = self.waiting[first_need]
            if queue and self.is_free(first_need=first_need):
                self.taken += 1
                queue.popleft().set_result(None)
                return


class AdmissionControl:
    """Let a request in if there is a place for it; otherwise answer 503 within 50 ms."""

    def __init__(self, app: ASGIApp, *, places: Places) -> None:
        self.app = app
        self.places = places
        self.plans = Places(MOST_PLANS, kept=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.app(scope, receive, send)
            return
        is_first_need = FIRST_NEEDS.fullmatch(scope["path"]) is not None
        needed = [self.places]
        if PLANS.fullmatch(scope["path"]):
            needed = [self.plans, self.places]
        if await take_each(needed, first_need=is_first_need):
            await self.work(needed, scope, receive, send)
            return
        metrics.REFUSED.labels("first_needs" if is_first_need else "others").inc()
        problem = Overloaded("The server has too many requests at once; it did not start this one.")
        await problem_response(Request(scope, receive), problem)(scope, receive, send)

    async def work(self, taken: list[Places], scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; give its places back when the answer begins, or if none does."""

        def give_back() -> None:
            while taken:
                taken.pop().give_back()

        async def give_back_at_start(message: Message) -> None:
            give_back()
            await send(message)

        try:
            await self.app(scope, receive, give_back_at_start)
        finally:
            give_back()


async def take_each(needed: list[Places], *, first_need: bool) -> bool:
    """Take a place of each, or none; say whether there was one everywhere."""
    taken: list[Places] = []
    try:
        for places in needed:
            if not await places.take(first_need=first_need):
                break
            taken.append(places)
    finally:
        if len(taken) < len(needed):
            for places in taken:
                places.give_back()
    return len(taken) == len(needed)
