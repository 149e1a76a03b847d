"""The document of a source."""

from api.addresses import path_of
from api.records.sources import Source
from api.v1.documents.base import BuiltDocument, Context


def build_source(source: Source, context: Context) -> BuiltDocument:
    content = {
        "slug": source.slug,
        "path": path_of("source", source.slug),
        "title": source.title,
        "authors": source.authors,
        "publisher": source.publisher,
        "year": source.year,
        "kind": source.kind,
        "tier": source.tier,
        "doi": source.doi,
        "url": source.url,
        "read": source.read,
        "superseded_by": source.superseded_by,
        "note": source.note,
    }
    return BuiltDocument("source", source.slug, context.language, content, content)
