"""The notice above a plan, or instead of one, and the change that helps if nothing fits."""

from collections.abc import Iterator

from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Term, named
from api.planner.rules.pain import HIGH_PAIN
from api.planner.rules.suggested_change import SuggestedChange
from api.triage import STRICTNESS


def notice(explain: Explainer) -> str:
    """Return the notice above everything else, in paragraphs."""
    outcome, notices = explain.plan.outcome, explain.catalogue.notices
    if outcome in STRICTNESS:
        found = care_first(explain)
    elif outcome == "plan":
        found = above_a_plan(explain)
    else:
        found = [explain.write.text(outcome)]
        change = suggested_change(explain) if outcome == "nothing_fits" else None
        found += [change.text] if change else []
    return "\n\n".join(part for part in [*found, notices.get("not_diagnosis", "")] if part)


def advice(explain: Explainer) -> str | None:
    """Return what to do about the stated signs, complaints and conditions; None if nothing special.

    It says it in paragraphs: signs, the most urgent first, then signs that a no does not settle,
    conditions that forbid or restrict exercises, and complaints.
    """
    safety, write = explain.plan.formulation.safety, explain.write
    noted = [(item.complaint.name, item.note) for item in safety.complaints if item.note]
    limiting = [(item.name, item.advice) for item in (*safety.blocking, *safety.restricting)]
    found = [
        *(flag.advice for flag in safety.red_flags),
        *denials(explain),
        *(write.text("about", name=name, text=text) for name, text in (*limiting, *noted)),
    ]
    return "\n\n".join(dict.fromkeys(found)) or None


def denials(explain: Explainer) -> Iterator[str]:
    """Yield what to do about signs that were denied, and that this alone does not settle."""
    screened, messages = explain.request.screened, explain.write.messages
    for code in screened.at_risk:
        advice = explain.catalogue.red_flags[code].advice
        yield messages.text("screening.denied_at_risk", advice=advice)
    if screened.contradicted:
        yield messages.text("screening.ask_again")


def above_a_plan(explain: Explainer) -> list[str]:
    notices, safety = explain.catalogue.notices, explain.plan.formulation.safety
    pain = explain.request.pain_now or 0
    found = [explain.write.text("clinician_soon")] if safety.red_flags else []
    if pain >= HIGH_PAIN:
        found.append(explain.write.text("clinician_pain", pain=pain))
    if any(item.complaint.self_care == "with_care" for item in safety.complaints):
        found.append(notices.get("self_care_with_care", ""))
    return [*found, notices.get("general_safety", "")]


def care_first(explain: Explainer) -> list[str]:
    """Return the advice instead of exercises: the most urgent first, then how to come back."""
    safety, notices = explain.plan.formulation.safety, explain.catalogue.notices
    tiers = {flag.tier for flag in safety.red_flags}
    if "emergency" in tiers:
        return [explain.write.text("care_emergency")]
    if "urgent" in tiers:
        return [explain.write.text("care_urgent")]
    if safety.asked == "see_clinician":
        return [notices.get("self_care_no", "")]
    return [
        notices.get("self_care_after_clearance", ""),
        explain.write.text("care_clearance", cleared=safety.waiting),
    ]


def suggested_change(explain: Explainer) -> Message | None:
    """Return the smallest change that would help, if nothing fits or the sessions are too short."""
    plan = explain.plan
    if plan.more is not None:
        more = plan.more.minutes - plan.request.minutes_per_session
        return explain.write("more_minutes", value=plan.more.minutes, more=more)
    if plan.schedule.uses or not plan.formulation.safety.allows:
        return None
    if plan.change is None:
        return explain.write("try_other")
    exercise, value = named(plan.change.exercise), shown_value(plan.change)
    if value is None:
        return explain.write(plan.change.code, exercise=exercise)
    return explain.write(plan.change.code, exercise=exercise, value=value)


def shown_value(change: SuggestedChange) -> object:
    """Return the new value, as a parameter of the message."""
    if change.code == "try_equipment":
        return tuple(map(named, change.value))
    return Term(change.value) if isinstance(change.value, str) else change.value
