"""Clinical reviews of documents: `seed/reviews.yaml`. `instep review sign` writes them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from api.records.base import ProperName, Record, Slug, Title
from api.vocabulary import ReviewedType


class Review(Record):
    """Somebody reviewed the clinical content of one document, in one language.

    `digest` (SHA-256, hex) is that of the content as it was then; once the content has another,
    the review has lapsed. Nothing here proves who the reviewer is. `agrees_to_be_named` is always
    true: a review without that consent is not recorded.
    """

    type: ReviewedType
    slug: Slug
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    by: ProperName
    registration: ProperName
    scope: Title
    reviewed_on: date
    agrees_to_be_named: Literal[True]

    @property
    def key(self) -> tuple[str, str, str]:
        """Return the type, slug and language of what was reviewed."""
        return self.type, self.slug, self.language
