"""The running server and its document agree: schemathesis asks everything it can think of.

A few examples an operation each time; `INSTEP_EXAMPLES=50` asks more.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from api.openapi import COMMITTED, operations
from tests.contract.test_openapi import DOCUMENT

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
CONFIG = COMMITTED.parent / "schemathesis.toml"
EXAMPLES = os.environ.get("INSTEP_EXAMPLES", "5")


def test_all_checks_pass_on_every_operation(site: str, tmp_path: Path) -> None:
    command = [str(SCHEMATHESIS), "--config-file", str(CONFIG), "run", f"{site}/openapi/v1.json"]
    options = ["--url", site, "--checks", "all", "--seed", "1", "--no-color"]
    effort = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", EXAMPLES]

    done = subprocess.run(
        [*command, *options, *effort],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=1_800,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested is not None
    assert int(tested[1]) == len(operations(DOCUMENT))
    print(done.stdout[done.stdout.index("SUMMARY") :])  # noqa: T201 - with pytest -s
