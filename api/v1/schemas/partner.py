"""A partner and one of their keys, as the holder of the key reads them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.v1.schemas.base import Name, Output, Path, Slug, Timestamp
from api.vocabulary import KeyScope

Day = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$", max_length=10),
    Field(json_schema_extra={"format": "date"}),
]


class Quota(Output):
    """The most there may be, how much of it is used, and how much is left."""

    limit: int = Field(ge=0, le=1_000_000_000_000)
    used: int = Field(ge=0, le=1_000_000_000_000)
    left: int = Field(ge=0, le=1_000_000_000_000)


class PartnerQuotas(Output):
    """Requests count for each key, routines and bytes for all keys of a partner together."""

    requests_per_minute: Quota
    routines: Quota = Field(description="Names of routines, also of deleted ones.")
    bytes: Quota = Field(description="The JSON of all drafts and published versions.")


class PartnerKey(Output):
    """The key that was sent, without its secret."""

    prefix: str = Field(description="The beginning, which names the key.", max_length=15)
    scopes: list[KeyScope] = Field(max_length=10)
    created_at: Timestamp
    expires_at: Timestamp | None = Field(description="Null if it does not expire.")
    last_used_on: Day | None = Field(
        description="The last day, in UTC, on which it was used; written once a day."
    )


class Partner(Output):
    """Whose key this is, and what it allows."""

    slug: Slug
    url: Path
    name: Name
    key: PartnerKey
    quotas: PartnerQuotas
