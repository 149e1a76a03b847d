"""Matching a text with the lexicon of the snapshot."""

import asyncio
import gc
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.errors import MOST_ERRORS, FieldError, InvalidRequest, Overloaded
from api.languages import FALLBACK
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LEARNED, LexiconSource, learned
from api.matching.lexicon.messages import EVERY_LANGUAGE, LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.wording import TextMatch
from api.models import Lexicon as LexiconRow
from api.queries.documents import find_documents
from api.queries.reads import Reads, Statement, compiled, fetch, one_state
from api.screening import NOTHING_SAID, Answer, Person, Said, said, unknown_codes
from api.turns import TURNS

MOST_LEXICONS = 2
"""While a new one is published, some requests still read the one before."""

MOST_MESSAGES = 64

T = TypeVar("T")


@dataclass(frozen=True)
class ComplaintMatches(TextMatch):
    """The same, with JSON documents: of complaints by slug (as in lists), of signs by code."""

    complaints: Mapping[str, str]
    red_flags: Mapping[str, str]


@one_state
async def get_complaint_matches(
    reads: Reads, language: str, text: str, answers: Sequence[Answer], person: Person
) -> ComplaintMatches:
    """Match a text and what was answered beside it, and read the documents that the answer shows.

    Raises InvalidRequest with each answer to a question that there is not.
    """
    lexicon, messages = await get_lexicon(reads, language)
    refuse_unknown(answers, lexicon)
    spoken = said(answers, person)
    found = TextMatch(await TURNS.take(lambda _: match(lexicon, text, spoken)), messages)
    slugs = [matched.complaint for matched in found.match.matches]
    codes = list(found.match.shown_signs)
    complaints = await find_documents(reads, "complaint", slugs, language)
    red_flags = await find_documents(reads, "red-flag", codes, language)
    return ComplaintMatches(
        found.match,
        found.messages,
        complaints={slug: document.summary for slug, document in complaints.items()},
        red_flags={code: document.body for code, document in red_flags.items()},
    )


def refuse_unknown(answers: Sequence[Answer], lexicon: Lexicon) -> None:
    """Raise InvalidRequest with each answer to a question that there is not."""
    unknown = unknown_codes(answers, lexicon.effects)
    errors = [
        FieldError.at(f"/answers/{at}/code", "unknown", f"{code[:80]} is not known here.", near)
        for at, code, near in unknown
    ]
    if errors:
        raise InvalidRequest.listing(errors[:MOST_ERRORS])


async def match_text(
    reads: Reads, language: str, text: str, spoken: Said = NOTHING_SAID
) -> TextMatch:
    """Say which complaint a text means, and which warning signs it states.

    With the lexicon of the session's snapshot. Raises Overloaded if there is none yet.
    """
    lexicon, messages = await get_lexicon(reads, language)
    return TextMatch(await TURNS.take(lambda _: match(lexicon, text, spoken)), messages)


async def get_lexicon(reads: Reads, language: str) -> tuple[Lexicon, LexiconMessages]:
    """Return the compiled lexicon, and its messages in a language or else in the fallback.

    Raises Overloaded if the database has none yet.
    """
    wanted = list({EVERY_LANGUAGE, FALLBACK, language})
    rows = await fetch(reads, lexicon_digests(), languages=wanted)
    digests = {row.language: row.digest for row in rows}
    if not digests.keys() >= {EVERY_LANGUAGE, FALLBACK}:
        raise Overloaded("The lexicon is not ready yet.")
    spoken = language if language in digests else FALLBACK
    lexicon = await LEXICONS.get(reads, digests[EVERY_LANGUAGE], EVERY_LANGUAGE)
    return lexicon, await MESSAGES.get(reads, digests[spoken], spoken)


@cache
def lexicon_digests() -> Statement:
    languages = func.any(bindparam("languages", type_=ARRAY(Text)))
    query = select(LexiconRow.language, LexiconRow.digest)
    return compiled(query.where(LexiconRow.language == languages))


@cache
def lexicon_document() -> Statement:
    query = select(LexiconRow.document).where(LexiconRow.language == bindparam("language"))
    return compiled(query)


class KeptByDigest(Generic[T]):
    """Values that this process made from documents, by digest; the newest `most` are kept."""

    def __init__(self, make: Callable[[str, str], T], *, most: int) -> None:
        self.make = make
        self.most = most
        self.kept: dict[str, T] = {}
        self.making = asyncio.Lock()

    async def get(self, reads: Reads, digest: str, language: str) -> T:
        """Return the value of the document with this digest, made by `make(language, document)`."""
        async with self.making:
            if digest not in self.kept:
                [row] = await fetch(reads, lexicon_document(), language=language)
                # In a thread: other requests go on meanwhile.
                self.kept[digest] = await asyncio.to_thread(self.make, language, row.document)
                for old in list(self.kept)[: -self.most]:
                    del self.kept[old]
            return self.kept[digest]


def compile_document(_language: str, document: str) -> Lexicon:
    """Compile a lexicon, and keep the garbage collector from walking it now and ever after.

    A full collection holds up every request for its time, and the lexicon is most of the heap.

    What stays is made when all that compiling needed is gone: the lexicon is copied, and what was
    learned, its largest part, is read at last. Otherwise each piece of memory would hold a little
    of both, and six megabytes could not be given back.
    """
    gc.disable()
    try:
        plain = json.loads(document)
        last = {name: plain.pop(name, None) for name in LEARNED}
        packed = pickle.dumps(compile_lexicon(LexiconSource.from_plain(plain)))
        del plain
        # It also empties the lists of small objects to be used again.
        gc.collect()
        lexicon: Lexicon = pickle.loads(packed)  # noqa: S301
        layer, ranking = learned(last)
        return replace(lexicon, layer=layer, ranking=ranking)
    finally:
        gc.freeze()
        gc.enable()


def read_messages(language: str, document: str) -> LexiconMessages:
    data: dict[str, Any] = json.loads(document)
    return LexiconMessages.from_plain(language, data)


LEXICONS = KeptByDigest(compile_document, most=MOST_LEXICONS)
MESSAGES = KeptByDigest(read_messages, most=MOST_MESSAGES)
