"""What a key looks like, and what is kept of it.

A key is `ik_`, twelve hexadecimal digits that name it, and 256 random bits. A random text that
long needs no slow hash: nobody can try them all, and SHA-256 keeps lookups fast.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

SHAPE = re.compile(r"(?P<prefix>ik_[0-9a-f]{12})_[0-9a-f]{64}", re.ASCII)
SECRET_BYTES = 32


@dataclass(frozen=True)
class NewKey:
    """A key that was just made. `text` is shown once; its prefix and its digest are kept."""

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
    """Return the part of a key that names it; None for anything that is no key."""
    found = SHAPE.fullmatch(text)
    return None if found is None else found["prefix"]
