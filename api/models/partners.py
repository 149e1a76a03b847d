"""Partners, and the stored part of their keys."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import (
    Base,
    NameText,
    SlugKey,
    SlugText,
    Texts,
    all_of,
    between,
    reference,
    slug_shape,
)
from api.vocabulary import KeyScope

LONGEST_PARTNER = 20
"""Characters: with two hyphens and the routine's name it makes a slug of 64 at most."""

LONGEST_KEY = 255
"""Characters of an `Idempotency-Key`."""


class Partner(Base):
    """A holder of keys; the slug begins the public slug of each of their routines."""

    __tablename__ = "partners"
    __table_args__ = (
        slug_shape(),
        CheckConstraint(f"length(slug) BETWEEN 2 AND {LONGEST_PARTNER}", name="slug_length"),
    )

    slug: Mapped[SlugKey]
    name: Mapped[NameText]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ApiKey(Base):
    """A key: of its text only the visible beginning is kept, and the SHA-256 of the whole.

    `expires_at` is null for a key that does not expire. `last_used_on` is written once a day.
    """

    __tablename__ = "api_keys"
    __table_args__ = (
        CheckConstraint("prefix ~ '^ik_[0-9a-f]{12}$'", name="prefix_shape"),
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
        all_of("scopes", KeyScope),
        CheckConstraint("cardinality(scopes) BETWEEN 1 AND 2", name="scopes_count"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        Index("ix_api_keys_partner", "partner", "created_at"),
    )

    prefix: Mapped[str] = mapped_column(String(15, collation="C"), primary_key=True)
    partner: Mapped[SlugText] = mapped_column(reference("partners.slug"))
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[Texts]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_used_on: Mapped[date | None] = mapped_column(Date)


class RepeatableAnswer(Base):
    """The answer to a write with an `Idempotency-Key`, for a caller who asks the same again.

    `digest` is the SHA-256 of method, path and body; `location` is a path without host.
    """

    __tablename__ = "repeatable_answers"
    __table_args__ = (
        CheckConstraint(f"length(key) BETWEEN 1 AND {LONGEST_KEY}", name="key_length"),
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
        between("status", 200, 299),
        Index("ix_repeatable_answers_created_at", "created_at"),
        Index("ix_repeatable_answers_partner", "partner", "created_at"),
    )

    partner: Mapped[SlugText] = mapped_column(reference("partners.slug"), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY, collation="C"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[int] = mapped_column(SmallInteger)
    language: Mapped[str] = mapped_column(String(12))
    etag: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
