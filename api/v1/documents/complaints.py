"""The document of a complaint."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.addresses import path_of
from api.records.base import Claim
from api.records.complaint_doses import changed_fields, dose_of, range_of
from api.records.complaints import Avoid, Complaint, Helper, PlanShape
from api.v1.documents.base import BuiltDocument, Content, Context
from api.v1.documents.evidence import study_notes
from api.v1.documents.exercises import dosage_content, dosage_range_content
from api.vocabulary import RECOMMENDING

PLAN = ("exercises", "avoid", "variants", "self_care_advice", "plan_shape")
"""The fields that a complaint with `same_plan_as` takes from the other one."""


def build_complaint(complaint: Complaint, context: Context) -> BuiltDocument:
    planned = context.planned(complaint)
    content = {
        "slug": complaint.slug,
        "url": path_of("complaint", complaint.slug),
        "name": complaint.name,
        "lay_names": lay_names(complaint),
        "description": complaint.description,
        "regions": [context.named("body_regions", slug) for slug in complaint.regions],
        "self_care": complaint.self_care,
        "notice": complaint.notice,
        "red_flags": [red_flag(code, context) for code in complaint.red_flags],
        "same_plan_as": complaint.same_plan_as,
        **advice(planned.slug, planned.exercises, planned.avoid, context),
        "self_care_advice": [
            {"topic": item.topic, "text": item.text, "source": context.source(item.source)}
            for item in planned.self_care_advice
        ],
        "pain_rule": context.notice("pain_rule") if complaint.injury else None,
        "variants": variants(planned, context),
        "plan_shape": plan_shape(planned.plan_shape),
        "asks": [condition(code, context) for code in complaint.asks],
        "codes": [item.model_dump() for item in complaint.codes],
        "evidence_note": complaint.evidence_note,
        "sources": [context.source(slug) for slug in complaint.sources],
        "provenance": provenance(complaint, planned),
        **context.terms(),
    }
    summary = {
        "slug": complaint.slug,
        "url": path_of("complaint", complaint.slug),
        "name": complaint.name,
        "description": complaint.description,
        "regions": complaint.regions,
        "self_care": complaint.self_care,
        "same_plan_as": complaint.same_plan_as,
    }
    return BuiltDocument("complaint", complaint.slug, context.language, content, summary)


def lay_names(complaint: Complaint) -> list[str]:
    """Return its everyday names in every language that is understood, misspelt ones too."""
    names = complaint.lay_names
    return [*names.en, *names.misspelt, *names.es, *names.de, *names.fr]


def advice(
    slug: str, helpers: Sequence[Helper], avoid: Sequence[Avoid], context: Context
) -> Content:
    """Return the evidence for exercises, and the things to avoid, of the complaint `slug`.

    Exercises that are recommended have a rank and come first; the others (no effect, caution)
    have none.
    """
    ranked = [helper for helper in helpers if helper.result in RECOMMENDING]
    others = [helper for helper in helpers if helper.result not in RECOMMENDING]
    return {
        "exercises": [
            *(helper_content(slug, one, rank, context) for rank, one in enumerate(ranked, start=1)),
            *(helper_content(slug, item, None, context) for item in others),
        ],
        "avoid": [
            {"exercise": item.exercise, "text": item.text, "why": item.why} for item in avoid
        ],
    }


def helper_content(slug: str, helper: Helper, rank: int | None, context: Context) -> Content:
    """Return the evidence for an exercise, with the whole dose for this complaint."""
    exercise = context.original.exercises[helper.exercise]
    return context.named("exercises", helper.exercise) | {
        "evidence": {"grade": helper.grade, "result": helper.result},
        "rationale": helper.rationale,
        "source": context.source(helper.source),
        "rank": rank,
        "dosage": dosage_content(dose_of(helper, exercise), context.messages),
        "dosage_range": dosage_range_content(range_of(helper, exercise)),
        "from_week": helper.from_week,
        "evidence_notes": list(study_notes(slug, helper, context)),
    }


def variants(planned: Complaint, context: Context) -> list[Content]:
    """Return the advice for each condition that selects a variant.

    Things to avoid that are no exercises (flip-flops, hard floors) hold for every variant.
    """
    always = [item for item in planned.avoid if item.exercise is None]
    return [
        {
            "condition": variant.condition,
            "note": variant.note,
            **advice(planned.slug, variant.exercises, [*variant.avoid, *always], context),
        }
        for variant in planned.variants
    ]


def plan_shape(shape: PlanShape | None) -> Content | None:
    return None if shape is None else shape.model_dump(mode="json")


def provenance(complaint: Complaint, planned: Complaint) -> dict[str, Any]:
    """Return the complaint's own provenance, with that of the plan it takes over."""
    own = with_doses(complaint)
    if planned is complaint:
        return own
    other = with_doses(planned)
    differs = own["default"] != other["default"]
    plan = {part: other["default"] for part in PLAN if differs} | {
        path: claim for path, claim in other["fields"].items() if path.split(".")[0] in PLAN
    }
    return own | {"fields": own["fields"] | plan}


def with_doses(complaint: Complaint) -> dict[str, Any]:
    """Return a complaint's provenance with a claim for each number that it states of a dose itself.

    What is not among them is the exercise's own, and so is its origin.
    """
    stated = {
        f"{place}.{path}": claim_for(helper, path)
        for place, helper in placed_helpers(complaint)
        for path in changed_fields(helper)
    }
    claims = complaint.provenance
    return claims.model_copy(update={"fields": stated | claims.fields}).model_dump()


def placed_helpers(complaint: Complaint) -> Iterator[tuple[str, Helper]]:
    """Yield each exercise of a complaint and its variants with its path in the document."""
    for at, helper in enumerate(complaint.exercises):
        yield f"exercises.{at}", helper
    for number, variant in enumerate(complaint.variants):
        for at, helper in enumerate(variant.exercises):
            yield f"variants.{number}.exercises.{at}", helper


def claim_for(helper: Helper, path: str) -> Claim:
    """Return the origin of a number that a complaint states; its weeks are the editors' own."""
    if helper.dosage_source is None or path == "from_week":
        return Claim(origin="editorial")
    return Claim(origin="reference", source=helper.dosage_source)


def red_flag(code: str, context: Context) -> Content:
    found = context.record("red_flags", code)
    return {"code": code, "sign": found.sign, "tier": found.tier}


def condition(code: str, context: Context) -> Content:
    found = context.record("conditions", code)
    return {"code": code, "name": found.name, "question": found.question}
