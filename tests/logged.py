"""The lines of the log, kept instead of written."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.log_lines import LINES


@contextmanager
def kept_lines() -> Iterator[list[str]]:
    """Yield the list that gets each line of this process during the block."""
    kept: list[str] = []

    def keep(line: str) -> None:
        # The tests' own client logs what it sends.
        if '"logger": "http' not in line:
            kept.append(line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LINES, "put", keep)
        yield kept
