"""How often a test repeats: a few times in `make e2e`, many times in `make soak`."""

import os


def rounds(*, short: int, long: int) -> int:
    """Return the number of rounds of a test that is marked `soak`."""
    return long if os.environ.get("SOAK") else short
