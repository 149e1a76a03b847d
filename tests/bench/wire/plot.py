"""A plot of requests a second: a row for each kind, a dot for each server; light and dark."""

import math
from collections.abc import Iterator
from html import escape

from tests.bench.wire.rounds import (
    EARLIER,
    INSTEP,
    NGINX,
    RAW,
    ROWS,
    UNCACHED,
    USUAL,
    Results,
    usual,
)
from tests.bench.wire.tables import in_order, spread

LEFT, RIGHT, TOP, ROW = 120, 880, 84, 44
LOWEST, HIGHEST = 10.0, 100_000.0
DRAWN = {
    EARLIER: "earlier",
    INSTEP: "kept",
    UNCACHED: "anew",
    RAW: "raw",
    ROWS: "rows",
    NGINX: "nginx",
}
"""Servers, and the class of their dots."""

STYLE = """
    text { font: 14px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
    .soft { font-size: 12px; fill: #57606a; }
    .grid { stroke: #d0d7de; }
    .spread { stroke-width: 3; stroke-linecap: round; opacity: .45; }
    .kept { fill: #0b7285; stroke: #0b7285; }
    .anew { fill: none; stroke: #0b7285; stroke-width: 2.5; }
    .earlier { fill: #b42318; stroke: #b42318; }
    .raw { fill: #57606a; stroke: #57606a; }
    .rows { fill: none; stroke: #57606a; stroke-width: 2.5; }
    .nginx { fill: #b7791f; stroke: #b7791f; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .soft { fill: #9198a1; }
      .grid { stroke: #30363d; }
      .kept { fill: #3fc1d6; stroke: #3fc1d6; }
      .anew { stroke: #3fc1d6; }
      .earlier { fill: #ff8f84; stroke: #ff8f84; }
      .raw { fill: #9198a1; stroke: #9198a1; }
      .rows { stroke: #9198a1; }
      .nginx { fill: #e3b341; stroke: #e3b341; }
    }
"""


def svg(results: Results) -> str:
    """Return the plot; the axis of requests a second is logarithmic."""
    kinds = in_order(cell.kind for cell in results)
    height = TOP + ROW * len(kinds) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 {height}" role="img"'
        ' aria-labelledby="title">',
        f'  <title id="title">Requests a second at {USUAL} connections, by kind of answer</title>',
        f"  <style>{STYLE}  </style>",
        *legend({cell.server for cell in results}),
        *grid(height),
        *(part for number, kind in enumerate(kinds) for part in row(number, kind, results)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def across(rate: float) -> float:
    """Return where a rate lies, from left to right."""
    share = math.log(rate / LOWEST) / math.log(HIGHEST / LOWEST)
    return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)


def legend(servers: set[str]) -> Iterator[str]:
    at = 24
    for server, drawn in ((name, DRAWN[name]) for name in DRAWN if name in servers):
        yield f'  <circle class="{drawn}" cx="{at}" cy="28" r="6"/>'
        yield f'  <text x="{at + 12}" y="33">{escape(server)}</text>'
        at += 44 + 8 * len(server)


def grid(height: int) -> Iterator[str]:
    rate = LOWEST
    while rate <= HIGHEST:
        x = across(rate)
        yield f'  <path class="grid" d="M{x:.0f} {TOP - 24}V{height - 36}"/>'
        at = f'x="{x:.0f}" y="{height - 16}"'
        yield f'  <text class="soft" text-anchor="middle" {at}>{rate:,.0f}</text>'
        rate *= 10


def row(number: int, kind: str, results: Results) -> Iterator[str]:
    y = TOP + ROW * number
    yield f'  <text x="16" y="{y + 5}">{escape(kind)}</text>'
    for cell, measured in results.items():
        if (cell.kind, cell.connections) == (kind, usual(kind)):
            low, middle, high = map(across, spread(measured))
            drawn = DRAWN[cell.server]
            yield f'  <path class="spread {drawn}" d="M{low:.1f} {y}H{high:.1f}"/>'
            yield f'  <circle class="{drawn}" cx="{middle:.1f}" cy="{y}" r="6"/>'
