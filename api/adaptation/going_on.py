"""A plan that goes on: its exercises at their next doses, what is out, and what comes instead.

The exercises and days are those of the plan for the request as it was before any check-in, so they
stay while sessions go well or badly. Only the doses follow the check-ins.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.adaptation.calendar import Beginning, Course, course_of
from api.adaptation.check_ins import CheckIn
from api.adaptation.days import Days
from api.adaptation.history import HURTS, History, history_of
from api.adaptation.rules import AdaptationRules, Rule
from api.adaptation.step import person_of
from api.adaptation.steps import ItemStep, Steps, is_explained, rule_of_absence
from api.pain_scale import HOLD
from api.planner.catalogue import Catalogue
from api.planner.messages.follow_up import REVIEW_WEEKS
from api.planner.plan import Plan
from api.planner.rules.formulation import Formulation, formulate
from api.planner.rules.normal_form import DEFAULT_WEEKS
from api.planner.rules.request import MatchedText, PlanRequest, ReachedDose
from api.planner.rules.request_bounds import MOST_REACHED
from api.planner.rules.schedule import Schedule, Use, phases_of, place_in_session, schedule_of
from api.planner.rules.validation import normalise
from api.planner.solver.week import fill, never_pause
from api.triage import Decision
from api.vocabulary import AdaptationDecision, words

MOST_EXCLUDED = 50
"""Exercises that a request may exclude."""

OUT_FOR_LONG = ("two_flare_ups", "bored")
"""Rules that exclude an exercise from the next request."""


@dataclass(frozen=True)
class AdaptationRequest:
    """`request` as it is sent on, `text` with the signs of its text and of all notes.

    Exercises have the slugs that they have now; `removed` are those that the catalogue had once.
    """

    request: PlanRequest
    text: MatchedText | None
    check_ins: tuple[CheckIn, ...]
    today: date
    removed: Collection[str] = ()


@dataclass(frozen=True)
class Adaptation:
    """The plan from today on. `request` is what to send next time, `said` the rules beside it.

    `session` is the number of today's session, and `waiting` are the exercises that are left out of
    it because they are heavy and the same part was worked hard yesterday.
    """

    today: date
    history: History
    course: Course
    request: PlanRequest
    plan: Plan
    items: tuple[ItemStep, ...]
    decision: AdaptationDecision | Decision
    session: int | None
    waiting: frozenset[str]
    next_on: date | None
    said: tuple[Rule, ...]


def adapt(
    asked: AdaptationRequest,
    rules: AdaptationRules,
    catalogue: Catalogue,
    pause: Callable[[], object] = never_pause,
) -> Adaptation:
    """Return what the check-ins make of a plan. Raises InvalidPlanRequest.

    `pause` is called every few hundred microseconds of a long search.
    """
    history = history_of(asked.check_ins)
    sent = asked.request
    beginning = Beginning(sent.start_date, sent.weeks_done or 0, sent.weeks or DEFAULT_WEEKS)
    course = course_of(beginning, history, rules.numbers.long_break, asked.today)
    first = first_plan(first_request(sent, course, history, rules), asked, catalogue, pause)
    if first.outcome not in ("plan", "nothing_fits"):
        return ended(first, history, course, asked)
    person = person_of(history, asked.today, rules.numbers)
    steps = Steps(sent, first, history, person, rules, course.weeks_done + 1)
    found = steps.all
    request = next_request(sent, course, history, found)
    at_doses = replace(request, reached=reached_by(found))
    plan = carried_on(first, steps, formulated(at_doses, asked, catalogue), course)
    items = [as_planned(item, plan, rules) for item in found.values()]
    days = Days(plan, course, history, rules.numbers, asked.today)
    said = tuple(said_beside(days, rules))
    decision = strictest([*(item.rule for item in items if is_news(item, history)), *said])
    return Adaptation(
        asked.today,
        history,
        course,
        request,
        plan,
        tuple(items),
        decision,
        days.session,
        days.waiting,
        days.next_on,
        said,
    )


def ended(first: Plan, history: History, course: Course, asked: AdaptationRequest) -> Adaptation:
    """Return the end of a plan: nothing is offered, or only before questions are answered."""
    outcome = first.formulation.safety.asked if first.outcome != "needs_answer" else "pause"
    return Adaptation(
        asked.today,
        history,
        course,
        asked.request,
        first,
        items=(),
        decision=outcome,
        session=None,
        waiting=frozenset(),
        next_on=None,
        said=(),
    )


def first_request(
    request: PlanRequest, course: Course, history: History, rules: AdaptationRules
) -> PlanRequest:
    """Return the request for the plan as it began; what check-ins put out is still in it."""
    explained = {slug for slug in history.sessions if is_explained(slug, history, rules)}
    excluded = tuple(slug for slug in request.exclude_exercises if slug not in explained)
    return replace(
        request,
        weeks=course.total,
        weeks_done=None,
        start_date=None,
        reached=(),
        pain_now=None,
        exclude_exercises=excluded,
    )


def first_plan(
    request: PlanRequest,
    asked: AdaptationRequest,
    catalogue: Catalogue,
    pause: Callable[[], object],
) -> Plan:
    formulation = formulated(request, asked, catalogue)
    solution = fill(formulation.problem, None, pause)
    schedule = schedule_of(formulation.problem, solution, formulation.features, holds_doses=True)
    return Plan(catalogue, formulation, solution, schedule, None)


def formulated(request: PlanRequest, asked: AdaptationRequest, catalogue: Catalogue) -> Formulation:
    """Formulate a request with the signs of all check-ins. Raises InvalidPlanRequest."""
    signs = (code for check_in in asked.check_ins for code in check_in.red_flags)
    stated = replace(request, red_flags=(*request.red_flags, *signs))
    return formulate(normalise(stated, catalogue, asked.text, asked.removed), catalogue)


def next_request(
    request: PlanRequest, course: Course, history: History, items: Mapping[str, ItemStep]
) -> PlanRequest:
    """Return the request to send next time, which is that of the rest of the plan.

    Of what was never done nothing new is known: it begins low, or where `reached` has it.
    """
    out = {item.exercise for item in items.values() if item.rule.code in OUT_FOR_LONG}
    done = {slug: item for slug, item in items.items() if slug in history.sessions}
    others = (one for one in request.reached if one.exercise not in done)
    excluded = {slug for slug in request.exclude_exercises if not is_back(slug, items)}
    return replace(
        request,
        weeks=course.weeks,
        weeks_done=course.weeks_done,
        start_date=course.start_date,
        exclude_exercises=tuple(sorted(excluded | out))[:MOST_EXCLUDED],
        reached=(*reached_by(done), *others)[:MOST_REACHED],
        pain_now=pain_now(request, history),
    )


def is_back(slug: str, items: Mapping[str, ItemStep]) -> bool:
    return slug in items and items[slug].after is not None


def reached_by(items: Mapping[str, ItemStep]) -> tuple[ReachedDose, ...]:
    """Return the doses of the exercises that stay, as far as these have numbers."""
    doses = ((slug, item.after) for slug, item in items.items() if item.after is not None)
    return tuple(ReachedDose(slug, *dose) for slug, dose in doses if any(dose))


def pain_now(request: PlanRequest, history: History) -> int | None:
    """Return how much it hurts now: as in the last session, if that did not settle overnight.

    Pain that settled holds doses, and puts nothing out.
    """
    if not history.days:
        return request.pain_now
    last = history.days[-1]
    pain = max(last.pain, HURTS if last.hurts else 0)
    return pain if last.is_worse else min(pain, HOLD)


def carried_on(first: Plan, steps: Steps, formulation: Formulation, course: Course) -> Plan:
    """Return the first plan's exercises on its days, each at its next dose, without any rise."""
    uses = tuple(carried_uses(first, steps, formulation))
    sessions = tuple(
        tuple(sorted((use for use in uses if use.members >> k & 1), key=place_in_session))
        for k in range(len(first.schedule.sessions))
    )
    phases = phases_of(course.weeks, uses)
    schedule = Schedule(uses, sessions, first.schedule.days, phases)
    # What may help and what is known is as in the first problem; it has all that may come instead.
    known = replace(formulation, problem=first.formulation.problem)
    return Plan(first.catalogue, known, first.solution, schedule, None)


