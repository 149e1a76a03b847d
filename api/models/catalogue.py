"""The served catalogue: finished documents, their serials, and retired slugs."""

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Index,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, SlugKey, between, one_of, slug_shape
from api.vocabulary import Change, DocumentType, Retirement


class Catalogue(Base):
    """One row: which catalogue this is, and the serial of its last committed change.

    `pruned_serial` is the highest serial of a tombstone that was dropped after a year: a client
    that knows nothing newer has to start again from the bundle.
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


class Document(Base):
    """The finished answer for one thing in one language, or the tombstone of a removed one.

    Each document is published in every language that is served. `content_language` is the one it
    is really in: the fallback where a translation is missing.

    `body` holds the bytes that a detail answers, `summary` the ones that a list carries.
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


class Bundle(Base):
    """Every document of one serial in one gzipped file, as offline apps fetch it."""

    __tablename__ = "bundles"
    __table_args__ = (
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )

    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sha256: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
