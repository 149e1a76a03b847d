"""What is kept of the catalogue for the time in which PostgreSQL is away, in one language."""

import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.catalogue_snapshot import catalogue_headers
from api.errors import Overloaded
from api.interview.rules import InterviewRules
from api.interview.situation import CheckRequest
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.wording import TextMatch
from api.messages import Messages
from api.queries.bundles import FoundBundle, get_bundle_file, get_current_bundle, whole_bundle_file
from api.queries.catalogue import get_catalogue
from api.queries.complaint_matches import get_lexicon
from api.queries.documents import StoredDocument, list_documents
from api.queries.interview_rules import get_interview_rules
from api.queries.safety_checks import (
    FoundCheck,
    has_present_names,
    refuse_unknown,
    step_for,
)
from api.queries.vocabularies import list_whole_vocabulary
from api.screening import Said, said
from api.v1.answers.complaint_matches import complaint_match

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of a bundle that each process keeps for a language; a larger one is not kept."""


@dataclass(frozen=True)
class KnownFile:
    """The file of a bundle."""

    sha256: str
    created_at: datetime
    body: bytes

    async def read(self, part: range) -> AsyncIterator[bytes]:
        yield self.body[part.start : part.stop]


@dataclass(frozen=True)
class KnownCatalogue:
    """The warning signs (for lists: summary, position, code), and what other answers need.

    These are matches of texts, safety checks and the bundle. The documents of complaints are
    compressed: they are the largest part, and hardly ever read.
    """

    headers: Mapping[str, str]
    listed_red_flags: Sequence[tuple[str, int, str]]
    red_flags: Mapping[str, StoredDocument]
    complaints: Mapping[str, bytes]
    lexicon: Lexicon
    messages: LexiconMessages
    rules: InterviewRules
    bundle: FoundBundle
    file: KnownFile | None


async def read_known_catalogue(session: AsyncSession, language: str) -> KnownCatalogue:
    """Read it from one snapshot. Raises Overloaded if nothing is published yet."""
    headers = catalogue_headers(await get_catalogue(session), language)
    lexicon, messages = await get_lexicon(session, language)
    bundle = await get_current_bundle(session, language)
    complaints = await list_documents(session, "complaint", language)
    return KnownCatalogue(
        headers=headers,
        listed_red_flags=await list_whole_vocabulary(session, "red-flag", language),
        red_flags=await list_documents(session, "red-flag", language),
        complaints={slug: zlib.compress(it.body) for slug, it in complaints.items()},
        lexicon=lexicon,
        messages=messages,
        rules=await get_interview_rules(session, language),
        bundle=bundle,
        file=await read_file(session, bundle),
    )


async def read_file(session: AsyncSession, bundle: FoundBundle) -> KnownFile | None:
    if bundle.bytes > LARGEST_FILE:
        return None
    file = await get_bundle_file(session, bundle.sha256)
    return KnownFile(file.sha256, file.created_at, await whole_bundle_file(session, file))


def stated_emergency(
    known: KnownCatalogue, sentences: Messages, text: str, spoken: Said
) -> dict[str, Any]:
    """Return the answer to a text, or to answers beside it, that state a grave sign.

    Raises Overloaded for any other text: what it means is for the current catalogue to say.
    """
    found = match(known.lexicon, text, spoken)
    if found.outcome != "seek_care":
        raise Overloaded
    return complaint_match(
        found,
        known.messages,
        sentences,
        complaints={
            slug: zlib.decompress(known.complaints[slug]).decode()
            for slug in (matched.complaint for matched in found.matches)
            if slug in known.complaints
        },
        red_flags={code: document.body.decode() for code, document in known.red_flags.items()},
    )


def checked_from_known(
    known: KnownCatalogue, request: CheckRequest, text: str | None
) -> FoundCheck:
    """Return a step of the safety check by the last known rules.

    Raises Overloaded for a name that they do not have (it may be new), and InvalidRequest for an
    answer to no question.
    """
    rules = known.rules
    if not has_present_names(request, rules):
        raise Overloaded
    refuse_unknown(request.answers, rules)
    found = None
    if text is not None:
        spoken = said(request.answers, request.person)
        found = TextMatch(match(known.lexicon, text, spoken), known.messages)
    return step_for(rules, request, found)
