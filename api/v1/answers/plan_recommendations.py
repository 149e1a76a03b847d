"""A plan in the shape of v1.

The answer holds no time and no id of the request: the same plan key and language give the same
bytes.
"""

from typing import Any

from api.messages import Messages
from api.planner.catalogue import RedFlag
from api.planner.messages.coverage import coverage
from api.planner.messages.explainer import Explainer
from api.planner.messages.follow_up import pain_rule, progression, review_weeks, without_session
from api.planner.messages.message import MessageWriter
from api.planner.messages.notice import advice, notice, suggested_change
from api.planner.messages.rejections import Rejections
from api.planner.plan import ENGINE, Plan, plan_key
from api.planner.rules.request import WEEKDAYS, MatchedComplaint
from api.reviews import weakest
from api.terms import terms
from api.v1.answers.plan_weeks import days_after, exercises_json, phases_json, uses_in_order
from api.v1.answers.statements import named_json, remark_json, source_json, statement_json

Json = dict[str, Any]


def plan_recommendation(plan: Plan, messages: Messages) -> Json:
    """Return the answer to a request for a plan, for every outcome."""
    explain = Explainer(plan, MessageWriter(plan.catalogue, messages))
    is_plan, change = plan.outcome == "plan", suggested_change(explain)
    return {
        "outcome": plan.outcome,
        **safety(explain),
        "plan_key": plan_key(plan),
        "engine": engine(plan),
        "question": plan.request.question,
        "ask_first": [sign_to_ask(code, explain) for code in explain.request.screened.ask_first],
        "matches": [match_json(match) for match in plan.request.matches],
        **(planned(explain) if is_plan else unplanned()),
        **left_out(explain),
        "progression": list(map(statement_json, progression(explain))) if is_plan else [],
        "pain_rule": statement_json(pain_rule(explain)),
        "change": statement_json(change) if change else None,
        "notice": notice(explain),
        **terms(plan.catalogue.notices["attribution"], review(explain)),
    }


def review(explain: Explainer) -> Json:
    """Return the weakest review of the complaints asked for and the exercises of the plan."""
    catalogue = explain.catalogue
    is_plan = explain.plan.outcome == "plan"
    used = [use.slug for use in uses_in_order(explain)] if is_plan else []
    return weakest(
        [
            *(catalogue.review("complaint", slug) for slug in explain.request.complaints),
            *(catalogue.review("exercise", slug) for slug in used),
        ]
    )


def safety(explain: Explainer) -> Json:
    """Return the decision for the whole request, with the signs and the advice behind it."""
    decided = explain.plan.formulation.safety
    return {
        "decision": decided.decision,
        "screening": explain.request.screened.screening,
        "red_flags": [red_flag_json(flag, explain) for flag in decided.red_flags],
        "advice": advice(explain),
    }


def red_flag_json(flag: RedFlag, explain: Explainer) -> Json:
    return {
        "code": flag.code,
        "tier": flag.tier,
        "sign": flag.sign,
        "advice": flag.advice,
        "source": source_json(explain.write.source(flag.source)),
    }


def sign_to_ask(code: str, explain: Explainer) -> Json:
    flag = explain.catalogue.red_flags[code]
    return {"code": code, "tier": flag.tier, "question": flag.question}


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


def planned(explain: Explainer) -> Json:
    start, done = explain.request.start_date, explain.request.weeks_done
    days = explain.plan.formulation.problem.days
    weeks = review_weeks(explain)
    return {
        "exercises": exercises_json(explain),
        "phases": phases_json(explain),
        "days_without_session": [
            {"day": WEEKDAYS[day], **remark_json(reason)}
            for day in days
            if (reason := without_session(day, explain))
        ],
        "coverage": list(map(statement_json, coverage(explain))),
        "review_after_weeks": weeks,
        "review_dates": [day for week in weeks if (day := days_after(start, 7 * (week - done)))],
    }


def unplanned() -> Json:
    lists = ("exercises", "phases", "days_without_session", "coverage")
    return {name: [] for name in (*lists, "review_after_weeks", "review_dates")}


def left_out(explain: Explainer) -> Json:
    """Return the rejected exercises; none if no plan was made."""
    if explain.plan.outcome not in ("plan", "nothing_fits"):
        return {"left_out": [], "left_out_counts": {}}
    rejections = Rejections(explain)
    return {
        "left_out": [
            {"exercise": named_json(item.exercise), **remark_json(item.message)}
            for item in rejections.named()
        ],
        "left_out_counts": rejections.counts(),
    }
