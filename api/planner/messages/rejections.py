"""Exercises outside the plan, each with the first reason against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.planner.catalogue import Exercise
from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Named, Term, named
from api.planner.rules.features import Features
from api.planner.rules.scoring import EVIDENCE, score

MOST_NAMED = 50
"""Exercises that are named, the most valuable first; the others are counted."""


@dataclass(frozen=True)
class Rejection:
    exercise: Named
    message: Message


@dataclass(frozen=True)
class Rejections:
    """Every exercise but those of the plan, by the first code against it."""

    explain: Explainer

    @cached_property
    def used(self) -> frozenset[str]:
        return frozenset(use.slug for use in self.explain.plan.schedule.uses)

    @cached_property
    def concerning(self) -> list[str]:
        """Exercises with evidence, or that the caller excluded; the most valuable first."""
        asked = self.explain.known.named() | set(self.explain.request.exclude_exercises)
        missing = [slug for slug in asked - self.used if slug in self.features.number]
        return sorted(missing, key=lambda slug: (-self.value(slug), slug))[:MOST_NAMED]

    @property
    def features(self) -> Features:
        return self.explain.plan.formulation.features

    def named(self) -> Iterator[Rejection]:
        """Yield the exercises that concern the caller, each with the reason against it."""
        screened = self.explain.plan.formulation.screened
        for slug in self.concerning:
            exercise = self.explain.catalogue.exercises[slug]
            code = screened.code_of(self.features.number[slug])
            yield Rejection(named(exercise), self.message(exercise, code))

    def counts(self) -> dict[str, int]:
        """Return how many exercises that `named` leaves out have each code."""
        screened = self.explain.plan.formulation.screened
        seen = self.features.set_of({*self.concerning, *self.used})
        found = {**screened.first, "less_useful": screened.eligible}
        counted = {code: (one & ~seen).bit_count() for code, one in found.items()}
        return {code: count for code, count in counted.items() if count}

    def value(self, slug: str) -> int:
        """Return the possible score; an exercise to avoid counts by its evidence alone."""
        known = (helper for _, helper in self.explain.helpers_of(slug))
        evidence = max((EVIDENCE[helper.grade] for helper in known), default=0)
        return score(self.features[slug], self.explain.context) + evidence

    def message(self, exercise: Exercise, code: str) -> Message:
        """Return the code in words, with the values that it depends on."""
        if code in ("contraindicated", "needs_clearance"):
            return self.barred(exercise, code)
        if code == "avoid_for_complaint":
            return self.avoided(exercise, code)
        if code in ("no_effect_shown", "caution_only"):
            return self.unsupported(exercise, code)
        if code == "too_long" and self.features[exercise.slug].goes_on:
            values = self.parameters(exercise, code)
            return self.explain.write.with_text(code, "too_long_reached", **values)
        return self.explain.write(code, **self.parameters(exercise, code))

    def barred(self, exercise: Exercise, code: str) -> Message:
        """Return the message for an exercise that a condition bars."""
        explain, conditions = self.explain, self.explain.conditions
        action = "exclude" if code == "contraindicated" else "needs_clearance"
        cleared = explain.request.cleared if action == "needs_clearance" else ()
        item = next(
            item
            for item in exercise.contraindications
            if item.condition in conditions
            and item.action == action
            and item.condition not in cleared
        )
        condition = explain.catalogue.conditions[item.condition]
        return explain.write(
            code, source=condition.source, condition=named(condition), advice=item.advice
        )

    def avoided(self, exercise: Exercise, code: str) -> Message:
        complaint, item = self.explain.known.avoid[exercise.slug]
        subject = named(self.explain.catalogue.complaints[complaint])
        return self.explain.write(code, source=item.source, complaint=subject, why=item.why)

    def unsupported(self, exercise: Exercise, code: str) -> Message:
        result = "no_effect" if code == "no_effect_shown" else "caution"
        known = self.explain.helpers_of(exercise.slug)
        complaint, helper = next(pair for pair in known if pair[1].result == result)
        return self.explain.write(
            code, source=helper.source, complaint=named(complaint), rationale=helper.rationale
        )

    def parameters(self, exercise: Exercise, code: str) -> dict[str, Any]:
        request, things = self.explain.request, self.explain.catalogue.equipment
        if code == "pain_too_high":
            return {"pain": request.pain_now}
        if code == "too_early":
            week = request.weeks_done + self.features[exercise.slug].from_week
            return {"week": week, "weeks": request.last_week}
        if code == "above_level":
            return {"level": Term(exercise.level), "asked": Term(request.level)}
        if code == "equipment_missing":
            missing = [need for need in exercise.needs if need not in request.equipment]
            return {"equipment": tuple(named(things[need]) for need in missing)}
        if code == "not_seated":
            return {"position": Term(exercise.positions[0])}
        if code == "position_not_offered":
            return {"positions": tuple(map(Term, exercise.positions))}
        if code == "too_long":
            seconds = self.features[exercise.slug].seconds[0]
            return {"seconds": seconds, "budget": request.minutes_per_session * 60}
        return {}
