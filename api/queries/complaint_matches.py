"""What a person means: the lexicon of the snapshot, and what the matcher says with it."""

import asyncio
import gc
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Overloaded
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.models import Lexicon as LexiconRow
from api.queries.documents import find_documents

MOST_KEPT = 2
"""Lexicons: during a publish some requests still read the one before."""

COMPILED: dict[str, Lexicon] = {}
"""This process's lexicons by their digest, the newest last."""

COMPILING = asyncio.Lock()


async def match_text(session: AsyncSession, language: str, text: str) -> Match:
    """Say which complaint a text means, and which warning signs it states.

    With the lexicon of the session's snapshot. Raises Overloaded where none is there yet.
    """
    return match(await get_lexicon(session, language), text)


async def get_lexicon(session: AsyncSession, language: str) -> Lexicon:
    """Return the compiled lexicon; raises Overloaded where the database has none yet."""
    row = LexiconRow.language == language
    digest = await session.scalar(select(LexiconRow.digest).where(row))
    if digest is None:
        raise Overloaded("The lexicon is not ready yet.")
    async with COMPILING:
        if digest not in COMPILED:
            document = await session.scalar(select(LexiconRow.document).where(row))
            # In a thread: other requests go on meanwhile.
            lexicon = await asyncio.to_thread(compile_document, str(document))
            COMPILED[digest] = lexicon
            for old in list(COMPILED)[:-MOST_KEPT]:
                del COMPILED[old]
        return COMPILED[digest]


def compile_document(document: str) -> Lexicon:
    """Compile a lexicon, and keep the garbage collector from walking it now and ever after.

    A full collection holds up every request for its time, and the lexicon is most of the heap.
    """
    gc.disable()
    try:
        return compile_lexicon(LexiconSource.from_plain(json.loads(document)))
    finally:
        gc.freeze()
        gc.enable()


async def get_complaint_matches(session: AsyncSession, language: str, text: str) -> dict[str, Any]:
    """Return the answer to a text: complaints that fit, warning signs first, what to do."""
    found = await match_text(session, language, text)
    complaints = [matched.complaint for matched in found.matches]
    flags = [flag.code for flag in found.red_flags]
    named = await find_documents(session, "complaint", complaints, language)
    signs = await find_documents(session, "red-flag", flags, language)
    return {
        "outcome": found.outcome,
        "matches": [
            {
                "complaint": fields(named[matched.complaint].summary, "slug", "name"),
                "score": matched.score,
                "because": list(matched.because),
            }
            for matched in found.matches
            if matched.complaint in named
        ],
        "question": found.question,
        "red_flags": [
            fields(signs[code].body, "code", "tier", "sign", "advice")
            for code in flags
            if code in signs
        ],
        "advice": found.advice,
    }


def fields(document: str, *names: str) -> dict[str, Any]:
    whole = json.loads(document)
    return {name: whole[name] for name in names}
