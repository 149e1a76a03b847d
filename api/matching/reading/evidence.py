"""What a reading hands to the learned layer: words and concepts, each with its polarity."""

from collections.abc import Iterable
from functools import partial

from api.matching.layer.evidence import Evidence
from api.matching.lexicon.compiled import COMPUTED, LABELLED, LITERAL, Lexicon
from api.matching.reading.present import present_of
from api.matching.reading.understanding import Understanding, is_word, understand
from api.matching.transport import plain_text
from api.screening import NOTHING_SAID


def evidence_in(lexicon: Lexicon, text: str) -> Evidence:
    """Return the evidence of any text by itself."""
    understood = understand(lexicon, plain_text(text, partial(is_word, lexicon)), NOTHING_SAID)
    return evidence_of(understood, present_of(lexicon, understood))


def evidence_of(understood: Understanding, present: Understanding) -> Evidence:
    """Return the evidence of a text; what is not `present` is elsewhere."""
    stated = concepts_among(present.concepts)
    return Evidence(
        understood.words,
        stated=stated,
        denied=concepts_among(understood.denied) - stated,
        elsewhere=concepts_among(understood.concepts) - stated,
    )


def concepts_among(codes: Iterable[str]) -> frozenset[str]:
    """Return the concepts that can be named as a reason; a word of a complaint's name is none."""
    named = (c for c in codes if c in LABELLED or c not in COMPUTED)
    return frozenset(code for code in named if not code.startswith(LITERAL))
