"""Files of pictures: each stored once, and never changed or deleted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, between


class StoredMedia(Base):
    """A file by its SHA-256 (hex), with its length in bytes.

    A routine that was frozen, or a copy that an app took long ago, may name any file that was ever
    published. So a trigger lets nobody change or delete a row.
    """

    __tablename__ = "media_files"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        between("length", 0, 100_000_000),
        CheckConstraint("octet_length(body) = length", name="body"),
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(60))
    length: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    first_published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
