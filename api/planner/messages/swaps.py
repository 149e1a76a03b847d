"""Swaps for an exercise: gentler forms, and exercises of other days with the same aim."""

from dataclasses import dataclass

from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Named, named
from api.planner.rules.schedule import Use

MOST_SWAPS = 1
"""The exercise's own page has all easier ways."""


@dataclass(frozen=True)
class Swap:
    """`exercise` is the one to do instead; None if it is an easier way of the same one."""

    exercise: Named | None
    message: Message


def swaps(use: Use, explain: Explainer) -> list[Swap]:
    """Return the possible swaps for an exercise, at most MOST_SWAPS.

    Another exercise is named only if the plan has it, so no excluded one can come back.
    """
    used = {other.slug: other for other in explain.plan.schedule.uses}
    found: list[Swap] = []
    for way in use.feature.exercise.easier:
        if way.exercise is None or way.exercise in used:
            exercise = named(used[way.exercise].feature.exercise) if way.exercise else None
            message = explain.write("easier", text=way.text, criterion=way.criterion)
            found.append(Swap(exercise, message))
    for other in used.values():
        if may_replace(use, other):
            exercise = named(other.feature.exercise)
            found.append(Swap(exercise, explain.write("other_day", exercise=exercise)))
    return found[:MOST_SWAPS]


def may_replace(use: Use, other: Use) -> bool:
    """Say whether `other` may take the place of `use` without breaking a rule of the plan."""
    if other.members & use.members or other.feature.high:
        return False
    if other.feature.from_week > use.feature.from_week:
        return False
    same = use.feature.exercise.kind == other.feature.exercise.kind
    return same and max(other.feature.seconds) <= use.feature.seconds[0]
