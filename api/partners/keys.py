"""The format of an API key, and the part of it that is stored.

A key is `ik_`, twelve hexadecimal digits that name it, `_`, and 256 random bits in hexadecimal. A
secret that long needs no slow hash: it cannot be guessed, and SHA-256 keeps lookups fast.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

FORMAT = re.compile(r"(?P<prefix>ik_[0-9a-f]{12})_[0-9a-f]{64}", re.ASCII)
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
    return NewKey(prefix, f"{prefix}_{secrets.token_hex(SECRET_BYTES)}")


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def prefix_of(text: str) -> str | None:
    """Return the part of a key that names it, for example `ik_0123456789ab`; None if malformed."""
    found = FORMAT.fullmatch(text)
    return None if found is None else found["prefix"]
