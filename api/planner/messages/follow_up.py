"""The continuation of a plan: how doses rise, what comes afterwards, and when to review it."""

from api.planner.messages.explainer import Explainer
from api.planner.messages.harder import harder_ways
from api.planner.messages.message import Message, named
from api.planner.rules.pain import HOLD_PAIN

MOST_STATEMENTS = 20
"""Statements about what comes next, harder ways included."""

REVIEW_WEEKS = (2, 6, 12)
"""When to look again if a complaint says nothing else (clinical: reassess at 2, 6, 12)."""

CONDITIONING = "aaos-foot-ankle-conditioning"
PAIN_SCALE = "nhs-bytes-plantar-fasciitis"
PROGRESSION = "acsm-2009"
"""Sources of the general rules; if a catalogue lacks one, the message has no source."""


def progression(explain: Explainer) -> list[Message]:
    """Return the rules for rising doses, harder ways, a break, and the time afterwards."""
    write = explain.write
    rises = any(use.target for use in explain.plan.schedule.uses)
    found = [how_doses_rise(rises, explain), write("missed")]
    if rises:
        found.append(write("beyond"))
    maintenance = [
        write("maintenance", complaint=named(complaint), text=complaint.maintenance)
        for complaint in explain.complaints
        if complaint.maintenance
    ]
    found += maintenance or [write("maintenance_general", source=CONDITIONING)]
    found.append(write("expect"))
    return [*found, *harder_ways(explain)[: MOST_STATEMENTS - len(found)]]


def how_doses_rise(rises: bool, explain: Explainer) -> Message:
    pain = explain.request.pain_now or 0
    if pain >= HOLD_PAIN:
        return explain.write("pain_hold", source=PAIN_SCALE, pain=pain)
    if not rises:
        return explain.write("hold")
    begun = any(use.feature.goes_on for use in explain.plan.schedule.uses)
    return explain.write("ramp_on" if begun else "ramp", source=PROGRESSION)


def without_session(day: int, explain: Explainer) -> Message | None:
    """Return why a day (0 is Monday) has no session, or none at first; None if it always has."""
    schedule = explain.plan.schedule
    session = schedule.session_of(day)
    if session is None:
        return explain.write("rest_day", source=PROGRESSION)
    week = schedule.first_week(session)
    if week == 1:
        return None
    return explain.write("session_later", week=explain.request.weeks_done + week)


def pain_rule(explain: Explainer) -> Message:
    """Return how much pain is all right, in the words of the notice."""
    text = explain.catalogue.notices.get("pain_rule", "")
    return Message("pain_rule", text, {}, explain.write.source(PAIN_SCALE))


def review_weeks(explain: Explainer) -> list[int]:
    """Return after which weeks of the plan to look again; its end is always one of them."""
    done, last = explain.request.weeks_done, explain.request.last_week
    usual = {week for complaint in explain.complaints for week in complaint.review_weeks}
    return sorted({week for week in usual or REVIEW_WEEKS if done < week < last} | {last})
