"""Which phrase is found in a row of words: the longest, over words that carry no meaning."""

import pytest

from api.matching.lexicon.phrases import build_tree

PHRASES = build_tree(
    [
        (["mal"], "pain"),
        (["mal", "a", "la", "tete"], "headache"),
        (["mal", "respirer"], "breathless"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mal respirer", "breathless"),
        ("mal du respirer", "breathless"),
        ("mal a respirer", "breathless"),  # although another phrase goes on with "a"
        ("mal a la tete", "headache"),
        ("mal a pied", "pain"),
        ("mal pied respirer", "pain"),
    ],
)
def test_the_longest_phrase_is_found(text: str, found: str) -> None:
    words = text.split()
    hits = PHRASES.scan(words, [word in {"a", "la", "du"} for word in words])

    assert hits[0].values == (found,)


def test_phrases_that_end_in_the_same_way_share_their_nodes() -> None:
    tree = build_tree([(["knee", "pain"], "pain"), (["heel", "pain"], "pain"), (["ow"], "pain")])

    assert tree.following["knee"] is tree.following["heel"]
    assert tree.following["heel"].following["pain"] is tree.following["ow"]
