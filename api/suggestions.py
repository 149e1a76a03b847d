"""The nearest known word to one that is not known."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

CUTOFF = 60
"""Similarity (0 to 100) below which a suggestion would confuse more than help."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`; None if none is similar enough.

    Case and punctuation make no difference: `Plantar Fasciitis` finds `plantar-fasciitis`.
    """
    found = process.extractOne(
        word[:80], list(known), scorer=fuzz.WRatio, processor=default_process, score_cutoff=CUTOFF
    )
    return None if found is None else str(found[0])
