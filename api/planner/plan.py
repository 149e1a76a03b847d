"""One recommendation from beginning to end: a request in its normal form in, a plan out."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from api.planner.catalogue import Catalogue
from api.planner.rules.eligibility import screen
from api.planner.rules.features import Feature
from api.planner.rules.formulation import Formulation, formulate, useful
from api.planner.rules.more_minutes import MoreMinutes, more_minutes
from api.planner.rules.pain import holds_doses
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.schedule import Schedule, schedule_of
from api.planner.rules.suggested_change import Fits, SuggestedChange, smallest_change
from api.planner.solver.solution import Solution
from api.planner.solver.week import fill, never_pause
from api.triage import OFFERING, Decision

ENGINE = "4"
"""Rises with every change that can give another plan for the same request and catalogue."""

Outcome = Literal["plan", "nothing_fits", "needs_answer"] | Decision
"""If no exercise may be offered, the outcome is the decision of the triage rule."""


@dataclass(frozen=True)
class Plan:
    """The best week, and all that it was made from.

    `change` is the smallest change of the request that would help, if nothing fits. `more` are the
    minutes that would bring more help, if the sessions are too short for it.
    """

    catalogue: Catalogue
    formulation: Formulation
    solution: Solution
    schedule: Schedule
    change: SuggestedChange | None
    more: MoreMinutes | None = None

    @property
    def request(self) -> NormalPlanRequest:
        return self.formulation.request

    @property
    def outcome(self) -> Outcome:
        asked = self.formulation.safety.asked
        # If the person may have a grave sign, ask about it before telling them anything milder.
        if asked not in OFFERING and not (self.request.grave_question and asked != "seek_care"):
            return asked
        if self.request.needs_answer:
            return "needs_answer"
        return "plan" if self.schedule.uses else "nothing_fits"


def make_plan(
    request: NormalPlanRequest,
    catalogue: Catalogue,
    nodes: int | None = None,
    pause: Callable[[], object] = never_pause,
) -> Plan:
    """Fill the best week; if nothing fits, look for the smallest change that would help.

    `nodes` limits the search (by default it depends on the number of exercises). `pause` is called
    every few hundred microseconds of a long one.
    """
    formulation = formulate(request, catalogue)
    solution = fill(formulation.problem, nodes, pause)
    schedule = schedule_of(
        formulation.problem,
        solution,
        formulation.features,
        weeks_done=request.weeks_done,
        holds_doses=holds_doses(request),
    )
    change = None
    if not schedule.uses and formulation.safety.allows:
        fits = fits_in(formulation, catalogue)
        change = smallest_change(request, catalogue, formulation, fits)
    more = more_minutes(formulation, solution, catalogue, pause) if schedule.uses else None
    return Plan(catalogue, formulation, solution, schedule, change, more)


def fits_in(formulation: Formulation, catalogue: Catalogue) -> Fits:
    """Return a function that says whether an exercise is eligible under a changed request."""
    features = formulation.features
    safety, known = formulation.safety, formulation.known
    of_use = useful(features, formulation.context)

    def fits(changed: NormalPlanRequest, feature: Feature) -> bool:
        found = screen(changed, catalogue, safety, known, features, of_use)
        return bool(found.eligible >> features.number[feature.slug] & 1)

    return fits


def plan_key(plan: Plan) -> str:
    """Return SHA-256 (hex) of all that the plan follows from: request, inputs, engine."""
    request = json.dumps(vars(plan.request), sort_keys=True, ensure_ascii=False, default=vars)
    inputs = f"{ENGINE}\n{plan.catalogue.digest}\n{request}"
    return hashlib.sha256(inputs.encode("utf-8", "surrogatepass")).hexdigest()
