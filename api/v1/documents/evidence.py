"""Notes on single studies, as documents carry them: what each found, for and against."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from api.v1.documents.base import Content, Context
from api.vocabulary import Grade, SourceKind

if TYPE_CHECKING:
    from api.records.complaints import Complaint, Helper, StudyNote
    from api.records.exercises import EvidenceNote, Exercise

GRADES: Mapping[SourceKind, Grade] = {
    "guideline": "guideline",
    "systematic_review": "pooled",
    "randomised_trial": "trial",
}
"""The grade of a single source; every other kind says something only indirectly."""


def study_notes(complaint: str, helper: "Helper", context: Context) -> Iterator[Content]:
    """Yield a note for each study of an exercise for a complaint, in the editors' order."""
    for note in helper.evidence_notes:
        yield note_document(note, complaint, context)


def note_document(
    note: "StudyNote | EvidenceNote", complaint: str | None, context: Context
) -> Content:
    """Return a note as documents carry it; `complaint` is None if it is about no single one."""
    evidence = None
    if note.source is not None and note.result is not None:
        kind = context.original.sources[note.source].kind
        evidence = {"grade": GRADES.get(kind, "indirect"), "result": note.result}
    return {
        "text": note.text,
        "complaint": complaint,
        "evidence": evidence,
        "source": context.source(note.source),
    }


def notes_of(exercise: "Exercise", context: Context) -> Iterator[Content]:
    """Yield the exercise's own notes, then those of every complaint and variant that has one."""
    for note in exercise.evidence_notes:
        yield note_document(note, None, context)
    for slug in context.complaints_with_notes.get(exercise.slug, ()):
        complaint: Complaint = context.record("complaints", slug)
        helpers = [*complaint.exercises]
        helpers += [helper for one in complaint.variants for helper in one.exercises]
        for helper in helpers:
            if helper.exercise == exercise.slug:
                yield from study_notes(slug, helper, context)
