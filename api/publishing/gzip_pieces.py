"""A gzip file of one member (RFC 1952) that is put together from pieces, each packed by itself.

A piece is a part of one deflate stream (RFC 1951): it refers to nothing before it and ends at a
whole byte, so a piece can be kept when those around it change. Not several members: browsers,
Android and iOS read only the first one. Pure.
"""

import zlib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

COMPRESSION = 9
"""The level: the best, since a piece is packed once and loaded by every app."""

HEADER = bytes.fromhex("1f8b08000000000002ff")
"""Deflate, no name, no time, packed as well as possible, on an unknown system."""

LAST_BLOCK = bytes.fromhex("0300")
"""An empty block that says that it is the last one."""

POLYNOMIAL = 0xEDB88320
"""That of CRC-32, its bits in reverse: the highest one stands for x to the power of 0."""

ONE = 1 << 31


class Content(NamedTuple):
    """What is packed in a piece: its CRC-32 and its size in bytes."""

    crc32: int
    size: int


NOTHING = Content(crc32=0, size=0)
"""What is packed in the beginning and in the end of a file."""


def pack(data: bytes) -> bytes:
    """Return the piece of these bytes."""
    packing = zlib.compressobj(COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush(zlib.Z_FULL_FLUSH)


def content_of(data: bytes) -> Content:
    return Content(zlib.crc32(data), len(data))


def trailer(contents: Iterable[Content]) -> bytes:
    """Return the end of a file that has these contents: the last block, CRC-32 and size."""
    crc32, size = 0, 0
    for content in contents:
        crc32 = times(crc32, shift(content.size)) ^ content.crc32
        size += content.size
    ends = crc32.to_bytes(4, "little"), (size % 2**32).to_bytes(4, "little")
    return LAST_BLOCK + b"".join(ends)


@cache
def power(doubled: int) -> int:
    """Return x to the power of 2 to the power of `doubled`, modulo the polynomial."""
    return times(power(doubled - 1), power(doubled - 1)) if doubled else ONE >> 1


def shift(size: int) -> int:
    """Return what a CRC-32 is multiplied by if so many bytes follow: x to the power of 8 · size."""
    found, doubled = ONE, 3
    while size:
        if size & 1:
            found = times(found, power(doubled))
        size, doubled = size >> 1, doubled + 1
    return found


def times(one: int, other: int) -> int:
    """Return the product of two polynomials over the field of two elements, modulo ours."""
    product = 0
    while one:
        if one & ONE:
            product ^= other
        one = one << 1 & 0xFFFFFFFF
        other = other >> 1 ^ (POLYNOMIAL if other & 1 else 0)
    return product
