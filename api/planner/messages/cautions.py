"""Cautions for an exercise: conditions, mixed evidence, the sore side."""

from collections.abc import Iterator

from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Term, named
from api.planner.rules.features import Feature


def cautions(feature: Feature, explain: Explainer) -> list[Message]:
    """Return the cautions that hold in all weeks."""
    found = [*for_conditions(feature, explain), *for_complaints(feature, explain)]
    side = explain.request.side
    if side != "both" and feature.exercise.dosage.each_side:
        found.append(explain.write("begin_side", side=Term(side)))
    return found


def for_conditions(feature: Feature, explain: Explainer) -> Iterator[Message]:
    conditions = explain.conditions
    for item in feature.exercise.contraindications:
        if item.condition not in conditions or item.action == "exclude":
            continue
        condition = explain.catalogue.conditions[item.condition]
        yield explain.write(
            "modify" if item.action == "modify" else "cleared",
            source=condition.source,
            condition=named(condition),
            advice=item.advice,
        )


def for_complaints(feature: Feature, explain: Explainer) -> Iterator[Message]:
    known = explain.helpers_of(feature.slug)
    for complaint, helper in known:
        if helper.result == "caution":
            yield explain.write(
                "caution_complaint",
                source=helper.source,
                complaint=named(complaint),
                rationale=helper.rationale,
            )
