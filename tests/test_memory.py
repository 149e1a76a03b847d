"""What a server lets go of: descriptions, and what only importing needed."""

import subprocess
import sys

FORGETS = """
import sys
from api.server.graceful import GracefulServer
from api import memory
from api.main import create_app
memory.forget_what_importing_needed()
memory.forget_descriptions()
print(memory.__doc__, GracefulServer.__doc__)
print(*sys.modules)
"""


def test_a_server_lets_go_of_what_nobody_reads() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", FORGETS], capture_output=True, text=True, check=True
    )
    described, imported = shown.stdout.splitlines()

    assert described == "None None"
    assert not {"rich", "limits", "alembic", "pydantic.v1"} & {*imported.split()}
