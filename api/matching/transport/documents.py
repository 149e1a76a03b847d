"""Texts that arrive as the document of an editor or as a form, in JSON."""

import json
from collections.abc import Iterator

from api.matching.transport.joints import GAP

TEXT_MEMBERS = frozenset(("text", "insert", "value", "content", "body", "message", "html"))
"""Where editors and chats keep what a person wrote; a word may run over several of them."""


def undo_json(text: str) -> str:
    """Return the texts of a JSON document: `{"ops": [{"insert": "my "}, {"insert": "heel"}]}`."""
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text
    pieces = list(texts_of(document, "")) or list(strings_of(document))
    return GAP.join(pieces) if pieces else text


def texts_of(value: object, name: str) -> Iterator[str]:
    if isinstance(value, str) and name in TEXT_MEMBERS:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item, name)
    elif isinstance(value, dict):
        for member, held in value.items():
            yield from texts_of(held, member)


def strings_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield f" {value} "
    elif isinstance(value, list):
        for item in value:
            yield from strings_of(item)
    elif isinstance(value, dict):
        for held in value.values():
            yield from strings_of(held)
