"""The document of a contributor."""

from api.addresses import path_of
from api.records.contributors import Contributor
from api.v1.documents.base import BuiltDocument, Content, Context


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
    said = {"insights": insights_of(contributor.slug, context)}
    return BuiltDocument(
        "contributor", contributor.slug, context.language, {**content, **said}, content
    )


def insights_of(slug: str, context: Context) -> list[Content]:
    """Return what a person said, in the order of the list of insights."""
    insights = sorted(context.original.insights.items())
    found = [known for known, insight in insights if slug in insight.contributors]
    return [
        {
            "slug": known,
            "url": path_of("insight", known),
            "statement": context.record("insights", known).statement,
            "topic": context.original.insights[known].topic,
        }
        for known in found
    ]
