"""One recommendation from beginning to end: the request in, what was decided out.

`answer.py` puts what was decided into the shape that is served.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from api.planner.care import Care, TriageRule, care_for
from api.planner.catalogue import Catalogue
from api.planner.changes import Change, smallest_change
from api.planner.eligibility import Known, known_for, screen_for, sift
from api.planner.features import Feature, features_of
from api.planner.problem import Problem, problem_for
from api.planner.request import PlanRequest
from api.planner.roster import Roster, roster_of
from api.planner.search import NODES, Solution
from api.planner.week import fill
from api.planner.worth import Wanted, wanted_for

ENGINE = "1"
"""Rises with every change that can give another plan for the same request and catalogue."""


@dataclass(frozen=True)
class Stated:
    """The request against the catalogue: what may be chosen from, and why not the rest."""

    request: PlanRequest
    care: Care
    known: Known
    wanted: Wanted
    codes: Mapping[str, str]
    problem: Problem


@dataclass(frozen=True)
class Plan:
    """The week that was found; `codes` has every exercise that is not in it."""

    stated: Stated
    solution: Solution
    roster: Roster
    codes: Mapping[str, str]
    change: Change | None


def state(request: PlanRequest, catalogue: Catalogue, triage: TriageRule) -> Stated:
    care = care_for(request, catalogue, triage)
    known = known_for(request, catalogue)
    wanted = wanted_for(request, catalogue, known)
    screen = screen_for(request, catalogue, care, known)
    eligible, codes = sift(screen, features_of(catalogue))
    problem = problem_for(request, catalogue, wanted, eligible)
    return Stated(request, care, known, wanted, {**codes, **unused(problem, eligible)}, problem)


def unused(problem: Problem, eligible: list[Feature]) -> dict[str, str]:
    """Return the codes of what is eligible, and yet no item of the problem."""
    items = {item.slug for item in problem.items}
    return {
        feature.exercise.slug: (
            "too_long" if feature.seconds[0] > problem.budget else "not_recommended"
        )
        for feature in eligible
        if feature.exercise.slug not in items
    }


def plan(
    request: PlanRequest, catalogue: Catalogue, triage: TriageRule, nodes: int = NODES
) -> Plan:
    """Fill the best week; where nothing fits, look for the smallest change that would help."""
    stated = state(request, catalogue, triage)
    solution = fill(stated.problem, nodes)
    roster = roster_of(stated.problem, solution, catalogue)
    used = {use.slug for use in roster.uses}
    left = {item.slug: "less_useful" for item in stated.problem.items if item.slug not in used}
    codes = dict(sorted({**stated.codes, **left}.items()))
    change = None
    if not used and stated.care.allows:
        change = smallest_change(
            request,
            catalogue,
            codes,
            lambda changed: bool(state(changed, catalogue, triage).problem.items),
        )
    return Plan(stated, solution, roster, codes, change)


def plan_key(request: PlanRequest, catalogue: Catalogue) -> str:
    """Return SHA-256 (hex) of all that the plan follows from: request, inputs, engine."""
    asked = json.dumps(asdict(request), sort_keys=True, ensure_ascii=False, default=dict)
    told = f"{ENGINE}\n{catalogue.digest}\n{asked}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
