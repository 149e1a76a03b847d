"""The document of a body region."""

from typing import TYPE_CHECKING

from api.addresses import path_of
from api.v1.documents.base import BuiltDocument, Context

if TYPE_CHECKING:
    from api.records.body_regions import BodyRegion


def build_body_region(region: "BodyRegion", context: Context) -> BuiltDocument:
    summary = {
        "slug": region.slug,
        "url": path_of("body-region", region.slug),
        "name": region.name,
        "kind": region.kind,
        "parent": region.parent,
        "path": regions_above(region, context),
    }
    content = {
        **summary,
        "synonyms": region.synonyms,
        "description": region.description,
        "connected_to": [
            {"slug": link.slug, "why": link.why, "source": context.source(link.source)}
            for link in region.connected_to
        ],
    }
    return BuiltDocument("body-region", region.slug, context.language, content, summary)


def regions_above(region: "BodyRegion", context: Context) -> list[str]:
    """Return the slugs from the root of the tree down to the region itself."""
    path = [region.slug]
    above = region.parent
    while above is not None:
        path.insert(0, above)
        above = context.original.body_regions[above].parent
    return path
