"""Garbage in a seed file is answered with one plain sentence: file, line, mistake."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from api.records.exercises import Exercise
from api.records.vocabularies import Notice
from seed import strict_yaml
from seed.content import read_content
from seed.loader import MAX_BYTES, Entry, Mistake, read
from tests.seed.factories import copied_seed, rewrite

ALIASES = """
- &one {code: aa, text: bb}
- &many [*one, *one, *one, *one, *one, *one, *one, *one, *one]
- [*many, *many, *many, *many, *many, *many, *many, *many]
"""
GARBAGE = {
    "unclosed-quote": (
        "- code: aa\n  text: 'bb\n",
        "3: is not YAML: while scanning a quoted scalar, found unexpected end of stream",
    ),
    "tab-for-indent": (
        "- code: aa\n\ttext: bb\n",
        "2: is not YAML: while scanning for the next token,"
        " found character '\\t' that cannot start any token",
    ),
    "nothing-at-all": ("", "1: is empty"),
    "only-a-comment": ("# to be written\n", "1: is empty"),
    "a-record-where-a-list-stands": ("code: aa\ntext: bb\n", "1: should be a list of records"),
    "a-word": ("hello\n", "1: should be a list of records"),
    "words-in-the-list": (
        "- code: aa\n  text: bb\n- cc\n",
        "3: should be a record, with a name before each value",
    ),
    "unknown-field": (
        "- code: aa\n  text: bb\n  txt: cc\n",
        "3: txt: is not a field that this record has",
    ),
    "unknown-field-with-lines-below": (
        "- code: aa\n  text: bb\n  txts:\n    - cc\n",
        "3: txts: is not a field that this record has",
    ),
    "missing-field": ("- code: aa\n  text: bb\n- code: cc\n", "3: text: is missing"),
    "key-twice": ("- code: aa\n  text: bb\n  text: cc\n", "3: text: is given twice"),
    "a-list-as-a-key": ("- ? [code]\n  : aa\n", "1: has a field without a name"),
    "wrong-type": ("- code: aa\n  text: [bb]\n", "2: text: Input should be a valid string"),
    "a-number-for-text": ("- code: 12\n  text: bb\n", "1: code: Input should be a valid string"),
    "too-long": (
        f"- code: aa\n  text: {'b' * 2001}\n",
        "2: text: String should have at most 2000 characters",
    ),
    "only-spaces": (
        "- code: aa\n  text: '   '\n",
        "2: text: String should have at least 2 characters",
    ),
    "alias": (
        "- &one\n  code: aa\n  text: bb\n- *one\n",
        "4: uses a YAML alias; write it out instead",
    ),
    "alias-bomb": (ALIASES, "3: uses a YAML alias; write it out instead"),
    "list-that-holds-itself": ("&all [*all]\n", "1: uses a YAML alias; write it out instead"),
    "deep-nesting": ("\n" + "[" * 10_000, "2: is nested too deeply"),
    "two-documents": (
        "- code: aa\n  text: bb\n---\n- code: cc\n  text: dd\n",
        "3: is not YAML: expected a single document in the stream, but found another document",
    ),
    "object-tag": (
        "- code: aa\n  text: !!python/object:os.system ls\n",
        "2: is not YAML: could not determine a constructor for the tag"
        " 'tag:yaml.org,2002:python/object:os.system'",
    ),
    "a-tag-that-does-not-fit": ("- code: aa\n  text: !!bool bb\n", "2: 'bb' is no bool"),
    "endless-number": (
        f"- code: aa\n  text: {'9' * 5000}\n",
        f"2: '{'9' * 40}…' is no int",
    ),
    "nul-character": ('- code: aa\n  text: "b\\0b"\n', "2: holds a control character"),
    "raw-control-character": (
        "- code: aa\n  text: b\x07b\n",
        "2: is not YAML: it holds a character that YAML does not allow",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder called seed."""
    (tmp_path / "seed").mkdir()
    return tmp_path / "seed"


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seed")


def read_as(
    shape: type[BaseModel], folder: Path, written: str | bytes, *, many: bool
) -> tuple[list[Entry[BaseModel]], list[Mistake]]:
    path = folder / "notices.yaml"
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    return read(path, folder, shape, many=many)


def sentences(mistakes: list[Mistake]) -> list[str]:
    return [str(mistake) for mistake in mistakes]


