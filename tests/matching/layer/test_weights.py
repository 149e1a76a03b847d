"""The layer's weights: sums in whole numbers, read from lines of text."""

import pytest

from api.matching.layer.evidence import Features
from api.matching.layer.weights import ANY, ODDS, Layer

PLAIN = {
    "alarm": {"dvt": 100, "pe": 100},
    "ask": {"dvt": 0, "pe": 0},
    "weights": f"*\t{ANY}=-64\n[calf]\tdvt=128 pe=-64\n[hot]\tdvt=64\nbreathless\t{ANY}=64 pe=320",
}


@pytest.fixture
def layer() -> Layer:
    return Layer.from_plain(PLAIN)


def features(*, words: tuple[str, ...] = (), concepts: tuple[str, ...] = ()) -> Features:
    return Features(frozenset(words), frozenset(), frozenset(concepts))


class TestStrengths:
    def test_are_those_of_the_constant_if_nothing_is_known(self, layer: Layer) -> None:
        assert layer.strengths(features(words=("hello",))) == {"dvt": -64, "pe": -64}

    def test_add_what_speaks_for_any_sign_to_what_speaks_for_one(self, layer: Layer) -> None:
        assert layer.strengths(features(words=("breathless",))) == {"dvt": 0, "pe": 320}

    def test_of_a_group_grow_with_the_root_of_its_features(self, layer: Layer) -> None:
        found = layer.strengths(features(concepts=("[calf]", "[hot]")))

        assert found["dvt"] == pytest.approx(-64 + (128 + 64) / 2**0.5, abs=1)

    def test_of_an_empty_layer_are_none(self) -> None:
        assert Layer().strengths(features(words=("calf",))) == {}


class TestMemory:
    def test_holds_one_number_for_features_with_the_same_weights(self) -> None:
        layer = Layer.from_plain(
            {**PLAIN, "weights": "numb\tdvt=128 pe=-64\ntingly\tdvt=128 pe=-64"}
        )

        assert layer.weights["numb"] is layer.weights["tingly"]

    def test_holds_one_text_for_a_feature_that_another_layer_knows(self, layer: Layer) -> None:
        other = Layer.from_plain(PLAIN, known=layer.weights)

        assert [*map(id, other.weights)] == [*map(id, layer.weights)]

    def test_has_the_heads_first_that_most_features_speak_for(self) -> None:
        layer = Layer.from_plain({**PLAIN, "weights": "numb\tpe=128\ntingly\tdvt=64 pe=1"})

        assert layer.heads == (ANY, "pe", "dvt")


class TestSpeakingFor:
    def test_names_what_speaks_for_a_sign_and_not_against_it(self, layer: Layer) -> None:
        found = list(layer.speaking_for("pe", ["[calf]", "breathless", "unknown"]))

        assert found == [(5 * ODDS, "breathless")]
