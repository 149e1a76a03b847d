"""What the seed's publication depends on: the files of the content, and of the program."""

from pathlib import Path

from sqlalchemy import select

from api.db import Database
from api.models import Catalogue
from api.publishing.program import FOLDER, digest_of_files

SEED = Path(__file__).resolve().parent


def digest(seed: Path = SEED) -> str:
    """Return a digest of every file that documents and lexicon are made of.

    The same digest means the same publication. Another one means that it has to be compared.
    """
    return digest_of_files(FOLDER, seed)


async def is_imported(database: Database, origin: str) -> bool:
    """Say whether what was published last was made of exactly this (see `digest`)."""
    async with database.reading() as session:
        return await session.scalar(select(Catalogue.made_of)) == origin
