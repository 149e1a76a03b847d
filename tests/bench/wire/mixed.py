"""A mix of requests of every kind, as many callers would send it, and how it is sent."""

import asyncio
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from random import Random

from api.openapi.committed import committed_document
from tests.bench.matching import sentences
from tests.bench.wire.asked import HOST, Request, ask, plans, posted

STARTS = (
    "/",
    "/docs",
    "/openapi/v1.json",
    "/embed/exercises/calf-stretch",
    "/embed/routines/desk-feet",
    *(f"/v1/search?q={word}" for word in ("heel", "knee%20pain", "stretch", "ferse", "stiff")),
    *(f"/v1/search/suggestions?q={word}" for word in ("hee", "ach", "fer", "ba")),
)
ENCODINGS = ("identity", "gzip", "br")

ADDRESS = re.compile(r'"(/(?:v1|media|embed|static)/[^"#\s\\{}<]*)')
"""An address of this server in JSON or HTML."""

LEFT_OUT = re.compile("/v1/(partner|changes)|/v1/search(/suggestions)?$")
"""What needs a key or a parameter, or belongs to one moment."""

MOST_READS = 3_000
PLANS = 300
TEXTS = 20
"""Of a hundred requests so many are texts to match; three ask for a plan, two are other posts."""

LONGEST_WAIT = 60


def reads(port: int) -> list[Request]:
    """Return a request for each address to which lists and documents lead."""
    ahead = deque([*STARTS, *(path for path in committed_document()["paths"] if "{" not in path)])
    found: dict[str, Request] = {}
    while ahead and len(found) < MOST_READS:
        path = ahead.popleft()
        if path in found or LEFT_OUT.match(path):
            continue
        answer = ask(port, Request(path))
        if answer.status == 200:
            encoding = ENCODINGS[len(found) % len(ENCODINGS)]
            found[path] = Request(path, (("Accept-Encoding", encoding),))
            ahead += ADDRESS.findall(answer.body.decode("utf-8", "replace"))
    return [*found.values()]


def examples() -> Iterator[Request]:
    """Yield the examples of every body that needs no key."""
    document = committed_document()
    for path, operations in document["paths"].items():
        if "post" in operations and not LEFT_OUT.match(path):
            schema = operations["post"]["requestBody"]["content"]["application/json"]["schema"]
            named = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            yield from (posted(path, example) for example in named["examples"])


def mixed(port: int) -> Iterator[Request]:
    """Yield requests without an end, each time the same ones."""
    random, texts = Random(1), sentences()  # noqa: S311 - nothing secret
    asked, planned, others = reads(port), plans(port, PLANS), [*examples()]
    while True:
        drawn = random.randrange(100)
        if drawn < TEXTS:
            yield posted("/v1/complaint-matches", {"text": random.choice(texts)})
        elif drawn < TEXTS + 3:
            yield random.choice(planned)
        elif drawn < TEXTS + 5:
            yield random.choice(others)
        else:
            yield random.choice(asked)


def send(port: int, requests: Iterator[Request], count: int, connections: int) -> Counter[int]:
    """Send so many requests over some connections; return how often each status was answered."""
    statuses: Counter[int] = Counter()
    left = islice(requests, count)

    async def one_by_one() -> None:
        reader, writer = await asyncio.open_connection(HOST, port)
        for request in left:
            writer.write(request.wire)
            async with asyncio.timeout(LONGEST_WAIT):
                statuses[await status_of_answer(reader)] += 1
        writer.close()
        await writer.wait_closed()

    async def all_at_once() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(connections):
                group.create_task(one_by_one())

    asyncio.run(all_at_once())
    return statuses


async def status_of_answer(reader: asyncio.StreamReader) -> int:
    """Read an answer whose head says how long it is, and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    [length] = re.findall(rb"(?i)\ncontent-length: *(\d+)", head)
    await reader.readexactly(int(length))
    return int(head.split(b" ", 2)[1])
