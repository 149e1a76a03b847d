"""What it costs to go on with a plan after 100 check-ins: `make bench`.

CPU time from the check-ins to the bytes of the answer, on the seed's catalogue; every tenth
check-in has a note, which is read for signs. HTTP and the database are not in it.
"""

import time
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from api.adaptation.check_ins import CheckIn
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import EVERY_LANGUAGE
from api.matching.reading.match import match
from api.planner.rules.request import PlanRequest
from api.queries.complaint_matches import compile_document
from api.serialisation import serialise
from seed.lexicon.document import document
from tests.adaptation.histories import TODAY, random_history
from tests.adaptation.test_whole_answers import progressions
from tests.adaptation.worlds import Answer, adapted, answer_of
from tests.bench.matching import sentences
from tests.databases import seed_content
from tests.planner.requests import seeded

P99_MS = 20
HISTORIES = 200
CHECK_INS = 100
ROUNDS = 3


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_document(EVERY_LANGUAGE, serialise(document(seed_content())))


def drawn() -> list[tuple[PlanRequest, list[CheckIn]]]:
    """Return the same requests each time, each with 100 check-ins of its own exercises."""
    random, texts = Random(1), [text for text in sentences() if len(text) <= 120]  # noqa: S311
    found: list[tuple[PlanRequest, list[CheckIn]]] = []
    complaints = sorted(seeded().complaints)
    while len(found) < HISTORIES:
        request = PlanRequest(
            complaints=(random.choice(complaints),),
            days=("mon", "wed", "fri"),
            minutes_per_session=15,
            weeks=12,
            start_date=TODAY - timedelta(weeks=6),
        )
        start = answer_of(adapted(request, (), TODAY))
        if not start["items"]:
            continue
        history: list[CheckIn] = []
        while len(history) < CHECK_INS:
            history += one_a_day(random_history(random, progressions(start, seeded())), history)
        kept = history[:CHECK_INS]
        noted = [
            replace(one, note=random.choice(texts)) if at % 10 == 0 else one
            for at, one in enumerate(kept)
        ]
        found.append((request, noted))
    return found


def one_a_day(more: list[CheckIn], before: list[CheckIn]) -> list[CheckIn]:
    """Return check-ins on days of their own, each before those that there are."""
    first = len(before)
    return [
        replace(one, date=TODAY - timedelta(days=1 + first + at)) for at, one in enumerate(more)
    ]


def taken(request: PlanRequest, history: list[CheckIn], lexicon: Lexicon) -> float:
    started = time.process_time()
    for one in history:
        if one.note is not None:
            match(lexicon, one.note)
    answer: Answer = answer_of(adapted(request, history, TODAY))
    serialise(answer)
    return 1_000 * (time.process_time() - started)


def test_a_hundred_check_ins_are_cheap(lexicon: Lexicon) -> None:
    histories = drawn()
    rounds = [[taken(*one, lexicon) for one in histories] for _ in range(ROUNDS)]
    times = sorted(map(min, zip(*rounds, strict=True)))

    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(
        f"\nadaptations, {CHECK_INS} check-ins: p50 {p50:.1f} ms, p99 {p99:.1f} ms, "
        f"longest {times[-1]:.1f} ms of CPU"
    )
    assert p99 < P99_MS
