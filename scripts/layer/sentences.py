"""What the layer learns from: the regression cases, as features and labels."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from api.cli.labelled import Labelled
from api.matching.layer.evidence import Features
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.reading.evidence import evidence_in
from api.matching.reading.match import match
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
    """A sentence with its features and its writer; `raised`: the rules raise a sign."""

    labelled: Labelled
    writer: str
    features: Features
    raised: bool

    @property
    def blind(self) -> bool:
        """Say whether its writer had never seen the software."""
        return self.writer in WRITERS


def sentences(rules: Lexicon) -> Iterator[Sentence]:
    """Yield every sentence of the cases, read with a lexicon without a layer."""
    for file in FILES:
        for case in cases(file):
            text = case.labelled.text
            writer = file if file in WRITERS else OURS
            features = evidence_in(rules, text).features
            raised = bool(match(rules, text).red_flags)
            yield Sentence(case.labelled, writer, features, raised)


def rules_alone() -> tuple[Lexicon, str]:
    """Return the lexicon of the seed without its layer, and the beginning of its digest."""
    content, mistakes = read_content()
    if mistakes:
        raise ValueError("\n".join(map(str, mistakes)))
    plain = document(content) | {"layer": None, "ranking": None}
    digest = hashlib.sha256(serialise(plain).encode()).hexdigest()
    return compile_lexicon(LexiconSource.from_plain(plain)), digest[:12]
