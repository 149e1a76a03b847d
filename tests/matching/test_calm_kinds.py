"""What is over, checked, somebody else's or a figure of speech raises no sign; its twin does."""

from dataclasses import replace

import pytest

from api.matching.layer.weights import Layer
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
    # "Mine" says that what was told before is not the writer's.
    (
        "my brother's the diabetic with the foot ulcer, mine is only a scuff",
        "I'm the diabetic with the foot ulcer, it is only a scuff",
        "diabetic_foot",
    ),
    (
        "my uncle had a stroke and is in a home now, I am well and want to stand on one leg longer",
        "my uncle had a stroke an hour ago, he can't lift his arm and wants to stretch it",
        "stroke",
    ),
    # Healed long ago.
    (
        "tore my calf in 2011, it healed, both are a bit tight today",
        "tore my calf, both are a bit tight today",
        "calf_tear",
    ),
    # A bit is no bite.
    (
        "the curvy bit of my foot hurts a little on sand",
        "a dog bit my foot and it hurts a little",
        "infection",
    ),
]


@pytest.mark.parametrize(("calm", "twin", "sign"), KINDS)
def test_a_calm_text_raises_nothing_and_its_twin_raises_it_or_asks(
    lexicon: Lexicon, calm: str, twin: str, sign: str
) -> None:
    assert sign not in raised(lexicon, calm)
    assert sign in {*raised(lexicon, twin), *match(lexicon, twin).suspected}


def test_what_the_rules_no_longer_raise_is_asked_for(lexicon: Lexicon) -> None:
    rules = replace(lexicon, layer=Layer())
    found = match(rules, "my back is bad and something is odd when I sit on the saddle")

    assert "cauda_equina" in found.ask_first
