"""The program as a part of what documents are made of: its files, messages and languages."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import api
from api.languages import served
from api.messages.files import get_messages
from api.serialisation import serialise

FOLDER = Path(api.__file__).resolve().parent
ENDINGS = {".py", ".yaml", ".json"}
"""Of text; the indexes of pictures (JSON) hold the digests of the others."""


def digest_of_program() -> str:
    """Return a digest of the program's files and of the messages in every served language."""
    found = blake2b(digest_of_own_files().encode(), digest_size=32)
    for language in sorted(served()):
        patterns = dict(get_messages(language).patterns)
        found.update(f"{language}\0{serialise(patterns)}\0".encode())
    return found.hexdigest()


@cache
def digest_of_own_files() -> str:
    return digest_of_files(FOLDER)


def digest_of_files(*roots: Path) -> str:
    """Return a digest of names and bytes of the files below these folders."""
    found = blake2b(digest_size=32)
    for root in roots:
        for path in files(root):
            found.update(f"{path.relative_to(root.parent)}\0".encode())
            found.update(blake2b(path.read_bytes(), digest_size=32).digest())
    return found.hexdigest()


def files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.suffix in ENDINGS)
