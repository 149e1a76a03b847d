"""Contributors as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import (
    Line,
    Name,
    Output,
    PageOf,
    Path,
    Slug,
    SourceReference,
    Stamped,
    Timestamp,
)
from api.vocabulary import Topic


class ContributorFields(Output):
    slug: Slug
    url: Path
    name: Name
    role: Line
    credentials: Line | None
    affiliation: Line | None
    source: SourceReference


class ContributorInsight(Output):
    """One thing that a person said, in our own words."""

    slug: Slug
    url: Path
    statement: Line
    topic: Topic


class Contributor(ContributorFields, Stamped):
    """A person whom the article quotes, as the article introduces them, and what they said."""

    insights: list[ContributorInsight] = Field(max_length=100)


class ContributorSummary(ContributorFields):
    updated_at: Timestamp


class ContributorPage(PageOf):
    items: list[ContributorSummary] = Field(max_length=100)
