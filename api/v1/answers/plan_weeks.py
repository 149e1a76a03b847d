"""The weeks of a plan in the shape of v1: each exercise once, then phases, sessions and items."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from api.addresses import path_of
from api.messages import Messages
from api.messages.dosage import repeats_text, sitting_text
from api.planner.catalogue import Dosage
from api.planner.messages.cautions import cautions
from api.planner.messages.explainer import Explainer
from api.planner.messages.reasons import reasons
from api.planner.messages.swaps import swaps
from api.planner.rules.request import WEEKDAYS
from api.planner.rules.schedule import Use
from api.v1.answers.statements import named_json, remark_json, statement_json
from api.vocabulary import When

Json = dict[str, Any]

LETTERS = "ABC"
"""Names of sessions, in the order of their first day."""


def exercises_json(explain: Explainer) -> list[Json]:
    """Return what holds for each exercise in all phases, in the order of the first week."""
    return [exercise_json(use, explain) for use in uses_in_order(explain)]


def uses_in_order(explain: Explainer) -> list[Use]:
    sessions = [session for _, session in sessions_in_order(explain)]
    return list({use.slug: use for session in sessions for use in session}.values())


def exercise_json(use: Use, explain: Explainer) -> Json:
    exercise = use.feature.exercise
    return {
        "slug": exercise.slug,
        "url": path_of("exercise", exercise.slug),
        "name": exercise.name,
        "kind": exercise.kind,
        **explain.catalogue.pictures_of(exercise.slug),
        "steps": [
            {"number": number, "phase": step.phase, "text": step.text}
            for number, step in enumerate(exercise.steps, start=1)
        ],
        "reasons": list(map(statement_json, reasons(use.feature, explain))),
        "swaps": [
            {
                "exercise": named_json(swap.exercise) if swap.exercise else None,
                **remark_json(swap.message),
            }
            for swap in swaps(use, explain)
        ],
        "cautions": list(map(remark_json, cautions(use.feature, explain))),
    }


def sessions_in_order(explain: Explainer) -> list[tuple[list[int], tuple[Use, ...]]]:
    """Return each session with its days (0 is Monday), in the order of its first day."""
    schedule = explain.plan.schedule
    found: dict[int, list[int]] = {}
    for day in explain.plan.formulation.problem.days:
        number = schedule.session_of(day)
        if number is not None:
            found.setdefault(number, []).append(day)
    return [(days, schedule.sessions[number]) for number, days in found.items()]


def phases_json(explain: Explainer) -> list[Json]:
    start, done = explain.request.start_date, explain.request.weeks_done
    items = Items(explain)
    return [
        {
            "number": at + 1,
            "from_week": done + phase.from_week,
            "to_week": done + phase.to_week,
            "from_date": days_after(start, 7 * (phase.from_week - 1)),
            "to_date": days_after(start, 7 * phase.to_week - 1),
            "sessions": items.sessions(phase.from_week),
        }
        for at, phase in enumerate(explain.plan.schedule.phases)
    ]


def days_after(start: str | None, days: int) -> str | None:
    """Return the date (ISO 8601) so many days after the plan begins; None without a beginning."""
    if start is None:
        return None
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


class Items:
    """The items of a plan."""

    def __init__(self, explain: Explainer) -> None:
        self.explain, self.messages = explain, explain.write.messages

    def sessions(self, week: int) -> list[Json]:
        """Return the sessions of a week; one without an exercise yet is left out."""
        found = []
        for letter, (days, all_uses) in zip(LETTERS, sessions_in_order(self.explain), strict=False):
            uses = [use for use in all_uses if use.is_there(week)]
            if uses:
                found.append(self.session(letter, days, uses, week))
        return found

    def session(self, letter: str, days: list[int], uses: list[Use], week: int) -> Json:
        return {
            "name": letter,
            "days": [WEEKDAYS[day] for day in days],
            "total_seconds": sum(use.seconds(week) for use in uses),
            "items": [self.item(number, use, week) for number, use in enumerate(uses, start=1)],
        }

    def item(self, number: int, use: Use, week: int) -> Json:
        return {
            "number": number,
            "exercise": use.slug,
            "position": use.position,
            "dosage": self.dosage(use, week),
            "seconds": use.seconds(week),
            "cautions": [],
            "also": self.repeats(use, week),
        }

    def dosage(self, use: Use, week: int) -> Json:
        """Return the dose, as often as the plan has it, with its words.

        The time of day is that of the sitting; where the first of the repeats is for the morning,
        theirs.
        """
        return dosage_json(use.dose(week), use.rounds, use.days, use.own_time, self.messages)

    def repeats(self, use: Use, week: int) -> Json | None:
        """Return the short repeats through the day with their words; None if there are none."""
        repeats = use.repeats(week)
        if repeats is None:
            return None
        text = repeats_text(repeats.times_per_day, repeats.when, self.messages)
        return {**vars(repeats), "text": text}


@lru_cache(maxsize=4096)
def dosage_json(
    dose: Dosage, rounds: int, days: int, when: When | None, messages: Messages
) -> Json:
    """Return a dose with its words: doses are few, so each is put into words once.

    The plan's days say how often, so the words do not.
    """
    numbers = {**vars(dose), "sessions_per_day": rounds, "days_per_week": days, "when": when}
    return {**numbers, "text": sitting_text(numbers, messages)}
