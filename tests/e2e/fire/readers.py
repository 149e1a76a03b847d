"""Readers and apps, in a process of their own: `python -m tests.e2e.fire.readers`.

They ask through a proxy that cuts their connections, until standard input ends. Then the apps come
up to date for a last time. They write a line to standard output when they begin, and at the end
what everybody saw, as JSON.

Arguments: the port of the server, and the processes of its workers, which stand still in turn.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

import httpx

from tests.e2e.cutting import cutting
from tests.e2e.fire import trouble
from tests.e2e.fire.ledger import EXERCISES, PARTNER, ROUTINES, TEXT, Numbers
from tests.v1.offline import OfflineApp

READERS, FOLLOWERS = 28, 4
ADDRESSES = [
    *(f"/v1/exercises/{slug}" for slug in EXERCISES),
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/routines?owner=partner&limit=100",
    *(f"/v1/routines/{PARTNER}--{name}" for name in ROUTINES),
]
PAUSE = 0.05
"""Seconds until the next attempt of somebody whose connection broke."""

State = tuple[int, Numbers]
"""A serial, and our texts in the state of it."""


@dataclass(frozen=True)
class Answer:
    """What a reader got: when it was asked for, the state that it is of, and our texts in it."""

    where: str
    sent: float
    serial: int | None
    numbers: Numbers


@dataclass
class Seen:
    """What the readers and the apps of a run got."""

    answers: list[Answer] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """How many requests were refused, by status, and how many broke."""

    came: list[list[State]] = field(default_factory=list)
    """The changes that came to each app."""
    states: list[list[State]] = field(default_factory=list)
    """What each app had whenever it was up to date."""
    documents: list[list[tuple[str, str, str]]] = field(default_factory=list)
    """What each app had in the end: type, slug and document."""

    @classmethod
    def from_json(cls, text: str) -> "Seen":
        told = json.loads(text)
        told["answers"] = [Answer(*answer) for answer in told["answers"]]
        return cls(**told)


def numbers_in(body: Any) -> Numbers:
    """Return the numbers of our texts in an answer or a document, by thing."""
    found: dict[str, set[int]] = {}
    for text in strings_of(body):
        ours = TEXT.fullmatch(text)
        if ours:
            found.setdefault(ours[1], set()).add(int(ours[2]))
    return {thing: sorted(numbers) for thing, numbers in found.items()}


def strings_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part)


class Reader:
    """Asks for one thing after the other."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen

    async def read(self, site: str, ended: asyncio.Event) -> None:
        async with httpx.AsyncClient(base_url=site, timeout=20) as client:
            while not ended.is_set():
                try:
                    await self.ask(client, random.choice(ADDRESSES))  # noqa: S311
                except httpx.TransportError:
                    self.seen.others["broken"] += 1
                    await asyncio.sleep(PAUSE)

    async def ask(self, client: httpx.AsyncClient, path: str) -> None:
        sent = time.monotonic()
        response = await client.get(path)
        if response.status_code != httpx.codes.OK:
            self.seen.others[str(response.status_code)] += 1
            await asyncio.sleep(PAUSE)
            return
        serial = response.headers.get("catalogue-serial")
        # A partner's version goes on quoting the exercises of the day when it was published.
        things = ROUTINES if "/routines" in path else EXERCISES
        numbers = {t: n for t, n in numbers_in(response.json()).items() if t in things}
        self.seen.answers.append(Answer(path, sent, serial and int(serial), numbers))


class Follower(OfflineApp):
    """An app that notes each change that comes, and what it has whenever it is up to date."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[State] = []
        self.states: list[State] = []

    def apply(self, change: dict[str, Any], raw: str) -> None:
        super().apply(change, raw)
        self.came.append((change["serial"], numbers_in(change["exercise"])))

    async def follow(self, site: str, ended: asyncio.Event) -> None:
        """Come up to date again and again, and once more after the end."""
        is_last = False
        async with httpx.AsyncClient(base_url=site, timeout=20) as client:
            while not is_last:
                is_last = ended.is_set()
                try:
                    await self.come_up_to_date(client)
                except (httpx.TransportError, httpx.HTTPStatusError):
                    is_last = False
                await asyncio.sleep(4 * PAUSE)

    async def come_up_to_date(self, client: httpx.AsyncClient) -> None:
        await self.sync(client)
        exercises = [self.documents["exercise", slug] for slug in EXERCISES]
        self.states.append((self.serial, numbers_in([*map(json.loads, exercises)])))


async def watch(port: int, workers: Sequence[int]) -> Seen:
    seen, followers, ended = Seen(), [Follower() for _ in range(FOLLOWERS)], asyncio.Event()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        for follower in followers:
            await follower.come_up_to_date(client)
    with cutting() as cutter:
        cutter.port_of_server = port
        everybody = [Reader(seen).read(cutter.address, ended) for _ in range(READERS)]
        everybody += [follower.follow(cutter.address, ended) for follower in followers]
        asking = [asyncio.create_task(one) for one in everybody]
        async with trouble.troubled(cutter, workers):
            print("begun", flush=True)  # noqa: T201 - to the process that started this one
            await asyncio.to_thread(sys.stdin.read)
        ended.set()
        await asyncio.gather(*asking)
    for follower in followers:
        seen.came.append(follower.came)
        seen.states.append(follower.states)
        seen.documents.append([(*key, body) for key, body in follower.documents.items()])
    return seen


def main(port: str, *workers: str) -> None:
    seen = asyncio.run(watch(int(port), [int(worker) for worker in workers]))
    told = vars(seen) | {"answers": [astuple(answer) for answer in seen.answers]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
