"""Checks between the lexicon's files: unknown names, rules that cannot be read, messages."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.matching.lexicon.compiled import COMPUTED, LABELLED, WHICH_ONE
from api.matching.lexicon.phrases import LONGEST_PHRASE
from api.matching.lexicon.rules import parse_condition
from api.suggestions import nearest
from seed.content import Content
from seed.lexicon.document import original_labels
from seed.lexicon.files import CONCEPT_FILES, LexiconFiles, translated_messages
from seed.lexicon.records import ComplaintRules, FlagRules, LexiconConcept, RuleLine
from seed.loader import Entry, Location, Mistake

COMMANDS = {"layer": "layer", "ranking": "layer.ranking"}
"""What trains the learned files."""

Known = Mapping[str, None]
"""Names that there are, in their order, to be found without reading all of them."""

STRENGTHS = ("strong", "usual", "general", "weak", "any", "ask")


def lexicon_mistakes(content: Content) -> Iterator[Mistake]:
    """Yield the mistakes between the lexicon's files, and between them and the catalogue."""
    found = content.lexicon
    concepts = [record.value.code for name in CONCEPT_FILES for record in found[name]]
    known = dict.fromkeys(sorted({*concepts, *COMPUTED}))
    yield from repeated_concepts(found)
    yield from rules_that_fail(found, known)
    yield from unknown_words(found, known)
    yield from unknown_subjects(content)
    yield from endless_phrases(found)
    yield from wrong_messages(found, concepts)
    yield from diverging_labels(content)
    yield from wrong_layer(content)


def repeated_concepts(found: LexiconFiles) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for name in CONCEPT_FILES:
        for record in found[name]:
            code = record.value.code
            if code in seen:
                yield record.mistake(("code",), f"{code} is a concept already, in {seen[code]}")
            seen[code] = record.file


def rules_that_fail(found: LexiconFiles, known: Known) -> Iterator[Mistake]:
    """Yield a mistake for each rule that cannot be read or names an unknown concept."""
    for record in (*found["complaint_rules"], *found["flag_rules"]):
        for place, when in conditions_in(record.value):
            try:
                condition = parse_condition(when)
            except ValueError as error:
                yield record.mistake(place, f"'{when}' cannot be read: {error}")
                continue
            named = {*condition.never, *(code for group in condition.groups for code in group)}
            yield from unknown(record, place, sorted(named), known, "concepts")


def conditions_in(rules: ComplaintRules | FlagRules) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the place of each condition in its record, and the condition."""
    for field in STRENGTHS:
        for at, line in enumerate(getattr(rules, field, ())):
            yield (field, at), line.when if isinstance(line, RuleLine) else line
    if isinstance(rules, FlagRules) and rules.unless:
        yield ("unless",), rules.unless


def unknown_words(found: LexiconFiles, known: Known) -> Iterator[Mistake]:
    for name in CONCEPT_FILES:
        for record in found[name]:
            yield from unknown(record, ("implies",), record.value.implies, known, "concepts")
    for record in found["questions"]:
        yield from unknown(record, ("unless",), record.value.unless, known, "concepts")
    for record in found["other_meanings"]:
        for at, topic in enumerate(record.value.topics):
            taken = [code for code in topic.takes if code not in {"all", "names"}]
            yield from unknown(record, ("topics", at, "takes"), taken, known, "concepts")


def unknown_subjects(content: Content) -> Iterator[Mistake]:
    """Yield a mistake for each complaint, sign, condition or region that the catalogue lacks."""
    pick: list[tuple[str, str, Callable[[Any], list[str]], str]] = [
        *((name, "condition", condition_of, "conditions") for name in CONCEPT_FILES),
        ("complaint_rules", "complaint", lambda v: [v.complaint], "complaints"),
        ("names", "complaint", lambda v: [v.complaint], "complaints"),
        ("questions", "between", lambda v: v.between, "complaints"),
        ("flag_rules", "flag", lambda v: [v.flag], "red_flags"),
        ("parts", "regions", lambda v: v.regions, "body_regions"),
    ]
    for name, field, of, resource in pick:
        known = dict.fromkeys(content.identifiers(resource))
        for record in content.lexicon[name]:
            yield from unknown(record, (field,), of(record.value), known, resource)


def condition_of(concept: LexiconConcept) -> list[str]:
    return [concept.condition] if concept.condition else []


def unknown(
    record: Entry[Any], location: Location, codes: list[str], known: Known, kind: str
) -> Iterator[Mistake]:
    for code in codes:
        if code not in known:
            hint = nearest(code, known)
            meant = f"; did you mean {hint}?" if hint else ""
            yield record.mistake(location, f"{code} is not among {kind}{meant}")


def endless_phrases(found: LexiconFiles) -> Iterator[Mistake]:
    """Yield a mistake for each phrase of more words than the matcher compares."""
    shortest = 2 * LONGEST_PHRASE + 1
    for name in (*CONCEPT_FILES, "names"):
        for record in found[name]:
            for phrase in record.value.words.all():
                if len(phrase) >= shortest and len(phrase.split()) > LONGEST_PHRASE:
                    yield record.mistake(
                        ("words",), f"'{phrase}' has more than {LONGEST_PHRASE} words"
                    )


def wrong_messages(found: LexiconFiles, concepts: list[str]) -> Iterator[Mistake]:
    """Yield a mistake for each missing message, and for each that is never used.

    A translation is complete or it is none, so that no answer mixes two languages.
    """
    questions = {WHICH_ONE, *(record.value.code for record in found["questions"])}
    for record in found["messages"]:
        yield from wrong_codes(record, "questions", questions)
        yield from wrong_codes(record, "labels", set(LABELLED))
    for record in translated_messages(found).values():
        yield from wrong_codes(record, "questions", questions)
        yield from wrong_codes(record, "labels", {*LABELLED, *concepts})


def wrong_codes(record: Entry[Any], field: str, wanted: set[str]) -> Iterator[Mistake]:
    given = getattr(record.value, field).keys()
    for code in sorted(wanted - given):
        yield record.mistake((field,), f"{code} is missing")
    for code in sorted(given - wanted):
        yield record.mistake((field, code), f"{code} is never used")


def diverging_labels(content: Content) -> Iterator[Mistake]:
    """Yield a mistake for each label that a translation gives two meanings.

    An answer holds original labels, and two concepts may have the same ("ulcer").
    """
    translated = translated_messages(content.lexicon).values()
    original = original_labels(content) if translated else {}
    for record in translated:
        seen: dict[str, str] = {}
        for code, text in record.value.labels.items():
            label = original.get(code, code)
            if seen.setdefault(label, text) != text:
                message = f"{label} is called {seen[label]} in this file already"
                yield record.mistake(("labels", code), message)


def wrong_layer(content: Content) -> Iterator[Mistake]:
    """Yield a mistake if what was learned was edited, or knows a sign or complaint that is gone."""
    for name, field, what in (
        ("layer", "alarm", "red_flags"),
        ("ranking", "complaints", "complaints"),
    ):
        for record in content.lexicon[name]:
            trained = record.value
            if hashlib.sha256(trained.weights.encode()).hexdigest() != trained.digest:
                message = f"is not what was trained; run python -m scripts.{COMMANDS[name]}"
                yield record.mistake(("weights",), message)
            known = dict.fromkeys(content.identifiers(what))
            yield from unknown(record, (field,), sorted(getattr(trained, field)), known, what)
