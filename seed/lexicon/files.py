"""The files of the lexicon, `seed/lexicon/*.yaml`, and the shape of each."""

from pathlib import Path
from typing import Any

from api.records.base import Record
from seed.lexicon.records import (
    ComplaintNames,
    ComplaintRules,
    FlagRules,
    LexiconConcept,
    LexiconGrammar,
    Messages,
    OrdinaryWords,
    OtherMeanings,
    Question,
)
from seed.loader import Entry, Mistake, read

FILES: dict[str, tuple[type[Record], bool]] = {
    "parts": (LexiconConcept, True),
    "signs": (LexiconConcept, True),
    "circumstances": (LexiconConcept, True),
    "complaint_rules": (ComplaintRules, True),
    "flag_rules": (FlagRules, True),
    "names": (ComplaintNames, True),
    "questions": (Question, True),
    "other_meanings": (OtherMeanings, False),
    "grammar": (LexiconGrammar, False),
    "messages": (Messages, False),
    "ordinary": (OrdinaryWords, False),
}
"""For each file the shape of its record, and whether it holds a list of them."""

CONCEPT_FILES = ("parts", "signs", "circumstances")

LexiconFiles = dict[str, list[Entry[Any]]]


def read_files(root: Path) -> tuple[LexiconFiles, list[Mistake]]:
    """Read every file of `root`/lexicon; records that are wrong are told as mistakes."""
    found: LexiconFiles = {}
    mistakes: list[Mistake] = []
    for name, (shape, many) in FILES.items():
        found[name], wrong = read(root / "lexicon" / f"{name}.yaml", root, shape, many=many)
        mistakes += wrong
    return found, mistakes
