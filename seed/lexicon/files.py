"""The files of the lexicon, `seed/lexicon/*.yaml`, and the record that each holds.

A translation adds `translations/<language>/lexicon/messages.yaml`, the messages of the matcher in
that language. All other files are for all languages at once.
"""

from pathlib import Path
from typing import Any

from api.records.base import Record
from seed.lexicon.records import (
    ComplaintNames,
    ComplaintRules,
    FlagRules,
    LearnedLayer,
    LearnedRanking,
    LexiconConcept,
    LexiconGrammar,
    LexiconMessages,
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
    "messages": (LexiconMessages, False),
    "ordinary": (OrdinaryWords, False),
    "layer": (LearnedLayer, False),
    "ranking": (LearnedRanking, False),
}
"""For each file its record, and whether it holds a list of them."""

CONCEPT_FILES = ("parts", "signs", "circumstances")

LexiconFiles = dict[str, list[Entry[Any]]]
"""The entries of each file, and those of a language's messages under `messages:<language>`."""

TRANSLATED = "messages:"


def read_files(root: Path) -> tuple[LexiconFiles, list[Mistake]]:
    """Return the entries of every file of the lexicon below `root`, and the mistakes in them."""
    found: LexiconFiles = {}
    mistakes: list[Mistake] = []
    for name, (record, many) in FILES.items():
        found[name], wrong = read(root / "lexicon" / f"{name}.yaml", root, record, many=many)
        mistakes += wrong
    for path in sorted(root.glob("translations/*/lexicon/messages.yaml")):
        name = f"{TRANSLATED}{path.parents[1].name}"
        found[name], wrong = read(path, root, LexiconMessages, many=False)
        mistakes += wrong
    return found, mistakes


def translated_messages(found: LexiconFiles) -> dict[str, Entry[LexiconMessages]]:
    """Return the messages of every language but the original one, by language."""
    return {
        name.removeprefix(TRANSLATED): entries[0]
        for name, entries in found.items()
        if name.startswith(TRANSLATED) and entries
    }
