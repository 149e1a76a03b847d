"""Why an exercise is in the plan."""

from api.planner.catalogue import Complaint, Helper
from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Named, Term, named
from api.planner.rules.features import Feature, features_of
from api.vocabulary import RECOMMENDING

MOST_REGIONS = 4
"""Regions that one sentence names."""


def reasons(feature: Feature, explain: Explainer) -> list[Message]:
    """Return at least one reason: an exercise scores only if one of these holds."""
    helpful = [
        (complaint, helper)
        for complaint, helper in explain.helpers_of(feature.slug)
        if helper.result in RECOMMENDING
    ]
    goals = [goal for goal in explain.request.goals if feature.meets(goal)]
    found = [
        *(one for pair in helpful for one in evidence(feature.slug, *pair, explain)),
        *(explain.write("meets_goal", goal=Term(goal)) for goal in goals),
        *works_regions(feature, explain),
    ]
    return found or reaches_chain(feature, explain)


def evidence(slug: str, complaint: Complaint, helper: Helper, explain: Explainer) -> list[Message]:
    """Return the support for an exercise in one complaint: evidence, otherwise the usual plan."""
    found = []
    if helper.grade != "none":
        manner = "helps" if helper.result == "supports" else "mixed"
        found.append(
            explain.write(
                f"{manner}_{helper.grade}",
                source=helper.source,
                complaint=named(complaint),
                rationale=helper.rationale,
            )
        )
    if slug in complaint.usual and not found:
        found.append(explain.write("usual_plan", complaint=named(complaint)))
    return found


def works_regions(feature: Feature, explain: Explainer) -> list[Message]:
    """Return which of the regions asked for it works on; nothing if none."""
    asked = (feature.primary | feature.secondary) & explain.context.regions
    return [explain.write("works_region", regions=regions(asked, explain))] if asked else []


def reaches_chain(feature: Feature, explain: Explainer) -> list[Message]:
    """Return which connected regions it works on: the reason if there is no better one."""
    linked = feature.primary & explain.context.chain
    return [explain.write("reaches_chain", regions=regions(linked, explain))] if linked else []


def regions(mask: int, explain: Explainer) -> tuple[Named, ...]:
    numbers = features_of(explain.catalogue).regions
    slugs = [slug for slug, number in numbers.items() if mask >> number & 1]
    return tuple(named(explain.catalogue.regions[slug]) for slug in slugs[:MOST_REGIONS])
