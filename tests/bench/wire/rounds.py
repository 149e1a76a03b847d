"""The order of a run: every server and every kind of request in each round, one after the other.

A machine that others use, too, is faster in one minute than in the next. So nothing is compared
but what was measured in the same round, and only the ratios of many rounds say something.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.wire.load import Measured

INSTEP, UNCACHED, EARLIER = "Instep", "Instep, nothing kept", "Instep, earlier"
RAW, ROWS, NGINX = "raw ASGI", "raw ASGI, one statement", "nginx, a file"

FROM_MEMORY = ("list 20", "list, gzip", "by id", "304", "what helps")
READ_ANEW = ("list 20", "by id", "search")
EARLIER_TOO = ("list 20", "by id", "what helps", "search", "suggestions", "match", "plan")
FILES = ("list 20", "by id")
"""What nginx serves."""

QUICKLY = ("list 20", "by id", "304", "search", "suggestions", "match", "plan")
USUAL = 16
"""Connections."""
FOR_PLANS = 4
"""As many as a process works on at once; it refuses more (`api.http.admission_control`)."""
OTHERS = (1, 64)


@dataclass(frozen=True)
class Cell:
    """One thing that is measured in each round."""

    server: str
    kind: str
    connections: int = USUAL


def usual(kind: str) -> int:
    """Return the number of connections at which all servers are compared."""
    return FOR_PLANS if kind == "plan" else USUAL


Results = dict[Cell, list[Measured]]


def servers_of(kind: str) -> Iterator[str]:
    """Yield the servers that are compared for a kind; those to compare stand side by side."""
    if kind in EARLIER_TOO:
        yield EARLIER
    yield INSTEP
    if kind in FROM_MEMORY:
        yield RAW
    if kind in READ_ANEW or kind == "suggestions":
        yield UNCACHED
    if kind in READ_ANEW:
        yield ROWS
    if kind in FILES:
        yield NGINX


def cells(kinds: Sequence[str], *, left_out: Sequence[str], quick: bool) -> list[Cell]:
    """Return what is measured, in this order; `left_out` are servers that do not run.

    If it has to be quick, not all kinds, and only the usual number of connections.
    """
    found = [
        Cell(server, kind, usual(kind))
        for kind in kinds
        if kind in QUICKLY or not quick
        for server in servers_of(kind)
        if server not in left_out
    ]
    for connections in () if quick else OTHERS:
        for kind in FROM_MEMORY:
            found += [Cell(INSTEP, kind, connections), Cell(RAW, kind, connections)]
    return found


@dataclass(frozen=True)
class Ratio:
    """How fast one server was beside another: the median of the rounds, and their quartiles."""

    name: str
    low: float
    median: float
    high: float

    def is_below(self, committed: float) -> bool:
        """Say whether the whole interquartile range lies a tenth below what was committed."""
        return self.high < 0.9 * committed


def ratios(results: Results) -> Iterator[Ratio]:
    """Yield Instep's ratios to the raw applications and to itself, in the order of the cells."""
    compared = {INSTEP: [RAW, ROWS, EARLIER], UNCACHED: [ROWS, EARLIER]}
    for cell in results:
        for other in compared.get(cell.server, []):
            against = results.get(Cell(other, cell.kind, cell.connections))
            if against is not None:
                yield ratio(cell, results[cell], other, against)


def ratio(cell: Cell, ours: list[Measured], other: str, theirs: list[Measured]) -> Ratio:
    found = [a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True)]
    low, _, high = quartiles(found)
    name = f"{cell.server} / {other}: {cell.kind}, {cell.connections}"
    return Ratio(name, low, statistics.median(found), high)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the three quartiles; of a single value, that value."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high
