"""Who is eligible, and the first code of each exercise that is not, in a fixed order.

The order is published (in the contract, at `left_out`): what protects comes first, then what was
asked, then what the person can change, then what is merely worth less. A code never changes its
place inside version 1; new ones may come between.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.planner.care import Care, presumed, reading_of
from api.planner.catalogue import Avoid, Catalogue, Helper
from api.planner.features import LEVELS, SEATED, Feature, Features, features_of, union
from api.planner.request import PlanRequest
from api.vocabulary import Result

CODES = (
    "seek_care_first",
    "excluded_by_you",
    "contraindicated",
    "avoid_for_complaint",
    "needs_clearance",
    "unsupported_position",
    "pain_too_high",
    "above_level",
    "equipment_missing",
    "position_not_offered",
    "no_effect_shown",
    "caution_only",
    "not_recommended",
    "too_long",
    "less_useful",
)
"""Why an exercise is left out, in the order in which the reasons are looked at."""

HIGH_PAIN = 6
"""From this much pain on (0 to 10) nothing heavy is planned: that exercise is to stop."""


@dataclass(frozen=True)
class Known:
    """What is known for the asked complaints, one entry for each plan that they follow."""

    helpers: tuple[tuple[str, Mapping[str, Helper]], ...]
    avoid: Mapping[str, tuple[str, Avoid]]

    def named(self) -> set[str]:
        """Return every exercise that an asked complaint says anything about."""
        return set(self.avoid) | {slug for _, helpers in self.helpers for slug in helpers}

    def with_result(self, *results: Result) -> frozenset[str]:
        return frozenset(
            slug
            for _, helpers in self.helpers
            for slug, helper in helpers.items()
            if helper.result in results
        )


def known_for(request: PlanRequest, catalogue: Catalogue) -> Known:
    """Read each asked complaint once; two that follow one plan count as one."""
    helpers: dict[str, Mapping[str, Helper]] = {}
    avoid: dict[str, tuple[str, Avoid]] = {}
    for slug in request.complaints:
        complaint = catalogue.complaints[slug]
        reading = reading_of(complaint, request.conditions)
        helpers[complaint.plan] = {helper.exercise: helper for helper in reading.helpers}
        for item in reading.avoid:
            avoid.setdefault(item.exercise, (slug, item))
        for helper in reading.helpers:
            if helper.result == "avoid":
                told = Avoid(helper.exercise, helper.rationale, helper.source)
                avoid.setdefault(helper.exercise, (slug, told))
    return Known(tuple(sorted(helpers.items(), key=lambda pair: pair[0])), avoid)


@dataclass(frozen=True)
class Screened:
    """Sets of exercises: who may be planned, and under each code those whose first it is."""

    eligible: int
    first: Mapping[str, int]

    def code_of(self, number: int) -> str:
        """Return the first code of an exercise; `less_useful` where nothing speaks against it."""
        for code, found in self.first.items():
            if found >> number & 1:
                return code
        return "less_useful"


def screen(
    request: PlanRequest, catalogue: Catalogue, care: Care, known: Known, useful: frozenset[str]
) -> Screened:
    """Look at each reason in its order. `useful` are those that evidence makes worth something."""
    features = features_of(catalogue)
    against = {
        "seek_care_first": 0 if care.allows else features.all,
        **by_person(request, catalogue, known, features),
        **by_purpose(request, known, features, useful),
        "too_long": ~features.within(request.minutes_per_session * 60),
    }
    remaining, first = features.all, {}
    for code, found in against.items():
        first[code] = remaining & found
        remaining &= ~found
    return Screened(remaining, first)


def by_person(
    request: PlanRequest, catalogue: Catalogue, known: Known, features: Features
) -> dict[str, int]:
    """Return what speaks against exercises for this person, with what is at hand."""
    conditions = presumed(request, catalogue) | set(request.conditions)
    missing = set(catalogue.equipment) - set(request.equipment)
    offered = union(features.offering, request.positions)
    supported = features.all
    if supported_only(request, catalogue):
        seated = [position for position in request.positions if position in SEATED]
        offered = offered & features.held | union(features.offering, seated)
        supported = features.held | union(features.offering, SEATED)
    return {
        "excluded_by_you": features.set_of(request.exclude_exercises),
        "contraindicated": union(features.barred["exclude"], conditions),
        "avoid_for_complaint": features.set_of(known.avoid),
        "needs_clearance": union(
            features.barred["needs_clearance"], conditions - set(request.cleared)
        ),
        "unsupported_position": ~supported,
        "pain_too_high": features.high if (request.pain_now or 0) >= HIGH_PAIN else 0,
        "above_level": union(features.at_level, LEVELS[LEVELS.index(request.level) + 1 :]),
        "equipment_missing": union(features.needing, missing),
        "position_not_offered": ~offered,
    }


def by_purpose(
    request: PlanRequest, known: Known, features: Features, useful: frozenset[str]
) -> dict[str, int]:
    """Return what serves nothing that was asked, by what evidence says of it."""
    serving = (
        features.set_of(useful)
        | union(features.meeting, request.goals)
        | union(features.primary, request.regions)
        | union(features.secondary, request.regions)
    )
    return {
        "no_effect_shown": features.set_of(known.with_result("no_effect")) & ~serving,
        "caution_only": features.set_of(known.with_result("caution")) & ~serving,
        "not_recommended": ~serving,
    }


def supported_only(request: PlanRequest, catalogue: Catalogue) -> bool:
    effects = {catalogue.conditions[code].effect for code in request.conditions}
    return "seated_or_supported_only" in effects


def position_of(feature: Feature, request: PlanRequest, catalogue: Catalogue) -> str:
    """Return the first of the exercise's positions that the person offers and may use."""
    needs_hold = supported_only(request, catalogue) and not feature.held
    for position in feature.exercise.positions:
        if position in request.positions and (position in SEATED or not needs_hold):
            return position
    raise ValueError(f"{feature.slug} is in no position that is offered")
