"""The declarative base: constraint names, column shorthands and checks that every table uses."""

from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, mapped_column

from api.identifiers import IDENTIFIER_PATTERN, LONGEST
from api.vocabulary import words

SlugColumn = String(LONGEST, collation="C")
"""Identifiers compare by byte, so that order and cursors do not hang on a server's locale."""

SlugText = Annotated[str, mapped_column(SlugColumn)]
SlugKey = Annotated[str, mapped_column(SlugColumn, primary_key=True)]
NameText = Annotated[str, mapped_column(String(120, collation="C"))]
Position = Annotated[int, mapped_column(SmallInteger, primary_key=True, autoincrement=False)]
Texts = Annotated[list[str], mapped_column(ARRAY(Text))]


class Base(DeclarativeBase):
    """Tables of Instep. None has a relationship: no statement is sent that nobody wrote."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


def reference(target: str, *, ondelete: str | None = None) -> ForeignKey:
    """Return a foreign key that follows a renamed slug and is checked at commit.

    Deferring lets one transaction write rows in any order.
    """
    return ForeignKey(
        target, onupdate="CASCADE", ondelete=ondelete, deferrable=True, initially="DEFERRED"
    )


def one_of(column: str, literal: object) -> CheckConstraint:
    """Return the check that `column` holds one of a vocabulary's words (or null)."""
    listed = ", ".join(f"'{word}'" for word in words(literal))
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def all_of(column: str, literal: object) -> CheckConstraint:
    """Return the check that the array `column` holds a vocabulary's words only."""
    listed = ", ".join(f"'{word}'" for word in words(literal))
    return CheckConstraint(f"{column} <@ ARRAY[{listed}]::text[]", name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    """Return the check that a number lies in `low..high` (or is null)."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


def slug_shape(column: str = "slug") -> CheckConstraint:
    """Return the check that an identifier is made of lower-case words and digits."""
    return CheckConstraint(f"{column} ~ '{IDENTIFIER_PATTERN}'", name=f"{column}_shape")
