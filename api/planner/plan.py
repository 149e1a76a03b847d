"""One recommendation from beginning to end: the request in, what was decided out.

`answer.py` puts what was decided into the shape that is served.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from api.planner.care import Care, care_for
from api.planner.catalogue import Catalogue
from api.planner.changes import Change, Fits, smallest_change
from api.planner.eligibility import Known, Screened, known_for, screen
from api.planner.features import Feature, Features, features_of
from api.planner.preselection import FEW, preselected
from api.planner.problem import Problem, problem_for
from api.planner.request import PlanRequest
from api.planner.roster import Roster, roster_of
from api.planner.search import Solution
from api.planner.week import fill
from api.planner.worth import Wanted, wanted_for, worth
from api.vocabulary import RECOMMENDING

ENGINE = "1"
"""Rises with every change that can give another plan for the same request and catalogue."""


@dataclass(frozen=True)
class Stated:
    """The request against the catalogue: what may be chosen from, and why not the rest."""

    request: PlanRequest
    care: Care
    known: Known
    wanted: Wanted
    screened: Screened
    problem: Problem


@dataclass(frozen=True)
class Plan:
    """The week that was found; `change` is what would help where nothing was."""

    stated: Stated
    solution: Solution
    roster: Roster
    change: Change | None


def state(request: PlanRequest, catalogue: Catalogue, few: int = FEW) -> Stated:
    """State the problem; with more than `few` exercises to choose from the search sees some."""
    features = features_of(catalogue)
    care = care_for(request, catalogue)
    known = known_for(request, catalogue)
    wanted = wanted_for(request, catalogue, known)
    screened = screen(request, catalogue, care, known, useful(features, wanted))
    seen, others = preselected(request, features, wanted, screened.eligible, few)
    problem = problem_for(request, catalogue, wanted, seen, others)
    return Stated(request, care, known, wanted, screened, problem)


def useful(features: Features, wanted: Wanted) -> frozenset[str]:
    """Return what evidence recommends and makes worth something."""
    recommended = wanted.known.with_result(*RECOMMENDING)
    return frozenset(
        slug for slug in recommended if slug in features.number and worth(features[slug], wanted)
    )


def plan(request: PlanRequest, catalogue: Catalogue, nodes: int | None = None) -> Plan:
    """Fill the best week; where nothing fits, look for the smallest change that would help."""
    stated = state(request, catalogue)
    solution = fill(stated.problem, nodes)
    roster = roster_of(stated.problem, solution, catalogue)
    change = None
    if not roster.uses and stated.care.allows:
        change = smallest_change(request, catalogue, stated.screened, fits_in(stated, catalogue))
    return Plan(stated, solution, roster, change)


def fits_in(stated: Stated, catalogue: Catalogue) -> Fits:
    """Return what says whether an exercise would be eligible, were the request another one."""
    features = features_of(catalogue)

    def fits(changed: PlanRequest, feature: Feature) -> bool:
        of_use = useful(features, stated.wanted)
        found = screen(changed, catalogue, stated.care, stated.known, of_use)
        return bool(found.eligible >> features.number[feature.slug] & 1)

    return fits


def plan_key(request: PlanRequest, catalogue: Catalogue) -> str:
    """Return SHA-256 (hex) of all that the plan follows from: request, inputs, engine."""
    asked = json.dumps(asdict(request), sort_keys=True, ensure_ascii=False, default=dict)
    told = f"{ENGINE}\n{catalogue.digest}\n{asked}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
