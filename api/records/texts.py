"""The texts of a record that a translation replaces, by their place in it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from api.records.base import Prose

Path = tuple[str | int, ...]
Texts = str | list[str]
"""One text, or a list of texts, which a translation may make longer or shorter."""

RecordT = TypeVar("RecordT", bound=BaseModel)


def texts_of(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, Texts]]:
    """Yield each translated text with its path, for example `(("steps", 0, "text"), "Sit …")`."""
    for name in type(record).model_fields:
        value, place = getattr(record, name), (*path, name)
        if isinstance(value, BaseModel):
            yield from texts_of(value, place)
        elif has_records(value):
            for at, part in enumerate(value):
                yield from texts_of(part, (*place, at))
        elif value and name in prose_fields(type(record)):
            yield place, value


def with_texts(record: RecordT, texts: Mapping[Path, Texts], path: Path = ()) -> RecordT:
    """Return the record with these texts in place of its own. Lengths are not checked again."""
    changes: dict[str, Any] = {}
    for name in type(record).model_fields:
        value, place = getattr(record, name), (*path, name)
        if isinstance(value, BaseModel):
            changes[name] = with_texts(value, texts, place)
        elif has_records(value):
            changes[name] = [with_texts(part, texts, (*place, n)) for n, part in enumerate(value)]
        elif place in texts:
            changes[name] = texts[place]
    return record.model_copy(update=changes)


def has_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], BaseModel)


@cache
def prose_fields(record: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of a kind of record that hold prose."""
    return frozenset(
        name
        for name, field in record.model_fields.items()
        if is_prose(field.metadata) or holds_prose(field.annotation)
    )


def is_prose(metadata: Any) -> bool:
    return any(isinstance(mark, Prose) for mark in metadata)


def holds_prose(annotation: Any) -> bool:
    """Say whether a type is prose, or a list of it or an optional one."""
    if is_prose(getattr(annotation, "__metadata__", ())):
        return True
    return any(holds_prose(part) for part in get_args(annotation))
