"""Each rule of the house bites: broken on purpose in a throw-away clone, its command says so.

`broken_rules.yaml` holds an entry for each rule of "Rules and their commands" in
docs/architecture.md: the broken line, the command, and the expected output.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
TABLE = Path(__file__).with_name("broken_rules.yaml")


@dataclass(frozen=True)
class Broken:
    """One line of the table, whose head says what it means."""

    rule: str
    file: str
    new: str
    command: str
    says: str
    old: str = ""
    times: int = 1

    def __str__(self) -> str:
        return self.rule


BROKEN = [Broken(**row) for row in yaml.safe_load(TABLE.read_text(encoding="utf-8"))]


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """The project as it is committed, with the programs of this one."""
    made = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(made)], check=True)
    modules = ROOT / "openapi" / "node_modules"
    if modules.exists():
        (made / "openapi" / "node_modules").symlink_to(modules)
    yield made
    shutil.rmtree(made)


def run(clone: Path, command: str) -> tuple[int, str]:
    program, *arguments = command.split()
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=clone,
        env={
            "PATH": f"{PROGRAMS}:/usr/bin:/bin",
            "HOME": str(Path.home()),
            "PYTHONPATH": str(clone),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_rule_is_caught_by_its_command(broken: Broken, clone: Path) -> None:
    file = clone / broken.file
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    assert broken.old in before, f"{broken.file} no longer holds {broken.old!r}"
    new = broken.new * broken.times
    after = before.replace(broken.old, new, 1) if broken.old else before + new
    file.parent.mkdir(exist_ok=True)
    file.write_text(after, encoding="utf-8")

    code, printed = run(clone, broken.command)

    assert code != 0, f"{broken.command} let it pass"
    assert re.search(broken.says, printed), printed
