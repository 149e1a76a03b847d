"""Where a body ends, whatever the segments are in which it comes."""

import pytest

from api.errors import Problem
from api.server.bodies import Chunked, Counted, Framing
from tests.cases import in_one_test


def read(framing: Framing, data: bytes, size: int) -> tuple[bytes, bytes]:
    """Return the body in `data`, which comes in segments of `size` bytes, and what follows it."""
    body = b""
    for at in range(0, len(data), size):
        piece, rest = framing.feed(data[at : at + size])
        body += piece
        if rest is not None:
            return body, rest + data[at + size :]
    raise AssertionError("the body does not end")


SIZES = in_one_test("size", [1, 2, 3, 7, 1000])


@SIZES
def test_a_counted_body_ends_where_its_length_says(size: int) -> None:
    assert read(Counted(5), b"helloGET /", size) == (b"hello", b"GET /")


@SIZES
@in_one_test(
    "data",
    [
        b"5\r\nhello\r\n0\r\n\r\n",
        b"0005\r\nhello\r\n0\r\n\r\n",
        b"1\r\nh\r\n4\r\nello\r\n000\r\n\r\n",
        b'5;a=b;c="d"\r\nhello\r\n0;x\r\n\r\n',
        b"5 ;a\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhello\r\n0\r\nX-Forwarded-For: 8.8.8.8\r\nB:\r\n\r\n",
    ],
)
def test_a_chunked_body_ends_behind_its_trailer(data: bytes, size: int) -> None:
    assert read(Chunked(), data + b"GET /", size) == (b"hello", b"GET /")


@SIZES
@in_one_test(
    ("data", "status"),
    [
        (b"\r\nhello", 400),
        (b"x\r\n", 400),
        (b"-5\r\nhello\r\n", 400),
        (b"0x5\r\nhello\r\n", 400),
        (b"5\nhello\r\n", 400),
        (b"5\rhello\r\n", 400),
        (b"5\r\nhelloo\r\n", 400),
        (b"5\r\nhello\n0\r\n\r\n", 400),
        (b"5;a\0b\r\nhello\r\n", 400),
        (b"5;a\rb\r\nhello\r\n", 400),
        (b"11111111111111111\r\n", 400),
        (b"0\r\nno field\r\n\r\n", 400),
        (b"0\r\n folded: x\r\n\r\n", 400),
        (b"0\r\n" + b"a: b\r\n" * 101 + b"\r\n", 431),
        (b"0\r\na: " + b"b" * 17_000, 431),
        (b"5;" + b"a" * 9_000 + b"\r\nhello\r\n", 400),
        (b"a" * 17_000, 400),
        (b"1;" + b"a" * 2_000 + b"\r\nx\r\n" * 6, 400),
    ],
)
def test_anything_else_is_refused(data: bytes, status: int, size: int) -> None:
    framing = Chunked()
    with pytest.raises(Problem) as refused:
        read(framing, data, size)

    assert refused.value.status == status


def test_the_largest_body_may_come_in_chunks_of_one_byte() -> None:
    body, rest = Chunked().feed(b"1\r\nx\r\n" * 65_536 + b"0\r\n\r\n")

    assert (len(body), rest) == (65_536, b"")


def test_a_flood_of_small_chunks_is_refused() -> None:
    with pytest.raises(Problem):
        Chunked().feed(b"1\r\nx\r\n" * 110_000)
