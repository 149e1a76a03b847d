"""Changes in the shape of v1: documents are inserted byte for byte."""

from collections.abc import Sequence
from typing import Any, Protocol

from api.serialisation import serialise
from api.v1.documents.members import DOCUMENTS, row_json

FIELDS = ("serial", "type", "slug", "change", "replaced_by")


class Changes(Protocol):
    """A page of changes, as `api.queries.changes` returns it."""

    @property
    def catalogue_id(self) -> object: ...
    @property
    def rows(self) -> Sequence[Any]: ...
    @property
    def next_after(self) -> object: ...
    @property
    def serial(self) -> int: ...


def changes_json(found: Changes) -> str:
    before = serialise({"catalogue_id": str(found.catalogue_id)})
    items = ",".join(change_json(row) for row in found.rows)
    after = serialise({"next_after": str(found.next_after), "serial": found.serial})
    return f'{before[:-1]},"items":[{items}],{after[1:]}'


def change_json(row: Any) -> str:
    """Return one change as JSON, with the document's bytes as they were published."""
    fields = {name: getattr(row, name) for name in FIELDS}
    return row_json(fields, row.type, row.body, DOCUMENTS)
