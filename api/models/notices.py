"""Notices: sentences that many documents and answers carry."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugKey, slug_shape


class Notice(Base):
    """A notice in one language; it has no document and no URL of its own."""

    __tablename__ = "notices"
    __table_args__ = (slug_shape("code"),)

    code: Mapped[SlugKey]
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
