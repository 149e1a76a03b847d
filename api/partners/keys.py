"""The format of an API key, and the part of it that is stored.

A key is `ik_`, twelve hexadecimal digits that name it, `_`, 256 random bits in hexadecimal, and the
CRC-32 of all that (as in zlib) in eight hexadecimal digits. The checksum tells a program that looks
for leaked secrets that this is a key, without asking anybody. A secret that long needs no slow
hash: it cannot be guessed, and SHA-256 keeps lookups fast.
"""

import hashlib
import re
import secrets
import zlib
from dataclasses import dataclass, field

SCANNED = r"\bik_[0-9a-f]{12}_[0-9a-f]{72}\b"
"""The regular expression for scanners, as SECURITY.md shows it."""

FORMAT = re.compile(
    r"(?P<body>(?P<prefix>ik_[0-9a-f]{12})_[0-9a-f]{64})(?P<checksum>[0-9a-f]{8})?", re.ASCII
)
"""The first keys had no checksum; they go on working."""

SECRET_BYTES = 32


@dataclass(frozen=True)
class NewKey:
    """A key that was just created. `text` is shown once; prefix and digest are stored."""

    prefix: str
    text: str = field(repr=False)

    @property
    def digest(self) -> bytes:
        return digest_of(self.text)


def new_key() -> NewKey:
    prefix = f"ik_{secrets.token_hex(6)}"
    body = f"{prefix}_{secrets.token_hex(SECRET_BYTES)}"
    return NewKey(prefix, body + checksum_of(body))


def checksum_of(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def prefix_of(text: str) -> str | None:
    """Return the part of a key that names it, for example `ik_0123456789ab`; None if malformed."""
    found = FORMAT.fullmatch(text)
    if found is None or found["checksum"] not in (None, checksum_of(found["body"])):
        return None
    return found["prefix"]
