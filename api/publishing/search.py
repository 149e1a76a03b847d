"""The search rows of documents, kept in step with the published ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Insert,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from api.folding import fold
from api.models import SearchName, SearchText
from api.publishing.text_search import configuration
from api.v1.documents.base import BuiltDocument, Content

OF_TYPE = "type:"
"""Before the type of a thing, as one more word of its text: an index finds both together."""

BATCH = 1_000

FILE_NEW_ROWS = """
    SELECT gin_clean_pending_list(pg_class.oid) FROM pg_class JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'gin' AND pg_table_is_visible(pg_class.oid) AND pg_has_role(relowner, 'USAGE')
"""


@dataclass(frozen=True)
class Searched:
    """The names of a thing, its own first, the sentence shown for it, and all its text."""

    names: list[str]
    shown: str
    text: list[str]


def of_exercise(content: Content) -> Searched:
    return Searched(
        names=[content["name"], *content["aliases"]],
        shown=content["summary"],
        text=[
            content["summary"],
            content["feel"],
            *(step["text"] for step in content["steps"]),
            *(region["name"] for region in content["regions"]),
        ],
    )


def of_complaint(content: Content) -> Searched:
    return Searched(
        names=[content["name"], *content["lay_names"]],
        shown=content["description"],
        text=[content["description"], *(region["name"] for region in content["regions"])],
    )


def of_body_region(content: Content) -> Searched:
    return Searched(
        names=[content["name"], *content["synonyms"]],
        shown=content["description"],
        text=[content["description"]],
    )


def of_routine(content: Content) -> Searched:
    return Searched(
        names=[content["name"]],
        shown=content["summary"],
        text=[content["summary"], *(item["exercise"]["name"] for item in content["items"])],
    )


def of_insight(content: Content) -> Searched:
    return Searched(
        names=[content["statement"]],
        shown=content["statement"],
        text=[content["statement"], *(person["name"] for person in content["contributors"])],
    )


SEARCHED: dict[str, Callable[[Content], Searched]] = {
    "exercise": of_exercise,
    "complaint": of_complaint,
    "body-region": of_body_region,
    "routine": of_routine,
    "insight": of_insight,
}


async def index_for_search(
    session: AsyncSession, changed: list[BuiltDocument], gone: list[tuple[str, str]], language: str
) -> None:
    """Replace the search rows of changed documents, and delete those of removed ones."""
    searched = {
        (item.type, item.slug): SEARCHED[item.type](item.content)
        for item in changed
        if item.type in SEARCHED
    }
    stale = [*searched, *gone]
    for table in (SearchName, SearchText):
        for some in batches(stale):
            await session.execute(
                delete(table).where(
                    tuple_(table.type, table.slug).in_(some), table.language == language
                )
            )
    names = [row for key, found in searched.items() for row in name_rows(key, found, language)]
    for some in batches(names):
        await session.execute(insert(SearchName), some)
    statement = insert_texts(language)
    for some in batches(list(searched.items())):
        await session.execute(statement, [text_row(key, found, language) for key, found in some])


async def file_new_rows(session: AsyncSession) -> None:
    """Put into the indexes of words what waits before them, and is read by each search until then.

    Autovacuum does it too, but only after a thousand rows. Indexes of another owner are left to it.
    """
    await session.execute(text(FILE_NEW_ROWS))


def batches(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def name_rows(key: tuple[str, str], found: Searched, language: str) -> list[dict[str, Any]]:
    """Return a row for each name that differs from the others once folded."""
    by_folded = {fold(name): name for name in reversed(found.names)}
    own = fold(found.names[0])
    return [
        {
            "type": key[0],
            "slug": key[1],
            "language": language,
            "position": position,
            "name": name[:400],
            "folded": folded,
            "is_own": folded == own,
        }
        for position, (folded, name) in enumerate(reversed(by_folded.items()))
        if folded
    ]


def insert_texts(language: str) -> Insert:
    """Return the statement that adds rows of `text_row`; names weigh more than the rest."""
    stems = configuration(language)
    names = func.to_tsvector(stems, bindparam("all_names", type_=Text))
    text = func.to_tsvector(stems, bindparam("all_text", type_=Text))
    kind = func.array_to_tsvector(bindparam("kinds", type_=ARRAY(Text)))
    words = weighted(names, "A").concat(weighted(text, "B")).concat(kind)
    return insert(SearchText.__table__).values(  # type: ignore[arg-type]
        type=bindparam("of_type"),
        slug=bindparam("of_slug"),
        language=bindparam("in_language"),
        name=bindparam("own_name"),
        shown=bindparam("sentence"),
        words=words,
    )


def text_row(key: tuple[str, str], found: Searched, language: str) -> dict[str, Any]:
    return {
        "of_type": key[0],
        "of_slug": key[1],
        "in_language": language,
        "own_name": found.names[0][:400],
        "sentence": found.shown,
        "all_names": " . ".join(found.names),
        "all_text": " . ".join(found.text),
        "kinds": [OF_TYPE + key[0]],
    }


def weighted(words: Any, weight: str) -> Any:
    """Return the words with a weight: PostgreSQL's own type for it takes no parameter."""
    return func.setweight(words, literal_column(f"'{weight}'"))
