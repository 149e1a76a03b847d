"""Which other records a record names: place in the file, resource, slug."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from api.records.adaptation_rules import AdaptationRule
from api.records.body_regions import BodyRegion
from api.records.complaints import Complaint
from api.records.contributors import Contributor
from api.records.drawings import Drawing
from api.records.exercises import Exercise
from api.records.insights import Insight
from api.records.reviews import Review
from api.records.routines import Routine
from api.records.sources import Source
from api.records.vocabularies import Condition, RedFlag
from seed.loader import Location

Reference = tuple[Location, str, str]


def given(location: Location, resource: str, slug: str | None) -> Iterator[Reference]:
    if slug is not None:
        yield location, resource, slug


def listed(field: str, resource: str, slugs: list[str]) -> Iterator[Reference]:
    for at, slug in enumerate(slugs):
        yield (field, at), resource, slug


def of_items(
    prefix: Location, field: str, items: list[Any], resource: str, attribute: str
) -> Iterator[Reference]:
    for at, item in enumerate(items):
        yield from given((*prefix, field, at, attribute), resource, getattr(item, attribute))


def of_provenance(record: Any) -> Iterator[Reference]:
    default = record.provenance.default.source
    yield from given(("provenance", "default", "source"), "sources", default)
    for path, claim in record.provenance.fields.items():
        yield from given(("provenance", "fields", path, "source"), "sources", claim.source)


@singledispatch
def references(_: object) -> Iterator[Reference]:
    """Yield each reference of a record; resources without any yield nothing."""
    yield from ()


@references.register
def _(record: AdaptationRule) -> Iterator[Reference]:
    yield from given(("claim", "source"), "sources", record.claim.source)


@references.register
def _(record: BodyRegion) -> Iterator[Reference]:
    yield from given(("parent",), "body_regions", record.parent)
    yield from of_items((), "connected_to", record.connected_to, "body_regions", "slug")
    yield from of_items((), "connected_to", record.connected_to, "sources", "source")


@references.register
def _(record: Contributor) -> Iterator[Reference]:
    yield from given(("source",), "sources", record.source)


@references.register(Condition)
@references.register(RedFlag)
def _(record: Any) -> Iterator[Reference]:
    effect = record.effect
    for field in ("counts_as", "clears"):
        for at, code in enumerate(getattr(effect, field)):
            yield ("effect", field, at), "conditions", code
    yield from given(("effect", "chooses_variant"), "conditions", effect.chooses_variant)
    if isinstance(record, RedFlag):
        for at, code in enumerate(record.risk_factors):
            yield ("risk_factors", at), "conditions", code
        yield from given(("only_with",), "conditions", record.only_with)
    yield from given(("source",), "sources", record.source)


@references.register
def _(record: Drawing) -> Iterator[Reference]:
    yield from given(("slug",), "exercises", record.slug)


@references.register
def _(record: Exercise) -> Iterator[Reference]:
    yield from of_items((), "equipment", record.equipment, "equipment", "slug")
    yield from of_items((), "regions", record.regions, "body_regions", "slug")
    yield from of_items(
        (), "contraindications", record.contraindications, "conditions", "condition"
    )
    yield from of_items((), "easier", record.easier, "exercises", "exercise")
    yield from of_items((), "harder", record.harder, "exercises", "exercise")
    yield from of_items((), "contributors", record.contributors, "contributors", "slug")
    yield from listed("sources", "sources", record.sources)
    yield from of_items((), "evidence_notes", record.evidence_notes, "sources", "source")
    yield from of_provenance(record)


@references.register
def _(record: Complaint) -> Iterator[Reference]:
    yield from listed("regions", "body_regions", record.regions)
    yield from listed("red_flags", "red_flags", record.red_flags)
    yield from listed("asks", "conditions", record.asks)
    yield from listed("sources", "sources", record.sources)
    yield from given(("same_plan_as",), "complaints", record.same_plan_as)
    yield from of_items((), "variants", record.variants, "conditions", "condition")
    readings: list[tuple[Location, Any]] = [((), record)]
    readings += [(("variants", at), variant) for at, variant in enumerate(record.variants)]
    for prefix, reading in readings:
        for field, items in (("exercises", reading.exercises), ("avoid", reading.avoid)):
            yield from of_items(prefix, field, items, "exercises", "exercise")
            yield from of_items(prefix, field, items, "sources", "source")
        yield from of_items(prefix, "exercises", reading.exercises, "sources", "dosage_source")
        for at, helper in enumerate(reading.exercises):
            place = (*prefix, "exercises", at)
            yield from of_items(place, "evidence_notes", helper.evidence_notes, "sources", "source")
    yield from of_items((), "self_care_advice", record.self_care_advice, "sources", "source")
    for at, phase in enumerate(record.plan_shape.phases if record.plan_shape else ()):
        for number, slug in enumerate(phase.exercises):
            yield ("plan_shape", "phases", at, "exercises", number), "exercises", slug
    yield from of_provenance(record)


@references.register
def _(record: Source) -> Iterator[Reference]:
    yield from given(("superseded_by",), "sources", record.superseded_by)
    for field, resource in (
        ("complaint", "complaints"),
        ("exercise", "exercises"),
        ("variant", "conditions"),
        ("beaten_by", "exercises"),
    ):
        yield from of_items((), "findings", record.findings, resource, field)


@references.register
def _(record: Insight) -> Iterator[Reference]:
    yield from listed("contributors", "contributors", record.contributors)
    yield from listed("sources", "sources", record.sources)
    yield from listed("regions", "body_regions", record.regions)
    yield from listed("complaints", "complaints", record.complaints)


@references.register
def _(record: Routine) -> Iterator[Reference]:
    yield from listed("complaints", "complaints", record.complaints)
    yield from of_items((), "items", record.items, "exercises", "exercise")
    yield from of_provenance(record)


@references.register
def _(record: Review) -> Iterator[Reference]:
    yield ("slug",), f"{record.type}s", record.slug
