"""All builders by the kind of record.

`build_documents` builds every document of the editors but routines, whose published versions are
frozen: publishing asks for those one by one (`api.v1.documents.routines`).
"""

from collections.abc import Callable, Iterator
from typing import Any

from api.v1.documents.base import BuiltDocument, Context, UntranslatedError
from api.v1.documents.body_regions import build_body_region
from api.v1.documents.complaints import build_complaint
from api.v1.documents.contributors import build_contributor
from api.v1.documents.exercises import build_exercise
from api.v1.documents.insights import build_insight
from api.v1.documents.reviews import with_review
from api.v1.documents.sources import build_source
from api.v1.documents.vocabularies import build_condition, build_equipment, build_red_flag

BUILDERS: dict[str, Callable[[Any, Context], BuiltDocument]] = {
    "sources": build_source,
    "contributors": build_contributor,
    "conditions": build_condition,
    "red_flags": build_red_flag,
    "equipment": build_equipment,
    "body_regions": build_body_region,
    "exercises": build_exercise,
    "complaints": build_complaint,
    "insights": build_insight,
}
"""The builder of each kind of record (an attribute of `Records`)."""


def build_documents(context: Context, original: Context) -> Iterator[BuiltDocument]:
    """Yield the document of every record, in the editors' order (see `build_document`)."""
    for resource in BUILDERS:
        for slug in getattr(original.original, resource):
            yield build_document(resource, slug, context, original)


def build_document(resource: str, slug: str, context: Context, original: Context) -> BuiltDocument:
    """Return the document of one record; `resource` is an attribute of `Records`.

    One that the context's language does not have complete is built, whole, with `original`: the
    context of the language that editors write in. Raises KeyError if there is no such record.
    """
    build = BUILDERS[resource]
    try:
        return with_review(build(context.record(resource, slug), context), context)
    except UntranslatedError:
        return with_review(build(getattr(original.original, resource)[slug], original), original)
