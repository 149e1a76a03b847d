"""Harder ways of the heavy exercises that reach their target dose while the plan still goes on.

A dose stops at its target. What studies went on to (one leg, more load) is a harder way of the
exercise, each with what has to be true before it is tried.
"""

from collections.abc import Iterator

from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, named
from api.planner.rules.eligibility import restriction_of
from api.planner.rules.pain import holds_doses
from api.planner.rules.progression import WEEKS_PER_PHASE, progression_from
from api.planner.rules.schedule import Use

HARMLESS = ("not_recommended", "too_long", "less_useful")
"""Codes that say nothing against an exercise but that another one is of more use."""


def harder_ways(explain: Explainer) -> list[Message]:
    """Return the harder ways that the weeks leave time for; of the most valuable exercise first.

    There are none where pain holds the doses, where positions are limited, and of exercises that
    call for caution. Those of light exercises stand on their own pages.
    """
    request = explain.request
    limited = restriction_of(request, explain.catalogue) or "standing" not in request.positions
    if holds_doses(request) or limited:
        return []
    heavy = [use for use in explain.plan.schedule.uses if use.feature.high]
    found: list[Message] = []
    for use in sorted(heavy, key=lambda use: (-use.score, use.slug)):
        if not is_cautious(use, explain):
            found += ways_of(use, explain)
    return found


def ways_of(use: Use, explain: Explainer) -> Iterator[Message]:
    """Yield the harder ways of an exercise, one every two weeks.

    Each builds on the one before. So they end at the first one that is an exercise of its own and
    may not be planned for this person.
    """
    request, planned = explain.request, {one.slug for one in explain.plan.schedule.uses}
    screened, features = explain.plan.formulation.screened, explain.plan.formulation.features
    week = first_week(use)
    for way in use.feature.exercise.harder:
        if week is None or week > request.weeks:
            return
        code = screened.code_of(features.number[way.exercise]) if way.exercise else HARMLESS[0]
        if code not in HARMLESS:
            return
        if way.exercise not in planned:
            yield explain.write(
                "harder",
                source=way.source,
                exercise=named(use.feature.exercise),
                week=request.weeks_done + week,
                text=way.text,
                criterion=way.criterion,
            )
            week += WEEKS_PER_PHASE


def first_week(use: Use) -> int | None:
    """Return the week of the plan in which a harder way may be tried; None if in none.

    That is two weeks after the target dose, or at once if an earlier plan had reached it.
    """
    feature = use.feature
    last, exercise = feature.doses[use.target], feature.exercise
    if len(progression_from(last, exercise.dosage, exercise.range)) > 1:
        return None
    if use.target:
        return use.rise + WEEKS_PER_PHASE * use.target
    return feature.from_week + (0 if feature.goes_on else WEEKS_PER_PHASE)


def is_cautious(use: Use, explain: Explainer) -> bool:
    """Say whether a condition or a complaint asks for caution with an exercise."""
    barred = {item.condition for item in use.feature.exercise.contraindications}
    return bool(barred & explain.conditions) or any(
        helper.result == "caution" for _, helper in explain.helpers_of(use.slug)
    )
