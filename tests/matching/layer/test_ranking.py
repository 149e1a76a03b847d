"""The learned order of complaints: clues of the rules, when it speaks, and its reasons."""

from dataclasses import replace

import pytest

from api.matching.layer.ranking import Ranking, clues_of
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.evidence import evidence_in
from api.matching.reading.outcome import MatchedComplaint
from api.matching.reading.ranking import GUESSED, WORTH_SHOWING, ranked_by_layer, reordered

WEIGHTS = "hollow\tarch-pain=40\nknee\tknee-pain=25\nbank\tany_complaint=-25\n*\tany_complaint=-8"
KNEE = MatchedComplaint("knee-pain", 0.7, ("knee",))
NAMED = replace(KNEE, score=0.94)


def ranking_of(weights: str) -> Ranking:
    complaints = ["arch-pain", "knee-pain"]
    return Ranking.from_plain({"complaints": complaints, "weights": weights, "speaks": 12})


@pytest.fixture
def taught(lexicon: Lexicon) -> Lexicon:
    return replace(lexicon, ranking=ranking_of(WEIGHTS))


class TestClues:
    def test_are_the_complaints_of_the_rules_with_place_and_score(self) -> None:
        found = clues_of([("arch-pain", 0.72), ("knee-pain", 0.3)])

        assert found == {
            "{arch-pain}",
            "{arch-pain} 1 of 0.7",
            "{knee-pain}",
            "{knee-pain} 2 of 0.3",
        }

    def test_say_that_the_rules_found_nothing(self) -> None:
        assert clues_of([]) == {"{}"}


class TestOrder:
    def order(
        self, lexicon: Lexicon, text: str, *found: MatchedComplaint, has_sign: bool = False
    ) -> list[tuple[str, float]]:
        evidence = evidence_in(lexicon, text)
        ranked = ranked_by_layer(lexicon, evidence, found)
        ordered = reordered(lexicon, evidence, ranked, has_sign=has_sign)
        return [(one.complaint, one.score) for one in ordered]

    def test_puts_the_strongest_first_with_the_best_score(self, taught: Lexicon) -> None:
        found = self.order(taught, "the hollow", KNEE)

        assert found == [("arch-pain", 0.7), ("knee-pain", 0.7)]

    def test_leaves_a_complaint_first_whose_name_is_typed(self, taught: Lexicon) -> None:
        found = self.order(taught, "the hollow", NAMED)

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
        assert self.order(taught, "the bank", replace(KNEE, score=0.6)) == []

    def test_refuses_what_the_rules_recognise_clearly_only_below_even_odds(
        self, taught: Lexicon
    ) -> None:
        unsure = replace(taught, ranking=ranking_of("bank\tany_complaint=-3"))

        assert self.order(unsure, "the bank", KNEE) == [("knee-pain", 0.7)]
        assert self.order(taught, "the bank", KNEE) == []

    def test_refuses_nothing_recognised_at_even_odds(self, taught: Lexicon) -> None:
        even = replace(taught, ranking=ranking_of("shop\tany_complaint=0"))

        weak = replace(KNEE, score=0.6)

        assert self.order(even, "the shop", weak) == [("knee-pain", 0.6)]

    def test_refuses_nothing_recognised_beside_a_warning_sign(self, taught: Lexicon) -> None:
        assert self.order(taught, "the bank", KNEE, has_sign=True) == [("knee-pain", 0.7)]

    def test_refuses_no_name_of_a_complaint(self, taught: Lexicon) -> None:
        assert self.order(taught, "the bank", NAMED) == [("knee-pain", 0.94)]

    def test_needs_less_beside_a_warning_sign(self, taught: Lexicon) -> None:
        weak = replace(taught, ranking=replace(taught.ranking, speaks=50))

        assert self.order(weak, "the hollow") == []
        assert self.order(weak, "the hollow", has_sign=True) == [("arch-pain", GUESSED)]

    def test_is_that_of_the_rules_if_nothing_was_learned(self, lexicon: Lexicon) -> None:
        untaught = replace(lexicon, ranking=Ranking())

        assert self.order(untaught, "the hollow", KNEE) == [("knee-pain", 0.7)]


class TestElsewhere:
    @pytest.mark.parametrize(
        ("text", "found", "elsewhere"),
        [("the bank", (), True), ("the hollow", (), False), ("bank", (NAMED,), False)],
    )
    def test_is_a_text_that_hardly_is_about_the_body(
        self, taught: Lexicon, text: str, found: tuple[MatchedComplaint, ...], elsewhere: bool
    ) -> None:
        ranked = ranked_by_layer(taught, evidence_in(taught, text), found)

        assert ranked.is_elsewhere is elsewhere

    def test_is_nothing_to_a_ranking_that_has_learned_nothing(self, lexicon: Lexicon) -> None:
        untaught = replace(lexicon, ranking=Ranking())

        assert not ranked_by_layer(untaught, evidence_in(untaught, "the bank"), ()).is_elsewhere


class TestReasons:
    def test_are_words_of_the_text(self, taught: Lexicon) -> None:
        evidence = evidence_in(taught, "the hollow of my foot")
        ranked = ranked_by_layer(taught, evidence, ())
        [found] = reordered(taught, evidence, ranked, has_sign=False)

        assert found.because == ("hollow",)
