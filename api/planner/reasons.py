"""Why an exercise stands in the plan, what to mind, and what to do instead: codes put in words."""

from dataclasses import dataclass
from typing import Any

from api.planner.care import presumed
from api.planner.catalogue import Catalogue, Complaint, Helper
from api.planner.eligibility import Known
from api.planner.features import Feature, features_of
from api.planner.request import PlanRequest
from api.planner.roster import Roster, Use
from api.planner.texts import Teller, Told
from api.planner.worth import Wanted
from api.vocabulary import RECOMMENDING

MOST_REGIONS = 4
"""Regions that one sentence names."""

MOST_SWAPS = 4


def named(thing: Any) -> dict[str, str]:
    """Return `{slug, name}` of anything in the catalogue."""
    slug = thing.slug if hasattr(thing, "slug") else thing.code
    return {"slug": slug, "name": thing.name}


@dataclass(frozen=True)
class Explainer:
    """What every explanation needs; one for a request and a language."""

    request: PlanRequest
    catalogue: Catalogue
    known: Known
    wanted: Wanted
    tell: Teller

    def complaint_of(self, plan: str) -> Complaint:
        """Return the asked complaint that follows a plan: the plan's own if that was asked."""
        asked = [self.catalogue.complaints[slug] for slug in self.request.complaints]
        following = [complaint for complaint in asked if complaint.plan == plan]
        return min(following, key=lambda complaint: (complaint.slug != plan, complaint.slug))

    def helpers_of(self, slug: str) -> list[tuple[Complaint, Helper]]:
        """Return what is known of an exercise for each plan that is followed."""
        return [
            (self.complaint_of(plan), helpers[slug])
            for plan, helpers in self.known.helpers
            if slug in helpers
        ]

    def reasons(self, feature: Feature) -> list[Told]:
        """Return at least one reason: an item is worth something only if one of these holds."""
        slug = feature.exercise.slug
        found = []
        for complaint, helper in self.helpers_of(slug):
            if helper.result not in RECOMMENDING:
                continue
            if helper.grade != "none":
                manner = "helps" if helper.result == "supports" else "mixed"
                code = f"{manner}_{helper.grade}"
                found.append(
                    self.tell(
                        code,
                        source=helper.source,
                        complaint=named(complaint),
                        rationale=helper.rationale,
                    )
                )
            if slug in complaint.usual:
                found.append(self.tell("usual_plan", complaint=named(complaint)))
        goals = [goal for goal in self.request.goals if feature.meets(goal)]
        return [
            *found,
            *(self.tell("meets_goal", goal=goal) for goal in goals),
            *self.places(feature),
        ]

    def places(self, feature: Feature) -> list[Told]:
        asked = (feature.primary | feature.secondary) & self.wanted.regions
        linked = feature.primary & self.wanted.chain & ~asked
        return [
            self.tell(code, regions=self.regions(mask))
            for code, mask in (("works_region", asked), ("reaches_chain", linked))
            if mask
        ]

    def regions(self, mask: int) -> list[dict[str, str]]:
        numbers = features_of(self.catalogue).regions
        slugs = [slug for slug, number in numbers.items() if mask >> number & 1]
        return [named(self.catalogue.regions[slug]) for slug in slugs[:MOST_REGIONS]]

    def cautions(self, feature: Feature) -> list[Told]:
        """Return what to mind: stated conditions, hidden ones, mixed feelings, the sore side."""
        slug = feature.exercise.slug
        stated = presumed(self.request, self.catalogue) | set(self.request.conditions)
        found = []
        for item in feature.exercise.contraindications:
            if item.condition not in stated or item.action == "exclude":
                continue
            condition = self.catalogue.conditions[item.condition]
            code = "modify" if item.action == "modify" else "cleared"
            found.append(
                self.tell(
                    code, source=condition.source, condition=named(condition), advice=item.advice
                )
            )
        found += [
            self.tell(
                "caution_complaint",
                source=helper.source,
                complaint=named(complaint),
                rationale=helper.rationale,
            )
            for complaint, helper in self.helpers_of(slug)
            if helper.result == "caution"
        ]
        found += [
            self.tell("usually_later", complaint=named(complaint), week=complaint.usual[slug])
            for complaint, helper in self.helpers_of(slug)
            if helper.result in RECOMMENDING and complaint.usual.get(slug, 1) > 1
        ]
        if self.request.side != "both" and feature.exercise.dosage.each_side:
            found.append(self.tell("begin_side", side=self.request.side))
        return found

    def swaps(self, use: Use, roster: Roster) -> list[dict[str, Any]]:
        """Return gentler ways, and what the plan has on other days for the same purpose.

        An exercise is named only if the plan has it: a swap must not bring in what is excluded.
        """
        used = {other.slug: other for other in roster.uses}
        found = []
        for way in use.feature.exercise.easier:
            if way.exercise is None or way.exercise in used:
                exercise = used[way.exercise].feature.exercise if way.exercise else None
                told = self.tell("easier", text=way.text, criterion=way.criterion)
                found.append({"exercise": named(exercise) if exercise else None, **told})
        for other in roster.uses:
            if self.instead(use, other):
                exercise = other.feature.exercise
                told = self.tell("other_day", exercise=named(exercise))
                found.append({"exercise": named(exercise), **told})
        return found[:MOST_SWAPS]

    def instead(self, use: Use, other: Use) -> bool:
        """Say whether `other` may take the place of `use` without breaking a rule of the plan."""
        if other.members & use.members or other.feature.high:
            return False
        same = use.feature.exercise.kind == other.feature.exercise.kind
        return same and max(other.feature.seconds) <= use.feature.seconds[0]
