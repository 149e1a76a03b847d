"""Rules of effects: what signs and conditions do to exercises never contradicts itself."""

from collections.abc import Iterator
from typing import Any

from api.planner.documents import SUPPORTS
from api.planner.rules.features import SEATED
from api.records.exercises import Exercise
from api.records.vocabularies import Condition, RedFlag
from api.triage import STRICTNESS, Effect, Fact, triage
from api.vocabulary import ContraindicationAction
from seed.content import Content, identifier
from seed.loader import Entry, Mistake

CLEARABLE = ("conditions", "red_flags", "complaints", "exercises")
"""Records that a request may name as cleared, so no two of them have the same name."""


def effects(content: Content) -> Iterator[Mistake]:
    """Yield each mistake in an effect; the references in it lead somewhere already."""
    yield from milder_than_implied(content)
    yield from unchosen_variants(content)
    yield from shared_names(content)
    yield from contradictory_cautions(content)
    yield from idle_restrictions(content)


def stated(content: Content) -> list[Entry[Condition | RedFlag]]:
    return [*content.of("conditions"), *content.of("red_flags")]


def milder_than_implied(content: Content) -> Iterator[Mistake]:
    """What counts as a condition is at least as strict, unless it says that it is cleared."""
    conditions = {record.value.code: record.value for record in content.conditions}
    for record in stated(content):
        effect = record.value.effect
        for at, code in enumerate(effect.counts_as):
            implied = conditions.get(code)
            if implied is None or code in effect.clears:
                continue
            if strictness(effect.offers) < strictness(implied.effect.offers):
                yield record.mistake(
                    ("effect", "counts_as", at),
                    f"{code} offers {implied.effect.offers}, so effect.offers is too mild",
                )


def strictness(offers: Any) -> int:
    return STRICTNESS.index(triage([Fact("any", Effect(offers))]))


def contradictory_cautions(content: Content) -> Iterator[Mistake]:
    """An exercise's contraindication never says otherwise than the effect of its condition."""
    conditions = {record.value.code: record.value for record in content.conditions}
    for record in content.exercises:
        for at, item in enumerate(record.value.contraindications):
            condition = conditions.get(item.condition)
            wrong = contradiction(record.value, item.action, condition) if condition else None
            if wrong is not None:
                yield record.mistake(("contraindications", at, "action"), wrong)


def contradiction(
    exercise: Exercise, action: ContraindicationAction, condition: Condition
) -> str | None:
    """Return how an action contradicts the effect of its condition; None if it does not."""
    code, limit = condition.code, condition.restriction
    if condition.effect.offers == "after_clearance" and action == "modify":
        return f"{code} offers nothing until it is cleared; write needs_clearance or exclude"
    if limit not in ("seated_only", "seated_or_supported_only"):
        return None
    sits = exercise.positions[0] in SEATED
    holds = any(item.required and item.slug in SUPPORTS for item in exercise.equipment)
    fits = sits or (limit == "seated_or_supported_only" and holds)
    if action == "modify" and not fits:
        return f"{code} does not offer it ({limit}); write needs_clearance or exclude"
    if action == "needs_clearance" and sits:
        return f"{code} offers what is done sitting; write modify or exclude, or leave it out"
    return None


def idle_restrictions(content: Content) -> Iterator[Mistake]:
    """A condition that leaves it to each exercise is named by one."""
    named = {
        item.condition for record in content.exercises for item in record.value.contraindications
    }
    for record in content.conditions:
        if record.value.restriction == "per_exercise" and record.value.code not in named:
            yield record.mistake(
                ("restriction",), f"no exercise names {record.value.code}, so it restricts nothing"
            )


def unchosen_variants(content: Content) -> Iterator[Mistake]:
    """A variant that nothing chooses would never apply."""
    chosen = {record.value.effect.chooses_variant for record in stated(content)}
    for record in content.complaints:
        for at, variant in enumerate(record.value.variants):
            if variant.condition not in chosen:
                yield record.mistake(
                    ("variants", at, "condition"), "no effect chooses this variant"
                )


def shared_names(content: Content) -> Iterator[Mistake]:
    """A name in `cleared` means one thing only."""
    seen: dict[str, str] = {}
    for resource in CLEARABLE:
        for record in content.of(resource):
            for name in (identifier(record.value), *getattr(record.value, "former_slugs", ())):
                if seen.setdefault(name, resource) != resource:
                    yield record.mistake((), f"{name} is the name of one of {seen[name]} too")
