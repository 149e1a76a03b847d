"""The plan's use for each complaint, region and goal of the request."""

from collections.abc import Iterable
from typing import Any

from api.planner.catalogue import Complaint
from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Named, Term, named
from api.planner.rules.features import features_of
from api.planner.rules.more_minutes import Gained
from api.planner.rules.regions import bits
from api.planner.rules.schedule import Use
from api.planner.rules.scoring import DIRECT, direct_grade
from api.planner.rules.variants import chosen_variants, variant_for

MOST_NAMED = 5
"""Exercises that one line of coverage names."""


def coverage(explain: Explainer) -> list[Message]:
    """Return at least one message for each complaint, goal and region that was asked for."""
    request, uses = explain.request, explain.plan.schedule.uses
    found = [line for complaint in explain.complaints for line in help_for(complaint, explain)]
    found += [line for complaint in explain.complaints for line in variant(complaint, explain)]
    if request.text_outcome == "unrecognised":
        found.append(explain.write("text_not_understood"))
    for goal in request.goals:
        meeting = [use for use in uses if use.feature.meets(goal)]
        found.append(served("goal", Term(goal), meeting, explain))
    numbers = features_of(explain.catalogue).regions
    for region in request.regions:
        bit = bits([region], numbers)
        working = [use for use in uses if (use.feature.primary | use.feature.secondary) & bit]
        found.append(served("region", named(explain.catalogue.regions[region]), working, explain))
    found += with_more_minutes(explain)
    return [*found, *going_on(explain), *later(explain), *less_often(explain), *shorter(explain)]


def days_of(uses: Iterable[Use], explain: Explainer) -> int:
    """Return on how many days of the week at least one of these exercises is done."""
    members = 0
    for use in uses:
        members |= use.members
    days = explain.plan.schedule.days
    return sum(len(days_of_one) for k, days_of_one in enumerate(days) if members >> k & 1)


def help_for(complaint: Complaint, explain: Explainer) -> list[Message]:
    """Return the plan's help for a complaint, and better exercises that are left out."""
    formulation = explain.plan.formulation
    at = formulation.context.plans.index(complaint.plan)
    grades = {item.slug: item.grades[at] for item in formulation.problem.items}
    direct = [use for use in explain.plan.schedule.uses if grades[use.slug]]
    best = max(grades.values(), default=0)
    reached = max((grades[use.slug] for use in direct), default=0)
    return [
        direct_help(complaint, direct, reached, best, explain),
        *would_help(complaint, at, max(best, reached), explain),
    ]


def direct_help(
    complaint: Complaint, direct: list[Use], reached: int, best: int, explain: Explainer
) -> Message:
    """Return the direct help for a complaint: grade `reached` (1 to 5) of the `best` possible."""
    subject = named(complaint)
    if not best:
        return explain.write("no_direct_helper", complaint=subject)
    if not direct:
        return explain.write("no_room", complaint=subject)
    grade = DIRECT[reached - 1]
    return explain.write(
        "covered" if reached == best else "second_best",
        complaint=subject,
        days=days_of(direct, explain),
        grade=grade,
        evidence=explain.write.text(f"evidence_{grade}"),
    )


def would_help(complaint: Complaint, at: int, best: int, explain: Explainer) -> list[Message]:
    missing = better_left_out(at, best, explain)
    if not missing:
        return []
    return [explain.write("would_help", complaint=named(complaint), exercises=missing)]


def better_left_out(at: int, best: int, explain: Explainer) -> tuple[Named, ...]:
    """Return the exercises with a better grade for a complaint than all that may be planned."""
    eligible = {item.slug for item in explain.plan.formulation.problem.items}
    _, helpers = explain.known.helpers[at]
    better = (
        named(explain.catalogue.exercises[slug])
        for slug in sorted(helpers)
        if slug not in eligible and direct_grade(helpers[slug]) > best
    )
    return tuple(better)[:MOST_NAMED]


