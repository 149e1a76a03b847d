"""Conditions, red flags and equipment that an app asks for, and the standing notices."""

from sqlalchemy import Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, NameText, SlugColumn, SlugKey, one_of, reference, slug_shape
from api.vocabulary import ConditionEffect, Tier


class Condition(Base):
    __tablename__ = "conditions"
    __table_args__ = (
        one_of("effect", ConditionEffect),
        slug_shape("code"),
        Index("ix_conditions_source", "source"),
    )

    code: Mapped[SlugKey]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[NameText]
    question: Mapped[str] = mapped_column(Text)
    effect: Mapped[str]
    row: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(SlugColumn, reference("sources.slug"))


class RedFlag(Base):
    __tablename__ = "red_flags"
    __table_args__ = (
        one_of("tier", Tier),
        slug_shape("code"),
        Index("ix_red_flags_source", "source"),
    )

    code: Mapped[SlugKey]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[NameText]
    question: Mapped[str] = mapped_column(Text)
    sign: Mapped[str] = mapped_column(Text)
    tier: Mapped[str]
    effect: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(SlugColumn, reference("sources.slug"))


class Equipment(Base):
    __tablename__ = "equipment"
    __table_args__ = (slug_shape("code"),)

    code: Mapped[SlugKey]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[NameText]
    question: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)
    household: Mapped[bool]


class Notice(Base):
    """A standing sentence that documents carry; it has no address of its own."""

    __tablename__ = "notices"
    __table_args__ = (slug_shape("code"),)

    code: Mapped[SlugKey]
    text: Mapped[str] = mapped_column(Text)
