"""Where the figures of a run are kept: parts of docs/performance.md, and the committed ratios."""

import json
import os
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.wire.rounds import Ratio

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
RATIOS = Path(__file__).with_name("ratios.json")


def write_part(name: str, lines: Iterable[str]) -> None:
    """Put lines between the two marks of this name on the page."""
    begin, end = f"<!-- bench: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{PAGE} has no part {name}")
    text = "\n".join(["", "", *lines, "", ""])
    PAGE.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")


def machine() -> str:
    """Return when and on what this runs, as sentences; to be called before a run.

    The load is what others do: processes that want to compute, in the mean of the last minute.
    """
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    total = int(Path("/proc/meminfo").read_text().split()[1])
    return (
        f"On {datetime.now(UTC):%d %B %Y}: {cpu[1] if cpu else platform.machine()},"
        f" {os.cpu_count()} cores, {total / 2**20:.0f} GiB, Linux {platform.release()},"
        f" Python {platform.python_version()}."
        f" Other work on the machine: a load of {os.getloadavg()[0]:.1f}."
    )


def committed() -> dict[str, float]:
    found: dict[str, float] = json.loads(RATIOS.read_text(encoding="utf-8"))
    return found


def write_ratios(found: Iterable[Ratio]) -> None:
    rounded = {one.name: round(one.median, 3) for one in found}
    RATIOS.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
