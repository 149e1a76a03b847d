"""What a match costs, and what compiling the lexicon does to the requests beside it: `make bench`.

CPU time, since it is nearly the same on a busy machine; the least of some rounds, since a machine
that is shared is slower for seconds at a time.
"""

import asyncio
import time
from collections.abc import Callable, Sequence

import pytest

from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import EVERY_LANGUAGE
from api.matching.reading.match import match
from api.queries.complaint_matches import compile_document
from api.serialisation import serialise
from seed.lexicon.document import document
from tests.databases import seed_content
from tests.matching.cases import FILES, cases
from tests.matching.test_hostile import hostile

ROUNDS = 5
LONGEST_PAUSE_MS = 100.0


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon as a server holds it, out of the garbage collector's sight."""
    return compile_document(EVERY_LANGUAGE, serialise(document(seed_content())))


def sentences() -> list[str]:
    """Every twelfth case, some five thousand: all would take a quarter of an hour."""
    return [case.labelled.text for file in FILES for case in cases(file)][::12]


def stories() -> list[str]:
    """Texts of the greatest length, each of some thirty sentences of all kinds."""
    texts = sentences()
    return [" ".join(texts[at : at + 60])[:2_000] for at in range(0, len(texts) - 60, 10)]


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return what each text takes, sorted: the least of some rounds over all of them."""

    def taken(text: str) -> float:
        started = time.process_time()
        work(text)
        return 1_000 * (time.process_time() - started)

    rounds = [[taken(text) for text in texts] for _ in range(ROUNDS)]
    return sorted(map(min, zip(*rounds, strict=True)))


@pytest.mark.parametrize(
    ("name", "texts", "most"),
    [
        ("sentences", sentences(), 2.0),
        ("stories of 2,000 characters", stories(), 10.0),
        ("hostile strings", [hostile(number) for number in range(1_000)], 10.0),
    ],
    ids=["sentences", "stories", "hostile"],
)
def test_a_match_is_cheap(lexicon: Lexicon, name: str, texts: list[str], most: float) -> None:
    """`most` are milliseconds of CPU."""
    taken = milliseconds(lambda text: match(lexicon, text), texts)

    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"\nmatch, {name}: n {len(taken)}, p50 {p50:.2f} ms, p99 {p99:.2f} ms of CPU")
    assert p99 < most


def test_compiling_lets_others_go_on() -> None:
    """The loop keeps turning while a thread compiles: how much of it in one go."""
    text = serialise(document(seed_content()))

    async def longest_pause() -> tuple[float, float]:
        started = time.process_time()
        compiling = asyncio.create_task(asyncio.to_thread(compile_document, EVERY_LANGUAGE, text))
        pause, last = 0.0, time.process_time()
        while not compiling.done():
            await asyncio.sleep(0)
            pause, last = max(pause, time.process_time() - last), time.process_time()
        return pause, time.process_time() - started

    pause, cpu = asyncio.run(longest_pause())

    told = f"at most {1_000 * pause:.0f} ms in one go, {cpu:.1f} s of CPU"
    print(f"\ncompiling the lexicon: {told}")
    assert 1_000 * pause < LONGEST_PAUSE_MS
