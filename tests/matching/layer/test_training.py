"""Training: the same sentences give the same bytes, on every machine."""

import hashlib

import numpy as np
import pytest

from api.cli.labelled import Labelled
from api.matching.layer.evidence import Features
from api.matching.layer.weights import ANY, ODDS
from api.matching.reading.outcome import Match
from api.screening import Screened
from scripts.layer.fitting import example_of, layer_of
from scripts.layer.sentences import OURS, Sentence
from scripts.layer.thresholds import threshold

NOTHING = Match(
    outcome="unrecognised",
    fit="unrecognised",
    matches=(),
    meant=(),
    question=None,
    red_flags=(),
    suspected=(),
    conditions=(),
    screened=Screened((), (), (), (), "none"),
    triage=None,
)
HEADS = (ANY, "dvt", "infection")
WORDS = ("calf", "swollen", "red", "shoe", "walk", "heel", "hot", "morning")


def sentence(number: int, *flags: str, borderline: bool = False) -> Sentence:
    words = {WORDS[number % 8], WORDS[number // 8 % 8], *flags}
    return Sentence(
        labelled=Labelled(
            text=f"sentence {number}",
            kind="sentence",
            complaint=None,
            red_flag=bool(flags),
            borderline=borderline,
            flags=flags,
        ),
        writer=OURS,
        features=Features(frozenset(words), frozenset(), frozenset()),
        by_rules=NOTHING,
    )


SENTENCES = [sentence(n, *(("dvt",), ("infection",), ())[n % 3]) for n in range(60)]


class TestTraining:
    def test_gives_the_bytes_that_it_gave_on_another_machine(self) -> None:
        _, weights = layer_of(SENTENCES, HEADS)

        digest = hashlib.sha256(weights.encode()).hexdigest()
        assert digest == "01e246a0649622fe1cc473a582f76578b9323b15ddeefcec7dc05d2ff7f1326b"

    def test_learns_what_tells_the_signs_apart(self) -> None:
        layer, _ = layer_of(SENTENCES, HEADS)

        strengths = layer.strengths(SENTENCES[0].features)

        assert strengths["dvt"] > 0
        assert strengths["dvt"] > strengths["infection"] + 8 * ODDS


class TestExamples:
    def test_leave_open_whether_a_text_has_the_other_signs_that_would_be_right(self) -> None:
        example = example_of(sentence(0, "infection", "dvt"), HEADS)

        assert example is not None
        assert np.array_equal(example.answers, [1, 0, 1])
        assert np.array_equal(example.counting, [1, 0, 1])

    def test_are_not_made_of_what_clinicians_would_disagree_about(self) -> None:
        assert example_of(sentence(0, "dvt", borderline=True), HEADS) is None


class TestThreshold:
    @pytest.mark.parametrize(("allowed", "least"), [(0, 10), (1, 8), (2, 6)])
    def test_lets_so_many_through(self, allowed: int, least: int) -> None:
        assert threshold([5, 9, 7, 1], allowed) == least
