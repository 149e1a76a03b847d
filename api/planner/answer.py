"""The answer: what was decided, put into JSON values of one language.

It holds no time and no id of the request: the same key and language give the same bytes.
"""

from dataclasses import asdict
from typing import Any

from api.planner.care import MAY, Care
from api.planner.catalogue import Catalogue
from api.planner.coverage import (
    PAIN_SCALE,
    PROGRESSION,
    after,
    coverage,
    progression,
    review_weeks,
)
from api.planner.eligibility import HIGH_PAIN, position_of
from api.planner.omissions import Omissions
from api.planner.plan import ENGINE, Plan, plan, plan_key
from api.planner.reasons import Explainer, named
from api.planner.request import DAYS, PlanRequest
from api.planner.roster import Roster, Use
from api.planner.texts import Teller, Told

Answer = dict[str, Any]


def recommend(
    request: PlanRequest,
    catalogue: Catalogue,
    language: str = "en",
    nodes: int | None = None,
) -> Answer:
    """Return the recommendation as it is served, without licence and review of the content."""
    made = plan(request, catalogue, nodes)
    tell = Teller(catalogue, language)
    explain = Explainer(request, catalogue, made.stated.known, made.stated.wanted, tell)
    outcome = outcome_of(made)
    around = {
        "outcome": outcome,
        "plan_key": plan_key(request, catalogue),
        "engine": engine(made, catalogue, outcome),
        "triage": triage_of(made.stated.care, tell),
        "question": request.question,
        "matches": [dict(match) for match in request.matches],
    }
    body = planned(made, explain) if outcome == "plan" else unplanned()
    return {
        **around,
        **body,
        **omitted(made, explain, outcome),
        "progression": progression(made, explain) if outcome == "plan" else [],
        "pain_rule": {
            "code": "pain_rule",
            "text": catalogue.notices.get("pain_rule", ""),
            "parameters": {},
            "source": tell.source(PAIN_SCALE),
        },
        "change": change_of(made, tell),
        "notice": notice(made, outcome, tell),
    }


def outcome_of(made: Plan) -> str:
    if not made.stated.care.allows:
        return "seek_care"
    if made.stated.request.needs_answer:
        return "needs_answer"
    return "plan" if made.roster.uses else "nothing_fits"


def engine(made: Plan, catalogue: Catalogue, outcome: str) -> Answer:
    """Return what proves the plan; both numbers are 0 where no plan was asked of the engine."""
    is_plan = outcome == "plan"
    return {
        "version": ENGINE,
        "inputs_digest": catalogue.digest,
        "objective": made.solution.objective if is_plan else 0,
        "bound": made.solution.bound if is_plan else 0,
    }


def triage_of(care: Care, tell: Teller) -> Answer:
    """Return the rule's decision for the whole, and what it was made of."""
    decisions = [decision for _, decision in care.decisions if decision != MAY]
    worst = care.general if care.general != MAY else next(iter(sorted(decisions)), MAY)
    if worst == MAY and care.blocking:
        worst = "after_clearance"
    return {
        "decision": worst,
        "red_flags": [
            {
                "code": flag.code,
                "tier": flag.tier,
                "sign": flag.sign,
                "advice": flag.advice,
                "source": tell.source(flag.source),
            }
            for flag in care.red_flags
        ],
        "complaints": [
            {
                "complaint": named(complaint),
                "self_care": complaint.self_care,
                "decision": decision,
                "notice": note,
            }
            for (complaint, decision), note in zip(care.decisions, care.notes, strict=True)
        ],
        "conditions": [
            {
                "code": condition.code,
                "name": condition.name,
                "advice": condition.advice,
                "source": tell.source(condition.source),
            }
            for condition in care.blocking
        ],
    }


def planned(made: Plan, explain: Explainer) -> Answer:
    request, roster = explain.request, made.roster
    items = Items(made, explain)
    weeks = review_weeks(explain)
    return {
        "phases": [
            {
                "from_week": phase.from_week,
                "to_week": phase.to_week,
                "from_date": after(request.start_date, 7 * (phase.from_week - 1)),
                "to_date": after(request.start_date, 7 * phase.to_week - 1),
                "sessions": [
                    items.session(day, number)
                    for day in made.stated.problem.days
                    if roster.session_of(day) is not None
                ],
            }
            for number, phase in enumerate(roster.phases)
        ],
        "days_without_session": [
            {"day": DAYS[day], **explain.tell("rest_day", source=PROGRESSION)}
            for day in made.stated.problem.days
            if roster.session_of(day) is None
        ],
        "coverage": coverage(made, explain),
        "review_after_weeks": weeks,
        "review_dates": [day for w in weeks if (day := after(request.start_date, 7 * w))],
    }


