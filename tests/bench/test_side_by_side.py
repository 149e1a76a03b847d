"""Instep over HTTP beside raw applications and nginx, all on this machine: `make bench`.

It fails if Instep became slower beside the raw applications than `wire/ratios.json` says. The short
form, `make bench ARGS=--quick`, only shows the tables, and so do a comparison with an earlier
checkout and `--only` some kinds of requests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.bench.wire import figures, plot, tables
from tests.bench.wire.rounds import (
    EARLIER,
    INSTEP,
    NGINX,
    Cell,
    Ratio,
    Results,
    cells,
    ratios,
    usual,
)
from tests.bench.wire.stage import Stage, measure, postmaster_of, staged
from tests.bench.wire.starts import seconds_of_starts
from tests.bench.wire.usage import memory

ROUNDS, FEW = 9, 2
SECONDS = 1

pytestmark = pytest.mark.quick


async def test_instep_is_as_fast_beside_others_as_it_was(
    catalogue_url: URL, tmp_path: Path, quick: bool, only: list[str], checkout: Path | None
) -> None:
    machine, postmaster = figures.machine(), await postmaster_of(catalogue_url)
    left_out = [*([NGINX] if quick else []), *([] if checkout else [EARLIER])]
    with staged(catalogue_url, postmaster, tmp_path, checkout) as stage:
        before = memory(stage.servers[INSTEP].pid)
        every = cells([*stage.files], left_out=left_out, quick=quick)
        results = measure(
            stage,
            [cell for cell in every if not only or is_named(cell, only)],
            rounds=FEW if quick else ROUNDS,
            seconds=SECONDS,
            warm=not quick,
        )
        found = list(ratios(results))
        lines = [*shown(results, found), *memory_line(stage, results, before)]
    print("", *lines, sep="\n")
    if quick or only or checkout:
        return
    known = figures.committed()
    slower = {one.name: one for one in found if one.is_below(known.get(one.name, 0))}
    assert slower == {}
    lines += start_line()
    figures.write_part("side by side", [machine, "", *lines])
    figures.PLOT.write_text(plot.svg(results), encoding="utf-8")
    figures.write_ratios(found)


def is_named(cell: Cell, only: list[str]) -> bool:
    return cell.kind in only and cell.connections == usual(cell.kind)


def shown(results: Results, found: list[Ratio]) -> Iterator[str]:
    yield from ("Requests a second, medians, at 16 connections (plans: at 4):", "")
    yield from tables.by_kind(results, tables.rate)
    yield from ("", "Microseconds of CPU of one answer, server + database:", "")
    yield from tables.by_kind(results, tables.cpu)
    yield from ("", "Milliseconds of waiting, half of the answers / 99 of 100:", "")
    yield from tables.by_kind(results, tables.waits)
    yield from ("", "Instep beside the others, in the same round:", "")
    yield from tables.of_ratios(found)


def memory_line(stage: Stage, results: Results, before: int) -> Iterator[str]:
    after = memory(stage.servers[INSTEP].pid)
    answers = sum(
        one.per_second * SECONDS
        for cell, measured in results.items()
        if cell.server == INSTEP
        for one in measured
    )
    yield ""
    yield (
        f"Memory of the worker (PSS): {before / 2**20:.0f} MiB after the start,"
        f" {after / 2**20:.0f} MiB after {answers:,.0f} answers of all kinds."
    )


def start_line() -> Iterator[str]:
    first, second = seconds_of_starts()
    yield ""
    yield (
        f"From the command to the first answer: {first:.1f} s with a new data folder,"
        f" {second:.1f} s the next time."
    )
