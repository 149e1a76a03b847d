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


class ContributorFields(Output):
    slug: Slug
    url: Path
    name: Name
    role: Line
    credentials: Line | None
    affiliation: Line | None
    source: SourceReference


class Contributor(ContributorFields, Stamped):
    """A person whom the article quotes, as the article introduces them."""


class ContributorSummary(ContributorFields):
    updated_at: Timestamp


class ContributorPage(PageOf):
    items: list[ContributorSummary] = Field(max_length=100)
