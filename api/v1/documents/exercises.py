"""The document of an exercise, and the parts of it that complaints and routines carry too."""

from typing import TYPE_CHECKING, Any

from api.addresses import path_of
from api.dosage import seconds_needed
from api.messages import Messages
from api.messages.dosage import dosage_text
from api.messages.dose_texts import Forms, at_dose
from api.v1.documents.base import BuiltDocument, Content, Context
from api.v1.documents.evidence import notes_of
from api.v1.documents.media import media_of, pictures_of
from api.vocabulary import RECOMMENDING

if TYPE_CHECKING:
    from api.records.complaints import Complaint
    from api.records.exercises import Dosage, DosageRange, Exercise, Ladder

IN_SUMMARIES = (
    "slug",
    "url",
    "name",
    "collection",
    "kind",
    "positions",
    "level",
    "summary",
    "estimated_seconds",
)


PICTURES = ("poster", "animation")

ATTRIBUTIONS = {"article": "attribution", "extended": "attribution_extended"}
"""The notice with the credit: only the article's own exercises name the article."""


def build_exercise(exercise: "Exercise", context: Context) -> BuiltDocument:
    media = media_of(exercise, context)
    content = {
        "slug": exercise.slug,
        "url": path_of("exercise", exercise.slug),
        "name": exercise.name,
        "aliases": exercise.aliases,
        "kind": exercise.kind,
        "load": exercise.load,
        "positions": exercise.positions,
        "level": exercise.level,
        "equipment": equipment_of(exercise, context),
        "laterality": exercise.laterality,
        "summary": exercise.summary,
        **how_to(exercise, context.messages),
        "dosage": dosage_content(exercise.dosage, context.messages),
        "dosage_range": dosage_range_content(exercise.dosage_range),
        "estimated_seconds": seconds_needed(exercise.dosage),
        "regions": regions_of(exercise, context),
        "complaints": complaints_of(exercise, context),
        "contraindications": [
            {
                "condition": item.condition,
                "name": context.record("conditions", item.condition).name,
                "action": item.action,
                "advice": item.advice,
            }
            for item in exercise.contraindications
        ],
        "easier": [ladder_content(item) for item in exercise.easier],
        "harder": [ladder_content(item) for item in exercise.harder],
        "contributors": [
            context.contributor(item.slug) | {"role": item.role} for item in exercise.contributors
        ],
        "evidence_notes": list(notes_of(exercise, context)),
        "sources": [context.source(slug) for slug in exercise.sources],
        **pictures_of(media),
        "media": media,
        "collection": exercise.collection,
        "interpretation": exercise.interpretation,
        "interpretation_note": exercise.interpretation_note,
        "provenance": exercise.provenance.model_dump(),
        **context.terms(ATTRIBUTIONS[exercise.collection]),
    }
    forms: list[Forms] = [{"text": step.text, "plain": step.plain} for step in exercise.steps]
    summary = summary_of(content)
    return BuiltDocument("exercise", exercise.slug, context.language, content, summary, forms)


def equipment_of(exercise: "Exercise", context: Context) -> list[Content]:
    return [
        {
            "slug": item.slug,
            "name": context.record("equipment", item.slug).name,
            "required": item.required,
            "household": context.record("equipment", item.slug).household,
        }
        for item in exercise.equipment
    ]


def regions_of(exercise: "Exercise", context: Context) -> list[Content]:
    return [
        context.named("body_regions", item.slug) | {"role": item.role, "effect": item.effect}
        for item in exercise.regions
    ]


def how_to(exercise: "Exercise", messages: Messages) -> Content:
    """Return how the exercise is done, numbered step by step, at its usual dose."""
    dosage = exercise.dosage.model_dump()
    return {
        "steps": [
            {
                "number": number,
                "phase": step.phase,
                "text": at_dose(step.model_dump(), dosage, messages),
            }
            for number, step in enumerate(exercise.steps, start=1)
        ],
        "feel": exercise.feel,
        "cues": exercise.cues,
        "mistakes": exercise.mistakes,
    }


def dosage_content(dosage: "Dosage", messages: Messages, turns: int = 1) -> Content:
    """Return a dose, its numbers and the whole of it as people say it.

    `turns` is the number of exercises if it belongs to a routine in which they take turns.
    """
    numbers = dosage.model_dump()
    return {**numbers, "text": dosage_text(numbers, messages, turns=turns)}


def dosage_range_content(dosage_range: "DosageRange") -> Content:
    """Return the published range as `[lowest, highest]`, null if nothing is published."""
    return {
        name: None if span is None else list(span)
        for name, span in dosage_range.model_dump().items()
    }


def ladder_content(item: "Ladder") -> Content:
    return {"exercise": item.exercise, "text": item.text, "criterion": item.criterion}


def complaints_of(exercise: "Exercise", context: Context) -> list[Content]:
    """Return the evidence of the exercise for each complaint, in its default, stricter variant.

    Complaints that recommend it come first, by its rank there. Then come those for which it has
    no effect or calls for caution, then those that say to avoid it: each has its own result, so
    that no app mistakes it for advice.
    """
    ranked, unranked, avoided = [], [], []
    for slug in context.complaints_of_exercises.get(exercise.slug, ()):
        complaint: Complaint = context.record("complaints", slug)
        planned = context.planned(complaint)
        rank = 0
        for helper in planned.exercises:
            rank += helper.result in RECOMMENDING
            if helper.exercise == exercise.slug:
                link = link_content(slug, helper.grade, helper.result, helper.rationale, context)
                link["source"] = context.source(helper.source)
                if helper.result in RECOMMENDING:
                    ranked.append((rank, slug, link))
                else:
                    unranked.append(link)
        for item in planned.avoid:
            if item.exercise == exercise.slug:
                link = link_content(slug, item.grade, "avoid", item.why, context)
                avoided.append({**link, "source": context.source(item.source)})
    ranked.sort(key=lambda item: item[:2])
    return [*(link for _, _, link in ranked), *unranked, *avoided]


def link_content(slug: str, grade: str, result: str, rationale: str, context: Context) -> Content:
    return context.named("complaints", slug) | {
        "evidence": {"grade": grade, "result": result},
        "rationale": rationale,
    }


def summary_of(content: Content) -> dict[str, Any]:
    """Return the summary for lists: enough to choose by, small enough to page through."""
    return {
        **{field: content[field] for field in IN_SUMMARIES},
        "equipment": [item["slug"] for item in content["equipment"]],
        "regions": [item["slug"] for item in content["regions"]],
        "complaints": [
            {"slug": item["slug"], "evidence": item["evidence"]} for item in content["complaints"]
        ],
        **{name: content[name] for name in PICTURES},
    }
