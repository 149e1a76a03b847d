"""The tables of a run, as lines of Markdown, for the terminal and for docs/performance.md."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.bench.wire.load import Measured
from tests.bench.wire.rounds import Cell, Ratio, Results, quartiles, usual

Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a table whose first column is text and whose others are numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def in_order(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def by_kind(results: Results, shown: Callable[[list[Measured]], str]) -> Iterator[str]:
    """Yield a table of servers and kinds at the usual number of connections."""
    kinds = in_order(cell.kind for cell in results)
    servers = in_order(cell.server for cell in results)

    def shown_at(server: str, kind: str) -> str:
        measured = results.get(Cell(server, kind, usual(kind)))
        return "–" if measured is None else shown(measured)

    yield from table(
        ["", *kinds], ([server, *(shown_at(server, kind) for kind in kinds)] for server in servers)
    )


def rate(measured: list[Measured]) -> str:
    return f"{statistics.median(one.per_second for one in measured):,.0f}"


def cpu(measured: list[Measured]) -> str:
    """Return microseconds of CPU: of the server, and of the database if it was asked."""
    server = statistics.median(one.server_us for one in measured)
    database = statistics.median(one.database_us for one in measured)
    return f"{server:,.0f} + {database:,.0f}" if database >= 1 else f"{server:,.0f}"


def waits(measured: list[Measured]) -> str:
    p50 = statistics.median(one.p50_ms for one in measured)
    p99 = statistics.median(one.p99_ms for one in measured)
    return f"{p50:,.1f} / {p99:,.1f}"


def of_ratios(found: Iterable[Ratio]) -> Iterator[str]:
    rows = ([one.name, f"{one.median:.2f}", f"{one.low:.2f}–{one.high:.2f}"] for one in found)
    yield from table(["ratio: kind, connections", "median", "half of the rounds"], rows)


def spread(measured: list[Measured]) -> tuple[float, float, float]:
    """Return the quartiles of requests a second."""
    return quartiles([one.per_second for one in measured])
