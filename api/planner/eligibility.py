"""Who is eligible, and the first code of each exercise that is not, in a fixed order.

The order is published (in the contract, at `left_out`): what protects comes first, then what was
asked, then what the person can change, then what is merely worth less. A code never changes its
place inside version 1; new ones may come between.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.planner.care import Care, presumed, reading_of
from api.planner.catalogue import Avoid, Catalogue, Helper
from api.planner.features import GOALS, POSITIONS, SEATED, Feature, Features, bits, features_of
from api.planner.request import PlanRequest
from api.vocabulary import RECOMMENDING, Level, Result, words

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
class Screen:
    """The request as bits, ready to check thousands of exercises."""

    slugs_excluded: frozenset[str]
    avoided: frozenset[str]
    conditions: int
    uncleared: int
    supported_only: bool
    high_pain: bool
    level: int
    missing: int
    offered: int
    relevant: frozenset[str]
    goals: int
    regions: int
    no_effect: frozenset[str]
    caution: frozenset[str]
    allowed: bool

    def first_code(self, slug: str, feature: Feature) -> str | None:
        """Return the first reason against an exercise; None where it is eligible."""
        if not self.allowed:
            return "seek_care_first"
        if slug in self.slugs_excluded:
            return "excluded_by_you"
        if feature.excluded & self.conditions:
            return "contraindicated"
        if slug in self.avoided:
            return "avoid_for_complaint"
        if feature.cleared & self.uncleared:
            return "needs_clearance"
        if self.supported_only and not (feature.seated or feature.held):
            return "unsupported_position"
        if self.high_pain and feature.high:
            return "pain_too_high"
        if feature.level > self.level:
            return "above_level"
        if feature.needs & self.missing:
            return "equipment_missing"
        if not self.position_fits(feature):
            return "position_not_offered"
        if slug in self.relevant or feature.goals & self.goals:
            return None
        touched = (feature.primary | feature.secondary) & self.regions
        return None if touched else self.doubt(slug)

    def doubt(self, slug: str) -> str:
        if slug in self.no_effect:
            return "no_effect_shown"
        return "caution_only" if slug in self.caution else "not_recommended"

    def position_fits(self, feature: Feature) -> bool:
        """Say whether a position is offered; without a hold only the seated ones count."""
        offered = feature.offered & self.offered
        if self.supported_only and not feature.held:
            offered &= SEATED_BITS
        return bool(offered)


SEATED_BITS = bits(SEATED, POSITIONS)


def screen_for(request: PlanRequest, catalogue: Catalogue, care: Care, known: Known) -> Screen:
    features = features_of(catalogue)
    conditions = presumed(request, catalogue) | set(request.conditions)
    effects = {catalogue.conditions[code].effect for code in request.conditions}
    return Screen(
        slugs_excluded=frozenset(request.exclude_exercises),
        avoided=frozenset(known.avoid),
        conditions=bits(conditions, features.conditions),
        uncleared=bits(conditions - set(request.cleared), features.conditions),
        supported_only="seated_or_supported_only" in effects,
        high_pain=(request.pain_now or 0) >= HIGH_PAIN,
        level=words(Level).index(request.level),
        missing=bits(set(features.equipment) - set(request.equipment), features.equipment),
        offered=bits(request.positions, POSITIONS),
        relevant=known.with_result(*RECOMMENDING),
        goals=bits(request.goals, GOALS),
        regions=bits(request.regions, features.regions),
        no_effect=known.with_result("no_effect"),
        caution=known.with_result("caution"),
        allowed=care.allows,
    )


def position_of(feature: Feature, request: PlanRequest, screen: Screen) -> str:
    """Return the first of the exercise's positions that the person offers and may use."""
    for position in feature.exercise.positions:
        unsupported = screen.supported_only and not feature.held and position not in SEATED
        if position in request.positions and not unsupported:
            return position
    raise ValueError(f"{feature.exercise.slug} is in no position that is offered")


def sift(screen: Screen, features: Features) -> tuple[list[Feature], dict[str, str]]:
    """Return the eligible exercises, and the first code of each other one; both by slug."""
    eligible, codes = [], {}
    for slug, feature in features.by_slug.items():
        code = screen.first_code(slug, feature)
        if code is None:
            eligible.append(feature)
        else:
            codes[slug] = code
    return eligible, codes
