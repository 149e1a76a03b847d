"""The served catalogue: finished documents, their serials, and retired slugs."""

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, SlugKey, between, one_of, slug_shape
from api.vocabulary import Change, DocumentType, Retirement

NO_HISTORY = 32 * "0"
"""The history of a catalogue in which nothing was published yet."""


class Catalogue(Base):
    """One row: which catalogue this is, and the serial of its last committed change.

    `history` is the digest of everything that was published up to this serial, and
    `supplements_digest` that of what is served besides documents: notices, retired slugs and the
    lexicon. `pruned_serial` is the highest serial of a tombstone that was dropped
    after a year: a client that knows nothing newer has to start again from the bundle. `made_of`
    is a digest of the seed and the program that published last; null if it is not known. `made_by`
    is a digest of the program alone, with its messages and languages: another one builds every
    document anew.
    """

    __tablename__ = "catalogue"
    __table_args__ = (
        between("id", 1, 1),
        CheckConstraint("serial >= 0", name="serial"),
        CheckConstraint("pruned_serial BETWEEN 0 AND serial", name="pruned_serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, server_default=text("1"))
    catalogue_id: Mapped[uuid.UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    serial: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    pruned_serial: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    history: Mapped[str] = mapped_column(String(32), server_default=NO_HISTORY)
    supplements_digest: Mapped[str | None] = mapped_column(String(64))
    made_of: Mapped[str | None] = mapped_column(String(64))
    made_by: Mapped[str | None] = mapped_column(String(64))


class SerialHistory(Base):
    """The history of one serial: a digest of all that was published up to it.

    Two databases that have the same history at a serial have published the same up to there. Rows
    are kept for a year, even if the serial's document has a newer one by now.
    """

    __tablename__ = "serial_histories"
    __table_args__ = (
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint("history ~ '^[0-9a-f]{32}$'", name="history"),
        Index("ix_serial_histories_created_at", "created_at"),
    )

    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    history: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Document(Base):
    """The finished answer for one thing in one language, or the tombstone of a removed one.

    Each document is published in every language that is served. `content_language` is the one it
    is really in: the fallback where a translation is missing.

    `body` holds the bytes that a detail answers, `summary` the ones that a list carries. `forms` is
    not served: for an exercise it holds the texts of its steps with placeholders and without
    numbers, as JSON, for answers at another dose than its usual one.
    `content_digest` (SHA-256, hex) leaves out revision and time, so that building the same
    content again changes nothing.
    """

    __tablename__ = "documents"
    __table_args__ = (
        one_of("type", DocumentType),
        one_of("change", Change),
        slug_shape(),
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint(
            "(change = 'upsert') = (body IS NOT NULL)"
            " AND (body IS NULL) = (content_digest IS NULL)",
            name="tombstone_has_no_body",
        ),
        Index("uq_documents_serial", "serial", unique=True),
        Index("ix_documents_type_updated_at", "type", "language", "updated_at", "slug"),
        Index("ix_documents_tombstones", "updated_at", postgresql_where="change = 'delete'"),
    )

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    content_language: Mapped[str] = mapped_column(String(12))
    serial: Mapped[int] = mapped_column(BigInteger)
    change: Mapped[str] = mapped_column(String(12))
    replaced_by: Mapped[str | None] = mapped_column(SlugColumn)
    revision: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    content_digest: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    forms: Mapped[str | None] = mapped_column(Text)


class RetiredSlug(Base):
    """A slug that answers no more by itself: renamed (308 to `replaced_by`) or removed (410)."""

    __tablename__ = "retired_slugs"
    __table_args__ = (
        one_of("type", DocumentType),
        one_of("reason", Retirement),
        slug_shape(),
        CheckConstraint(
            "reason = 'removed' OR replaced_by IS NOT NULL", name="renamed_has_a_target"
        ),
        Index("ix_retired_slugs_type_replaced_by", "type", "replaced_by"),
    )

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    reason: Mapped[str] = mapped_column(String(12))
    replaced_by: Mapped[str | None] = mapped_column(SlugColumn)
