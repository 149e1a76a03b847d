"""What the layer learns from: the regression cases, as features and labels."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from typing import NamedTuple

from api.cli.labelled import Labelled
from api.matching.layer.evidence import Features
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.reading.evidence import evidence_in
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.serialisation import serialise
from seed.content import read_content
from seed.lexicon.document import document
from tests.matching.cases import FILES, WRITERS, cases

OURS = "ours"
"""The writer of all sentences by people who know the software."""


def in_parts(parts: int) -> tuple[tuple[str, ...], ...]:
    """Return the writers who never saw the software in so many parts, each held out together."""
    return tuple(WRITERS[part::parts] for part in range(parts))


HELD_OUT = (*in_parts(3), (OURS,))
"""Writers who are held out together: a layer learns from the others and is measured on these.

Four parts, since each takes as long to learn as the layer itself.
"""


class Sentence(NamedTuple):
    """A sentence with its features, its writer, and what the rules find in it by themselves."""

    labelled: Labelled
    writer: str
    features: Features
    by_rules: Match

    @property
    def blind(self) -> bool:
        """Say whether its writer had never seen the software."""
        return self.writer in WRITERS

    @property
    def raised(self) -> bool:
        """Say whether the rules raise a sign."""
        return bool(self.by_rules.red_flags)


@cache
def sentences() -> tuple[Sentence, ...]:
    """Return every sentence of the cases, read with a lexicon that has learned nothing."""
    rules_alone()
    with ProcessPoolExecutor() as pool:
        return tuple(chain.from_iterable(pool.map(sentences_of, FILES)))


def sentences_of(file: str) -> list[Sentence]:
    rules, _ = rules_alone()
    writer = file if file in WRITERS else OURS
    texts = ((case.labelled, case.labelled.text) for case in cases(file))
    return [
        Sentence(labelled, writer, evidence_in(rules, text).features, match(rules, text))
        for labelled, text in texts
    ]


@cache
def rules_alone() -> tuple[Lexicon, str]:
    """Return the lexicon of the seed without what was learned, and the beginning of its digest."""
    content, mistakes = read_content()
    if mistakes:
        raise ValueError("\n".join(map(str, mistakes)))
    plain = document(content) | {"layer": None, "ranking": None}
    digest = hashlib.sha256(serialise(plain).encode()).hexdigest()
    return compile_lexicon(LexiconSource.from_plain(plain)), digest[:12]
