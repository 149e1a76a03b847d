"""Each rule of the house bites: broken on purpose in a throw-away clone, its command says so.

`broken_rules.yaml` holds an entry for each rule of "Rules and their commands" in
docs/architecture.md: the broken line, the command, and the expected output.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.soak import rounds

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
TABLE = Path(__file__).with_name("broken_rules.yaml")
SLOW = "pytest "
"""How the commands begin that take seconds to start, and so run once for several rules."""

AT_ONCE = rounds(short=100, long=1)
"""How many rules of one such command are broken at a time."""


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
    alone: bool = False

    def __str__(self) -> str:
        return self.rule


BROKEN = [Broken(**row) for row in yaml.safe_load(TABLE.read_text(encoding="utf-8"))]
Together = tuple[Broken, ...]
"""Rules that are broken in one clone, for one run of their command."""


def together() -> Iterator[Together]:
    waiting: dict[str, list[Broken]] = {}
    for broken in BROKEN:
        if broken.alone or AT_ONCE == 1 or not broken.command.startswith(SLOW):
            yield (broken,)
        else:
            waiting.setdefault(broken.command, []).append(broken)
    yield from map(tuple, waiting.values())


def cases() -> list[Any]:
    """Return each rule with those that are broken beside it."""
    return [pytest.param(rule, rules, id=rule.rule) for rules in together() for rule in rules]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it is committed, with the programs of this one.

    It is compiled once, so that no command has to do that again. Such files are valid by what the
    source says, not by its age, so what is broken and mended is compiled anew.
    """
    made = tmp_path_factory.mktemp("enforcers") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(made)], check=True)
    by_content = ["-m", "compileall", "-q", "--invalidation-mode", "checked-hash"]
    subprocess.run([sys.executable, *by_content, "api", "seed", "tests"], cwd=made, check=True)
    modules = ROOT / "openapi" / "node_modules"
    if modules.exists():
        (made / "openapi" / "node_modules").symlink_to(modules)
    return made


@pytest.fixture(scope="module")
def outcome(clone: Path) -> Callable[[Together], tuple[int, str]]:
    """Break rules and run their command, once for all of them; return its code and output."""

    @cache
    def outcome_of(rules: Together) -> tuple[int, str]:
        try:
            for broken in rules:
                break_rule(broken, clone)
            return run(clone, rules[0].command)
        finally:
            mend(clone)

    return outcome_of


def break_rule(broken: Broken, clone: Path) -> None:
    file = clone / broken.file
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    assert broken.old in before, f"{broken.file} no longer holds {broken.old!r}"
    new = broken.new * broken.times
    after = before.replace(broken.old, new, 1) if broken.old else before + new
    file.parent.mkdir(exist_ok=True)
    file.write_text(after, encoding="utf-8")


def mend(clone: Path) -> None:
    """Put back every file, and remove the new ones; caches stay."""
    for command in (["checkout", "--quiet", "."], ["clean", "-fdq", "--exclude", "node_modules"]):
        subprocess.run(["git", *command], cwd=clone, check=True)


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


@pytest.mark.parametrize(("broken", "rules"), cases())
def test_a_broken_rule_is_caught_by_its_command(
    broken: Broken, rules: Together, outcome: Callable[[Together], tuple[int, str]]
) -> None:
    code, printed = outcome(rules)

    assert code != 0, f"{broken.command} let it pass"
    assert re.search(broken.says, printed), printed
