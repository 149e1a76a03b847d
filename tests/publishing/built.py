"""Documents as publishing builds them, from records alone: no database is asked."""

from typing import Any

from api.languages import FALLBACK
from api.publishing.building import context_of
from api.v1.documents import BuiltDocument, Context
from api.v1.documents.builders import build_documents
from api.v1.documents.routines import Quoted, build_routine, editors_definition, version_content
from seed.content import Content

Built = dict[tuple[str, str], BuiltDocument]


def build_all(content: Content, language: str = FALLBACK) -> Built:
    """Return every document of the content by type and slug, routines at their first version."""
    edition = content.edition()
    context, original = context_of(edition, language), context_of(edition, FALLBACK)
    built = {(item.type, item.slug): item for item in build_documents(context, original)}
    for routine in edition.original.routines.values():
        version = version_content(editors_definition(routine, original), quoted(built, original))
        built["routine", routine.slug] = build_routine(version, FALLBACK)
    return built


def quoted(built: Built, context: Context) -> Quoted:
    return Quoted(
        exercises={
            slug: item.quotable for (kind, slug), item in built.items() if kind == "exercise"
        },
        stop_rule=context.notice("stop_rule"),
        terms=context.terms(),
        messages=context.messages,
    )


def document(content: Content, kind: str, slug: str) -> dict[str, Any]:
    """Return the content of one document."""
    return build_all(content)[kind, slug].content
