"""A plan in the shape of v1.

The answer holds no time and no id of the request: the same plan key and language give the same
bytes.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from api.messages import Messages
from api.messages.dosage import dosage_text, repeats_text
from api.planner.catalogue import Condition, Dosage, RedFlag, Source
from api.planner.messages.cautions import cautions
from api.planner.messages.coverage import coverage
from api.planner.messages.explainer import Explainer
from api.planner.messages.follow_up import pain_rule, progression, rest_day, review_weeks
from api.planner.messages.message import Message, MessageWriter, Named, Term, named
from api.planner.messages.notice import notice, suggested_change
from api.planner.messages.reasons import reasons
from api.planner.messages.rejections import Rejections
from api.planner.messages.swaps import swaps
from api.planner.plan import ENGINE, Plan, plan_key
from api.planner.rules.eligibility import position_of
from api.planner.rules.request import WEEKDAYS, MatchedComplaint
from api.planner.rules.safety import ComplaintDecision
from api.planner.rules.schedule import Use
from api.terms import terms

Json = dict[str, Any]


def plan_recommendation(plan: Plan, messages: Messages) -> Json:
    """Return the answer to a request for a plan, for every outcome."""
    explain = Explainer(plan, MessageWriter(plan.catalogue, messages))
    is_plan, change = plan.outcome == "plan", suggested_change(explain)
    return {
        "outcome": plan.outcome,
        "plan_key": plan_key(plan),
        "engine": engine(plan),
        "triage": triage(plan),
        "question": plan.request.question,
        "matches": [match_json(match) for match in plan.request.matches],
        **(planned(explain) if is_plan else unplanned()),
        **left_out(explain),
        "progression": list(map(message_json, progression(explain))) if is_plan else [],
        "pain_rule": message_json(pain_rule(explain)),
        "change": message_json(change) if change else None,
        "notice": notice(explain),
        **terms(plan.catalogue.notices["attribution"]),
    }


def match_json(match: MatchedComplaint) -> Json:
    return {
        "complaint": {"slug": match.slug, "name": match.name},
        "score": match.score,
        "because": list(match.because),
    }


def engine(plan: Plan) -> Json:
    """Return the proof of the plan; both numbers are 0 if there is no plan."""
    is_plan = plan.outcome == "plan"
    return {
        "version": ENGINE,
        "inputs_digest": plan.catalogue.digest,
        "objective": plan.solution.objective if is_plan else 0,
        "bound": plan.solution.bound if is_plan else 0,
    }


def triage(plan: Plan) -> Json:
    """Return the decision for the whole request, and its reasons."""
    safety, sources = plan.formulation.safety, plan.catalogue.sources
    return {
        "decision": safety.overall,
        "red_flags": [
            {"code": flag.code, "tier": flag.tier, "sign": flag.sign, **advice(flag, sources)}
            for flag in safety.red_flags
        ],
        "complaints": list(map(decision_json, safety.complaints)),
        "conditions": [
            {"code": condition.code, "name": condition.name, **advice(condition, sources)}
            for condition in safety.blocking
        ],
    }


def advice(item: RedFlag | Condition, sources: Mapping[str, Source]) -> Json:
    source = sources.get(item.source) if item.source else None
    return {"advice": item.advice, "source": source_json(source)}


def decision_json(item: ComplaintDecision) -> Json:
    return {
        "complaint": named_json(named(item.complaint)),
        "self_care": item.complaint.self_care,
        "decision": item.decision,
        "notice": item.note,
    }


def planned(explain: Explainer) -> Json:
    schedule, start = explain.plan.schedule, explain.request.start_date
    days = explain.plan.formulation.problem.days
    resting = [day for day in days if schedule.session_of(day) is None]
    items = Items(explain)
    weeks = review_weeks(explain)
    return {
        "phases": [
            {
                "from_week": phase.from_week,
                "to_week": phase.to_week,
                "from_date": days_after(start, 7 * (phase.from_week - 1)),
                "to_date": days_after(start, 7 * phase.to_week - 1),
                "sessions": [items.session(day, at) for day in days if day not in resting],
            }
            for at, phase in enumerate(schedule.phases)
        ],
        "days_without_session": [
            {"day": WEEKDAYS[day], **message_json(rest_day(explain))} for day in resting
        ],
        "coverage": list(map(message_json, coverage(explain))),
        "review_after_weeks": weeks,
        "review_dates": [day for week in weeks if (day := days_after(start, 7 * week))],
    }


def days_after(start: str | None, days: int) -> str | None:
    """Return the date (ISO 8601) so many days after the plan begins; None without a beginning."""
    if start is None:
        return None
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


def unplanned() -> Json:
    lists = ("phases", "days_without_session", "coverage", "review_after_weeks", "review_dates")
    return {name: [] for name in lists}


class Items:
    """The items of a plan; each is put into words once for all days and phases."""

    def __init__(self, explain: Explainer) -> None:
        self.schedule, self.messages = explain.plan.schedule, explain.write.messages
        self.explained = {use.slug: explained(use, explain) for use in self.schedule.uses}
        self.dosages: dict[Dosage, Json] = {}
        self.positions = {
            use.slug: position_of(use.feature, explain.request, explain.catalogue)
            for use in self.schedule.uses
        }

    def session(self, day: int, phase: int) -> Json:
        number = self.schedule.session_of(day)
        uses = self.schedule.sessions[number] if number is not None else ()
        return {
            "day": WEEKDAYS[day],
            "total_seconds": sum(use.seconds(phase) for use in uses),
            "items": [self.item(number, use, phase) for number, use in enumerate(uses, start=1)],
        }

    def item(self, number: int, use: Use, phase: int) -> Json:
        exercise = use.feature.exercise
        return {
            "number": number,
            "exercise": {**named_json(named(exercise)), "kind": exercise.kind},
            "position": self.positions[use.slug],
            "dosage": self.dosage(use.dose(phase)),
            "seconds": use.seconds(phase),
            **self.explained[use.slug],
            "also": self.repeats(use, phase),
        }

    def dosage(self, dose: Dosage) -> Json:
        """Return the dose with its words; the plan's days say how often, so the words do not."""
        if dose not in self.dosages:
            numbers = vars(dose)
            text = dosage_text(numbers, self.messages, with_frequency=False)
            self.dosages[dose] = {**numbers, "text": text}
        return self.dosages[dose]

    def repeats(self, use: Use, phase: int) -> Json | None:
        """Return the short repeats through the day with their words; None if there are none."""
        repeats = use.repeats(phase)
        if repeats is None:
            return None
        text = repeats_text(repeats.times_per_day, repeats.when, self.messages)
        return {**vars(repeats), "text": text}


