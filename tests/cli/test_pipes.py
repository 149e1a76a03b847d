"""What a command prints may be cut short by whoever reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

INSTEP = Path(sys.executable).with_name("instep")


@pytest.mark.parametrize("command", ["settings", "openapi"], ids=["little", "much"])
def test_a_reader_that_has_seen_enough_is_no_error(command: str) -> None:
    with subprocess.Popen(
        [INSTEP, command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (0, b"")
