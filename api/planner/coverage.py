"""What the plan does for each thing asked, how it goes on, and when to look at it again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from api.planner.care import reading_of
from api.planner.catalogue import Complaint
from api.planner.features import bits, features_of
from api.planner.plan import Plan
from api.planner.reasons import Explainer, named
from api.planner.roster import Use
from api.planner.texts import Told, fill_in
from api.planner.worth import DIRECT, HOLD_PAIN, direct_grade

REVIEW_WEEKS = (2, 6, 12)
"""When to look again where a complaint says nothing else (clinical: reassess at 2, 6, 12)."""

MOST_NAMED = 5
"""Exercises that one line of coverage names."""

CONDITIONING = "aaos-foot-ankle-conditioning"
PAIN_SCALE = "nhs-bytes-plantar-fasciitis"
PROGRESSION = "acsm-2009"
"""Sources of the general rules; a catalogue without them answers null."""


def coverage(plan: Plan, explain: Explainer) -> list[Told]:
    """Return one line at least for each complaint, goal and region that was asked for."""
    request, catalogue = explain.request, explain.catalogue
    complaints = [catalogue.complaints[slug] for slug in request.complaints]
    found = [line for complaint in complaints for line in helped(complaint, plan, explain)]
    for complaint in complaints:
        found += reading(complaint, explain)
    if request.text_outcome == "unrecognised":
        found.append(explain.tell("text_not_understood"))
    for goal in request.goals:
        uses = [use for use in plan.roster.uses if use.feature.meets(goal)]
        found.append(served("goal", goal, plan, uses, explain))
    numbers = features_of(catalogue).regions
    for region in request.regions:
        bit = bits([region], numbers)
        uses = [use for use in plan.roster.uses if worked(use) & bit]
        found.append(served("region", named(catalogue.regions[region]), plan, uses, explain))
    return found + less_often(plan, explain) + shorter(complaints, explain)


def worked(use: Use) -> int:
    return use.feature.primary | use.feature.secondary


def days_of(plan: Plan, uses: Iterable[Use]) -> int:
    """Return on how many days of the week at least one of these stands."""
    members = 0
    for use in uses:
        members |= use.members
    return sum(len(days) for k, days in enumerate(plan.roster.days) if members >> k & 1)


def helped(complaint: Complaint, plan: Plan, explain: Explainer) -> list[Told]:
    """Return what the plan does for a complaint, and what would do more but is left out."""
    at = plan.stated.wanted.plans.index(complaint.plan)
    grades = {item.slug: item.grades[at] for item in plan.stated.problem.items}
    subject = named(complaint)
    best = max(grades.values(), default=0)
    direct = [use for use in plan.roster.uses if grades[use.slug]]
    reached = max((grades[use.slug] for use in direct), default=0)
    missing = better_left_out(plan, explain, at, max(best, reached))
    found = [explain.tell("would_help", complaint=subject, exercises=missing)] if missing else []
    if not best:
        return [explain.tell("no_direct_helper", complaint=subject), *found]
    if not direct:
        return [explain.tell("no_room", complaint=subject), *found]
    grade = DIRECT[reached - 1]
    told = explain.tell(
        "covered" if reached == best else "second_best",
        complaint=subject,
        days=days_of(plan, direct),
        grade=grade,
        evidence=fill_in(f"evidence_{grade}", explain.tell.language),
    )
    return [told, *found]


def better_left_out(plan: Plan, explain: Explainer, at: int, best: int) -> list[dict[str, str]]:
    """Return what has better support for a complaint than all that may be planned."""
    eligible = {item.slug for item in plan.stated.problem.items}
    _, helpers = explain.known.helpers[at]
    return [
        named(explain.catalogue.exercises[slug])
        for slug in sorted(helpers)
        if slug not in eligible and direct_grade(helpers[slug]) > best
    ][:MOST_NAMED]


def reading(complaint: Complaint, explain: Explainer) -> list[Told]:
    """Return how a complaint that hides several was read."""
    variants = [item.condition for item in complaint.readings if item.condition]
    if not variants:
        return []
    chosen = reading_of(complaint, explain.request.conditions)
    if chosen.condition is None:
        conditions = [named(explain.catalogue.conditions[code]) for code in variants]
        return [explain.tell("reading_unstated", complaint=named(complaint), conditions=conditions)]
    condition = named(explain.catalogue.conditions[chosen.condition])
    return [explain.tell("reading_stated", complaint=named(complaint), condition=condition)]


def served(kind: str, subject: object, plan: Plan, uses: list[Use], explain: Explainer) -> Told:
    about: dict[str, Any] = {kind: subject}
    if not uses:
        return explain.tell(f"{kind}_unserved", **about)
    return explain.tell(f"{kind}_served", days=days_of(plan, uses), **about)


def less_often(plan: Plan, explain: Explainer) -> list[Told]:
    """Say which exercises stand on fewer days than their usual dose has."""
    groups: dict[tuple[int, int], list[dict[str, str]]] = {}
    for use in plan.roster.uses:
        usual = use.feature.exercise.dosage.days_per_week
        if usual is not None and use.days < usual:
            groups.setdefault((use.days, usual), []).append(named(use.feature.exercise))
    return [
        explain.tell("less_often_than_studied", exercises=names, days=days, usual=usual)
        for (days, usual), names in sorted(groups.items())
    ]


def shorter(complaints: list[Complaint], explain: Explainer) -> list[Told]:
    weeks = explain.request.weeks
    return [
        explain.tell(
            "shorter_than_usual",
            complaint=named(complaint),
            low=complaint.usual_weeks[0],
            high=complaint.usual_weeks[1],
            weeks=weeks,
        )
        for complaint in complaints
        if complaint.usual_weeks is not None and weeks < complaint.usual_weeks[0]
    ]


def progression(plan: Plan, explain: Explainer) -> list[Told]:
    """Return how doses rise, what to do after a break, and how to go on afterwards."""
    request, tell = explain.request, explain.tell
    rises = any(use.target for use in plan.roster.uses)
    if (request.pain_now or 0) >= HOLD_PAIN:
        found = [tell("pain_hold", source=PAIN_SCALE, pain=request.pain_now)]
    elif rises:
        found = [tell("ramp", source=PROGRESSION)]
    else:
        found = [tell("hold")]
    found.append(tell("missed"))
    kept = [
        tell("maintenance", complaint=named(complaint), text=complaint.maintenance)
        for complaint in (explain.catalogue.complaints[slug] for slug in request.complaints)
        if complaint.maintenance
    ]
    if rises:
        found.append(tell("beyond"))
    found += kept or [tell("maintenance_general", source=CONDITIONING)]
    return [*found, tell("expect")]


def review_weeks(explain: Explainer) -> list[int]:
    """Return after which weeks of the plan to look again; its end is always one of them."""
    request = explain.request
    asked = [explain.catalogue.complaints[slug].review_weeks for slug in request.complaints]
    usual = {week for weeks in asked for week in weeks} or set(REVIEW_WEEKS)
    return sorted({week for week in usual if week < request.weeks} | {request.weeks})


def after(start: str | None, days: int) -> str | None:
    """Return the date (ISO 8601) so many days after the plan begins; None without a beginning."""
    if start is None:
        return None
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()
