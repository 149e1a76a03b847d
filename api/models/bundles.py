"""Bundles: files for offline use, put together from pieces that several of them share."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, Texts, reference


class BundleFile(Base):
    """A gzipped file of every document and supplement in one language, named by its SHA-256 (hex).

    Its bytes are those of its pieces, in the order of `bundle_parts`. `bytes` is null once the file
    is no longer kept; its name stays, so that it answers 410.
    """

    __tablename__ = "bundle_files"
    __table_args__ = (CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    bytes_unpacked: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int | None] = mapped_column(BigInteger)


class BundlePiece(Base):
    """Some bytes of bundles, named by their SHA-256 (hex); files with the same bytes share them.

    `crc32` and `bytes_unpacked` are of what is compressed in them.
    """

    __tablename__ = "bundle_pieces"
    __table_args__ = (CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    crc32: Mapped[int] = mapped_column(BigInteger)
    bytes_unpacked: Mapped[int] = mapped_column(BigInteger)
    # Compressed already: PostgreSQL need not try again.
    body: Mapped[bytes] = mapped_column(LargeBinary)


class BundlePart(Base):
    """Which piece stands at which byte of a file.

    A part of documents holds those up to its last one, `last_type` and `last_slug`, from the part
    before on; other parts have none. `counts` holds how many lines of each type it has, `media` the
    SHA-256 of each file of a picture that its documents name.
    """

    __tablename__ = "bundle_parts"
    __table_args__ = (Index("ix_bundle_parts_piece", "piece"),)

    file: Mapped[str] = mapped_column(reference("bundle_files.sha256"), primary_key=True)
    starts_at: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bytes: Mapped[int] = mapped_column(Integer)
    piece: Mapped[str] = mapped_column(reference("bundle_pieces.sha256"))
    last_type: Mapped[str | None] = mapped_column(SlugColumn)
    last_slug: Mapped[str | None] = mapped_column(SlugColumn)
    # JSON, not JSONB: in the order in which it was written.
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    media: Mapped[Texts]


class PublishedBundle(Base):
    """Which file was the bundle of a language from a serial on; several may name the same file.

    `counts` holds how many lines of each type the file has, `media` (JSON) path, digest and
    length of each file of a picture that its documents name.
    """

    __tablename__ = "published_bundles"
    __table_args__ = (
        CheckConstraint("serial >= 1", name="serial"),
        Index("ix_published_bundles_sha256", "sha256"),
    )

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sha256: Mapped[str] = mapped_column(reference("bundle_files.sha256"))
    # JSON, not JSONB: it is answered in the order in which it was written.
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    media: Mapped[str] = mapped_column(Text, server_default="[]")
