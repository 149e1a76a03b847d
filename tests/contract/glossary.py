"""Private words that the project no longer uses, and the search for them in code and prose.

The words of the project are in the glossary of docs/architecture.md. An entry here names a former
word, and the word to use in its place.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = [
    path
    for folder in ("api", "seed", "tests", "scripts", "alembic")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
THIS_CHECK = {Path(__file__), Path(__file__).with_name("test_glossary.py")}

PARTS = {
    "teller": "messages",
    "fridge": "plan_text",
    "roster": "schedule",
    "rung": "step",
    "rungs": "steps",
    "heir": "replacement",
    "heirs": "replacements",
    "desk": "partner_request",
    "keyring": "key_cache",
    "told": "reported, stated, or the noun",
    "alike": "similar",
    "mended": "corrected",
}
"""Parts of names that are former words wherever they appear: `fridge_lines`, `KeyRing`."""

NAMES = {
    "Answers": "ConditionalAndCompressed",
    "Faults": "CatchErrors",
    "Safety": "EveryResponse",
    "Origins": "cors",
    "Announcements": "DeprecationHeaders",
    "Bodies": "BodyLimit",
    "Quotas": "RateLimiter",
    "Windows": "FixedWindows",
    "Verdict": "Decision",
    "KeyRing": "KeyCache",
    "CatalogueView": "CatalogueReader",
    "PageView": "PageReader",
    "View": "CatalogueReader",
    "Contradiction": "an issue or an error",
    "Built": "Document",
    "Offer": "a candidate",
    "Choice": "a candidate",
    "Wanted": "ScoringContext",
    "Worth": "a score",
    "Care": "SafetyDecision",
    "Reading": "ComplaintVariant (planner) or Token (matching)",
    "SmallWords": "function words",
    "Asked": "PlanRequest",
    "standing": "current",
    "worth": "score",
    "lot": "tie_break",
    "tell": "text",
    "ladder": "progression",
    "exercise_lines": "listings",
}
"""Whole names of modules, classes, functions and parameters that are former words."""

MODULES = {
    "announcements": "deprecation_headers",
    "desk": "partner_request",
    "faults": "catch_errors",
    "lines": "listings",
    "mistakes": "validation_errors",
    "omissions": "rejections",
    "plain_yaml": "strict_yaml",
    "quotas": "rate_limiter",
    "ramp": "progression",
    "retirement": "deprecation",
    "shapes": "records (of the seed) or schemas (of the contract)",
    "view": "reader",
}
"""Names of files that are former words; in other names they may be ordinary English."""

PARTICIPLES = {"built", "changed", "checked", "joined", "raised", "spliced", "taken"}
"""A function is named by its result or its action, and not by a participle alone."""

PROSE = {
    r"\bTellers?\b": "messages",
    r"\bfridge\b": "plan as text",
    r"\brosters?\b": "schedule",
    r"\brungs?\b": "steps (of a progression)",
    r"\bheirs?\b": "replacements",
    r"\bkey ?rings?\b": "key cache",
    r"\b(?:PartnerDesk|CatalogueView|PageView|SmallWords|KeyRing)\b": "the new name",
    r"\bthe (?:partner'?s? )?desk\b": "the partner's request",
    r"\bexercise_lines\b": "listings",
    r"\b(?:record|seed|content|contract)(?:'s|s'?)? shapes?\b": "records or schemas",
    r"\bshapes of (?:v1|records|the seed|the contract)\b": "records or schemas",
    r"\bsmall words\b": "function words",
    r"\blight words?\b": "stopwords",
    r"\btold of (?:others|another|somebody|the past)\b": "about another person, past",
    r"\bwhat is told\b": "the noun",
    r"\bis nobody\b": "refers to no person",
}
"""Terms in documents, docstrings and comments. Ordinary English must not match."""


MAY_BE_NAMED = re.compile(r"\b(?:def|class) +(\w+)|\b(\w+)(?= *[:,)=])")
"""Every name that a file gives to a class, function or parameter, and some other words."""

ANY_TERM = re.compile("|".join(PROSE))


@dataclass(frozen=True)
class Found:
    """A former word, with its place and the word to use."""

    place: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.place}: {self.old} → {self.new}"


def parts(name: str) -> list[str]:
    """Split a name at its underscores and capitals: `KeyRing` and `key_ring` are key, ring."""
    return re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)


@lru_cache(maxsize=1)
def nodes(source: str) -> list[ast.AST]:
    """Return every node of a file's syntax tree; the last file's is kept."""
    return list(ast.walk(ast.parse(source)))


def names(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield line and name of each class, function and parameter, and if it is a function's."""
    for node in nodes(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name, not node.decorator_list  # a property may be an adjective
        elif isinstance(node, ast.ClassDef):
            yield node.lineno, node.name, False
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg, False


def former_names(place: str, named: Iterable[tuple[int, str, bool]]) -> Iterator[Found]:
    """Find former words among names; a test's name is a sentence, so its parts may be any word."""
    for line, name, is_function in named:
        if name in NAMES:
            yield Found(f"{place}:{line}", name, NAMES[name])
        if is_function and name in PARTICIPLES and not place.startswith("tests"):
            yield Found(f"{place}:{line}", name, "the result or the action")
        if not name.startswith("test_"):
            for part in {part.lower() for part in parts(name)} & PARTS.keys():
                yield Found(f"{place}:{line}", name, PARTS[part])


def former_words(place: str, lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """Find former terms in prose, a line at a time."""
    for number, line in lines:
        for pattern, new in PROSE.items():
            for match in re.finditer(pattern, line):
                yield Found(f"{place}:{number}", match[0], new)


def prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of comments and of strings that stand alone, docstrings among them."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in nodes(source):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            for number, line in enumerate(str(node.value.value).splitlines()):
                yield node.lineno + number, line


@cache
def may_be_former(name: str) -> bool:
    former = NAMES.keys() | PARTICIPLES
    return name in former or any(part.lower() in PARTS for part in parts(name))


def may_name_former(source: str) -> bool:
    """Say whether a file can have a former name: in a tenth of the time of reading its syntax."""
    named = {name for pair in MAY_BE_NAMED.findall(source) for name in pair}
    return any(map(may_be_former, named))


def in_program(path: Path) -> list[Found]:
    """Find former words in one Python file: its own name, the names in it, and its prose."""
    source = path.read_text(encoding="utf-8")
    place = str(path.relative_to(ROOT))
    module = path.stem
    named = names(source) if may_name_former(source) else ()
    return [
        *(Found(place, module, MODULES[module]) for module in MODULES.keys() & {module}),
        *former_names(place, [(1, path.stem, False), *named]),
        *(former_words(place, prose(source)) if ANY_TERM.search(source) else ()),
    ]


def in_document(path: Path) -> list[Found]:
    """Find former words in one Markdown file."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return list(former_words(str(path.relative_to(ROOT)), lines))
