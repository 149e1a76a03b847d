"""What a process keeps in memory, and what it gives back to the system.

Of glibc's malloc only; elsewhere nothing happens.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pydantic

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""Parameters of `mallopt`, as in <malloc.h>."""

LARGE = 1 << 18
"""Bytes from which on a block has pages of its own, and so much free memory goes back at once."""


def keep_one_heap() -> None:
    """Let all threads take their memory from one heap.

    Otherwise each has one of its own. The free end of such a heap never goes back to the system:
    ten megabytes after a thread compiled the lexicon. Only one thread at a time runs Python anyway.
    """
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.mallopt(ARENA_MAX, 1)
        libc.mallopt(MMAP_THRESHOLD, LARGE)
        libc.mallopt(TRIM_THRESHOLD, LARGE)


def forget_what_importing_needed() -> None:
    """Let go of what only the import of other modules needed; nothing refers to it any more.

    FastAPI imports the first version of pydantic to refuse models of it, and would do so again.
    """
    sys.path_importer_cache.clear()
    vars(pydantic).pop("v1", None)
    for name in [*sys.modules]:
        if f"{name}.".startswith("pydantic.v1."):
            del sys.modules[name]


def forget_descriptions() -> None:
    """Let go of the docstrings of modules and classes: nobody reads them in a server."""
    described = [*sys.modules.values(), *(it for it in gc.get_objects() if isinstance(it, type))]
    for one in described:
        with suppress(AttributeError, TypeError):
            one.__doc__ = None


def settle() -> None:
    """Give back what only the start needed, and let the garbage collector leave the rest alone.

    A full collection holds up every request for its time, and nearly all that is in memory now
    stays until the process ends.
    """
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def left_alone() -> Iterator[None]:
    """Let the garbage collector leave what is in memory now alone, until the block ends.

    For work beside very much that stays: a full collection walks through all of it each time. A
    process that keeps things from the collector already goes on as it is.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
