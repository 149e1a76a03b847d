"""What a step of the safety check costs, at any point of varied checks: `make bench`.

CPU time from the request to the bytes of its answer, as in `matching`; every third check reads a
text. HTTP and the database are not in it.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

import pytest

from api.interview.situation import CheckRequest
from api.languages import FALLBACK
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import EVERY_LANGUAGE, LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.wording import TextMatch
from api.messages.files import get_messages
from api.queries.complaint_matches import compile_document
from api.queries.safety_checks import step_for
from api.screening import said
from api.serialisation import serialise
from api.v1.answers.safety_checks import safety_check
from seed.lexicon.document import document, messages
from tests.bench.matching import sentences
from tests.databases import seed_content
from tests.interview.walks import random_request, random_responses, rules, walk

P99_MS = 10.0
CHECKS = 1_000
ROUNDS = 3

Drawn = tuple[CheckRequest, str | None]


def drawn() -> list[Drawn]:
    """Return the same varied checks each time, each after some of its screens."""
    random, texts = Random(1), sentences()  # noqa: S311 - nothing secret
    found: list[Drawn] = []
    for number in range(CHECKS):
        steps = [*walk(random_request(random), random_responses(random))]
        request = replace(random.choice(steps).request, text=None)
        found.append((request, random.choice(texts) if number % 3 == 0 else None))
    return found


def taken(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1_000 * (time.process_time() - started)


def report(name: str, times: list[float]) -> str:
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"{name}: n {len(times)}, p50 {p50:.2f} ms, p99 {p99:.2f} ms, max {times[-1]:.2f} ms"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_document(EVERY_LANGUAGE, serialise(document(seed_content())))


def test_a_step_is_cheap(lexicon: Lexicon) -> None:
    words = LexiconMessages.from_plain(FALLBACK, messages(seed_content())[FALLBACK])
    sentences_of_ours = get_messages(FALLBACK)

    def step(request: CheckRequest, text: str | None) -> str:
        read = None
        if text is not None:
            spoken = said(request.answers, request.person)
            read = TextMatch(match(lexicon, text, spoken), words)
        found = step_for(rules(), request, read)
        return serialise(safety_check(found.check, read, text, sentences_of_ours))

    checks = drawn()
    rounds = [[taken(partial(step, *one)) for one in checks] for _ in range(ROUNDS)]
    times = sorted(map(min, zip(*rounds, strict=True)))

    print("", report("safety check, a step", times), sep="\n")
    assert times[int(len(times) * 0.99)] < P99_MS
