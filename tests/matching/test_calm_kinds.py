"""What is over, checked, somebody else's or a figure of speech raises no sign; its twin does."""

import pytest

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match


def raised(lexicon: Lexicon, text: str) -> set[str]:
    return {flag.code for flag in match(lexicon, text).red_flags}


KINDS = [
    # An operation, a cast or a fracture of long ago.
    (
        "I broke my foot in 2009, screws and plates, and now my arches get tired",
        "I broke my foot, screws and plates, and now my arches get tired",
        "post_op_fracture_cast",
    ),
    (
        "métatarse cassé il y a dix ans, quels exercices",
        "métatarse cassé il y a dix jours, quels exercices",
        "post_op_fracture_cast",
    ),
    # Discharged, cleared, healed.
    (
        "the ankle fracture has healed and the surgeon discharged me, which exercises",
        "the ankle fracture has not healed, which exercises",
        "post_op_fracture_cast",
    ),
    # Somebody else's.
    (
        "my cousin broke his foot, and my heels are just tired",
        "I broke my foot, and my heels are just tired",
        "post_op_fracture_cast",
    ),
    # A spoken age is not its last word.
    (
        "thirty-five year old netballer, her ankle feels weak",
        "five year old netballer, her ankle feels weak",
        "child",
    ),
    # A word of another language is no misspelling.
    (
        "Mein Schwager läuft gern, mein Fuß ist müde",
        "Ich bin schwanger, mein Fuß ist müde",
        "pregnancy_dizzy_falls",
    ),
]


@pytest.mark.parametrize(("calm", "twin", "sign"), KINDS)
def test_a_calm_text_raises_nothing_and_its_twin_does(
    lexicon: Lexicon, calm: str, twin: str, sign: str
) -> None:
    assert sign not in raised(lexicon, calm)
    assert sign in raised(lexicon, twin)


def test_what_is_no_longer_raised_is_asked(lexicon: Lexicon) -> None:
    found = match(lexicon, "my back is bad and something is odd when I sit on the saddle")

    assert "cauda_equina" in found.ask_first