def carried_uses(first: Plan, steps: Steps, formulation: Formulation) -> Iterator[Use]:
    features, eligible = formulation.features, formulation.screened.eligible
    items = steps.all
    for use in first.schedule.uses:
        stays = items[use.slug].after is not None
        other = steps.replaced.get(use.slug)
        slug = use.slug if stays else other.exercise if other else None
        if slug is not None and eligible >> features.number[slug] & 1:
            yield replace(use, feature=features[slug], target=0)


def is_news(item: ItemStep, history: History) -> bool:
    """Say whether a step is about the last check-in; what went out earlier just stays out."""
    sessions = history.sessions.get(item.exercise)
    return item.after is not None or not sessions or sessions[-1].date == history.days[-1].date


def as_planned(item: ItemStep, plan: Plan, rules: AdaptationRules) -> ItemStep:
    """Return a step as the plan has it: with too much pain, some exercises wait."""
    used = {use.slug for use in plan.schedule.uses}
    if item.after is None or item.exercise in used:
        return item
    rule = rules[rule_of_absence(item.exercise, plan)]
    return replace(item, after=None, change="out", rule=rule)


def said_beside(days: Days, rules: AdaptationRules) -> Iterator[Rule]:
    """Yield the rules that speak about the whole plan, in the published order."""
    if days.mornings_are_worse:
        yield rules["mornings_worse"]
    elif days.is_resting:
        yield rules["resting"]
    if not days.plan.schedule.uses:
        yield rules["nothing_left"]
    if days.sore_days >= rules.numbers.days_sore:
        yield rules["sore_for_weeks"]
    number = days.session_on(days.today)
    if number is not None and days.waiting & {use.slug for use in days.in_session(number)}:
        yield rules["heavy_rest"]
    if days.course.is_over or days.course.weeks_done in review_weeks(days.plan):
        yield rules["review"]


def review_weeks(plan: Plan) -> Collection[int]:
    asked = [plan.catalogue.complaints[slug] for slug in plan.request.complaints]
    return {week for complaint in asked for week in complaint.review_weeks} or REVIEW_WEEKS


def strictest(rules: Iterable[Rule]) -> AdaptationDecision:
    """Return the strictest decision of all."""
    order: tuple[AdaptationDecision, ...] = words(AdaptationDecision)  # type: ignore[assignment]
    return max((rule.decision for rule in rules), key=order.index, default=order[0])
