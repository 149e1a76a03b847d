"""The document of a contributor."""

from api.addresses import path_of
from api.records.contributors import Contributor
from api.v1.documents.base import BuiltDocument, Context


def build_contributor(contributor: Contributor, context: Context) -> BuiltDocument:
    content = {
        "slug": contributor.slug,
        "url": path_of("contributor", contributor.slug),
        "name": contributor.name,
        "role": contributor.role,
        "credentials": contributor.credentials,
        "affiliation": contributor.affiliation,
        "source": context.source(contributor.source),
    }
    return BuiltDocument("contributor", contributor.slug, context.language, content, content)
