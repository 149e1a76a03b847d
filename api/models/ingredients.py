"""What documents are made of: the next publication builds only those whose ingredients changed."""

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugColumn, SlugKey, Texts


class Ingredient(Base):
    """Something that documents are made of, for example `body_regions/heel`, and its digest.

    The digest is of the record in every language, as it was at the last publication.
    """

    __tablename__ = "ingredients"

    name: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class Recipe(Base):
    """The names of all ingredients that were looked up for one thing, in whatever language."""

    __tablename__ = "recipes"
    __table_args__ = (Index("ix_recipes_ingredients", "ingredients", postgresql_using="gin"),)

    type: Mapped[str] = mapped_column(SlugColumn, primary_key=True)
    slug: Mapped[SlugKey]
    ingredients: Mapped[Texts]
