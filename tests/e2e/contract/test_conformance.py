"""The running server and its document agree: schemathesis asks everything it can think of.

A few examples an operation each time; `INSTEP_EXAMPLES=50` asks more.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
from sqlalchemy.engine import URL

from api.db import open_database
from api.openapi.committed import COMMITTED
from api.openapi.operations import each_operation
from api.partners.keys import NewKey
from tests import databases
from tests.contract.test_openapi import DOCUMENT
from tests.e2e import browsing
from tests.partners.issued import bearer, issue
from tests.partners.written import create, published

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
CONFIG = COMMITTED.parent / "schemathesis.toml"
EXAMPLES = int(os.environ.get("INSTEP_EXAMPLES", "5"))
PARTNERS_EXAMPLES = max(EXAMPLES, 20)
"""More, since much of what it makes up for a partner names nothing or holds no condition."""

PARTNERS = "/v1/partner/"
NAMES = [f"routine-{number}" for number in range(40)]

OWN = f"""
"path.name" = {{ dictionary = "names", probability = 0.8 }}
"header.if-match" = {{ dictionary = "conditions", probability = 0.8 }}

[dictionaries]
names = {{ values = {json.dumps(NAMES)} }}
conditions = {{ values = ["*"] }}
"""
"""The parameters go on from the other configuration: mostly routines that are there, in whatever
state, so that something is found and written."""


def test_all_checks_pass_on_every_operation(site: str, tmp_path: Path) -> None:
    """Without a key: what needs one is to answer 401 and nothing else."""
    tested = conform(site, tmp_path, CONFIG, EXAMPLES)

    assert tested == len(addresses())


def test_all_checks_pass_on_what_partners_do(scratch_url: URL, tmp_path: Path) -> None:
    """With a key: routines are really read, published, archived and deleted."""
    config = tmp_path / CONFIG.name
    config.write_text(CONFIG.read_text() + OWN)
    with browsing.serving(scratch_url) as site:
        key = asyncio.run(with_routines(scratch_url, site))
        only = ["--include-path-regex", f"^{PARTNERS}"]
        known = ["--header", f"Authorization: {bearer(key)['Authorization']}"]
        tested = conform(site, tmp_path, config, PARTNERS_EXAMPLES, *only, *known)

    assert tested == sum(address.startswith(PARTNERS) for address in addresses())


def addresses() -> list[str]:
    """Return the address of each operation."""
    return [path for path, _, _ in each_operation(DOCUMENT)]


async def with_routines(url: URL, site: str) -> NewKey:
    """Return the key of a partner who has drafts and published routines."""
    database = open_database(databases.settings_for(url))
    try:
        key = await issue(database)
    finally:
        await database.close()
    async with httpx.AsyncClient(base_url=site, headers=bearer(key)) as partner:
        for number, name in enumerate(NAMES):
            answer = await (published if number % 2 else create)(partner, name)
            assert answer.is_success, answer.text
    return key


def conform(site: str, folder: Path, config: Path, examples: int, *more: str) -> int:
    """Let schemathesis ask; return how many operations it tested, once every check has passed."""
    command = [str(SCHEMATHESIS), "--config-file", str(config), "run", f"{site}/openapi/v1.json"]
    options = ["--url", site, "--checks", "all", "--seed", "1", "--no-color"]
    effort = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(examples)]

    done = subprocess.run(
        [*command, *options, *effort, *more],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=1_800,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr
    print(done.stdout[done.stdout.index("SUMMARY") :])  # noqa: T201 - with pytest -s
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested is not None
    return int(tested[1])