def unplanned() -> Answer:
    lists = ("phases", "days_without_session", "coverage", "review_after_weeks", "review_dates")
    return {name: [] for name in lists}


class Items:
    """The items of a plan; each is put into words once, whatever days and phases it stands on."""

    def __init__(self, made: Plan, explain: Explainer) -> None:
        self.roster: Roster = made.roster
        request = explain.request
        self.told = {
            use.slug: {
                "position": position_of(use.feature, request, explain.catalogue),
                "cautions": explain.cautions(use.feature),
                "reasons": explain.reasons(use.feature),
                "swaps": explain.swaps(use, made.roster),
            }
            for use in made.roster.uses
        }

    def session(self, day: int, phase: int) -> Answer:
        number = self.roster.session_of(day)
        uses = self.roster.sessions[number] if number is not None else ()
        return {
            "day": DAYS[day],
            "total_seconds": sum(use.seconds(phase) for use in uses),
            "items": [self.item(at, use, phase) for at, use in enumerate(uses, start=1)],
        }

    def item(self, number: int, use: Use, phase: int) -> Answer:
        exercise, told = use.feature.exercise, self.told[use.slug]
        return {
            "number": number,
            "exercise": {**named(exercise), "kind": exercise.kind},
            "position": told["position"],
            "dosage": asdict(use.dose(phase)),
            "seconds": use.seconds(phase),
            "cautions": told["cautions"],
            "reasons": told["reasons"],
            "swaps": told["swaps"],
            "also": also(use, phase),
        }


def also(use: Use, phase: int) -> Answer | None:
    """Return the short repeats through the day, outside the sitting's time."""
    times = use.rounds - 1
    if times < 1:
        return None
    return {
        "times_per_day": times,
        "when": use.feature.exercise.dosage.when,
        "seconds_per_day": times * use.seconds(phase),
    }


def omitted(made: Plan, explain: Explainer, outcome: str) -> Answer:
    """Return what is left out. Where no plan was made, there is nothing to be left out of."""
    if outcome in ("seek_care", "needs_answer"):
        return {"left_out": [], "left_out_counts": {}}
    used = frozenset(use.slug for use in made.roster.uses)
    omissions = Omissions(explain, made.stated.screened, used)
    return {"left_out": omissions.named(), "left_out_counts": omissions.counts()}


def change_of(made: Plan, tell: Teller) -> Told | None:
    """Return the smallest change that would help, where nothing fits."""
    if made.roster.uses or not made.stated.care.allows:
        return None
    if made.change is None:
        return tell("try_other")
    value = {} if made.change.value is None else {"value": made.change.value}
    return tell(made.change.code, exercise=named(made.change.exercise), **value)


def notice(made: Plan, outcome: str, tell: Teller) -> str:
    """Return what stands above everything else, in paragraphs."""
    notices, care = tell.catalogue.notices, made.stated.care
    if outcome == "seek_care":
        found = care_first(care, tell)
    elif outcome == "plan":
        found = [soon["text"] for soon in see_clinician(made, tell)]
        if any(complaint.self_care == "with_care" for complaint, _ in care.decisions):
            found.append(notices.get("self_care_with_care", ""))
        found.append(notices.get("general_safety", ""))
    else:
        change = change_of(made, tell) if outcome == "nothing_fits" else None
        found = [tell(outcome)["text"], change["text"] if change else ""]
    return "\n\n".join(part for part in [*found, notices.get("not_diagnosis", "")] if part)


def see_clinician(made: Plan, tell: Teller) -> list[Told]:
    pain = made.stated.request.pain_now or 0
    found = [tell("clinician_soon")] if made.stated.care.red_flags else []
    return found + ([tell("clinician_pain", pain=pain)] if pain >= HIGH_PAIN else [])


def care_first(care: Care, tell: Teller) -> list[str]:
    """Return what to do instead of exercising: the most urgent first, then how to come back."""
    tiers = {flag.tier for flag in care.red_flags}
    if "emergency" in tiers:
        return [tell("care_emergency")["text"]]
    if "urgent" in tiers:
        return [tell("care_urgent")["text"]]
    notices = tell.catalogue.notices
    refused = {decision for _, decision in care.decisions}
    if "no_self_care" in refused:
        return [notices.get("self_care_no", "")]
    waiting = [c.slug for c, decision in care.decisions if decision == "after_clearance"]
    waiting += [condition.code for condition in care.blocking]
    return [
        notices.get("self_care_after_clearance", ""),
        tell("care_clearance", cleared=waiting)["text"],
    ]
