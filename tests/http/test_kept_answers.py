"""What is kept: no more than there is room for, and of one state of the catalogue."""

import gc
import tracemalloc
import uuid

import pytest

from api.http.finished_answers import Answer, without_body
from api.http.kept_answers import KeptAnswers, Key
from api.queries.catalogue import CatalogueState

ROOM = 1_000_000
STATE = CatalogueState(uuid.UUID(int=1), 7, "a" * 32)
SHARED = [(f"shared-{number}".encode(), b"x" * 30) for number in range(12)]


def key_of(number: int) -> Key:
    return f"/v1/exercises/{number}".encode(), f"limit={number}".encode(), "en", "br"


def answer_of(number: int, size: int, state: CatalogueState = STATE) -> Answer:
    """Return an answer whose parts are objects of its own, as those of the application are."""
    headers = tuple(
        (bytes(bytearray(name)), bytes(bytearray(value)))
        for name, value in [
            *SHARED,
            (b"etag", b'"%032d-br"' % number),
            (b"content-length", b"%d" % size),
        ]
    )
    etag = dict(headers)[b"etag"]
    body = bytearray(size).hex().encode()[:size]
    return Answer(state, None, headers, tuple(without_body(headers)), etag, body)


def test_ten_thousand_addresses_take_no_more_than_the_room() -> None:
    kept = KeptAnswers(ROOM)
    for number in range(10_000):
        kept.keep(key_of(number), answer_of(number, 300 + number % 3_000))
        assert kept.size <= ROOM
    assert kept.size > ROOM * 0.99


def test_the_room_is_that_which_python_takes() -> None:
    kept = KeptAnswers(ROOM)
    # A whole collection also empties what Python keeps of freed tuples.
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(1_000):
        kept.keep(key_of(number), answer_of(number, 300 + number % 3_000))
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert after - before == pytest.approx(kept.size, rel=0.1)


def test_those_that_were_not_used_for_longest_leave_first() -> None:
    kept = KeptAnswers(30_000)
    for number in range(3):
        kept.keep(key_of(number), answer_of(number, 2_000))
    for number in range(3, 30):
        kept.find(key_of(1))
        kept.keep(key_of(number), answer_of(number, 2_000))

    assert kept.find(key_of(1)) is not None
    assert kept.find(key_of(29)) is not None
    assert kept.find(key_of(0)) is kept.find(key_of(2)) is None


def test_an_answer_that_takes_too_large_a_share_is_not_kept() -> None:
    kept = KeptAnswers(ROOM)
    kept.keep(key_of(1), answer_of(1, ROOM // 8))
    assert (kept.find(key_of(1)), kept.size) == (None, 0)


def test_an_answer_takes_the_place_of_the_last_one_to_its_address() -> None:
    kept = KeptAnswers(ROOM)
    kept.keep(key_of(1), answer_of(1, 5_000))
    kept.keep(key_of(1), answer_of(2, 100))
    alone = KeptAnswers(ROOM)
    alone.keep(key_of(1), answer_of(2, 100))
    assert len(kept.answers) == 1
    assert kept.size == alone.size


@pytest.mark.parametrize(
    "other",
    [
        STATE._replace(serial=8, history="b" * 32),
        STATE._replace(serial=6, history="b" * 32),
        STATE._replace(history="b" * 32),
        STATE._replace(catalogue_id=uuid.UUID(int=2)),
    ],
    ids=["published", "restored", "another history", "another catalogue"],
)
def test_answers_of_another_state_make_room_for_the_first_of_a_new_one(
    other: CatalogueState,
) -> None:
    kept = KeptAnswers(ROOM)
    for number in range(20):
        kept.keep(key_of(number), answer_of(number, 100))
    kept.keep(key_of(99), answer_of(99, 100, other))

    assert list(kept.answers) == [key_of(99)]
    assert {name for name, _ in kept.shared} == {name for name, _ in SHARED}
