"""Suspicions: the strongest sign is raised, others are asked for, each with its reasons."""

from api.matching.layer.evidence import Evidence, Word
from api.matching.layer.suspicions import (
    DISMISSED,
    DOUBTED,
    EXCLUDED,
    Suspicion,
    greatest_strength,
    opinion,
    reasons,
)
from api.matching.layer.weights import Layer


def layer(weights: str) -> Layer:
    codes = ("dvt", "infection", "pe", "stroke")
    return Layer.from_plain(
        {
            "alarm": dict.fromkeys(codes, 100),
            "ask": dict.fromkeys(codes, 10),
            "weights": weights,
        }
    )


def evidence(*words: str, stated: tuple[str, ...] = ()) -> Evidence:
    return Evidence(tuple(map(Word, words)), frozenset(stated), frozenset(), frozenset())


def suspicions(layer: Layer, evidence: Evidence) -> tuple[Suspicion, ...]:
    return opinion(layer, evidence).suspicions


class TestSuspicions:
    def test_raise_the_strongest_sign_and_ask_for_the_others(self) -> None:
        found = suspicions(layer("hot\tdvt=110 infection=120 pe=20"), evidence("hot"))

        assert [(s.code, s.level) for s in found] == [
            ("infection", "alarm"),
            ("dvt", "ask"),
            ("pe", "ask"),
        ]

    def test_between_equals_take_the_first_by_its_code(self) -> None:
        found = suspicions(layer("hot\tpe=120 dvt=120"), evidence("hot"))

        assert [s.code for s in found] == ["dvt", "pe"]

    def test_below_the_lower_threshold_are_none(self) -> None:
        assert suspicions(layer("hot\tdvt=9"), evidence("hot")) == ()

    def test_ask_for_three_signs_at_most(self) -> None:
        found = suspicions(layer("hot\tdvt=50 infection=40 pe=30 stroke=20"), evidence("hot"))

        assert [s.code for s in found] == ["dvt", "infection", "pe"]

    def test_name_words_and_concepts_as_reasons_and_no_pieces_of_words(self) -> None:
        weights = "[calf]+[red]\tdvt=120\nhuge\tdvt=90\n~huge\tdvt=90\n[red]\tdvt=-10"
        text = evidence("huge", stated=("calf", "red"))

        assert reasons(layer(weights), "dvt", text) == ("calf", "red", "huge")

    def test_of_no_layer_are_none(self) -> None:
        assert suspicions(Layer(), evidence("hot")) == ()
        assert greatest_strength(Layer(), evidence("hot")) == 0


class TestDoubt:
    def test_begins_where_a_sign_is_unlikely(self) -> None:
        assert opinion(layer(f"nice\tany_sign={DOUBTED - 1}"), evidence("nice")).doubts
        assert not opinion(layer(f"nice\tany_sign={DOUBTED}"), evidence("nice")).doubts

    def test_is_near_certainty_where_a_sign_is_still_less_likely(self) -> None:
        assert opinion(layer(f"nice\tany_sign={DISMISSED - 1}"), evidence("nice")).dismisses
        assert not opinion(layer(f"nice\tany_sign={DISMISSED}"), evidence("nice")).dismisses

    def test_is_hardly_a_doubt_any_more_where_no_sign_is_possible(self) -> None:
        assert opinion(layer(f"nice\tany_sign={EXCLUDED - 1}"), evidence("nice")).excludes
        assert not opinion(layer(f"nice\tany_sign={EXCLUDED}"), evidence("nice")).excludes

    def test_is_unknown_to_a_layer_that_has_learned_nothing(self) -> None:
        assert not opinion(Layer(), evidence("nice")).doubts
