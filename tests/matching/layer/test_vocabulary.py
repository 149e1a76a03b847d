"""The numbers of features: every known one is found, and no other."""

from api.matching.layer.vocabulary import Vocabulary


class TestNumbers:
    def test_are_those_of_the_order(self) -> None:
        assert Vocabulary(["hot", "calf", "hot"]).numbers(["calf", "cold", "hot"]) == [2, 0, 1]

    def test_are_found_for_every_feature_and_no_other(self) -> None:
        features = [f"feature{n}" for n in range(10_000)]
        vocabulary = Vocabulary(features)

        assert vocabulary.numbers(features) == [*range(1, 10_001)]
        assert set(vocabulary.numbers([f"{one}x" for one in features])) == {0}

    def test_go_by_all_letters(self) -> None:
        assert Vocabulary(["fuß", "足"]).numbers(["fuß", "足", "fu", "fus"]) == [1, 2, 0, 0]

    def test_of_an_empty_vocabulary_are_none(self) -> None:
        assert Vocabulary().numbers(["hot"]) == [0]
        assert len(Vocabulary()) == 0
