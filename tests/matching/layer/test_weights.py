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


class TestSpeakingFor:
    def test_names_what_speaks_for_a_sign_and_not_against_it(self, layer: Layer) -> None:
        found = list(layer.speaking_for("pe", ["[calf]", "breathless", "unknown"]))

        assert found == [(5 * ODDS, "breathless")]
