"""The numbers with a unit in a served text, read again and more simply than editors' checks do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Dosage = Mapping[str, Any]

SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
LARGER = {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
WORDS = {word: n for n, word in enumerate(SMALL, 1)} | LARGER | {"once": 1, "twice": 2}
NUMBER = rf"(\d+|{'|'.join(WORDS)})"
UNITS = {
    "seconds": rf"\b{NUMBER}[ -]seconds?\b",
    "minutes": rf"\b{NUMBER}[ -]minutes?\b",
    "sets": rf"\b{NUMBER} sets?\b",
    "times": rf"\b{NUMBER} (?:times|repetitions|reps)\b(?! (?:a|per|each) (?:day|week))",
    "a day": rf"\b{NUMBER}(?: more)?(?: times)? (?:a|per|each|every) (?:day|night)\b",
    "a week": rf"\b{NUMBER} (?:times|days) (?:a|per|each|every) week\b",
    "do": r"\b[Dd]o (\d+)\b(?! (?:minutes|seconds|sets|times))",
}
REPORTED = re.compile(
    r"trial|stud(?:y|ie)|review|guideline|handout|article|programme|people|protocol|advice sheet"
    r"|college|academy|clinic|warm up|walking or cycling",
    re.IGNORECASE,
)
"""A sentence with one of these says what others did, not how this exercise is dosed."""


def stated(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield each unit with its number, and the sentence that says so."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if REPORTED.search(sentence):
            continue
        for unit, pattern in UNITS.items():
            for found in re.finditer(pattern, sentence, re.IGNORECASE):
                word = found[1].lower()
                yield unit, int(word) if word.isdecimal() else WORDS[word], sentence


def allowed(unit: str, dosage: Dosage) -> set[int]:
    """Return the numbers with a unit that a dose supports."""
    sets, reps = dosage["sets"] or 1, dosage["reps"] or 1
    seconds = {dosage[n] for n in ("hold_seconds", "rep_seconds", "rest_seconds")}
    seconds |= {int(part) for part in (dosage["tempo"] or "").split("-") if part}
    whole = {dosage["duration_seconds"], dosage["rest_seconds"], dosage["hold_seconds"]} - {None}
    count = {reps, sets * reps, dosage["reps_start"]}
    by_unit: dict[str, set[Any]] = {
        "seconds": seconds | whole | {second % 60 for second in whole},
        "minutes": {second // 60 for second in whole},
        "sets": {sets},
        "times": count,
        "do": count,
        "a day": {dosage["sessions_per_day"]},
        "a week": {dosage["days_per_week"], dosage["sessions_per_day"]},
    }
    return {number for number in by_unit[unit] if number is not None}


def contradictions(text: str, dosage: Dosage) -> list[str]:
    """Return the sentences whose number with a unit is none of the dose beside them."""
    return [
        f"{number} ({unit}): {sentence}"
        for unit, number, sentence in stated(text)
        if number not in allowed(unit, dosage)
    ]


def unsaid(dosage: Dosage) -> list[str]:
    """Return the numbers of a dose that its own text keeps to itself."""
    text = dosage["text"].lower()
    said = {int(number) for number in re.findall(r"\d+", text)}
    said |= {number for word, number in WORDS.items() if re.search(rf"\b{word}\b", text)}
    minutes = {60 * number for number in said}
    wanted = {
        "sets": dosage["sets"],
        "reps": dosage["reps"],
        "hold_seconds": dosage["hold_seconds"],
    }
    return [
        f"{name} {number}: {dosage['text']}"
        for name, number in wanted.items()
        if number and number > 1 and number not in said | minutes
    ]
