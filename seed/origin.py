"""What the seed's publication depends on: the files of the content, and of the program."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import api
from seed.content import SEED

PROGRAM = Path(api.__file__).resolve().parent
ENDINGS = {".py", ".yaml", ".json"}
"""Of text; the indexes of pictures (JSON) hold the digests of the others."""


def digest(seed: Path = SEED) -> str:
    """Return a digest of every file that documents and lexicon are made of.

    The same digest means the same publication. Another one means that it has to be compared.
    """
    found = blake2b(digest_size=32)
    for root in (PROGRAM, seed):
        for path in files(root):
            found.update(f"{path.relative_to(root.parent)}\0".encode())
            found.update(blake2b(path.read_bytes(), digest_size=32).digest())
    return found.hexdigest()


def files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.suffix in ENDINGS)
