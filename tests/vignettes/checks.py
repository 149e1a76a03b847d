"""What can be expected of an answer: each check by its name, true or false.

A range is `[lowest, highest]`; `count` is sets times repetitions.
"""

import re
from collections.abc import Callable
from typing import Any

from api.triage import OFFERING
from api.vocabulary import Weekday, words
from tests.vignettes.views import (
    Answer,
    days,
    doses_of,
    exercises_of,
    first_weeks,
    fits,
    kinds_of,
    listed,
    placed,
    ranked,
    says,
    times_of,
    weeks_of,
)


def days_with(answer: Answer, wanted: dict[str, int]) -> bool:
    kinds = kinds_of(answer)
    return all(
        len(days(answer, {slug for slug in kinds if kinds[slug] == kind})) >= least
        for kind, least in wanted.items()
    )


def days_of(answer: Answer, wanted: dict[str, int]) -> bool:
    return all(len(days(answer, {slug})) >= least for slug, least in wanted.items())


def rest_between(answer: Answer, slug: str) -> bool:
    """Say whether no two days running, Sunday and Monday included, have the exercise."""
    on = days(answer, {slug})
    week = words(Weekday)
    return not any({day, week[(n + 1) % 7]} <= on for n, day in enumerate(week))


def no_day_of_only(answer: Answer, kinds: list[str]) -> bool:
    known = kinds_of(answer)
    sessions = answer["phases"][-1]["sessions"] if answer["phases"] else []
    return bool(sessions) and all(
        any(known[item["exercise"]] not in kinds for item in session["items"])
        for session in sessions
    )


def not_before(answer: Answer, wanted: dict[str, int]) -> bool:
    return all(min(weeks_of(answer, slug), default=week) >= week for slug, week in wanted.items())


def by_week(answer: Answer, wanted: dict[str, int]) -> bool:
    return all(min(weeks_of(answer, slug), default=99) <= week for slug, week in wanted.items())


def when(answer: Answer, wanted: dict[str, str]) -> bool:
    """Say whether exercises have their time of day: the sitting, or a repeat beside it."""
    return all(
        (times := times_of(answer, slug)) and all(word in each for each in times)
        for slug, word in wanted.items()
    )


def dose(answer: Answer, wanted: dict[str, dict[str, list[int]]]) -> bool:
    return all(
        (doses := doses_of(answer, slug)) and all(fits(dosage, bounds) for dosage in doses)
        for slug, bounds in wanted.items()
    )


def at_end(answer: Answer, wanted: dict[str, dict[str, list[int]]]) -> bool:
    return all(
        (doses := doses_of(answer, slug)) and fits(doses[-1], bounds)
        for slug, bounds in wanted.items()
    )


def from_week(answer: Answer, wanted: dict[str, int]) -> bool:
    known = {item["slug"]: item["from_week"] for item in ranked(answer)}
    return all(known.get(slug) == week for slug, week in wanted.items())


def ranked_above(answer: Answer, wanted: dict[str, list[str]]) -> bool:
    rank = {item["slug"]: item["rank"] for item in ranked(answer)}
    return all(
        slug in rank and all(rank[slug] < rank.get(other, 999) for other in others)
        for slug, others in wanted.items()
    )


def steps_silent(answer: Answer, wanted: dict[str, str]) -> bool:
    steps = {
        (item["slug"] if "slug" in item else item["exercise"]["slug"]): item["steps"]
        for item in listed(answer)
    }
    return all(slug in steps and not says(steps[slug], p) for slug, p in wanted.items())


def kinds_in_week_one(answer: Answer, allowed: list[str]) -> bool:
    kinds = kinds_of(answer)
    return {kinds[slug] for slug in first_weeks(answer, 1)} <= set(allowed)


def one_from_week_three(answer: Answer, slugs: list[str]) -> bool:
    return any(max(weeks_of(answer, slug), default=0) >= 3 for slug in slugs)


CHECKS: dict[str, Callable[[Answer, Any], bool]] = {
    "outcome": lambda answer, allowed: answer["outcome"] in allowed,
    "decision": lambda answer, allowed: answer["decision"] in allowed,
    "offers": lambda answer, wanted: (answer["decision"] in OFFERING) == wanted,
    "flag": lambda answer, code: any(re.search(code, f["code"]) for f in answer["red_flags"]),
    "no_flag": lambda answer, code: all(code != f["code"] for f in answer["red_flags"]),
    "tier": lambda answer, allowed: (
        bool(answer["red_flags"]) and answer["red_flags"][0]["tier"] in allowed
    ),
    "first": lambda answer, allowed: (
        bool(answer["matches"]) and answer["matches"][0]["complaint"]["slug"] in allowed
    ),
    "advice_says": lambda answer, pattern: says(answer["advice"], pattern),
    "advice_silent": lambda answer, pattern: not says(answer["advice"], pattern),
    "says": says,
    "silent": lambda answer, pattern: not says(answer, pattern),
    "pain_rule": lambda answer, pattern: says(answer["pain_rule"], pattern),
    "exercises": lambda answer, wanted: wanted == "none" and not exercises_of(answer),
    "includes": lambda answer, slugs: set(slugs) <= exercises_of(answer),
    "includes_one_of": lambda answer, slugs: bool(set(slugs) & exercises_of(answer)),
    "excludes": lambda answer, slugs: not set(slugs) & exercises_of(answer),
    "only_positions": lambda answer, allowed: (
        bool(answer["phases"])
        and {item["position"] for _, _, item in placed(answer)} <= set(allowed)
    ),
    "every_week": lambda answer, slugs: (
        bool(answer["phases"]) and all(weeks_of(answer, slug) == weeks_of(answer) for slug in slugs)
    ),
    "ranked_first": lambda answer, slug: [item["slug"] for item in ranked(answer)][:1] == [slug],
    "first_week_one_of": lambda answer, slugs: bool(set(slugs) & first_weeks(answer, 1)),
    "week_one_kinds": kinds_in_week_one,
    "from_week_three_one_of": one_from_week_three,
    "not_before": not_before,
    "by_week": by_week,
    "when": when,
    "dose": dose,
    "at_end": at_end,
    "from_week": from_week,
    "ranked_above": ranked_above,
    "steps_silent": steps_silent,
    "days_with": days_with,
    "days_of": days_of,
    "rest_between": rest_between,
    "no_day_of_only": no_day_of_only,
}
