"""Pieces that are packed by themselves make one ordinary gzip file."""

import gzip
import random
import subprocess
import zlib

from api.publishing.gzip_pieces import HEADER, content_of, pack, trailer


def packed(parts: list[bytes]) -> bytes:
    return HEADER + b"".join(map(pack, parts)) + trailer(map(content_of, parts))


def test_any_parts_are_one_file_of_one_member() -> None:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    for _ in range(60):
        parts = [
            chance.randbytes(chance.choice([0, 1, 5, 70_000])) + chance.randint(0, 99) * b"line\n"
            for _ in range(chance.randint(0, 6))
        ]
        file = packed(parts)
        # Readers of browsers and phones stop after the first member, or refuse what follows it.
        one_member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        assert one_member.decompress(file) == b"".join(parts)
        assert (one_member.eof, one_member.unused_data) == (True, b"")


def test_other_programs_find_its_sum_right() -> None:
    file = packed([b"heel\n", b"", 1_000 * b"toe\n"])

    assert gzip.decompress(file) == b"heel\n" + 1_000 * b"toe\n"
    subprocess.run(["gzip", "--test"], input=file, check=True)


def test_a_piece_does_not_depend_on_those_around_it() -> None:
    one, other = packed([b"first\n", b"middle\n"]), packed([b"another\n", b"middle\n", b"last\n"])

    assert pack(b"middle\n") in one
    assert pack(b"middle\n") in other
