"""Statements of a plan in the shape of v1: a code, the sentence, and the values in it."""

from typing import Any

from api.planner.catalogue import Source
from api.planner.messages.message import Message, Named, Term

Json = dict[str, Any]


def statement_json(message: Message) -> Json:
    return {
        **remark_json(message),
        "parameters": [
            {"name": name, "values": values_of(value)} for name, value in message.parameters.items()
        ],
        "source": source_json(message.source),
    }


def remark_json(message: Message) -> Json:
    """Return a statement whose code and sentence say everything."""
    return {"code": message.code, "text": message.text}


def values_of(value: Any) -> list[str]:
    """Return a parameter of a message as texts: slugs, codes, and numbers in digits."""
    if isinstance(value, tuple):
        return [text for item in value for text in values_of(item)]
    if isinstance(value, Named):
        return [value.slug]
    return [value.code if isinstance(value, Term) else str(value)]


def named_json(thing: Named) -> Json:
    return {"slug": thing.slug, "name": thing.name}


def source_json(source: Source | None) -> Json | None:
    return dict(vars(source)) if source else None
