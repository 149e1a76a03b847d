"""The guide's loops against a server: the JavaScript in node, and the Python as it stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.test_documents import ROOT, fences

GUIDE = ROOT / "docs" / "guides" / "before-the-first-exercise.md"
NODE = Path(sys.executable).with_name("node")
SHOWN = "http://127.0.0.1:8000"
KNOWN = {"complaints": ["calf-tightness"]}

IN_PYTHON = """
end = check(lambda screen: {"long_journey": "yes"}, **%s)
print(json.dumps([end["decision"], plan_for(end)]))
"""
IN_NODE = """
const end = await check(async (screen) => ({ long_journey: "yes" }), %s);
console.log(JSON.stringify([end.decision, null]));
"""


@pytest.mark.parametrize(
    ("language", "command", "driver"),
    [
        ("python", [sys.executable, "-c"], IN_PYTHON),
        ("js", [NODE, "--input-type=module", "-e"], IN_NODE),
    ],
    ids=["Python", "JavaScript"],
)
def test_the_loop_walks_to_the_decision(
    language: str, command: list[str | Path], driver: str, site: str
) -> None:
    code = "\n".join(fences(GUIDE, language)).replace(SHOWN, site)
    done = subprocess.run(
        [*command, code + driver % json.dumps(KNOWN)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["see_clinician", None]
