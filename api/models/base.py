"""The declarative base: constraint names, column shorthands and checks that every table uses."""

from typing import Annotated, Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Relationship, mapped_column
from sqlalchemy.orm import relationship as sqlalchemy_relationship

from api.identifiers import IDENTIFIER_PATTERN, LONGEST
from api.vocabulary import words

SlugColumn = String(LONGEST, collation="C")
"""Identifiers compare by byte, so that order and cursors do not hang on a server's locale."""

SlugText = Annotated[str, mapped_column(SlugColumn)]
SlugKey = Annotated[str, mapped_column(SlugColumn, primary_key=True)]
NameText = Annotated[str, mapped_column(String(120, collation="C"))]
Position = Annotated[int, mapped_column(SmallInteger, primary_key=True, autoincrement=False)]
Small = Annotated[int, mapped_column(SmallInteger)]
Texts = Annotated[list[str], mapped_column(ARRAY(Text))]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]


class Base(DeclarativeBase):
    """Tables of Instep. A relationship that was not asked for raises instead of querying."""

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


def children(target: str, *, order_by: str, **options: Any) -> Relationship[Any]:
    """Return a read-only relationship that raises when it was not loaded on purpose."""
    return sqlalchemy_relationship(
        target, order_by=order_by, lazy="raise", viewonly=True, **options
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


def span(name: str, low: int, high: int) -> tuple[CheckConstraint, ...]:
    """Return the checks of a published range, `{name}_min` to `{name}_max`."""
    return (
        between(f"{name}_min", low, high),
        between(f"{name}_max", low, high),
        CheckConstraint(f"{name}_min <= {name}_max", name=f"{name}_ordered"),
    )
