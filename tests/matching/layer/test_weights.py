"""The layer's weights: sums in whole numbers, read from lines of text."""

import pytest

from api.matching.layer.evidence import Features
from api.matching.layer.packed import GREATEST, MOST_ADDED
from api.matching.layer.vocabulary import Vocabulary
from api.matching.layer.weights import ANY, UNIT, Layer, value_in_group

PLAIN = {
    "alarm": {"dvt": 20, "pe": 20},
    "ask": {"dvt": 0, "pe": 0},
    "weights": f"*\t{ANY}=-8\n[calf]\tdvt=16 pe=-8\n[hot]\tdvt=8\nbreathless\t{ANY}=8 pe=40",
}


@pytest.fixture
def layer() -> Layer:
    return Layer.from_plain(PLAIN)


def features(*, words: tuple[str, ...] = (), concepts: tuple[str, ...] = ()) -> Features:
    return Features(frozenset(words), frozenset(), frozenset(concepts))


class TestStrengths:
    def test_are_those_of_the_constant_if_nothing_is_known(self, layer: Layer) -> None:
        assert layer.strengths(features(words=("hello",))) == {"dvt": -8, "pe": -8}

    def test_add_what_speaks_for_any_sign_to_what_speaks_for_one(self, layer: Layer) -> None:
        assert layer.strengths(features(words=("breathless",))) == {"dvt": 0, "pe": 40}

    def test_of_a_group_grow_with_the_root_of_its_features(self, layer: Layer) -> None:
        found = layer.strengths(features(concepts=("[calf]", "[hot]")))

        assert found["dvt"] == pytest.approx(-8 + (16 + 8) / 2**0.5, abs=1)

    @pytest.mark.parametrize("weight", [GREATEST, -GREATEST])
    def test_of_many_features_are_their_sum(self, weight: int) -> None:
        many = [f"feature{n}" for n in range(4 * MOST_ADDED + 1)]
        lines = "\n".join(f"{feature}\tdvt={weight} pe={-weight}" for feature in many)
        layer = Layer.from_plain({**PLAIN, "weights": lines})

        found = layer.strengths(features(words=tuple(many)))

        total = weight * len(many) * value_in_group(len(many)) // UNIT
        assert found == {"dvt": pytest.approx(total, abs=1), "pe": pytest.approx(-total, abs=1)}

    def test_of_an_empty_layer_are_none(self) -> None:
        assert Layer().strengths(features(words=("calf",))) == {}


class TestMemory:
    def test_holds_one_row_for_features_with_the_same_weights(self) -> None:
        layer = Layer.from_plain({**PLAIN, "weights": "numb\tdvt=16 pe=-8\ntingly\tdvt=16 pe=-8"})

        # And one for what has no weights.
        assert len(layer.weights.rows) == 2 * len(layer.heads)

    def test_has_no_weights_for_features_that_only_others_of_its_vocabulary_know(self) -> None:
        vocabulary = Vocabulary(["*", "[calf]", "[hot]", "breathless", "arch"])
        layer = Layer.from_plain(PLAIN, vocabulary=vocabulary)

        assert layer.strengths(features(words=("arch",))) == {"dvt": -8, "pe": -8}
        assert layer.strengths(features(words=("breathless",))) == {"dvt": 0, "pe": 40}


class TestSpeakingFor:
    def test_names_what_speaks_for_a_sign_and_not_against_it(self, layer: Layer) -> None:
        said = ["[calf]", "breathless", "unknown"]

        found = list(layer.speaking_for("pe", said, layer.vocabulary.numbers(said)))

        assert found == [(40, "breathless")]
