"""The index of deletions finds what a dictionary of all forms would, and hardly anything else."""

from itertools import pairwise

from api.matching.lexicon.deletion_index import DeletionIndex
from api.matching.lexicon.typos import deletions, typos_allowed

WORDS = sorted(
    {
        first + middle + last
        for first in ("heel", "toe", "calf", "ankle", "sole", "fuß")
        for middle in ("", "s", "pain", "ache", "schmerz")
        for last in ("", "y", "ing", "chen")
    }
)


def test_every_word_is_found_by_each_of_its_forms() -> None:
    by_form: dict[str, list[str]] = {}
    for word in WORDS:
        for form in deletions(word, typos_allowed(word)):
            by_form.setdefault(form, []).append(word)
    forms = [(form, WORDS.index(word)) for form, words in by_form.items() for word in words]

    index = DeletionIndex(WORDS, forms)

    found = {form: index.find([form]) for form in by_form}
    assert all(found[form] >= {*words} for form, words in by_form.items())
    others = sum(len(found[form]) - len({*words}) for form, words in by_form.items())
    assert others <= len(by_form) / 100


def test_a_form_that_nobody_has_finds_next_to_nothing() -> None:
    index = DeletionIndex(WORDS, [(word, number) for number, word in enumerate(WORDS)])

    found = [word for one, other in pairwise(WORDS) for word in index.find([f"{one}-{other}"])]

    assert len(found) <= len(WORDS) / 20


def test_an_empty_one_finds_nothing() -> None:
    assert DeletionIndex([], []).find(["heel"]) == set()
