"""Read `seed/lexicon/*.yaml` with the lay names and synonyms of the catalogue: one plain document.

`read_lexicon` gives the document (lists, mappings and strings, fit for JSON) that
`api.matching.source.LexiconSource.from_plain` takes, and every mistake with its file and line.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from api.matching.rules import parse
from seed.content import SEED, Content
from seed.reading import Mistake, Record, read
from seed.shapes.base import Shape
from seed.shapes.lexicon import (
    ComplaintNames,
    ComplaintRules,
    FlagRules,
    LexiconConcept,
    LexiconGrammar,
    Messages,
    OrdinaryWords,
    OtherMeanings,
    Question,
    RuleLine,
)

FILES: dict[str, tuple[type[Shape], bool]] = {
    "parts": (LexiconConcept, True),
    "signs": (LexiconConcept, True),
    "circumstances": (LexiconConcept, True),
    "complaint_rules": (ComplaintRules, True),
    "flag_rules": (FlagRules, True),
    "names": (ComplaintNames, True),
    "questions": (Question, True),
    "other_meanings": (OtherMeanings, False),
    "grammar": (LexiconGrammar, False),
    "messages": (Messages, False),
    "ordinary": (OrdinaryWords, False),
}
CONCEPT_FILES = ("parts", "signs", "circumstances")
STATED = {"short_query", "child_age"}
"""Concepts that the matcher finds itself."""

Found = dict[str, list[Record[Any]]]


def read_lexicon(content: Content, root: Path = SEED) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the lexicon's plain document; it is empty where a mistake keeps it from being one."""
    found: Found = {}
    mistakes: list[Mistake] = []
    for name, (shape, many) in FILES.items():
        found[name], wrong = read(root / "lexicon" / f"{name}.yaml", root, shape, many=many)
        mistakes += wrong
    if not mistakes:
        mistakes += [*unknown_concepts(found), *unknown_subjects(found, content)]
    return ({} if mistakes else document(found, content)), sorted(mistakes)


def document(found: Found, content: Content) -> dict[str, Any]:
    meanings, words = found["other_meanings"][0].value, found["messages"][0].value
    return {
        "concepts": concepts(found, content),
        "names": [*lay_names(content), *more_names(found)],
        "complaint_rules": complaint_rules(found),
        "flag_rules": flag_rules(found),
        "topics": [topic.model_dump() for topic in meanings.topics],
        "idioms": meanings.idioms,
        "questions": [record.value.model_dump() for record in found["questions"]],
        "red_flags": red_flags(content),
        "self_care": {r.value.slug: r.value.self_care for r in content.complaints},
        "grammar": found["grammar"][0].value.model_dump(),
        "ordinary": found["ordinary"][0].value.words,
        "pictures": words.pictures,
        "messages": words.messages,
        "general": words.general,
    }


def red_flags(content: Content) -> list[dict[str, str]]:
    flags = [record.value for record in content.red_flags]
    return [{"code": f.code, "tier": f.tier, "sign": f.sign, "advice": f.advice} for f in flags]


def bare(phrase: str) -> str:
    return " ".join(w for w in phrase.lower().split() if w not in {"the", "my", "a", "of"})


def concepts(found: Found, content: Content) -> list[dict[str, Any]]:
    """Return each concept with its phrases; a region's synonym goes to the concept that names the
    region, unless an editor gave it to another one here."""
    records = [record.value for name in CONCEPT_FILES for record in found[name]]
    taken = {bare(phrase) for concept in records for phrase in concept.words.all()}
    regions = {record.value.slug: record.value for record in content.body_regions}
    result = []
    for concept in records:
        places = [regions[slug] for slug in concept.regions if slug in regions]
        more = [p for place in places for p in (place.name, *place.synonyms)]
        phrases = [*concept.words.all(), *(p for p in more if bare(p) not in taken)]
        result.append(
            {
                "code": concept.code,
                "kind": concept.kind,
                "lasting": concept.lasting,
                "wide": concept.wide,
                "phrases": list(dict.fromkeys(phrases)),
            }
        )
    return result