def explained(use: Use, explain: Explainer) -> Json:
    return {
        "cautions": list(map(message_json, cautions(use.feature, explain))),
        "reasons": list(map(message_json, reasons(use.feature, explain))),
        "swaps": [
            {
                "exercise": named_json(swap.exercise) if swap.exercise else None,
                **message_json(swap.message),
            }
            for swap in swaps(use, explain)
        ],
    }


def left_out(explain: Explainer) -> Json:
    """Return the rejected exercises; none if no plan was made."""
    if explain.plan.outcome in ("seek_care", "needs_answer"):
        return {"left_out": [], "left_out_counts": {}}
    rejections = Rejections(explain)
    return {
        "left_out": [
            {"exercise": named_json(item.exercise), **message_json(item.message)}
            for item in rejections.named()
        ],
        "left_out_counts": rejections.counts(),
    }


def message_json(message: Message) -> Json:
    return {
        "code": message.code,
        "text": message.text,
        "parameters": [
            {"name": name, "values": values_of(value)} for name, value in message.parameters.items()
        ],
        "source": source_json(message.source),
    }


def values_of(value: Any) -> list[str]:
    """Return a parameter of a message as texts: slugs, codes, and numbers in digits."""
    if isinstance(value, tuple):
        return [text for item in value for text in values_of(item)]
    if isinstance(value, Named):
        return [value.slug]
    return [value.code if isinstance(value, Term) else str(value)]


def named_json(thing: Named) -> Json:
    return {"slug": thing.slug, "name": thing.name}


def source_json(source: Source | None) -> Json | None:
    return dict(vars(source)) if source else None
