"""Content with reviews by a reviewer who exists only here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.languages import FALLBACK
from api.publishing.building import context_of
from api.records.reviews import Review
from api.v1.documents.reviews import clinical_digest
from seed.content import Content
from seed.loader import Entry
from tests.publishing.built import build_all
from tests.seed.factories import with_records

REVIEWER = "Test Reviewer (nobody)"
REGISTRATION = "TEST-0000"
SCOPE = "Text and doses, for tests only."
SERVED = {
    "status": "reviewed",
    "by": REVIEWER,
    "registration": REGISTRATION,
    "at": "2026-11-01T00:00:00Z",
    "scope": SCOPE,
}
LAPSED = SERVED | {"status": "lapsed"}
NONE = dict.fromkeys(SERVED) | {"status": "not_clinically_reviewed"}

Key = tuple[str, str]


def signed(content: Content, keys: Iterable[Key], **fields: Any) -> Content:
    """Return the content with a review of each of these documents as they are now."""
    built = build_all(content)
    context = context_of(content.edition(), FALLBACK)
    records = [
        Review.model_validate(
            {
                "type": kind,
                "slug": slug,
                "digest": clinical_digest(built[kind, slug], context),
                "by": REVIEWER,
                "registration": REGISTRATION,
                "scope": SCOPE,
                "reviewed_on": date(2026, 11, 1),
                "agrees_to_be_named": True,
                **fields,
            }
        )
        for kind, slug in keys
    ]
    like: Entry[Any] = content.of("sources")[0]
    entries = [Entry(record, "seed/reviews.yaml", like.node) for record in records]
    return with_records(content, "reviews", [*content.reviews, *entries])


def all_signed(content: Content) -> Content:
    """Return the content with a review of everything that can have one."""
    kinds = {"exercise": "exercises", "complaint": "complaints", "routine": "routines"}
    return signed(
        content,
        [(kind, slug) for kind, name in kinds.items() for slug in content.identifiers(name)],
    )


def withdrawn(content: Content, key: Key) -> Content:
    left = [entry for entry in content.reviews if entry.value.key[:2] != key]
    return with_records(content, "reviews", left)
