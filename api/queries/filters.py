"""Slugs in filters: a former slug means the current one, an unknown one is refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from api.errors import MOST_ERRORS, FieldError, InvalidRequest
from api.identifiers import is_identifier
from api.languages import FALLBACK
from api.models import Document, FacetCount, RetiredSlug
from api.queries.reads import Reads, Statement, compiled, constant, fetch
from api.queries.suggestions import suggest_slugs

GivenSlugs = Mapping[str, tuple[str, Sequence[str]]]
"""By parameter: the type that it names, and the slugs that were given, for example
`{"region": ("body-region", ["heel"])}`."""

Words = Mapping[str, Sequence[str]]
"""By parameter: words that are no slugs, for example `{"kind": ["stretch"]}`."""


class Meant(NamedTuple):
    """What filters mean: the current slugs by parameter, and how many exercises the strictest
    filter leaves by itself, at most (None if no filter counts)."""

    slugs: Mapping[str, list[str]]
    strictest: int | None


async def resolve(reads: Reads, filters: GivenSlugs) -> Mapping[str, list[str]]:
    """Return the current slugs by parameter; no statement is sent if no slug is given.

    Raises InvalidRequest, which names each unknown slug and suggests the nearest known one.
    """
    return (await meaning_of(reads, filters, {}, FALLBACK)).slugs


async def meaning_of(
    reads: Reads,
    filters: GivenSlugs,
    words: Words,
    language: str,
    counted: Collection[str] = (),
) -> Meant:
    """Return what filters mean, with one statement; none is sent if no filter is given.

    Besides `words`, those filters count whose names are in `counted`.
    Raises InvalidRequest, which names each unknown slug and suggests the nearest known one.
    """
    asked = [
        (name, kind, slug)
        for name, (kind, slugs) in filters.items()
        for slug in dict.fromkeys(slugs)
    ]
    rows = await look_up(reads, asked, words, language)
    current = current_in(rows)
    wrong = [(name, kind, slug) for name, kind, slug in asked if (name, slug) not in current]
    if wrong:
        raise await unknown_slugs(reads, wrong)
    slugs: dict[str, list[str]] = {name: [] for name in filters}
    for name, _, slug in asked:
        if current[name, slug] not in slugs[name]:
            slugs[name].append(current[name, slug])
    return Meant(slugs, strictest_of(row for row in rows if row.name in {*words, *counted}))


async def current_slugs(reads: Reads, given: GivenSlugs) -> dict[tuple[str, str], str]:
    """Return by parameter and given slug the current slug; unknown ones are left out."""
    asked = [(name, kind, slug) for name, (kind, slugs) in given.items() for slug in slugs]
    return current_in(await look_up(reads, asked, {}, FALLBACK))


def current_in(rows: Iterable[Any]) -> dict[tuple[str, str], str]:
    return {(row.name, row.word): row.current for row in rows if row.current is not None}


async def look_up(
    reads: Reads, asked: Sequence[tuple[str, str, str]], words: Words, language: str
) -> Sequence[Any]:
    """Return rows of `name`, `word`, `current` and `things` for slugs and words that are known."""
    # A slug of another form is unknown, and PostgreSQL cannot store some of them.
    looked_up = [entry for entry in asked if is_identifier(entry[2])]
    looked_up += [(name, "", word) for name, some in words.items() for word in some]
    if not looked_up:
        return []
    names, kinds, given = (list(column) for column in zip(*looked_up, strict=True))
    values = {"names": names, "kinds": kinds, "words": given, "language": language}
    return await fetch(reads, meanings(), **values)


def strictest_of(rows: Iterable[Any]) -> int | None:
    """Return the smallest sum of what the words of one filter leave."""
    left: dict[str, dict[str, int]] = {}
    for row in rows:
        left.setdefault(row.name, {})[row.current] = row.things or 0
    return min((sum(things.values()) for things in left.values()), default=None)


@cache
def meanings() -> Statement:
    """Return the statement for given words: what each means now, and how many exercises have it."""
    given = (
        func.unnest(*(bindparam(name, type_=ARRAY(Text)) for name in ("names", "kinds", "words")))
        .table_valued(column("name", Text), column("kind", Text), column("word", Text))
        .render_derived()
    )
    living, successor = aliased(Document), aliased(Document)
    current = func.coalesce(
        living.slug, successor.slug, case((given.c.kind == constant(""), given.c.word))
    )
    facet = given.c.name.concat(constant(":")).concat(current)
    return compiled(
        select(given.c.name, given.c.word, current.label("current"), FacetCount.things)
        .select_from(given)
        .outerjoin(living, is_published(living, given.c.kind, given.c.word))
        .outerjoin(
            RetiredSlug,
            and_(
                RetiredSlug.type == given.c.kind,
                RetiredSlug.slug == given.c.word,
                RetiredSlug.reason == constant("renamed"),
            ),
        )
        .outerjoin(successor, is_published(successor, RetiredSlug.type, RetiredSlug.replaced_by))
        .outerjoin(
            FacetCount,
            and_(
                FacetCount.type == constant("exercise"),
                FacetCount.language == bindparam("language"),
                FacetCount.facet == facet,
            ),
        )
    )


def is_published(document: Any, kind: Any, slug: Any) -> ColumnElement[bool]:
    """Return the condition for the row of a published thing in one of its languages."""
    return and_(
        document.type == kind,
        document.slug == slug,
        document.language == constant(FALLBACK),
        document.change == constant("upsert"),
    )


async def unknown_slugs(reads: Reads, wrong: list[tuple[str, str, str]]) -> InvalidRequest:
    """Return the problem that names each unknown slug (parameter, type, slug) and a known one."""
    kinds = dict.fromkeys(kind for _, kind, _ in wrong)
    meant = {
        kind: await suggest_slugs(reads, kind, [slug for _, one, slug in wrong if one == kind])
        for kind in kinds
    }
    return InvalidRequest.listing(
        [
            FieldError.of(name, "unknown_slug", unknown(name, kind, slug), meant[kind][slug])
            for name, kind, slug in wrong[:MOST_ERRORS]
        ]
    )


def unknown(name: str, kind: str, slug: str) -> str:
    if "," in slug:
        return f"There is no {kind} called {slug}. Repeat the parameter for each: {name}=…&{name}=…"
    return f"There is no {kind} called {slug}."
