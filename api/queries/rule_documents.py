"""Published rules in the snapshot, read once by each process for each digest of their document."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, select

from api.errors import Overloaded
from api.models import RuleDocument
from api.queries.reads import Reads, Statement, compiled, fetch

MOST_RULES = 16
"""Rules of so many languages and publications are kept; the oldest ones make room."""

T = TypeVar("T")


class RuleDocuments(Generic[T]):
    """The rules of one table; `make` reads their document, `missing` says what is not ready."""

    def __init__(
        self,
        table: type[RuleDocument],
        make: Callable[[Mapping[str, Any]], T],
        missing: str,
    ) -> None:
        self.table, self.make, self.missing = table, make, missing
        self.kept: dict[str, T] = {}

    async def get(self, reads: Reads, language: str) -> T:
        """Return the rules in a language. Raises Overloaded if the database has none yet."""
        rows = await fetch(reads, self.digest, language=language)
        if not rows:
            raise Overloaded(self.missing)
        digest: str = rows[0].digest
        if digest not in self.kept:
            [row] = await fetch(reads, self.document, language=language)
            self.kept[digest] = self.make(json.loads(row.document))
            for oldest in list(self.kept)[:-MOST_RULES]:
                del self.kept[oldest]
        return self.kept[digest]

    @cached_property
    def digest(self) -> Statement:
        of_language = self.table.language == bindparam("language")
        return compiled(select(self.table.digest).where(of_language))

    @cached_property
    def document(self) -> Statement:
        of_language = self.table.language == bindparam("language")
        return compiled(select(self.table.document).where(of_language))
