"""The offline bundle: every document and supplement of one language in one compressed file.

A file consists of pieces, and a publication packs only those that hold a changed document. Where
one piece of documents ends and the next begins is decided by the documents' names alone, so the
same documents give the same file, however they came to be published.
"""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Sequence, Set
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import BundleFile, BundlePart, BundlePiece, Document, PublishedBundle
from api.publishing import gzip_pieces
from api.publishing.bundle_parts import Part, find_parts_of_documents, store, store_file
from api.publishing.media import named_in, sizes_of
from api.publishing.supplements import find_supplements
from api.records import Key
from api.serialisation import serialise
from api.v1.documents.members import LINE, row_json

KEPT = 30
"""Publications of a language whose files stay, however old they are."""

KEPT_FOR = timedelta(days=7)
"""How long a file stays, however many publications came after it."""

DOCUMENTS_OF_A_PIECE = 128
"""On average: few enough to pack quickly, many enough to be packed as well as all together."""

BATCH = 500


class Span(NamedTuple):
    """All documents after one and up to another; None stands for the beginning and the end."""

    after: Key | None
    up_to: Key | None


async def keep_bundle(
    session: AsyncSession,
    serial: int,
    language: str,
    now: datetime,
    changed: Collection[Key] | None = None,
) -> None:
    """Store the bundle of all that is published, and drop the files that are no longer kept.

    `changed` are the documents that differ from the newest bundle; None packs everything anew. A
    file that was there before is stored once; its name is its content.
    """
    before = [] if changed is None else await find_parts_of_documents(session, language)
    parts = [await store(session, gzip_pieces.HEADER)]
    parts += await pack_documents(session, language, before, sorted(changed or ()))
    parts += await pack_lines(session, supplement_lines(session, language))
    end = gzip_pieces.trailer(part.content for part in parts)
    parts.append(await store(session, end))
    file = await store_file(session, parts, now)
    counts: Counter[str] = sum((Counter(part.counts) for part in parts), Counter())
    media = {name for part in parts for name in part.media}
    values = {
        "published_at": now,
        "sha256": file,
        "counts": dict(counts),
        "media": serialise(await sizes_of(session, media)),
    }
    published = insert(PublishedBundle).values(language=language, serial=serial, **values)
    key = ("language", "serial")
    named = {name: published.excluded[name] for name in values}
    await session.execute(published.on_conflict_do_update(index_elements=key, set_=named))
    await drop_old_files(session, language, now)


async def pack_documents(
    session: AsyncSession, language: str, before: Sequence[Part], changed: Sequence[Key]
) -> list[Part]:
    """Return the parts with all documents: those of before, and new ones where one changed."""
    parts: list[Part] = []
    for kept, span in spans(before, changed):
        if kept is not None:
            parts.append(kept)
        else:
            parts += await pack_lines(session, document_lines(session, language, span))
    return parts


def spans(before: Sequence[Part], changed: Sequence[Key]) -> Iterator[tuple[Part | None, Span]]:
    """Yield each part that stays, and the spans of documents between them that are packed anew.

    Without its last document a part goes on into the next one, so that is packed anew too.
    """
    left, after = list(changed), None
    begun: Span | None = None
    for part in before:
        here = [key for key in left if part.last is None or key <= part.last]
        del left[: len(here)]
        if not here and begun is None:
            yield part, Span(after, part.last)
        else:
            begun = begun or Span(after, None)
            if part.last is not None and part.last not in here:
                yield None, Span(begun.after, part.last)
                begun = None
        after = part.last
    if begun is not None:
        yield None, begun
    elif left or not before:
        yield None, Span(after, None)


class Line(NamedTuple):
    """One line of a bundle, and the document that it holds; None for a supplement.

    `media` are the files of pictures that it names, by their SHA-256.
    """

    type: str
    text: bytes
    document: Key | None = None
    media: Set[str] = frozenset()


async def pack_lines(session: AsyncSession, lines: AsyncIterator[Line]) -> list[Part]:
    """Return the parts with these lines; a part ends with each document that ends one."""
    parts: list[Part] = []
    some: list[Line] = []
    async for line in lines:
        some.append(line)
        if line.document is not None and ends_a_part(line.document):
            parts.append(await store_lines(session, some))
            some = []
    return [*parts, *([await store_lines(session, some)] if some else [])]


