"""The learned order of complaints: clues of the rules, when it speaks, and its reasons."""

from dataclasses import replace

import pytest

from api.matching.layer.evidence import Features
from api.matching.layer.ranking import Ranking, clued
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.evidence import evidence_in
from api.matching.reading.outcome import MatchedComplaint
from api.matching.reading.ranking import GUESSED, WORTH_SHOWING, reordered

NO_FEATURES = Features(frozenset(), frozenset(), frozenset())
WEIGHTS = (
    "hollow\tarch-pain=300\nknee\tknee-pain=200\nbank\tany_complaint=-200\n*\tany_complaint=-64"
)
KNEE = MatchedComplaint("knee-pain", 0.7, ("knee",))


@pytest.fixture
def taught(lexicon: Lexicon) -> Lexicon:
    plain = {
        "complaints": ["arch-pain", "knee-pain"],
        "weights": WEIGHTS,
        "speaks": 100,
    }
    return replace(lexicon, ranking=Ranking.from_plain(plain))


class TestClues:
    def test_are_the_complaints_of_the_rules_with_place_and_score(self) -> None:
        found = clued(NO_FEATURES, [("arch-pain", 0.72), ("knee-pain", 0.3)])

        assert found.clues == {
            "{arch-pain}",
            "{arch-pain} 1 of 0.7",
            "{knee-pain}",
            "{knee-pain} 2 of 0.3",
        }

    def test_say_that_the_rules_found_nothing(self) -> None:
        assert clued(NO_FEATURES, []).clues == {"{}"}


class TestOrder:
    def order(
        self, lexicon: Lexicon, text: str, *found: MatchedComplaint, has_sign: bool = False
    ) -> list[tuple[str, float]]:
        ordered = reordered(lexicon, evidence_in(lexicon, text), found, has_sign=has_sign)
        return [(one.complaint, one.score) for one in ordered]

    def test_puts_the_strongest_first_with_the_best_score(self, taught: Lexicon) -> None:
        found = self.order(taught, "the hollow", KNEE)

        assert found == [("arch-pain", 0.7), ("knee-pain", 0.7)]

    def test_leaves_a_complaint_first_whose_name_is_typed(self, taught: Lexicon) -> None:
        named = replace(KNEE, score=0.94)

        found = self.order(taught, "the hollow", named)

        assert found == [("knee-pain", 0.94), ("arch-pain", WORTH_SHOWING)]

    def test_guesses_where_the_rules_find_nothing(self, taught: Lexicon) -> None:
        assert self.order(taught, "the hollow of my foot") == [("arch-pain", GUESSED)]

    def test_guesses_nothing_where_the_only_part_is_denied(self, taught: Lexicon) -> None:
        assert self.order(taught, "the hollow, but no foot") == []

    def test_adds_no_complaint_for_which_nothing_speaks(self, taught: Lexicon) -> None:
        assert self.order(taught, "my knee", KNEE) == [("knee-pain", 0.7)]

    def test_is_silent_where_little_speaks_for_a_complaint(self, taught: Lexicon) -> None:
        assert self.order(taught, "the bank") == []

    def test_refuses_what_is_about_something_else(self, taught: Lexicon) -> None:
        assert self.order(taught, "the bank", KNEE) == []

    def test_refuses_nothing_recognised_that_is_only_unlikely(self, taught: Lexicon) -> None:
        assert self.order(taught, "the shop", KNEE) == [("knee-pain", 0.7)]

    def test_refuses_nothing_recognised_beside_a_warning_sign(self, taught: Lexicon) -> None:
        assert self.order(taught, "the bank", KNEE, has_sign=True) == [("knee-pain", 0.7)]

    def test_refuses_no_name_of_a_complaint(self, taught: Lexicon) -> None:
        named = replace(KNEE, score=0.94)

        assert self.order(taught, "the bank", named) == [("knee-pain", 0.94)]

    def test_needs_even_odds_only_beside_a_warning_sign(self, taught: Lexicon) -> None:
        weak = replace(taught, ranking=replace(taught.ranking, speaks=250))

        assert self.order(weak, "the hollow") == []
        assert self.order(weak, "the hollow", has_sign=True) == [("arch-pain", GUESSED)]

    def test_is_that_of_the_rules_if_nothing_was_learned(self, lexicon: Lexicon) -> None:
        untaught = replace(lexicon, ranking=Ranking())

        assert self.order(untaught, "the hollow", KNEE) == [("knee-pain", 0.7)]


class TestReasons:
    def test_are_words_of_the_text(self, taught: Lexicon) -> None:
        [found] = reordered(
            taught, evidence_in(taught, "the hollow of my foot"), (), has_sign=False
        )

        assert found.because == ("hollow",)