class TestGarbage:
    @pytest.mark.parametrize(("written", "sentence"), GARBAGE.values(), ids=GARBAGE.keys())
    def test_it_is_one_sentence_with_file_and_line(
        self, folder: Path, written: str, sentence: str
    ) -> None:
        _, mistakes = read_as(Notice, folder, written, many=True)

        assert sentences(mistakes) == [f"seed/notices.yaml:{sentence}"]

    @pytest.mark.parametrize(("written", "sentence"), GARBAGE.values(), ids=GARBAGE.keys())
    def test_it_is_the_same_sentence_without_libyaml(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path, written: str, sentence: str
    ) -> None:
        monkeypatch.setattr(strict_yaml, "FAST", yaml.SafeLoader)

        _, mistakes = read_as(Notice, folder, written, many=True)

        assert sentences(mistakes) == [f"seed/notices.yaml:{sentence}"]

    def test_a_byte_that_is_not_utf8_is_told_with_its_line(self, folder: Path) -> None:
        written = "- code: aa\n  text: café\n".encode("latin-1")

        records, mistakes = read_as(Notice, folder, written, many=True)

        assert records == []
        assert sentences(mistakes) == ["seed/notices.yaml:2: is not UTF-8"]

    def test_a_huge_file_is_not_even_read(self, folder: Path) -> None:
        _, mistakes = read_as(Notice, folder, b"#" * (MAX_BYTES + 1), many=True)

        assert sentences(mistakes) == ["seed/notices.yaml:1: is larger than 8,000,000 bytes"]

    def test_a_file_that_is_not_there_is_told(self, folder: Path) -> None:
        _, mistakes = read(folder / "notices.yaml", folder, Notice, many=True)

        assert sentences(mistakes) == [
            "seed/notices.yaml:1: cannot be opened: No such file or directory"
        ]

    def test_a_list_where_one_record_stands_is_told(self, folder: Path) -> None:
        _, mistakes = read_as(Exercise, folder, "# one exercise\n- slug: aa\n", many=False)

        assert sentences(mistakes) == [
            "seed/notices.yaml:2: should be a record, with a name before each value"
        ]

    def test_each_wrong_record_is_told_and_the_others_are_read(self, folder: Path) -> None:
        written = "- code: aa\n- code: bb\n  text: fine\n- code: CC\n  text: dd\n"

        records, mistakes = read_as(Notice, folder, written, many=True)

        assert [record.value for record in records] == [Notice(code="bb", text="fine")]
        assert [(mistake.line, mistake.field) for mistake in mistakes] == [(1, "text"), (4, "code")]

    @given(written=st.one_of(st.binary(max_size=60), st.text("-:?[]{}&*!|>'\"#%,\n\t ab1~=\\0x")))
    @settings(max_examples=300, derandomize=True, deadline=None, database=None)
    def test_whatever_stands_there_is_read_or_told_in_one_line(
        self, shared_folder: Path, written: str | bytes
    ) -> None:
        body = written.encode() if isinstance(written, str) else written

        records, mistakes = read_as(Notice, shared_folder, body, many=True)

        assert records or mistakes or body.strip() in (b"[]", b"[ ]")
        assert all(len(str(mistake).splitlines()) == 1 for mistake in mistakes)


class TestPlaces:
    @pytest.mark.parametrize(
        ("old", "new", "field", "sentence"),
        [
            ("role: describes", "role: invents", "contributors.0.role", "Input should be"),
            ("kind: stretch", "kind: 7", "kind", "Input should be"),
            ("hold_seconds: [15, 60]", "hold_seconds: [15]", "dosage_range", "is missing"),
            ("  reps: 3\n", "  reps: three\n", "dosage.reps", "Input should be a valid integer"),
            ("  reps: 3\n", "  repeats: 3\n", "dosage.repeats", "is not a field"),
        ],
        ids=["word-in-a-list", "word", "half-a-range", "number", "unknown-field"],
    )
    def test_a_mistake_deep_in_an_exercise_names_its_own_line(
        self, tmp_path: Path, old: str, new: str, field: str, sentence: str
    ) -> None:
        root = copied_seed(tmp_path)
        line = rewrite(root / "exercises" / "calf-stretch.yaml", old, new)

        _, mistakes = read_content(root)

        found = mistakes[0]
        assert (found.file, found.line) == ("seed/exercises/calf-stretch.yaml", line)
        assert found.field.startswith(field)
        assert sentence in found.message

    def test_a_dose_outside_its_range_names_the_record_and_the_field(self, tmp_path: Path) -> None:
        root = copied_seed(tmp_path)
        rewrite(root / "exercises" / "calf-stretch.yaml", "hold_seconds: 30", "hold_seconds: 90")

        _, mistakes = read_content(root)

        assert sentences(mistakes) == [
            "seed/exercises/calf-stretch.yaml:2:"
            " dosage.hold_seconds 90 is outside dosage_range [15, 60]"
        ]

    def test_a_day_that_the_calendar_does_not_have_names_its_line(self, tmp_path: Path) -> None:
        root = copied_seed(tmp_path)
        line = rewrite(
            root / "routines" / "desk-feet.yaml", "published_on: 2", "published_on: 9999-2"
        )

        _, mistakes = read_content(root)

        assert [(found.line, found.field) for found in mistakes] == [(line, "published_on")]


class TestFolder:
    def test_a_file_called_differently_from_its_slug_is_told(self, tmp_path: Path) -> None:
        root = copied_seed(tmp_path)
        (root / "exercises" / "calf-stretch.yaml").rename(root / "exercises" / "calves.yaml")

        _, mistakes = read_content(root)

        assert sentences(mistakes) == [
            "seed/exercises/calves.yaml:2: slug: differs from the file's name calves"
        ]

    def test_a_file_that_nobody_would_read_is_told(self, tmp_path: Path) -> None:
        root = copied_seed(tmp_path)
        (root / "exercises" / "calf-stretch.yaml").rename(root / "exercises" / "calf-stretch.yml")

        content, mistakes = read_content(root)

        assert "calf-stretch" not in content.identifiers("exercises")
        assert sentences(mistakes) == [
            "seed/exercises/calf-stretch.yml:1: is not read; name it .yaml"
        ]
