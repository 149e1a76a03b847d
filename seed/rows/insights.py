"""Rows of an insight."""

from api.records.insights import Insight
from seed.rows.base import Rows, numbered


def add_insight(rows: Rows, insight: Insight) -> None:
    rows["insights"].append(insight.model_dump(include={"slug", "statement", "topic"}))
    for table, column, slugs in (
        ("insight_contributors", "contributor", insight.contributors),
        ("insight_sources", "source", insight.sources),
        ("insight_regions", "region", insight.regions),
        ("insight_complaints", "complaint", insight.complaints),
    ):
        rows[table] += numbered(slugs, column, insight=insight.slug)
