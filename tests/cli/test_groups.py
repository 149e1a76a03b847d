"""A command imports its own group: a server has in memory whatever it imports."""

import argparse
import subprocess
import sys
from importlib import import_module

from api.cli import GROUPS
from api.cli.commands import Commands
from tests.cases import in_one_test

OF_OTHERS = (
    "PIL",
    "alembic",
    "api.bench",
    "api.cli.bench",
    "api.drawing",
    "api.records.complaints",
    "api.v1.documents.builders",
    "seed.content",
    "seed.importer",
)
SHOW = "import sys, api.main; from api.cli import parser; parser('serve'); print(*sys.modules)"


@in_one_test("group", GROUPS)
def test_each_group_has_the_commands_that_stand_beside_it(group: str) -> None:
    parsers = argparse.ArgumentParser().add_subparsers()
    import_module(f"api.cli.{group}").add(Commands(parsers))
    assert tuple(parsers.choices) == GROUPS[group]


def test_a_server_has_nothing_of_the_others_in_memory() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)
    imported = shown.stdout.split()
    assert "api.cli.serve" in imported
    assert not {*OF_OTHERS} & {*imported}
