"""Every message has a use, and every use has a message."""

import re
from pathlib import Path
from typing import Any

import pytest

import api
from api import vocabulary
from api.errors import EDGE, REGISTRY
from api.messages.files import get_messages

CODE = Path(api.__file__).parent
ENGLISH = get_messages("en")

WORDS = {
    "kind": vocabulary.Kind,
    "grade": vocabulary.Grade,
    "result": vocabulary.Result,
    "tier": vocabulary.Tier,
    "advice": vocabulary.AdviceTopic,
    "when": vocabulary.When,
}
"""Sections that have a message for each word of a vocabulary."""

BY_CODE = {"advisories", "plan", "terms", "day", "short_day", "problem", "embed", *WORDS}
"""Sections whose codes are data: no place in the code names them one by one."""

COMPOSED = re.compile(
    r"exercise\.(easier|harder)|walk\.(left|right)|kept\.morning_(none|better|same|worse)|ask\.(exercise|routine)|plan_text\.title_.+"
    r"|check_text\.decision_.+|adapt_text\.(title|change)_.+"
    r"|index\.(exercises|routines)|check_page\.(seek_care|see_clinician|after_clearance|with_care)"
    r"|check_page\.(exercises|start|all)"
    r"|timeline\.(prepare|switch|go_on_first|go_on_next)_(left|right|both)"
    r"|timeline\.(hold|lift|stay|lower|repeat)_(counted|once)"
)
"""Codes that end in a word of a document or an answer."""

PREFIXES = {
    "check.js": "check_page.",
    "kept.js": "kept.",
    "plan.js": "plan_page.",
    "walk.js": "walk.",
    "plan_text.py": "plan_text.",
    "check_text.py": "check_text.",
    "adapt_text.py": "adapt_text.",
}
"""Files with a function `say` of their own: what it puts before a code."""


def files() -> list[Path]:
    return [path for kind in ("*.py", "*.js", "*.html") for path in sorted(CODE.rglob(kind))]


def names_of(path: Path) -> set[str]:
    """Return every quoted name of a file, as the code of a message that it could be."""
    names = set(re.findall(r"""["'`]([a-z_]+(?:\.[a-z_]+)?)["'`]""", path.read_text("utf-8")))
    prefix = PREFIXES.get(path.name)
    return names | {prefix + name for name in names} if prefix else names


@pytest.mark.parametrize(("section", "words"), WORDS.items(), ids=WORDS)
def test_every_word_of_a_vocabulary_has_a_message(section: str, words: Any) -> None:
    assert set(ENGLISH.section(section)) == set(vocabulary.words(words))


def test_levels_positions_and_goals_have_terms() -> None:
    for words in (vocabulary.Level, vocabulary.Position, vocabulary.Goal):
        assert set(vocabulary.words(words)) <= set(ENGLISH.section("terms"))


def test_every_error_has_its_title_for_pages() -> None:
    titles = ENGLISH.section("problem")
    assert {problem.code: titles[problem.code] for problem in (*REGISTRY, *EDGE)} == {
        problem.code: problem.title for problem in (*REGISTRY, *EDGE)
    }


def test_every_message_is_used() -> None:
    used = set().union(*map(names_of, files()))
    unused = [
        code
        for code in ENGLISH.patterns
        if code.partition(".")[0] not in BY_CODE and not COMPOSED.fullmatch(code)
        if code not in used
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        (r"""\bt\("([a-z_]+\.[a-z_]+)\"""", "*.html"),
        (r"""\bmessage\("([a-z_]+\.[a-z_]+)\"""", "*.js"),
        (r"""\b(?:text|say)\(\s*"([a-z_]+\.[a-z_]+)\"""", "*.py"),
    ],
)
def test_every_code_in_a_page_a_script_or_a_module_has_a_message(pattern: str, kinds: str) -> None:
    codes = {
        code
        for path in sorted(CODE.rglob(kinds))
        for code in re.findall(pattern, path.read_text("utf-8"))
    }
    assert len(codes) > 5
    assert [code for code in sorted(codes) if not ENGLISH.has(code)] == []


def test_no_script_says_a_sentence_of_its_own() -> None:
    saying = [
        f"{path.name}: {text}"
        for path in sorted((CODE / "pages" / "static").glob("*.js"))
        for line in path.read_text("utf-8").splitlines()
        for text in re.findall(r"""["`]([A-Z][a-z]+(?: [a-z]+)+[^"`]*|[A-Z][a-z]+[.:!?])["`]""",
                               line.split("//")[0])
    ]  # fmt: skip
    assert saying == []
