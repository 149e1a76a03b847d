"""A plan that goes on in the shape of v1.

The answer holds no time and no id of the request: the same body, catalogue, rules and language give
the same bytes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from api.adaptation.budget import with_numbers
from api.adaptation.check_ins import Numbers
from api.adaptation.going_on import Adaptation
from api.adaptation.rules import Rule
from api.adaptation.steps import ItemStep
from api.messages import Messages
from api.messages.dosage import sitting_text
from api.planner.messages.explainer import Explainer
from api.planner.messages.message import MessageWriter
from api.planner.rules.request import PlanRequest
from api.v1.answers.plan_recommendations import plan_recommendation
from api.v1.answers.plan_weeks import LETTERS, Items, sessions_in_order
from api.v1.answers.statements import source_json

Json = dict[str, Any]

FILLED = ("weeks", "weeks_done", "pain_now")
"""Fields of a request that are answered as they were found."""


def plan_adaptation(
    found: Adaptation, sent: Mapping[str, Any], version: str, messages: Messages
) -> Json:
    """Return the answer; `sent` is the caller's body as it came, `version` that of the rules."""
    explain = Explainer(found.plan, MessageWriter(found.plan.catalogue, messages))
    plan = plan_recommendation(found.plan, messages)
    due = (day for day in plan["review_dates"] if day >= found.today.isoformat())
    return {
        "decision": found.decision,
        "items": [item_json(item, explain) for item in found.items],
        "remarks": [{"code": rule.code, "text": rule.text} for rule in found.said],
        "today": today_json(found, explain),
        "next_session_on": found.next_on.isoformat() if found.next_on else None,
        "plan": {
            **plan,
            "plan_key": key_of(plan["plan_key"], found, version),
            "progression": progression(plan["progression"], explain),
        },
        "request": request_json(sent["request"], found.request) if found.items else sent["request"],
        "red_flags": plan["red_flags"],
        "advice": advice(plan["advice"], said_by(found)),
        "review_due": next(due, None),
        "rules_version": version,
    }


def item_json(item: ItemStep, explain: Explainer) -> Json:
    exercise = explain.catalogue.exercises.get(item.exercise)
    return {
        "exercise": item.exercise,
        "name": exercise.name if exercise else item.exercise,
        "before": dose_json(item.exercise, item.before, explain),
        "after": dose_json(item.exercise, item.after, explain),
        "change": item.change,
        "rule": item.rule.code,
        "text": item.text,
        "source": source_json(explain.write.source(item.rule.source)),
    }


def dose_json(slug: str, numbers: Numbers | None, explain: Explainer) -> Json | None:
    """Return a dose with its words; those of an exercise that is gone are left out."""
    if numbers is None:
        return None
    features, text = explain.plan.formulation.features, ""
    if slug in features.number:
        dosage = with_numbers(features[slug].exercise.dosage, numbers)
        text = sitting_text(vars(dosage), explain.write.messages)
    return {**numbers._asdict(), "text": text}


def today_json(found: Adaptation, explain: Explainer) -> Json | None:
    if found.session is None:
        return None
    sessions = sessions_in_order(explain)
    for letter, (days, uses) in zip(LETTERS, sessions, strict=False):
        if found.today.weekday() in days:
            kept = [use for use in uses if use.is_there(1) and use.slug not in found.waiting]
            return Items(explain).session(letter, days, kept, 1)
    return None


def key_of(key: str, found: Adaptation, version: str) -> str:
    """Return SHA-256 (hex) of all that the rest of the plan follows from; `key` is of its request.

    The order of check-ins is not in it.
    """
    everything = f"{key}\n{version}\n{found.today}\n{found.course}\n{found.history}"
    return hashlib.sha256(everything.encode()).hexdigest()


def progression(said: list[Json], explain: Explainer) -> list[Json]:
    """Return `progression` with a statement that only check-ins raise the doses of this plan."""
    message = explain.write("ramp_by_check_ins")
    instead: Json = {"code": message.code, "text": message.text, "parameters": [], "source": None}
    return [instead if one["code"] == "hold" else one for one in said]


def request_json(sent: Mapping[str, Any], request: PlanRequest) -> Json:
    """Return the request to send next time: what was sent, with what has changed."""
    return {
        **sent,
        **{name: getattr(request, name) for name in FILLED},
        "start_date": request.start_date.isoformat() if request.start_date else None,
        "exclude_exercises": list(request.exclude_exercises) or None,
        "reached": [
            {
                "exercise": one.exercise,
                "dosage": {
                    "sets": one.sets,
                    "reps": one.reps,
                    "hold_seconds": one.hold_seconds,
                },
            }
            for one in request.reached
        ],
    }


def said_by(found: Adaptation) -> list[Rule]:
    """Return the rules behind a decision, each once, in the published order."""
    rules = {rule.code: rule for rule in (*(item.rule for item in found.items), *found.said)}
    return sorted(rules.values(), key=lambda rule: rule.place)


def advice(of_plan: str | None, rules: Iterable[Rule]) -> str | None:
    """Return all that is advised, in paragraphs: signs and complaints come first."""
    said = [of_plan, *(rule.advice for rule in rules)]
    return "\n\n".join(text for text in said if text) or None
