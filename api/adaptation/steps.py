"""The steps of all exercises: the plan's own, those that replace one, and those that are gone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from api.adaptation.budget import highest_doses, highest_within, progression_of_feature, seconds_at
from api.adaptation.check_ins import Numbers
from api.adaptation.history import History
from api.adaptation.progression import is_below
from api.adaptation.replacements import candidates_of
from api.adaptation.rules import AdaptationRules, Rule
from api.adaptation.step import ExerciseHistory, Person, Step, has_flared, step_of
from api.planner.plan import Plan
from api.planner.rules.features import Feature
from api.planner.rules.request import PlanRequest
from api.planner.rules.schedule import Use
from api.vocabulary import DoseChange


@dataclass(frozen=True)
class ItemStep:
    """What becomes of one exercise, and the rule that says so.

    `before` is None if nothing is known of it, `after` if it is out.
    """

    exercise: str
    before: Numbers | None
    after: Numbers | None
    change: DoseChange
    rule: Rule

    @property
    def text(self) -> str:
        """Return the rule in words; a dose that is as low as it goes cannot be lowered."""
        is_lowest = self.rule.change == "down" and self.change == "same"
        return self.rule.text_at_lowest or self.rule.text if is_lowest else self.rule.text


@dataclass(frozen=True)
class Steps:
    """`first` is the plan as it began, from which exercises and days are taken; now is `week`."""

    request: PlanRequest
    first: Plan
    history: History
    person: Person
    rules: AdaptationRules
    week: int

    @cached_property
    def most(self) -> Mapping[str, Numbers]:
        return highest_doses(self.first)

    @cached_property
    def candidates(self) -> Mapping[str, list[str]]:
        return candidates_of(self.first)

    @cached_property
    def replaced(self) -> Mapping[str, ItemStep]:
        """Return the replacements by the exercise whose place they take."""
        found = {}
        for use in self.first.schedule.uses:
            is_out = self.planned[use.slug].change == "out" or self.is_bored(use.slug)
            item = self.replacement(use) if is_out else None
            if item is not None:
                found[use.slug] = item
        return found

    @cached_property
    def all(self) -> Mapping[str, ItemStep]:
        """Return each step by its exercise: the plan's, then new ones, then those that are gone."""
        found = dict(self.planned)
        for slug in self.replaced:
            if found[slug].change != "out":
                found[slug] = self.item(slug, Step(found[slug].before, None, "bored"))
        found |= {item.exercise: item for item in self.replaced.values()}
        return {**found, **self.gone(found)}

    @cached_property
    def planned(self) -> Mapping[str, ItemStep]:
        """Return the step of each exercise of the plan, before anything is replaced.

        They are in the order in which the sessions have them.
        """
        return {
            use.slug: self.item(use.slug, self.step(use.feature, self.most[use.slug], use.days))
            for session in self.first.schedule.sessions
            for use in session
        }

    def step(self, feature: Feature, most: Numbers, days: int) -> Step:
        slug = feature.slug
        begins = feature.high and feature.from_week <= self.week and self.is_new(slug)
        if begins and self.person.unsettled:
            return Step(None, None, "begins_later")
        asked = ExerciseHistory(
            progression=progression_of_feature(feature),
            most=most,
            sessions=self.history.sessions.get(slug, ()),
            reached=self.reached.get(slug),
            days_apart=-(-7 // days),
            is_cleared=slug in self.request.cleared,
        )
        return step_of(asked, self.person, self.rules.numbers)

    def is_new(self, slug: str) -> bool:
        return slug not in self.history.sessions and slug not in self.reached

    @cached_property
    def reached(self) -> Mapping[str, Numbers]:
        return {
            one.exercise: Numbers(one.sets, one.reps, one.hold_seconds)
            for one in self.request.reached
        }

    def replacement(self, use: Use) -> ItemStep | None:
        """Return the step of the first candidate that fits the time and is not out itself.

        Nothing new comes while something hurts.
        """
        seconds = seconds_at(use.feature, self.most[use.slug])
        for slug in self.candidates[use.slug]:
            feature = self.first.formulation.features[slug]
            progression = progression_of_feature(feature)
            if not self.is_bored(slug) and seconds_at(feature, progression.lowest) <= seconds:
                step = self.step(feature, highest_within(feature, progression, seconds), use.days)
                if slug not in self.history.sessions:
                    if self.person.unsettled:
                        return None
                    step = Step(None, progression.lowest, "replacement")
                if step.after is not None:
                    return self.item(slug, step)
        return None

    def is_bored(self, slug: str) -> bool:
        sessions = self.history.sessions.get(slug, ())
        return bool(sessions) and sessions[-1].feedback == "bored"

    def gone(self, known: Collection[str]) -> dict[str, ItemStep]:
        """Return the exercises of check-ins that the plan does not have any more."""
        found = {}
        for slug, sessions in self.history.sessions.items():
            if slug not in known:
                code = self.reason(slug)
                found[slug] = self.item(slug, Step(sessions[-1].dosage, None, code))
        return found

    def reason(self, slug: str) -> str:
        """Return the rule by which an exercise that was done is not in the plan any more."""
        if slug not in self.first.catalogue.exercises:
            return "gone"
        if has_flared(self.history.sessions[slug], self.rules.numbers):
            return "two_flare_ups"
        return rule_of_absence(slug, self.first)

    def item(self, slug: str, step: Step) -> ItemStep:
        rule = self.rules[step.rule]
        return ItemStep(slug, step.before, step.after, change_of(step), rule)


def is_explained(slug: str, history: History, rules: AdaptationRules) -> bool:
    """Say whether check-ins are the reason for which an exercise is excluded."""
    sessions = history.sessions[slug]
    return has_flared(sessions, rules.numbers) or sessions[-1].feedback == "bored"


UNSAFE = (
    "contraindicated",
    "avoid_for_complaint",
    "needs_clearance",
    "unsupported_position",
    "not_seated",
)
"""Why the planner leaves out what somebody must not do now (`rules/eligibility.py`)."""


def rule_of_absence(slug: str, plan: Plan) -> str:
    """Return the rule by which a plan does not have an exercise of the catalogue."""
    number = plan.formulation.features.number[slug]
    code = plan.formulation.screened.code_of(number)
    if code == "pain_too_high":
        return "too_sore"
    return "not_safe" if code in UNSAFE else "not_in_plan"


def change_of(step: Step) -> DoseChange:
    if step.after is None:
        return "out"
    if step.rule == "replacement":
        return "new"
    if step.before is None or step.before == step.after:
        return "same"
    return "up" if is_below(step.before, step.after) else "down"
