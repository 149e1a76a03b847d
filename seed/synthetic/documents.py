"""Documents of synthetic things, byte for byte as publishing would build them from their rows."""

import itertools
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Document
from api.serialisation import serialise

STAMPED = ("revision", "updated_at")
"""What a document gets when it is published; its content is the rest."""


def listed(line: str, source: str, order: str) -> str:
    """Return the SQL of a JSON array: `line` of each row of `source`, in this order."""
    lines = f"string_agg({line}, ',' ORDER BY {order})"
    return f"(SELECT coalesce('[' || {lines} || ']', '[]') FROM {source})"  # noqa: S608


def objects(columns: str, source: str, owner: str, order: str = "x.position") -> str:
    """Return the SQL of a JSON array of objects: these columns of the rows of `owner`."""
    lines = f"{source} CROSS JOIN LATERAL (SELECT {columns}) AS line"
    return listed("row_to_json(line)::text", f"{lines} WHERE x.{owner} = thing.slug", order)


def words(column: str, table: str, owner: str) -> str:
    """Return the SQL of a JSON array of strings: this column of the rows of `owner`."""
    source = f"{table} AS x WHERE x.{owner} = thing.slug"
    return listed(f"to_json(x.{column})::text", source, "x.position")


CITED = """(SELECT row_to_json(cited) FROM (
    SELECT slug, title, year, url FROM sources WHERE slug = x.source) AS cited) AS source"""
EVIDENCE = "(SELECT row_to_json(e) FROM (SELECT x.grade, x.result) AS e) AS evidence"


@dataclass(frozen=True)
class Kind:
    """A type of document: where its rows are, and the parts that are not its template's."""

    type: str
    table: str
    drawn: str
    content: dict[str, str]
    summary: dict[str, str]


def columns(*names: str) -> dict[str, str]:
    return {name: f"to_json(thing.{name})::text" for name in names}


RANKED = "x.rank NULLS LAST, x.complaint"
EXERCISE = Kind(
    type="exercise",
    table="exercises",
    drawn="made",
    content={
        **columns("slug", "name", "aliases", "kind", "load", "positions", "level", "laterality"),
        **columns("estimated_seconds"),
        "equipment": objects(
            "x.equipment AS slug, q.name, x.required, q.household",
            "exercise_equipment AS x JOIN equipment AS q ON q.code = x.equipment",
            "exercise",
        ),
        "regions": objects(
            "x.region AS slug, r.name, x.role, x.effect",
            "exercise_regions AS x JOIN body_regions AS r ON r.slug = x.region",
            "exercise",
        ),
        "complaints": objects(
            f"x.complaint AS slug, c.name, {EVIDENCE}, x.rationale, {CITED}",
            "complaint_exercises AS x JOIN complaints AS c ON c.slug = x.complaint",
            "exercise",
            RANKED,
        ),
    },
    summary={
        "equipment": words("equipment", "exercise_equipment", "exercise"),
        "regions": words("region", "exercise_regions", "exercise"),
        "complaints": objects(
            f"x.complaint AS slug, {EVIDENCE}", "complaint_exercises AS x", "exercise", RANKED
        ),
    },
)

COMPLAINT = Kind(
    type="complaint",
    table="complaints",
    drawn="ailing",
    content={
        **columns("slug", "name", "self_care"),
        "variants": "'[]'",
        "lay_names": words("text", "complaint_lay_names", "complaint"),
        "regions": objects(
            "x.region AS slug, r.name",
            "complaint_regions AS x JOIN body_regions AS r ON r.slug = x.region",
            "complaint",
        ),
        "exercises": objects(
            f"x.exercise AS slug, e.name, {EVIDENCE}, x.rationale, {CITED}, x.rank",
            "complaint_exercises AS x JOIN exercises AS e ON e.slug = x.exercise",
            "complaint",
        ),
        "avoid": objects("x.exercise, x.text, x.why", "complaint_avoids AS x", "complaint"),
    },
    summary={"regions": words("region", "complaint_regions", "complaint")},
)

DOCUMENTS = r"""
INSERT INTO documents (type, slug, language, serial, change, revision, updated_at,
    content_digest, body, summary)
SELECT '{type}', slug, 'en', (SELECT max(serial) FROM documents) + i, 'upsert', 1, at,
    encode(sha256(convert_to('[' || content || '}},' || summary || '}}]', 'UTF8')), 'hex'),
    content || ',"revision"\:1' || stamp, summary || stamp
FROM (
    SELECT i, thing.slug, {content} AS content, {summary} AS summary,
        CAST(:since AS timestamptz) + i * interval '1 second' AS at,
        ',"updated_at":"' || to_char(
            (CAST(:since AS timestamptz) + i * interval '1 second') AT TIME ZONE 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '"}}' AS stamp
    FROM {drawn} JOIN {table} AS thing ON thing.slug = {drawn}.slug
        JOIN unnest({arrays}) AS t (slug, {names}) ON t.slug = {drawn}.template
    OFFSET 0 -- each text is made once, however often it is named
) AS made_of
"""


async def add_documents(session: AsyncSession, since: datetime) -> None:
    """Add the documents; the first is published at `since`, each later one a second later."""
    for kind in (EXERCISE, COMPLAINT):
        query = select(Document.slug, Document.body, Document.summary).where(
            Document.type == kind.type, Document.change == "upsert"
        )
        rows = (await session.execute(query)).all()
        copied: dict[str, list[str]] = {"slugs": [row.slug for row in rows]}
        insert = DOCUMENTS.format(
            type=kind.type,
            table=kind.table,
            drawn=kind.drawn,
            content=spliced([row.body for row in rows], kind.content, copied),
            summary=spliced([row.summary for row in rows], kind.content | kind.summary, copied),
            arrays=", ".join(f"CAST(:{name} AS text[])" for name in copied),
            names=", ".join(list(copied)[1:]),
        )
        await session.execute(text(insert), {"since": since, **copied})


def spliced(templates: list[str], own: dict[str, str], copied: dict[str, list[str]]) -> str:
    """Return the SQL of an object without its end: own parts, and the template's for the rest.

    What a template gives in one piece becomes one more column of `copied`, a row a template.
    """
    documents = [json.loads(template) for template in templates]
    keys = [key for key in documents[0] if key not in STAMPED]
    pieces = []
    for is_own, run in itertools.groupby(keys, key=own.__contains__):
        if is_own:
            pieces += [f"""'"{key}":' || {own[key]}""" for key in run]
        else:
            name, names = f"piece_{len(copied)}", list(run)
            copied[name] = [serialise({key: d[key] for key in names})[1:-1] for d in documents]
            pieces.append(f"t.{name}")
    return "'{' || " + " || ',' || ".join(pieces)
