"""The rules of the safety check in the snapshot."""

import json
from functools import cache

from sqlalchemy import ColumnElement, bindparam, select

from api.errors import Overloaded
from api.interview.rules import InterviewRules
from api.models import CheckScreens
from api.queries.reads import Reads, Statement, compiled, fetch

MOST_RULES = 16
"""Rules of so many languages and publications are kept; the oldest ones make room."""

KEPT: dict[str, InterviewRules] = {}
"""The rules that this process has read, by digest."""


async def get_interview_rules(reads: Reads, language: str) -> InterviewRules:
    """Return the rules in a language; they are read only if this process has others.

    Raises Overloaded if the database has none yet.
    """
    rows = await fetch(reads, screens_digest(), language=language)
    if not rows:
        raise Overloaded("The safety check is not ready yet.")
    digest: str = rows[0].digest
    if digest not in KEPT:
        [row] = await fetch(reads, screens_document(), language=language)
        KEPT[digest] = InterviewRules.from_plain(json.loads(row.document))
        for oldest in list(KEPT)[:-MOST_RULES]:
            del KEPT[oldest]
    return KEPT[digest]


@cache
def screens_digest() -> Statement:
    return compiled(select(CheckScreens.digest).where(of_language()))


@cache
def screens_document() -> Statement:
    return compiled(select(CheckScreens.document).where(of_language()))


def of_language() -> ColumnElement[bool]:
    return CheckScreens.language == bindparam("language")
