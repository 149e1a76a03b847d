"""The environment that a process starts in, and how its values are read: empty counts as unset."""

import os
import sys
from collections.abc import MutableMapping
from importlib import import_module

OTHERS = ("PROMETHEUS_MULTIPROC_DIR", "XDG_DATA_HOME")
"""Further variables that Instep or one of its libraries reads."""


def forget_empty_variables(environment: MutableMapping[str, str] = os.environ) -> None:
    """Remove the variables without a value that the server or its libraries read.

    An environment file may leave a line open (`PGPORT=`), and compose writes `${NAME:-}` as an
    empty value. The libraries would read that as a port, a mode or a folder with an empty name.
    """
    for name, value in list(environment.items()):
        is_read = name.startswith(("INSTEP_", "PG")) or name in OTHERS
        if is_read and not value.strip():
            del environment[name]


def import_without(name: str, unwanted: str) -> None:
    """Import a module as if another one, which it imports where there is one, were not there."""
    if unwanted in sys.modules:
        return
    sys.modules[unwanted] = None  # type: ignore[assignment]
    try:
        import_module(name)
    finally:
        del sys.modules[unwanted]


def do_without(unwanted: str) -> None:
    """Let every import of a module fail, as if it were not there."""
    sys.modules.setdefault(unwanted, None)  # type: ignore[arg-type]


def bare_value(written: str) -> str:
    """Return a value without blanks, and without a pair of quotation marks, around it.

    Docker's `--env-file` leaves the marks on: `INSTEP_HOST="127.0.0.1"`.
    """
    value = written.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


def values_in(written: str) -> list[str]:
    """Return what stands between the commas of a value; empty entries do not count."""
    return [name for name in map(str.strip, written.split(",")) if name]
