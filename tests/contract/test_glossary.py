"""One word for one thing: the glossary holds, and former private words do not come back."""

import re

import pytest

from tests.cases import in_one_test
from tests.contract import glossary
from tests.contract.glossary import DOCUMENTS, NAMES, PARTICIPLES, PARTS, PROGRAMS, ROOT, THIS_CHECK

ENTRY = re.compile(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GLOSSARY = ENTRY.findall(PAGE.partition("\n## Glossary\n")[2].partition("\n## ")[0])


def test_code_uses_the_words_of_the_glossary() -> None:
    programs = [path for path in PROGRAMS if path not in THIS_CHECK]
    found = [str(each) for path in programs for each in glossary.in_program(path)]
    assert found == []


def test_documents_use_the_words_of_the_glossary() -> None:
    found = [str(each) for path in DOCUMENTS for each in glossary.in_document(path)]
    assert found == []


class TestTheGlossary:
    def test_has_about_25_words_in_alphabetical_order(self) -> None:
        words = [word for word, *_ in GLOSSARY]
        assert 22 <= len(words) <= 32
        assert words == sorted(words, key=str.lower)

    @in_one_test(("word", "meaning", "place"), GLOSSARY, ids=lambda text: text[:20])
    def test_gives_a_sentence_and_a_place(self, word: str, meaning: str, place: str) -> None:
        assert meaning.endswith(".")
        assert "`" in place


class TestTheCheck:
    @in_one_test("old", NAMES)
    @in_one_test("code", ["class {}: ...", "def {}(): ...", "def f({}): ..."])
    def test_finds_a_former_name(self, old: str, code: str) -> None:
        named = glossary.names(code.format(old))
        assert NAMES[old] in [found.new for found in glossary.former_names("here", named)]

    @in_one_test("old", PARTS)
    def test_finds_a_former_word_inside_a_name(self, old: str) -> None:
        for name in (f"load_{old}_of", f"New{old.capitalize()}"):
            assert list(glossary.former_names("here", [(1, name, False)]))

    @pytest.mark.parametrize("old", sorted(PARTICIPLES))
    def test_finds_a_function_named_by_a_participle_alone(self, old: str) -> None:
        assert list(glossary.former_names("here", glossary.names(f"def {old}(): ...")))
        assert not list(glossary.former_names("here", glossary.names(f"def f({old}_at): ...")))

    @pytest.mark.parametrize(
        ("line", "old"),
        [
            ("The Teller of a language.", "Teller"),
            ("It prints a plan for the fridge.", "fridge"),
            ("# one more rung", "rung"),
            ("The list reads exercise_lines.", "exercise_lines"),
            ("light words are left out", "light words"),
            ("The shapes of v1 know no database.", "shapes of v1"),
            ("Keep what is told of others.", "what is told"),
        ],
    )
    def test_finds_a_former_term_in_prose(self, line: str, old: str) -> None:
        found = glossary.former_words("here", [(7, line)])
        assert ("here:7", old) in [(each.place, each.old) for each in found]

    @pytest.mark.parametrize(
        "line",
        [
            "Tell the person what the answer is, at a desk or on a ladder.",
            "A light touch; the offer stands; he takes care.",
            "The words have different shapes and a small size.",
            "A row of the table, a line of the file, the key in the ring binder.",
        ],
    )
    def test_lets_ordinary_english_pass(self, line: str) -> None:
        assert list(glossary.former_words("here", [(1, line)])) == []

    def test_reads_comments_and_docstrings_but_no_other_strings(self) -> None:
        source = '"""A roster."""\nx = "roster"  # a rung\n'
        found = [each.old for each in glossary.former_words("here", glossary.prose(source))]
        assert sorted(found) == ["roster", "rung"]