def variant(complaint: Complaint, explain: Explainer) -> list[Message]:
    """Return as which of its variants a complaint was taken, if it has several."""
    codes = [item.condition for item in complaint.variants if item.condition]
    if not codes:
        return []
    conditions, subject = explain.catalogue.conditions, named(complaint)
    chosen = variant_for(complaint, chosen_variants(explain.request, explain.catalogue)).condition
    if chosen is None:
        kinds = tuple(named(conditions[code]) for code in codes)
        return [explain.write("reading_unstated", complaint=subject, conditions=kinds)]
    return [explain.write("reading_stated", complaint=subject, condition=named(conditions[chosen]))]


def served(kind: str, subject: Named | Term, uses: list[Use], explain: Explainer) -> Message:
    about: dict[str, Any] = {kind: subject}
    if not uses:
        return explain.write(f"{kind}_unserved", **about)
    return explain.write(f"{kind}_served", days=days_of(uses, explain), **about)


def with_more_minutes(explain: Explainer) -> list[Message]:
    """Say which help a few minutes more would bring."""
    more = explain.plan.more
    if more is None:
        return []
    return [help_with(one, more.minutes, explain) for one in more.gained]


def help_with(gained: Gained, minutes: int, explain: Explainer) -> Message:
    grade = DIRECT[gained.grade - 1]
    return explain.write(
        "better_with_minutes" if gained.before else "helped_with_minutes",
        complaint=named(explain.complaint_of(gained.plan)),
        more=minutes - explain.request.minutes_per_session,
        minutes=minutes,
        exercises=tuple(named(explain.catalogue.exercises[slug]) for slug in gained.exercises),
        grade=grade,
        evidence=explain.write.text(f"evidence_{grade}"),
    )


def going_on(explain: Explainer) -> list[Message]:
    """Say which exercises do not go on where an earlier plan left them."""
    exercises = explain.catalogue.exercises
    uses = {use.slug: use for use in explain.plan.schedule.uses}
    begun = [dose.exercise for dose in explain.request.reached]
    moved = [slug for slug in begun if slug in uses and uses[slug].feature.clamped]
    told = {
        "reached_clamped": [named(exercises[slug]) for slug in moved],
        "reached_not_planned": [named(exercises[slug]) for slug in begun if slug not in uses],
        "reached_gone": [Named(slug, slug) for slug in explain.request.reached_gone],
    }
    return [explain.write(code, exercises=tuple(one)) for code, one in told.items() if one]


def later(explain: Explainer) -> list[Message]:
    """Say which exercises a complaint asked for delays, and until when."""
    done = explain.request.weeks_done
    weeks: dict[int, list[Named]] = {}
    for use in explain.plan.schedule.uses:
        if use.feature.from_week > 1:
            week = done + use.feature.from_week
            weeks.setdefault(week, []).append(named(use.feature.exercise))
    return [
        explain.write("begins_later", exercises=tuple(names), week=week)
        for week, names in sorted(weeks.items())
    ]


def less_often(explain: Explainer) -> list[Message]:
    """Say which exercises are done on fewer days than their usual dose has."""
    groups: dict[tuple[int, int], list[Named]] = {}
    for use in explain.plan.schedule.uses:
        usual = use.feature.exercise.dosage.days_per_week
        if usual is not None and use.days < usual:
            groups.setdefault((use.days, usual), []).append(named(use.feature.exercise))
    return [
        explain.write("less_often_than_studied", exercises=tuple(names), days=days, usual=usual)
        for (days, usual), names in sorted(groups.items())
    ]


def shorter(explain: Explainer) -> list[Message]:
    """Say for which complaints the usual plan runs longer than this one."""
    weeks = explain.request.last_week
    return [
        explain.write(
            "shorter_than_usual",
            complaint=named(complaint),
            low=complaint.usual_weeks[0],
            high=complaint.usual_weeks[1],
            weeks=weeks,
        )
        for complaint in explain.complaints
        if complaint.usual_weeks is not None and weeks < complaint.usual_weeks[0]
    ]