def lay_names(content: Content) -> list[dict[str, Any]]:
    result = []
    for record in content.complaints:
        names = record.value.lay_names
        phrases = [record.value.name, *names.en, *names.misspelt, *names.es, *names.de, *names.fr]
        result.append({"complaint": record.value.slug, "phrases": phrases})
    return result


def more_names(found: Found) -> list[dict[str, Any]]:
    values = [record.value for record in found["names"]]
    return [
        {"complaint": v.complaint, "phrases": v.words.all(), "strength": v.strength} for v in values
    ]


def lines(listed: Iterable[str | RuleLine], within: int) -> list[tuple[str, int]]:
    """Return each rule's text and its reach."""
    return [
        (line, within) if isinstance(line, str) else (line.when, line.within) for line in listed
    ]


def complaint_rules(found: Found) -> list[dict[str, Any]]:
    return [
        {"subject": record.value.complaint, "when": when, "strength": strength, "within": within}
        for record in found["complaint_rules"]
        for strength in ("strong", "usual", "general", "weak")
        for when, within in lines(getattr(record.value, strength), 14)
    ]


def flag_rules(found: Found) -> list[dict[str, Any]]:
    return [
        {"subject": record.value.flag, "when": when, "within": within}
        for record in found["flag_rules"]
        for when, within in lines(record.value.any, record.value.within)
    ]


def named_in(when: str) -> set[str]:
    condition = parse(when)
    return {*condition.never, *(code for group in condition.groups for code in group)}


def unknown_concepts(found: Found) -> list[Mistake]:
    """Return a mistake for each rule, question or topic that names a concept nobody wrote."""
    known = STATED | {record.value.code for name in CONCEPT_FILES for record in found[name]}
    mistakes = []
    for name, field in (("complaint_rules", "complaint"), ("flag_rules", "flag")):
        for record in found[name]:
            listed = rule_lines(record.value)
            mistakes += [m for line in listed for m in wrong_rule(record, field, line, known)]
    for record in found["questions"]:
        mistakes += missing(record, "unless", record.value.unless, known)
    for record in found["other_meanings"]:
        taken = [code for topic in record.value.topics for code in topic.takes if code != "all"]
        mistakes += missing(record, "topics", taken, known)
    return mistakes


def rule_lines(value: Any) -> list[str]:
    fields = ("strong", "usual", "general", "weak", "any")
    return [when for f in fields for when, _ in lines(getattr(value, f, []), 0)]


def wrong_rule(record: Record[Any], field: str, when: str, known: set[str]) -> list[Mistake]:
    try:
        named = named_in(when)
    except ValueError as error:
        return [record.mistake((field,), f"'{when}' cannot be read: {error}")]
    return missing(record, field, sorted(named), known)


def missing(
    record: Record[Any], field: str, codes: Iterable[str], known: set[str]
) -> list[Mistake]:
    return [record.mistake((field,), f"{c} is no concept") for c in codes if c not in known]


def unknown_subjects(found: Found, content: Content) -> list[Mistake]:
    """Return a mistake for each complaint, red flag or region that the catalogue does not have."""
    complaints = set(content.identifiers("complaints"))
    flags = set(content.identifiers("red_flags"))
    regions = set(content.identifiers("body_regions"))
    pick: list[tuple[str, str, Callable[[Any], list[str]], set[str]]] = [
        ("complaint_rules", "complaint", lambda v: [v.complaint], complaints),
        ("names", "complaint", lambda v: [v.complaint], complaints),
        ("questions", "between", lambda v: v.between, complaints),
        ("messages", "general", lambda v: v.general, complaints),
        ("flag_rules", "flag", lambda v: [v.flag], flags),
        ("parts", "regions", lambda v: v.regions, regions),
    ]
    return [
        record.mistake((field,), f"{slug} is not in the catalogue")
        for name, field, of, known in pick
        for record in found[name]
        for slug in of(record.value)
        if slug not in known
    ]
