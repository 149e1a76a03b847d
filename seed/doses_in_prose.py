"""Numbers in prose that a dose beside it could contradict: "hold for 30 seconds", "twice a day".

English only: it reads what the editors write. A number without such a unit (45 degrees, pain of 3
out of 10, six weeks) is no part of a dose, and neither is one that a sentence reports from a study
or another publication.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Kind = Literal[
    "seconds", "minutes", "rest_seconds", "rest_minutes", "a_day", "days", "sets", "reps"
]

SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
LARGER = {"thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
WORDS = {word: at for at, word in enumerate(SMALL, start=1)} | LARGER | {"once": 1, "twice": 2}

ANY = 10_000
"""The high end of "at least three"."""

RANGES = {"few": (2, 5), "other": (3, 4), "all": (7, 7)}
"""What is meant without a number: "a few minutes", "every other day", "every day"."""

NUMBER = rf"(?:\d{{1,4}}|{'|'.join(sorted({*SMALL, *LARGER}, key=len, reverse=True))})"
SPAN = (
    rf"(?P<least>at\s+least\s+)?(?<![\d.])(?P<low>{NUMBER})"
    rf"(?:(?:\s*[–-]\s*|\s+(?:to|or|and)\s+)(?P<high>{NUMBER}))?"
)
ONCE = r"(?P<some>at\s+least\s+)?(?P<word>once|twice)"
TIMES = rf"(?:{ONCE}|{SPAN}\s+(?:\w+\s+)?(?:times|rounds|sessions))"
DAY = r"(?:day|night|evening|morning)"

SAID: tuple[tuple[Kind, str], ...] = (
    ("rest_seconds", rf"\brest\s+(?:for\s+)?(?:about\s+)?{SPAN}\s+seconds?\b"),
    ("rest_minutes", rf"\brest\s+(?:for\s+)?(?:about\s+)?{SPAN}\s+minutes?\b"),
    ("seconds", rf"\b{SPAN}[\s-]+(?:\w+\s+)?seconds?\b"),
    ("seconds", r"\b(?P<low>\d{1,3})(?:\s*[–-]\s*(?P<high>\d{1,3}))?\s?s\b"),
    ("minutes", rf"\b{SPAN}[\s-]+(?:\w+\s+)?minutes?\b"),
    ("minutes", r"\b(?P<few>a\s+few)\s+(?:\w+\s+)?minutes\b"),
    ("a_day", rf"\b{TIMES}\s+(?:(?:a|per|each|every)\s+(?:\w+\s+)?{DAY}|daily)\b"),
    ("days", rf"\b{TIMES}\s+(?:a|per|each|every)\s+week\b"),
    ("days", rf"\b{SPAN}\s+days?\s+(?:a|per|each|every|of\s+the)\s+week\b"),
    ("days", r"\b(?P<other>every\s+(?:other|second)\s+day|a\s+day\s+between)\b"),
    ("days", rf"\b(?P<all>(?:every|each)\s+(?:single\s+)?{DAY}|daily|nightly)\b"),
    ("sets", rf"\b{SPAN}\s+sets?\b"),
    ("reps", rf"\b{SPAN}\s+(?:\w+\s+)?(?:times|reps|repetitions|holds|rounds|circles|lifts)\b"),
    ("reps", rf"\b{SPAN}\s+on\s+(?:each|either|every)\s+(?:side|leg|foot)\b"),
    ("reps", rf"\bdo\s+{SPAN}(?=\s*[.,;:]|$)"),
    ("reps", r"\b(?P<word>twice)\b(?!\s+as\b)"),
    ("reps", r"\b(?P<word>once)\s+on\s+(?:each|either|every)\s+(?:side|leg|foot)\b"),
)
"""Each kind of number and how it is said; the first pattern that fits a place counts."""

PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in SAID)

REPORTED = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|studied|reviews?|pooled|pooling|meta-analys[ie]s|handouts?"
    r"|advice sheet|guidelines?|college|academy|protocols?|article"
    r"|\d+\s+(?:\w+\s+)?(?:people|adults|women|men|runners|patients))\b",
    re.IGNORECASE,
)
"""A sentence with one of these words reports somebody else's number, of a study for example."""

WARM_UP = re.compile(rf"{SPAN}\s+minutes\s+of\s+(?:easy\s+)?(?:walking|cycling)", re.IGNORECASE)
"""How long something else is done first."""

SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Claim:
    """A number that a text states of a dose: its kind, the lowest and highest, and its words."""

    kind: Kind
    low: int
    high: int
    words: str


@cache
def claims_of(text: str) -> tuple[Claim, ...]:
    """Return each number that a text states of the dose that it is beside."""
    # Cached, since a check of the content compares the same text with several doses.
    return tuple(
        claim
        for sentence in SENTENCE.split(text)
        if not REPORTED.search(sentence)
        for claim in claims_in(WARM_UP.sub(blank, sentence))
    )


def claims_in(sentence: str) -> Iterator[Claim]:
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(sentence):
            yield Claim(kind, *numbers_of(found), found[0])
        sentence = pattern.sub(blank, sentence)


def blank(found: re.Match[str]) -> str:
    """Return spaces in place of what was found, so that no later pattern finds it again."""
    return " " * len(found[0])


def numbers_of(found: re.Match[str]) -> tuple[int, int]:
    said = {name: word for name, word in found.groupdict().items() if word is not None}
    for name, span in RANGES.items():
        if name in said:
            return span
    low = said.get("low") or said["word"]
    open_end = "least" in said or "some" in said
    return number(low), ANY if open_end else number(said.get("high", low))


def number(said: str) -> int:
    return int(said) if said.isdecimal() else WORDS[said.lower()]


def contradictions(text: str, dosage: Mapping[str, Any]) -> list[Claim]:
    """Return the claims of a text that do not agree with the dose beside it.

    `dosage` has the fields of a dose in a document; a number that it lacks agrees with no claim.
    """
    return [claim for claim in claims_of(text) if not agrees(claim, dosage)]


def agrees(claim: Claim, dosage: Mapping[str, Any]) -> bool:
    return any(claim.low <= value <= claim.high for value in numbers_for(claim.kind, dosage))


def numbers_for(kind: Kind, dosage: Mapping[str, Any]) -> list[float]:
    """Return the numbers of a dose that a claim of this kind may mean."""
    timed = ("hold_seconds", "rep_seconds", "duration_seconds")
    seconds = [dosage[name] for name in timed if dosage[name]]
    rest = dosage["rest_seconds"] or 0
    seconds += map(int, re.findall(r"\d+", dosage["tempo"] or ""))
    sets, reps = dosage["sets"] or 1, dosage["reps"]
    found: dict[Kind, list[float | None]] = {
        "seconds": seconds,
        "minutes": [each / 60 for each in seconds],
        "rest_seconds": [rest],
        "rest_minutes": [rest / 60],
        "a_day": [dosage["sessions_per_day"]],
        "days": [dosage["days_per_week"]],
        "sets": [sets],
        "reps": [reps, dosage["reps_start"], reps and sets * reps],
    }
    return [each for each in found[kind] if each is not None]
