"""The lexicon as plain documents: its files, with the names that the catalogue gives."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from api.languages import FALLBACK
from seed.content import Content
from seed.lexicon.files import CONCEPT_FILES, LexiconFiles, translated_messages
from seed.lexicon.records import RuleLine


def document(content: Content) -> dict[str, Any]:
    """Return the lexicon, which reads texts in any language, as lists, mappings and strings.

    `api.matching.lexicon.compiling.source.LexiconSource.from_plain` takes it.
    """
    found = content.lexicon
    meanings, grammar = found["other_meanings"][0].value, found["grammar"][0].value
    return {
        "concepts": concepts(content),
        "names": [*lay_names(content), *more_names(found)],
        "complaint_rules": complaint_rules(found),
        "flag_rules": flag_rules(found, "any"),
        "ask_rules": flag_rules(found, "ask"),
        "impossible": {r.value.flag: r.value.unless for r in found["flag_rules"] if r.value.unless},
        "topics": [topic.model_dump() for topic in meanings.topics],
        "idioms": meanings.idioms,
        "questions": [record.value.model_dump() for record in found["questions"]],
        "tiers": {record.value.code: record.value.tier for record in content.red_flags},
        # The same as in `effects`, for servers of the release before.
        "offers": {r.value.code: r.value.effect.offers for r in content.red_flags},
        **screening(content),
        "conditions": stated_conditions(found),
        "self_care": {r.value.slug: r.value.self_care for r in content.complaints},
        "grammar": grammar.model_dump(exclude={"emoji"}),
        "emoji": grammar.emoji,
        "ordinary": found["ordinary"][0].value.words,
        "as_written": as_written(found),
        "labels": found["messages"][0].value.labels,
        "general": [r.value.complaint for r in found["complaint_rules"] if r.value.steps_back],
        "layer": layer(found),
        "ranking": ranking(found),
    }


def layer(found: LexiconFiles) -> dict[str, Any] | None:
    """Return what `api.matching.layer.weights.Layer.from_plain` takes; None if none was trained."""
    trained = found["layer"]
    return trained[0].value.model_dump(include={"alarm", "ask", "weights"}) if trained else None


def ranking(found: LexiconFiles) -> dict[str, Any] | None:
    """Return what `Ranking.from_plain` takes; None if none was trained."""
    trained = found["ranking"]
    return trained[0].value.model_dump(exclude={"digest"}) if trained else None


def messages(content: Content) -> dict[str, dict[str, Any]]:
    """Return the messages of the matcher by language.

    `api.matching.lexicon.messages.LexiconMessages.from_plain` takes each. The labels of a
    translation are listed by the original label that each takes the place of ("heel": "Ferse").
    """
    original, labels = content.lexicon["messages"][0].value, original_labels(content)
    return {FALLBACK: original.model_dump(exclude={"labels"}) | {"labels": {}}} | {
        language: translated.value.model_dump(exclude={"labels"})
        | {"labels": {labels[code]: text for code, text in translated.value.labels.items()}}
        for language, translated in translated_messages(content.lexicon).items()
    }


def original_labels(content: Content) -> dict[str, str]:
    """Return how each concept is called in a reason, by its code: by its first phrase."""
    phrases = {concept["code"]: concept["phrases"] for concept in concepts(content)}
    first = {code: words[0] if words else code for code, words in phrases.items()}
    written: dict[str, str] = content.lexicon["messages"][0].value.labels
    return first | written


@cache
def bare(phrase: str) -> str:
    return " ".join(w for w in phrase.lower().split() if w not in {"the", "my", "a", "of"})


def concepts(content: Content) -> list[dict[str, Any]]:
    """Return each concept with its phrases, in all languages.

    A region's synonym goes to the concept that names the region, unless an editor gave it to
    another one here.
    """
    records = [record.value for name in CONCEPT_FILES for record in content.lexicon[name]]
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
                "wished": concept.wished,
                "implies": concept.implies,
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


def more_names(found: LexiconFiles) -> list[dict[str, Any]]:
    values = [record.value for record in found["names"]]
    return [
        {"complaint": v.complaint, "phrases": v.words.all(), "strength": v.strength} for v in values
    ]


def as_written(found: LexiconFiles) -> list[str]:
    """Return the phrases that are matched only as they are written."""
    records = [record.value for name in (*CONCEPT_FILES, "names") for record in found[name]]
    return sorted({phrase for record in records for phrase in record.words.exact})


def lines(listed: Iterable[str | RuleLine], within: int) -> list[tuple[str, int]]:
    """Return each rule's text and its reach."""
    return [
        (line, within) if isinstance(line, str) else (line.when, line.within) for line in listed
    ]


def complaint_rules(found: LexiconFiles) -> list[dict[str, Any]]:
    return [
        {"subject": record.value.complaint, "when": when, "strength": strength, "within": within}
        for record in found["complaint_rules"]
        for strength in ("strong", "usual", "general", "weak")
        for when, within in lines(getattr(record.value, strength), 14)
    ]


def flag_rules(found: LexiconFiles, kind: Literal["any", "ask"]) -> list[dict[str, Any]]:
    return [
        {"subject": record.value.flag, "when": when, "within": within}
        for record in found["flag_rules"]
        for when, within in lines(getattr(record.value, kind), record.value.within)
    ]


def screening(content: Content) -> dict[str, Any]:
    """Return what asking for signs needs: which belong to what, and what each one does."""
    flags = [record.value for record in content.red_flags]
    effects = {record.value.code: record.value.effect for record in content.conditions}
    effects |= {flag.code: flag.effect for flag in flags}
    return {
        "effects": {code: effect.model_dump() for code, effect in effects.items()},
        "risk_factors": {flag.code: flag.risk_factors for flag in flags if flag.risk_factors},
        "only_with": {flag.code: flag.only_with for flag in flags if flag.only_with},
        "signs_of": {record.value.slug: record.value.red_flags for record in content.complaints},
    }


def stated_conditions(found: LexiconFiles) -> dict[str, str]:
    """Return the condition that a person has who says a concept."""
    records = [record.value for name in CONCEPT_FILES for record in found[name]]
    return {concept.code: concept.condition for concept in records if concept.condition}
