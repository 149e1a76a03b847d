"""Rules of the evidence: what a grade stands on, and both sides where studies disagree."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from api.records.complaints import Complaint, Helper, Variant
from api.records.sources import Finding, Source
from api.vocabulary import RECOMMENDING, Grade, Result, SourceKind
from seed.content import Content
from seed.loader import Entry, Location, Mistake
from seed.rules import loops, readings

KINDS: Mapping[Grade, tuple[SourceKind, str]] = {
    "guideline": ("guideline", "guideline"),
    "pooled": ("systematic_review", "systematic review"),
    "trial": ("randomised_trial", "randomised trial"),
}
"""The kind of source behind each strong grade, and how a mistake names it.

A protocol has no results yet and a follow-up without a comparison is none, so both lack.
"""
READ_ENOUGH = ("full", "abstract")
AGAINST: tuple[Result, ...] = ("no_effect", "avoid", "caution")

Reading = Complaint | Variant


class Known(NamedTuple):
    """A finding that the sources state about an exercise in one reading of a complaint."""

    source: str
    finding: Finding


def evidence(content: Content) -> Iterator[Mistake]:
    """Yield each mistake in the evidence of the complaints."""
    sources = {record.value.slug: record.value for record in content.sources}
    yield from endless_editions(content, sources)
    for record in content.complaints:
        for place, reading in readings(record.value):
            for field in ("exercises", "avoid"):
                for at, item in enumerate(getattr(reading, field)):
                    lacks = unfounded(item.grade, sources.get(item.source or ""))
                    if lacks:
                        yield record.mistake((*place, field, at, "source"), lacks)
            yield from one_sided(record, place, reading, sources)


def endless_editions(content: Content, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """A source's newer edition is never, by any number of steps, itself."""

    def newer(slug: str) -> list[str]:
        edition = sources[slug].superseded_by if slug in sources else None
        return [edition] if edition else []

    for record in content.sources:
        if loops(record.value.slug, newer):
            yield record.mistake(("superseded_by",), "leads back to this source")


def unfounded(grade: Grade, source: Source | None) -> str | None:
    """Return what a source lacks to stand behind a grade; None if nothing."""
    if grade not in KINDS or source is None:
        return None
    kind, name = KINDS[grade]
    if source.kind != kind:
        return f"is no {name}, as the grade says"
    if source.read not in READ_ENOUGH:
        return f"is read as {source.read}: the grade {grade} needs at least its abstract"
    if source.superseded_by is not None:
        return f"is superseded by {source.superseded_by}"
    return None


def one_sided(
    record: Entry[Complaint], place: Location, reading: Reading, sources: Mapping[str, Source]
) -> Iterator[Mistake]:
    """Yield each exercise of a reading that shows less, or other, than the sources found."""
    complaint, condition = record.value.slug, getattr(reading, "condition", None)
    ranks = {helper.exercise: at for at, helper in enumerate(reading.exercises)}
    for at, helper in enumerate(reading.exercises):
        known = findings(sources, complaint, helper.exercise, condition)
        at_place = (*place, "exercises", at)
        for field, message in [*misread(helper, known), *unsaid(helper, known)]:
            yield record.mistake((*at_place, field), message)
        for _, finding in known:
            rival = finding.beaten_by
            if rival is not None and helper.result in RECOMMENDING and ranks.get(rival, -1) > at:
                yield record.mistake(at_place, f"stands above {rival}, which did better in a trial")


def findings(
    sources: Mapping[str, Source], complaint: str, exercise: str, condition: str | None
) -> list[Known]:
    """Return what sources that were read, and that no newer one replaces, found."""
    return [
        Known(source.slug, finding)
        for source in sources.values()
        if source.read in READ_ENOUGH and source.superseded_by is None
        for finding in source.findings
        if (finding.complaint, finding.exercise) == (complaint, exercise)
        and finding.variant in (None, condition)
    ]


def misread(helper: Helper, known: list[Known]) -> Iterator[tuple[str, str]]:
    """Yield where the result of an exercise tells one side only, or a note tells another result."""
    against = [item.source for item in known if item.finding.result in AGAINST]
    supporting = [item.source for item in known if item.finding.result not in AGAINST]
    if helper.result == "supports" and against:
        yield "result", f"tells one side: {against[0]} found otherwise"
    if helper.result == "mixed" and against and not supporting and helper.grade in KINDS:
        yield "result", f"tells a side that no source states: {against[0]} found otherwise"
    if helper.result == "no_effect" and supporting:
        yield "result", f"tells one side: {supporting[0]} found otherwise"
    found = {item.source: item.finding.result for item in known}
    for note in helper.evidence_notes:
        if found.get(note.source) not in (None, note.result):
            yield "evidence_notes", f"{note.source} found {found[note.source]}, not {note.result}"


def unsaid(helper: Helper, known: list[Known]) -> Iterator[tuple[str, str]]:
    """Where studies disagree, each of them has a note."""
    results = {item.finding.result for item in known}
    if len(results) > 1:
        noted = {note.source for note in helper.evidence_notes}
        for item in known:
            if item.source not in noted:
                yield "evidence_notes", f"lacks {item.source}, which found {item.finding.result}"
