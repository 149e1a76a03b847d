"""The measure of a text: its sentences, its syllables, its reading grade."""

import pytest

from seed.readability import EASY_WORDS, counted, grade, sentences, syllables, words
from tests.cases import in_one_test

SYLLABLES = {
    1: "foot heel calf toes stretch times used held knee these strength quick",
    2: "ankle towel sitting gentle being wanted places table movement something",
    3: "hospital medicine radio article recently",
    4: "exercises anatomy education",
}


@in_one_test(
    ("word", "count"), [(word, count) for count in SYLLABLES for word in SYLLABLES[count].split()]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert counted(word) == count


def test_a_number_is_one_syllable_and_an_easy_word_two_at_most() -> None:
    assert syllables("2,003") == 1
    assert syllables("physiotherapist") == 2
    assert syllables("Clinician's") == 2
    assert syllables("plant") == 1


def test_every_easy_word_is_easier_for_being_one() -> None:
    assert [word for word in sorted(EASY_WORDS) if counted(word) <= 2] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sit down. Lift your toes.", 2),
        ("Is it hot? Or do you have a fever? Rest it.", 3),
        ("Dr. no. 2 hurts 0.5 cm lower, at 10.2519/jospt.", 2),
        ("The article says “Stretch it.” Then rest.", 2),
        ("One: sit; two: stand", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_placeholder_is_read_as_a_number_with_its_unit() -> None:
    assert words("Hold for {hold_seconds}, heel-to-toe.") == [
        "Hold", "for", "30", "seconds", "heel", "to", "toe",
    ]  # fmt: skip


def test_the_grade_is_that_of_the_formula() -> None:
    text = "Lift your big toe. Then lift your heel."

    assert grade([text]) == pytest.approx(0.39 * 4 + 11.8 * 1 - 15.59)
    assert grade([]) == 0.0


def test_longer_sentences_and_longer_words_raise_the_grade() -> None:
    short, long = ["Rest it. Lift it."], ["Rest it and lift it."]

    assert grade(short) < grade(long) < grade(["Immobilise it and elevate it."])
