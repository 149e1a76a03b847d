"""Notes on single studies, as documents carry them: what each found, for and against."""

from collections.abc import Iterator, Mapping

from api.records.complaints import Complaint, Helper
from api.v1.documents.base import Content, Context
from api.vocabulary import Grade, SourceKind

GRADES: Mapping[SourceKind, Grade] = {
    "guideline": "guideline",
    "systematic_review": "pooled",
    "randomised_trial": "trial",
}
"""The grade of a single source; every other kind says something only indirectly."""


def study_notes(complaint: str, helper: Helper, context: Context) -> Iterator[Content]:
    """Yield a note for each study of an exercise for a complaint, in the editors' order."""
    for note in helper.evidence_notes:
        kind = context.original.sources[note.source].kind
        yield {
            "text": note.text,
            "complaint": complaint,
            "evidence": {"grade": GRADES.get(kind, "indirect"), "result": note.result},
            "source": context.source(note.source),
        }


def notes_of(exercise: str, context: Context) -> Iterator[Content]:
    """Yield each note on an exercise, of every complaint and variant that has one."""
    for slug in context.complaints_with_notes.get(exercise, ()):
        complaint: Complaint = context.record("complaints", slug)
        helpers = [*complaint.exercises]
        helpers += [helper for one in complaint.variants for helper in one.exercises]
        for helper in helpers:
            if helper.exercise == exercise:
                yield from study_notes(slug, helper, context)
