"""Every English text is plain: short sentences, a low reading grade, no phrase that sounds odd.

Advice is for a reader of eleven, who has to follow it; notes on evidence may ask a little more.
docs/content.md explains the rule to editors, `instep review readability` prints the figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from api.records.screens import Screen
from api.records.texts import Path, texts_of
from seed.content import RESOURCES, Content, identifier
from seed.loader import dotted
from seed.readability import grade, sentences, words

LIMITS = {"steps": 6.0, "cues": 6.0, "questions": 6.0, "signs": 6.0, "advice": 6.0, "notes": 9.0}
"""The highest reading grade of the texts of one kind in one record."""

LONGEST_SENTENCE = 25
"""Words in a sentence, of any kind."""

KINDS = {
    "name": None,
    "aliases": None,
    "synonyms": None,
    "role": None,
    "steps.text": "steps",
    "steps.plain": "steps",
    "feel": "cues",
    "cues": "cues",
    "mistakes": "cues",
    "question": "questions",
    "questions": "questions",
    "questions.child": "questions",
    "questions.someone_else": "questions",
    "sign": "signs",
    "rationale": "notes",
    "evidence_note": "notes",
    "evidence_notes.text": "notes",
    "description": "notes",
    "interpretation_note": "notes",
    "statement": "notes",
    "connected_to.why": "notes",
    "exercises.summary": "notes",
    "routines.summary": "notes",
    "sources.note": "notes",
}
"""By the last parts of a text's place; anything else is advice. Names are no sentences: no kind."""

ODD = {
    "our-note": r"\bour note\b",
    "is-told": r"\b(?:is|are) told (?:in|by|without|with)\b|\bwhat (?:\w+ )?is told\b",
    "take-it-to-be": r"\bwe take it to be\b",
    "guess-from-next-door": r"\bfrom next door\b",
    "american": (
        r"\b(?:colou?r(?<!colour)\w*|cent(?:er|ers|ered)|fib(?:er|ers)|tumors?|gray|pediatric\w*"
        r"|orthopedic\w*|ischemi\w*|anemi\w*|behavior\w*|favorite\w*|labor|program|programs"
        r"|(?:organ|real|recogn|stabil|mobil|minim|maxim|visual|summar|priorit)iz(?:e|es|ed|ing|er)"
        r"|analyz\w+|toward|gotten|meters?|practic(?:ing|ed)|judgments?|mom|sidewalks?|sneakers)\b"
    ),
}
"""Phrases that no text has, by what is wrong with them."""

ODD_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in ODD.items()}


@dataclass(frozen=True)
class Passage:
    """The texts of one kind in one record, with the place of each; kind None for names."""

    file: str
    record: str
    kind: str | None
    texts: Sequence[tuple[str, str]]

    @property
    def grade(self) -> float:
        return grade(text for _, text in self.texts)


@dataclass(frozen=True, order=True)
class Fault:
    """A text that is not plain, printed with its file, its place and its words."""

    file: str
    record: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record} {self.place}: {self.message}"


def passages(content: Content) -> Iterator[Passage]:
    """Yield every English text of the seed that is served, by record and kind."""
    for resource in RESOURCES:
        for entry in content.of(resource):
            kinds: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
            for place, written in texts_of(entry.value):
                texts = [written] if isinstance(written, str) else written
                kind = kind_of(resource, place)
                spots = kinds.setdefault((read_with(entry.value, place, kind), kind), [])
                spots += [(dotted(place), text) for text in texts]
            for (record, kind), spots in kinds.items():
                yield Passage(entry.file, record, kind, spots)
    yield from questions_of_the_matcher(content)


def read_with(value: Any, place: Path, kind: str | None) -> str:
    """Return the record that a text is read with; a question on a screen is read by itself."""
    if isinstance(value, Screen) and kind == "questions":
        return value.questions[int(place[1])].code
    return identifier(value)


def questions_of_the_matcher(content: Content) -> Iterator[Passage]:
    for entry in content.lexicon["messages"]:
        said = {"unrecognised": entry.value.unrecognised, **entry.value.questions}
        for code, text in said.items():
            yield Passage(entry.file, code, "questions", [(code, text)])


def kind_of(resource: str, place: Path) -> str | None:
    """Return the kind of a text by its place: `steps.0.text` of an exercise is a step."""
    names = [resource, *(part for part in place if isinstance(part, str))]
    for start in range(len(names)):
        if (found := ".".join(names[start:])) in KINDS:
            return KINDS[found]
    return "advice"


def faults(passage: Passage) -> Iterator[Fault]:
    """Yield what is not plain in a passage: its grade, a long sentence, an odd phrase."""
    limit = LIMITS.get(passage.kind or "")
    if limit is not None and passage.grade > limit:
        hardest = max(
            (each for _, text in passage.texts for each in sentences(text)),
            key=lambda sentence: grade([sentence]),
        )
        message = f"grade {passage.grade:.1f}, at most {limit:.0f}; hardest: “{hardest}”"
        yield Fault(passage.file, passage.record, passage.kind or "", message)
    for place, text in passage.texts:
        for sentence in sentences(text):
            if (count := len(words(sentence))) > LONGEST_SENTENCE:
                yield Fault(passage.file, passage.record, place, f"{count} words: “{sentence}”")
        for name, pattern in ODD_PATTERNS.items():
            if found := pattern.search(text):
                yield Fault(passage.file, passage.record, place, f"{name}: “{found[0]}”")


def figures(content: Content) -> Iterator[str]:
    """Yield lines: by kind the grades of its passages, then the longest sentences of all."""
    read = list(passages(content))
    yield f"{'kind':<10}{'passages':>9}{'median':>8}{'of ten 9':>10}{'highest':>9}{'too long':>10}"
    for kind in LIMITS:
        grades = sorted(passage.grade for passage in read if passage.kind == kind)
        long = sum(count > LONGEST_SENTENCE for count, *_ in lengths(read, kind))
        if grades:
            yield (
                f"{kind:<10}{len(grades):>9}{grades[len(grades) // 2]:>8.1f}"
                f"{grades[(len(grades) * 9 - 1) // 10]:>10.1f}{grades[-1]:>9.1f}{long:>10}"
            )
    yield ""
    yield "the longest sentences"
    found = [each for kind in LIMITS for each in lengths(read, kind)]
    for count, where, sentence in sorted(found, reverse=True)[:10]:
        yield f"{count:>3} words  {where}: {sentence}"


def lengths(read: Sequence[Passage], kind: str) -> Iterator[tuple[int, str, str]]:
    """Yield each sentence of a kind with its words, counted, and its place."""
    for passage in read:
        for place, text in passage.texts if passage.kind == kind else ():
            for sentence in sentences(text):
                where = f"{passage.file} {passage.record} {place}"
                yield len(words(sentence)), where, sentence
