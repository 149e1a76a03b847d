"""The features of a text: words, pieces of words and concepts, each with its polarity."""

from api.matching.layer.evidence import Evidence, Word
from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.evidence import evidence_in


def evidence(*words: Word, stated: tuple[str, ...] = (), denied: tuple[str, ...] = ()) -> Evidence:
    return Evidence(words, frozenset(stated), frozenset(denied), frozenset())


class TestFeatures:
    def test_are_words_and_each_two_side_by_side(self) -> None:
        found = evidence(Word("heel"), Word("is"), Word("hot")).features

        assert found.words == {"heel", "is", "hot", "heel is", "is hot"}

    def test_of_a_negated_word_say_so(self) -> None:
        found = evidence(Word("no"), Word("fever", "no:")).features

        assert found.words == {"no", "no:fever", "no:no fever"}

    def test_are_pieces_of_longer_words_that_are_stated(self) -> None:
        found = evidence(Word("hot"), Word("toes"), Word("fever", "no:")).features

        assert found.letters == {"~<toe", "~toes", "~oes>", "~<toes", "~toes>"}

    def test_are_concepts_and_each_two_that_are_stated(self) -> None:
        found = evidence(stated=("hot", "calf"), denied=("fever",)).features

        assert found.concepts == {"[calf]", "[hot]", "[calf]+[hot]", "no:[fever]"}


class TestReading:
    def test_hands_over_what_is_stated_and_what_is_denied(self, lexicon: Lexicon) -> None:
        found = evidence_in(lexicon, "my calf is swollen, no fever")

        assert {"calf", "swollen"} <= found.stated
        assert "fever" in found.denied
        assert Word("fever", "no:") in found.words

    def test_hands_over_what_was_at_another_time(self, lexicon: Lexicon) -> None:
        found = evidence_in(lexicon, "years ago my calf was swollen, today my heel hurts")

        assert "swollen" in found.elsewhere
        assert "swollen" not in found.stated

    def test_leaves_out_the_words_of_an_idiom(self, lexicon: Lexicon) -> None:
        found = evidence_in(lexicon, "who will foot the bill")

        assert "foot" not in {word.text for word in found.words}
