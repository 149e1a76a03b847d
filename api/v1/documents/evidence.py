"""Notes on single studies, as documents carry them: what each found, for and against."""

from collections.abc import Iterator, Mapping

from api.records.complaints import Complaint, Helper
from api.records.exercises import Exercise
from api.v1.documents.base import Content, Context
from api.vocabulary import Grade, Result, SourceKind

GRADES: Mapping[SourceKind, Grade] = {
    "guideline": "guideline",
    "systematic_review": "pooled",
    "randomised_trial": "trial",
}
"""The grade of a single source; every other kind says something only indirectly."""


def study_notes(complaint: str, helper: Helper, context: Context) -> Iterator[Content]:
    """Yield a note for each study of an exercise for a complaint, in the editors' order."""
    for note in helper.evidence_notes:
        yield {
            "text": note.text,
            "complaint": complaint,
            "evidence": finding(note.source, note.result, context),
            "source": context.source(note.source),
        }


def finding(source: str | None, result: Result | None, context: Context) -> Content | None:
    """Return the result that a source found, with its grade; None if it is no finding."""
    if source is None or result is None:
        return None
    kind = context.original.sources[source].kind
    return {"grade": GRADES.get(kind, "indirect"), "result": result}


def notes_of(exercise: Exercise, context: Context) -> Iterator[Content]:
    """Yield the exercise's own notes, then those of every complaint and variant that has one."""
    for note in exercise.evidence_notes:
        yield {
            "text": note.text,
            "complaint": None,
            "evidence": finding(note.source, note.result, context),
            "source": context.source(note.source),
        }
    for slug in context.complaints_with_notes.get(exercise.slug, ()):
        complaint: Complaint = context.record("complaints", slug)
        helpers = [*complaint.exercises]
        helpers += [helper for one in complaint.variants for helper in one.exercises]
        for helper in helpers:
            if helper.exercise == exercise.slug:
                yield from study_notes(slug, helper, context)
