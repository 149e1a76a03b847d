"""The document of an insight: one claim of the article in our own words."""

from api.addresses import path_of
from api.records.insights import Insight
from api.v1.documents.base import BuiltDocument, Context


def build_insight(insight: Insight, context: Context) -> BuiltDocument:
    content = {
        "slug": insight.slug,
        "url": path_of("insight", insight.slug),
        "statement": insight.statement,
        "topic": insight.topic,
        "contributors": [context.contributor(slug) for slug in insight.contributors],
        "sources": [context.source(slug) for slug in insight.sources],
        "regions": [context.named("body_regions", slug) for slug in insight.regions],
        "complaints": [context.named("complaints", slug) for slug in insight.complaints],
    }
    summary = {
        "slug": insight.slug,
        "url": path_of("insight", insight.slug),
        "statement": insight.statement,
        "topic": insight.topic,
        "contributors": insight.contributors,
        "regions": insight.regions,
        "complaints": insight.complaints,
    }
    return BuiltDocument("insight", insight.slug, context.language, content, summary)
