"""Cautions for an exercise: conditions, mixed evidence, exercises for later, the sore side."""

from collections.abc import Iterator

from api.planner.messages.explainer import Explainer
from api.planner.messages.message import Message, Term, named
from api.planner.rules.features import Feature
from api.vocabulary import RECOMMENDING


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


def cautions_until(feature: Feature, week: int, explain: Explainer) -> Iterator[Message]:
    """Yield the cautions of one week: exercises that a complaint's usual plan brings in later."""
    for complaint, helper in explain.helpers_of(feature.slug):
        usual = complaint.usual.get(feature.slug, 1)
        if helper.result in RECOMMENDING and usual > week:
            yield explain.write("usually_later", complaint=named(complaint), week=usual)
