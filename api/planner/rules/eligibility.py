"""Which exercises are eligible, and for every other one the first code that rules it out.

The order of the codes is published (in the contract, at `left_out`): first the reasons of safety,
then those that the person can change, then those of benefit. Inside version 1 no two codes change
places; new ones may come between.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.planner.catalogue import Avoid, Catalogue, Helper
from api.planner.rules.features import LEVELS, SEATED, Feature, Features, union
from api.planner.rules.pain import is_high
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.safety import SafetyDecision
from api.planner.rules.variants import chosen_variants, conditions_that_count, variant_for
from api.vocabulary import Position, Restriction, Result

CODES = (
    "seek_care_first",
    "excluded_by_you",
    "contraindicated",
    "avoid_for_complaint",
    "needs_clearance",
    "unsupported_position",
    "not_seated",
    "pain_too_high",
    "too_early",
    "above_level",
    "equipment_missing",
    "position_not_offered",
    "no_effect_shown",
    "caution_only",
    "not_recommended",
    "too_long",
    "less_useful",
)
"""Why an exercise is left out; the first code that applies is its reason."""

OF_POSITIONS: tuple[Restriction, ...] = ("seated_only", "seated_or_supported_only")
"""Restrictions of the positions, the strictest first; others are up to each exercise."""


@dataclass(frozen=True)
class KnownEvidence:
    """The evidence for the requested complaints.

    `helpers` has by plan what is known of each exercise (complaints that follow one plan share an
    entry), `avoid` by exercise why, and for which complaint, it is to be avoided.
    """

    helpers: tuple[tuple[str, Mapping[str, Helper]], ...]
    avoid: Mapping[str, tuple[str, Avoid]]

    def named(self) -> set[str]:
        """Return the slugs of all exercises that any of the complaints says something about."""
        return set(self.avoid) | {slug for _, helpers in self.helpers for slug in helpers}

    def each_helper(self) -> Iterator[Helper]:
        for _, helpers in self.helpers:
            yield from helpers.values()

    def with_result(self, *results: Result) -> frozenset[str]:
        return frozenset(
            slug
            for _, helpers in self.helpers
            for slug, helper in helpers.items()
            if helper.result in results
        )


def known_evidence(request: NormalPlanRequest, catalogue: Catalogue) -> KnownEvidence:
    """Return the evidence for each requested complaint; two with the same plan count as one."""
    chosen = chosen_variants(request, catalogue)
    helpers: dict[str, Mapping[str, Helper]] = {}
    avoid: dict[str, tuple[str, Avoid]] = {}
    for slug in request.complaints:
        complaint = catalogue.complaints[slug]
        variant = variant_for(complaint, chosen)
        helpers[complaint.plan] = {helper.exercise: helper for helper in variant.helpers}
        for item in variant.avoid:
            avoid.setdefault(item.exercise, (slug, item))
        for helper in variant.helpers:
            if helper.result == "avoid":
                item = Avoid(helper.exercise, helper.rationale, helper.source)
                avoid.setdefault(helper.exercise, (slug, item))
    return KnownEvidence(tuple(sorted(helpers.items(), key=lambda pair: pair[0])), avoid)


@dataclass(frozen=True)
class Screened:
    """Sets of exercises: those that may be planned, and by each code those it rules out first."""

    eligible: int
    first: Mapping[str, int]

    def code_of(self, number: int) -> str:
        """Return the code that rules an exercise out first; `less_useful` if none does."""
        for code, found in self.first.items():
            if found >> number & 1:
                return code
        return "less_useful"


def screen(
    request: NormalPlanRequest,
    catalogue: Catalogue,
    safety: SafetyDecision,
    known: KnownEvidence,
    features: Features,
    useful: frozenset[str],
) -> Screened:
    """Rule exercises out in the order of CODES.

    `features` have the doses of this request; `useful` are those that evidence recommends.
    """
    against = {
        "seek_care_first": 0 if safety.allows else features.all,
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
    request: NormalPlanRequest, catalogue: Catalogue, known: KnownEvidence, features: Features
) -> dict[str, int]:
    """Return by code the exercises that this person may not or cannot do."""
    conditions = conditions_that_count(request, catalogue)
    missing = set(catalogue.equipment) - set(request.equipment)
    limit = restriction_of(request, catalogue)
    seated = [position for position in request.positions if position in SEATED]
    offered = union(features.offering, request.positions)
    safe, cleared = features.all, features.set_of(request.cleared)
    if limit == "seated_only":
        safe = features.sitting | cleared
        offered = union(features.offering, seated) | offered & cleared
    elif limit is not None:
        safe = features.supported | union(features.offering, SEATED) | cleared
        offered = offered & (features.supported | cleared) | union(features.offering, seated)
    return {
        "excluded_by_you": features.set_of(request.exclude_exercises),
        "contraindicated": union(features.barred["exclude"], conditions),
        "avoid_for_complaint": features.set_of(known.avoid),
        "needs_clearance": union(
            features.barred["needs_clearance"], conditions - set(request.cleared)
        )
        & ~cleared,
        "unsupported_position": ~safe if limit == "seated_or_supported_only" else 0,
        "not_seated": ~safe if limit == "seated_only" else 0,
        "pain_too_high": features.high | features.balancing if is_high(request) else 0,
        "too_early": features.beginning_after(request.weeks),
        "above_level": union(features.at_level, LEVELS[LEVELS.index(request.level) + 1 :]),
        "equipment_missing": union(features.needing, missing),
        "position_not_offered": ~offered,
    }


def by_purpose(
    request: NormalPlanRequest, known: KnownEvidence, features: Features, useful: frozenset[str]
) -> dict[str, int]:
    """Return by code the exercises that serve nothing that was asked."""
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


def restriction_of(request: NormalPlanRequest, catalogue: Catalogue) -> Restriction | None:
    """Return the strictest restriction of positions by stated conditions; None without one.

    A clinician lifts it for single exercises only, by clearing them.
    """
    restrictions = {catalogue.conditions[code].restriction for code in request.conditions}
    return next((limit for limit in OF_POSITIONS if limit in restrictions), None)


def position_of(
    feature: Feature, request: NormalPlanRequest, limit: Restriction | None
) -> Position:
    """Return the first of the exercise's positions that the person offers and may use.

    `limit` is the restriction of positions (`restriction_of`).
    """
    needs_seat = limit == "seated_only" or (limit is not None and not feature.supported)
    needs_seat = needs_seat and feature.slug not in request.cleared
    for position in feature.exercise.positions:
        if position in request.positions and (position in SEATED or not needs_seat):
            return position
    raise ValueError(f"{feature.slug} is in no position that is offered")
