"""Grow a catalogue: synthetic exercises and complaints beside the real ones.

Made inside PostgreSQL, and for measuring only: what a request costs must not hang on how much the catalogue holds. Names are
drawn from a vocabulary by Zipf's law (a few words everywhere, most of them rare), each exercise
has the steps, regions and document of a real one, and each complaint ranks twenty exercises. The
same count gives the same rows.
"""

import itertools

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

VOCABULARY = 4_900
EXERCISES_TO_A_COMPLAINT = 50
"""One synthetic complaint for so many synthetic exercises."""

RANDOM = "(('x' || substr(md5({0}::text), 1, 8))::bit(32)::bigint / 4294967296.0)"
"""A number in 0..1 that follows from its argument."""


def random(argument: str) -> str:
    return RANDOM.format(f"({argument})")


def zipf(argument: str) -> str:
    """Return the SQL of a word's number: small ones are common, as in a language."""
    return f"(1 + floor(power({VOCABULARY}, {random(argument)}) - 1))::int"


def vocabulary() -> list[str]:
    """Return distinct pronounceable words, the common ones first and short."""
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
    pairs = ("".join(pair) for pair in itertools.product(syllables, repeat=2))
    return list(itertools.islice(pairs, VOCABULARY))


MADE = f"""
CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT i, 'synthetic-' || lpad(i::text, 8, '0') AS slug,
    initcap(words[{zipf("i * 3")}] || ' ' || words[{zipf("i * 3 + 1")}] || ' ' ||
        words[{zipf("i * 3 + 2")}]) || ' ' || i AS name,
    templates[1 + (i % cardinality(templates))] AS template
FROM generate_series(1, :count) AS i,
    (SELECT CAST(:words AS text[]) AS words) AS spoken,
    (SELECT array_agg(slug ORDER BY slug) AS templates FROM exercises) AS real
"""  # noqa: S608 - nothing in it comes from outside

COPIES = {
    "exercise_steps": "number, phase, text",
    "exercise_equipment": "equipment, position, required",
    "exercise_regions": "region, position, role, effect",
}
"""Tables of an exercise that are copied row by row from its template."""

EXERCISES = """
INSERT INTO exercises SELECT copy.*
FROM made JOIN exercises e ON e.slug = made.template,
    LATERAL jsonb_populate_record(e, jsonb_build_object(
        'slug', made.slug, 'name', made.name, 'estimated_seconds', 20 + made.i % 600)) AS copy
"""

DOCUMENTS = """
INSERT INTO documents (type, slug, language, serial, change, revision, updated_at,
    content_digest, body, summary)
SELECT d.type, made.slug, d.language,
    (SELECT serial FROM catalogue) + row_number() OVER (ORDER BY made.i), 'upsert', 1,
    d.updated_at - made.i * interval '1 second', md5(made.slug) || md5(made.name),
    '{"slug":"' || made.slug || '","name":"' || made.name || '"'
        || substr(d.body, strpos(d.body, ',"aliases"')),
    '{"slug":"' || made.slug || '","name":"' || made.name || '"'
        || substr(d.summary, strpos(d.summary, ',"kind"'))
FROM made JOIN documents d ON d.type = 'exercise' AND d.slug = made.template
"""

SEARCHED = """
INSERT INTO search_names (type, slug, language, position, name, folded, is_own)
SELECT 'exercise', slug, 'en', 0, name, lower(name), true FROM made;
INSERT INTO search_texts (type, slug, language, name, shown, words)
SELECT t.type, made.slug, t.language, made.name, t.shown,
    setweight(to_tsvector('english', made.name), 'A') || t.words
FROM made JOIN search_texts t ON t.type = 'exercise' AND t.slug = made.template
"""

COMPLAINTS = f"""
CREATE TEMPORARY TABLE complained ON COMMIT DROP AS
SELECT i / {EXERCISES_TO_A_COMPLAINT} AS i, 'ache-' || slug AS slug, 'Ache ' || name AS name,
    'calf-tightness' AS template
FROM made WHERE i % {EXERCISES_TO_A_COMPLAINT} = 0;
INSERT INTO complaints SELECT copy.*
FROM complained JOIN complaints c ON c.slug = complained.template,
    LATERAL jsonb_populate_record(c, jsonb_build_object(
        'slug', complained.slug, 'name', complained.name)) AS copy;
INSERT INTO complaint_regions (complaint, region, position)
SELECT complained.slug, r.region, r.position
FROM complained JOIN complaint_regions r ON r.complaint = complained.template;
INSERT INTO complaint_variants (complaint, variant, condition, position, note)
SELECT slug, 'unstated', NULL, 0, NULL FROM complained;
INSERT INTO complaint_exercises (complaint, variant, exercise, position, grade, result, rank,
    rationale)
SELECT complained.slug, 'unstated', made.slug, number, 'expert', 'supports', number,
    'Synthetic.'
FROM complained, generate_series(1, 20) AS number
JOIN made ON true
WHERE made.i = (complained.i - 1) * {EXERCISES_TO_A_COMPLAINT} + number;
INSERT INTO documents (type, slug, language, serial, change, revision, updated_at,
    content_digest, body, summary)
SELECT d.type, complained.slug, d.language,
    (SELECT max(serial) FROM documents) + row_number() OVER (ORDER BY complained.i), 'upsert', 1,
    d.updated_at, md5(complained.slug) || md5(complained.name),
    '{{"slug":"' || complained.slug || '","name":"' || complained.name || '"'
        || substr(d.body, strpos(d.body, ',"lay_names"')),
    '{{"slug":"' || complained.slug || '","name":"' || complained.name || '"'
        || substr(d.summary, strpos(d.summary, ',"description"'))
FROM complained JOIN documents d ON d.type = 'complaint' AND d.slug = complained.template
"""  # noqa: S608


async def grow(session: AsyncSession, count: int) -> None:
    """Add `count` synthetic exercises and their complaints, in the caller's transaction."""
    await session.execute(text(MADE), {"count": count, "words": vocabulary()})
    await session.execute(text("CREATE INDEX ON made (i)"))
    await session.execute(text(EXERCISES))
    for table, columns in COPIES.items():
        copied = ", ".join(f"c.{column.strip()}" for column in columns.split(","))
        await session.execute(
            text(
                f"INSERT INTO {table} (exercise, {columns}) SELECT made.slug, {copied}"  # noqa: S608
                f" FROM made JOIN {table} c ON c.exercise = made.template"
            )
        )
    for statement in ";".join((DOCUMENTS, SEARCHED, COMPLAINTS)).split(";"):
        await session.execute(text(statement))
    await session.execute(text("UPDATE catalogue SET serial = (SELECT max(serial) FROM documents)"))
