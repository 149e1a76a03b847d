"""Rows that carry one thing of any type: a member for each type, and one of them is filled.

Changes and the lines of a bundle have this shape, so that generated clients know the type of each
document. A type that a client does not know leaves null all members that it knows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.serialisation import serialise
from api.vocabulary import DocumentType, words

DOCUMENTS = {kind: kind.replace("-", "_") for kind in words(DocumentType)}
"""The member of each type of document, for example `body_region` of `body-region`."""

SUPPLEMENTS = {
    "retired-slug": "retired_slug",
    "notice": "notice",
    "lexicon": "lexicon",
    "screens": "screens",
    "adaptation-rules": "adaptation_rules",
}
"""The members that only the lines of a bundle have."""

LINE = {**DOCUMENTS, **SUPPLEMENTS}


def row_json(
    fields: Mapping[str, Any], kind: str, body: str | None, members: Mapping[str, str]
) -> str:
    """Return a row as JSON: its fields, then all members; `body` is inserted byte for byte."""
    names = list(members.values())
    at = names.index(members[kind]) if body is not None else len(names)
    parts = [serialise(dict(fields))[1:-1], *nulls(names[:at])]
    if body is not None:
        parts += [f'"{names[at]}":{body}', *nulls(names[at + 1 :])]
    return f"{{{','.join(parts)}}}"


def nulls(names: Sequence[str]) -> list[str]:
    return [f'"{name}":null' for name in names]