def ends_a_part(document: Key) -> bool:
    """Say whether a part ends with this document, wherever it stands."""
    digest = hashlib.sha256("/".join(document).encode()).digest()
    return int.from_bytes(digest[:4]) % DOCUMENTS_OF_A_PIECE == 0


async def store_lines(session: AsyncSession, lines: Sequence[Line]) -> Part:
    text = b"".join(line.text for line in lines)
    counts = dict(Counter(line.type for line in lines))
    last = lines[-1].document
    is_end = last is not None and ends_a_part(last)
    media = sorted({name for line in lines for name in line.media})
    packed = gzip_pieces.pack(text)
    return await store(
        session, packed, gzip_pieces.content_of(text), counts, media, last if is_end else None
    )


async def document_lines(session: AsyncSession, language: str, span: Span) -> AsyncIterator[Line]:
    """Yield one JSON line a document, by type and slug."""
    query = select(Document.serial, Document.type, Document.slug, Document.body).where(
        Document.language == language, Document.change == "upsert"
    )
    place = tuple_(Document.type, Document.slug)
    if span.after is not None:
        query = query.where(place > span.after)
    if span.up_to is not None:
        query = query.where(place <= span.up_to)
    ordered = query.order_by(Document.type, Document.slug)
    async for row in await session.stream(ordered.execution_options(yield_per=BATCH)):
        fields = {"serial": row.serial, "type": row.type, "slug": row.slug}
        text = f"{row_json(fields, row.type, row.body, LINE)}\n".encode()
        yield Line(row.type, text, (row.type, row.slug), named_in(row.body))


async def supplement_lines(session: AsyncSession, language: str) -> AsyncIterator[Line]:
    for supplement in await find_supplements(session, language):
        yield Line(supplement.type, f"{supplement.line()}\n".encode())


async def drop_old_files(session: AsyncSession, language: str, now: datetime) -> None:
    """Drop the publications of a language that are no longer kept, with their files."""
    newest = (
        select(PublishedBundle.serial)
        .where(PublishedBundle.language == language)
        .order_by(PublishedBundle.serial.desc())
        .limit(KEPT)
    )
    await session.execute(
        delete(PublishedBundle).where(
            PublishedBundle.language == language,
            PublishedBundle.serial.not_in(newest),
            PublishedBundle.published_at < now - KEPT_FOR,
        )
    )
    await forget_unnamed_files(session)


async def forget_earlier_bundles(session: AsyncSession) -> None:
    """Drop the publications of every language but its newest, with their files."""
    newest = (
        select(PublishedBundle.language, func.max(PublishedBundle.serial))
        .group_by(PublishedBundle.language)
        .subquery()
    )
    place = tuple_(PublishedBundle.language, PublishedBundle.serial)
    await session.execute(delete(PublishedBundle).where(place.not_in(select(newest))))
    await forget_unnamed_files(session)


async def forget_unnamed_files(session: AsyncSession) -> None:
    """Forget the bytes of files that no kept publication names; their names answer 410."""
    named = select(PublishedBundle.sha256).where(PublishedBundle.sha256 == BundleFile.sha256)
    forgotten = await session.scalars(
        update(BundleFile)
        .where(BundleFile.bytes.is_not(None), ~named.exists())
        .values(bytes=None)
        .returning(BundleFile.sha256)
        .execution_options(synchronize_session=False)
    )
    names = forgotten.all()
    if names:
        used = select(BundlePart.piece).where(BundlePart.piece == BundlePiece.sha256)
        await session.execute(delete(BundlePart).where(BundlePart.file.in_(names)))
        await session.execute(delete(BundlePiece).where(~used.exists()))


async def languages_without_bundle(session: AsyncSession, languages: set[str]) -> set[str]:
    """Return those of the languages that have no bundle yet, as after a migration."""
    found = await session.scalars(select(PublishedBundle.language).distinct())
    return languages - set(found)
