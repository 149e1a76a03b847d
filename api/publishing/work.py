"""What a publication has to build: the things of which an ingredient changed, and no others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Catalogue, Ingredient, Recipe
from api.publishing.building import BuiltThing
from api.publishing.documents import find_published
from api.publishing.ingredients import things_in
from api.publishing.program import digest_of_program
from api.publishing.search import batches
from api.publishing.slugs import TYPES
from api.publishing.versions import find_frozen_routines
from api.records import Edition, Key

MANY = 2_000
"""If more ingredients than this changed, every document is built anew.

To find the documents that they touch would take as long.
"""

LOOKED_UP = 100
"""So many ingredients are looked up in the recipes at a time."""


@dataclass(frozen=True)
class Work:
    """The things to build, in order, and those that had a recipe or a document and are gone.

    `changed` are the names of the ingredients that are new, different or gone. `digests` are those
    of all ingredients now. With `is_everything` all things are built. Routines among them may be
    gone themselves: the reviews of their versions are kept up to date.
    """

    things: list[Key]
    gone: list[Key]
    changed: set[str]
    digests: Mapping[str, bytes]
    program: str
    is_everything: bool

    @property
    def moves_partners(self) -> bool:
        """Whether the regions by which partners' routines are found may have changed."""
        return self.is_everything or any(
            name.startswith(("body_regions/", "exercises/")) for name in self.changed
        )


def living_in(edition: Edition) -> set[Key]:
    """Return the type and slug of everything that has a document in the edition."""
    return {
        (kind, slug)
        for resource, kind in TYPES.items()
        for slug in getattr(edition.original, resource)
    }


async def find_work(
    session: AsyncSession, digests: Mapping[str, bytes], living: Collection[Key]
) -> Work:
    """Compare the ingredients with those of the last publication.

    Another program, or other languages, build everything anew.
    """
    before = await find_ingredients(session)
    changed = {name for name, digest in digests.items() if before.get(name) != digest}
    changed |= before.keys() - digests.keys()
    program = digest_of_program()
    made_by = await session.scalar(select(Catalogue.made_by))
    is_everything = made_by != program or len(changed) > MANY
    if is_everything:
        frozen = {("routine", slug) for slug in await find_frozen_routines(session)}
        things = {*living, *frozen}
        gone = await find_published(session) - set(living)
    else:
        made_of_them = await find_made_of(session, sorted(changed))
        things = made_of_them | set(things_in(changed - before.keys()))
        things = {key for key in things if key in living or key[0] == "routine"}
        gone = set(things_in(before.keys() - digests.keys()))
    return Work(sorted(things), sorted(gone), changed, digests, program, is_everything)


async def find_ingredients(session: AsyncSession) -> dict[str, bytes]:
    """Return the digest of every ingredient at the last publication, by its name.

    As one row of two arrays: a row for each of a hundred thousand takes several times as long.
    """
    arrays = select(func.array_agg(Ingredient.name), func.array_agg(Ingredient.digest))
    names, digests = (await session.execute(arrays)).one()
    return dict(zip(names or (), digests or (), strict=True))


async def find_made_of(session: AsyncSession, names: Sequence[str]) -> set[Key]:
    """Return the things that one of these ingredients was looked up for."""
    found: set[Key] = set()
    for start in range(0, len(names), LOOKED_UP):
        some = names[start : start + LOOKED_UP]
        query = select(Recipe.type, Recipe.slug).where(Recipe.ingredients.overlap(some))
        found |= {(row.type, row.slug) for row in await session.execute(query)}
    return found


async def note_recipes(session: AsyncSession, built: Iterable[BuiltThing]) -> None:
    """Store what each of these things was made of."""
    rows = [
        {"type": one.key[0], "slug": one.key[1], "ingredients": one.ingredients} for one in built
    ]
    statement = insert(Recipe)
    changed = {"ingredients": statement.excluded.ingredients}
    differs = Recipe.ingredients.is_distinct_from(statement.excluded.ingredients)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=("type", "slug"), set_=changed, where=differs
        ),
        rows,
    )


async def note_ingredients(session: AsyncSession, work: Work) -> None:
    """Store the ingredients as they are now, for the next publication."""
    for some in batches(sorted({*work.gone} - {*work.things})):
        recipe = tuple_(Recipe.type, Recipe.slug)
        await session.execute(delete(Recipe).where(recipe.in_(some)))
    for some in batches(sorted(work.changed - work.digests.keys())):
        await session.execute(delete(Ingredient).where(Ingredient.name.in_(some)))
    statement = insert(Ingredient)
    changed = {"digest": statement.excluded.digest}
    for some in batches(sorted(work.changed & work.digests.keys())):
        await session.execute(
            statement.on_conflict_do_update(index_elements=("name",), set_=changed),
            [{"name": name, "digest": work.digests[name]} for name in some],
        )
    await session.execute(
        update(Catalogue)
        .where(Catalogue.made_by.is_distinct_from(work.program))
        .values(made_by=work.program)
    )
