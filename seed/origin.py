"""What the seed's publication depends on: the files of the content, and of the program."""

from pathlib import Path

from api.publishing.program import FOLDER, digest_of_files
from seed.content import SEED


def digest(seed: Path = SEED) -> str:
    """Return a digest of every file that documents and lexicon are made of.

    The same digest means the same publication. Another one means that it has to be compared.
    """
    return digest_of_files(FOLDER, seed)
