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
    for name, is_text in fields_with_texts(type(record)):
        value = getattr(record, name)
        if is_text:
            if value:
                yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from texts_of(value, (*path, name))
        elif has_records(value):
            for at, part in enumerate(value):
                yield from texts_of(part, (*path, name, at))


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
def fields_with_texts(record: type[BaseModel]) -> list[tuple[str, bool]]:
    """Return the fields of a kind of record that hold prose (True) or other records (False)."""
    prose = prose_fields(record)
    return [
        (name, name in prose)
        for name, field in record.model_fields.items()
        if name in prose or holds_records(field.annotation)
    ]


@cache
def prose_fields(record: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of a kind of record that hold prose."""
    return frozenset(
        name
        for name, field in record.model_fields.items()
        if is_prose(field.metadata) or holds_prose(field.annotation)
    )


def holds_records(annotation: Any) -> bool:
    """Say whether a type is a record, or a list of records or an optional one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(holds_records(part) for part in get_args(annotation))


def is_prose(metadata: Any) -> bool:
    return any(isinstance(mark, Prose) for mark in metadata)


def holds_prose(annotation: Any) -> bool:
    """Say whether a type is prose, or a list of it or an optional one."""
    if is_prose(getattr(annotation, "__metadata__", ())):
        return True
    return any(holds_prose(part) for part in get_args(annotation))
