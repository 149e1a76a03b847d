"""What is not in the plan: each exercise with the first reason against it."""

from dataclasses import dataclass
from typing import Any

from api.planner.care import presumed
from api.planner.catalogue import Contraindication, Exercise
from api.planner.eligibility import Screened
from api.planner.features import Features, features_of
from api.planner.reasons import Explainer, named
from api.planner.request import PlanRequest
from api.planner.texts import Told
from api.planner.worth import EVIDENCE, worth

MOST_NAMED = 50
"""Exercises that `left_out` names, the most valuable first; the others are counted."""


@dataclass(frozen=True)
class Omissions:
    """Every exercise but those of the plan (`used`), by the first code against it."""

    explain: Explainer
    screened: Screened
    used: frozenset[str]

    def named(self) -> list[dict[str, Any]]:
        """Return those that evidence speaks of, or the caller excluded; the most valuable first."""
        return [
            {"exercise": named(self.exercise(slug)), **self.told(slug, self.code_of(slug))}
            for slug in self.concerning()
        ]

    def counts(self) -> dict[str, int]:
        """Return how many exercises that `named` does not name have each code."""
        told = self.features.set_of({*self.concerning(), *self.used})
        found = {**self.screened.first, "less_useful": self.screened.eligible}
        counted = {code: (one & ~told).bit_count() for code, one in found.items()}
        return {code: count for code, count in counted.items() if count}

    def concerning(self) -> list[str]:
        asked = self.explain.known.named() | set(self.explain.request.exclude_exercises)
        missing = [slug for slug in asked - self.used if slug in self.features.number]
        return sorted(missing, key=lambda slug: (-self.value(slug), slug))[:MOST_NAMED]

    @property
    def features(self) -> Features:
        return features_of(self.explain.catalogue)

    def code_of(self, slug: str) -> str:
        return self.screened.code_of(self.features.number[slug])

    def value(self, slug: str) -> int:
        """Return what it would be worth; what is to be avoided counts by its evidence alone."""
        feature = self.features[slug]
        known = (helper for _, helper in self.explain.helpers_of(slug))
        return worth(feature, self.explain.wanted) + max(
            (EVIDENCE[helper.grade] for helper in known), default=0
        )

    def exercise(self, slug: str) -> Exercise:
        return self.explain.catalogue.exercises[slug]

    def told(self, slug: str, code: str) -> Told:
        """Return the code in words, with what it hangs on."""
        exercise, request = self.exercise(slug), self.explain.request
        tell, catalogue = self.explain.tell, self.explain.catalogue
        if code in ("contraindicated", "needs_clearance"):
            return self.barred(exercise, code)
        if code == "avoid_for_complaint":
            complaint, item = self.explain.known.avoid[slug]
            return tell(
                code,
                source=item.source,
                complaint=named(catalogue.complaints[complaint]),
                why=item.why,
            )
        if code in ("no_effect_shown", "caution_only"):
            result = "no_effect" if code == "no_effect_shown" else "caution"
            known = self.explain.helpers_of(slug)
            asked, helper = next(pair for pair in known if pair[1].result == result)
            return tell(
                code, source=helper.source, complaint=named(asked), rationale=helper.rationale
            )
        return tell(code, **self.parameters(exercise, code, request))

    def parameters(self, exercise: Exercise, code: str, request: PlanRequest) -> dict[str, Any]:
        if code == "pain_too_high":
            return {"pain": request.pain_now}
        if code == "above_level":
            return {"level": exercise.level, "asked": request.level}
        if code == "equipment_missing":
            missing = [need for need in exercise.needs if need not in request.equipment]
            return {"equipment": [named(self.explain.catalogue.equipment[c]) for c in missing]}
        if code == "position_not_offered":
            return {"positions": list(exercise.positions)}
        if code == "too_long":
            feature = self.features[exercise.slug]
            return {"seconds": feature.seconds[0], "budget": request.minutes_per_session * 60}
        return {}

    def barred(self, exercise: Exercise, code: str) -> Told:
        request, catalogue = self.explain.request, self.explain.catalogue
        stated = presumed(request, catalogue) | set(request.conditions)
        action = "exclude" if code == "contraindicated" else "needs_clearance"
        item: Contraindication = next(
            item
            for item in exercise.contraindications
            if item.condition in stated
            and item.action == action
            and not (action == "needs_clearance" and item.condition in request.cleared)
        )
        condition = catalogue.conditions[item.condition]
        return self.explain.tell(
            code, source=condition.source, condition=named(condition), advice=item.advice
        )
