"""What of a text is marked because it answers a query."""

import pytest

from api.folding import highlights


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Heel pad: the pad of the heel", "heel", ["Heel", "heel"]),
        ("Heel pad: the pad of the heel", "pad heel", ["Heel", "pad", "pad", "heel"]),
        ("Stand on both heels", "heel", ["heels"]),
        ("Plantar fasciitis", "planter facitis", ["Plantar", "fasciitis"]),
        ("heelheel heel_pad whole", "heel", ["heelheel", "heel"]),
        ("toe toe, toe", "toe", ["toe", "toe", "toe"]),
        ("arch", "arches", ["arch"]),
        ("an art", "arches", []),
        ("Fascitis plantár, la fascia", "plantar", ["plantár"]),
        ("The calf’s stretch – or the calf", "calf", ["calf", "calf"]),
        ("½ heel", "heel", ["heel"]),
        ("Heel pad", "– '", []),
        ("", "heel", []),
        ("x" * 399 + " heel", "heel", []),
    ],
)
def test_words_that_answer_are_marked(text: str, query: str, marked: list[str]) -> None:
    [spans] = highlights([text], query)

    assert [text[start:end] for start, end in spans] == marked


def test_each_text_has_its_own_marks() -> None:
    assert highlights(["calf", "heel", "the heel"], "heel") == [[], [[0, 4]], [[4, 8]]]
