"""What a process keeps in memory, and what it gives back to the system.

Of glibc's malloc only; elsewhere nothing happens.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FunctionType, ModuleType

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
    """Let go of what the import of other modules found in their folders."""
    sys.path_importer_cache.clear()


def forget_descriptions() -> None:
    """Let go of the docstrings of modules, classes and functions: nobody reads them in a server.

    One after the other, so that the code of each function takes the place of the one before.
    """
    for one in [*sys.modules.values(), *gc.get_objects()]:
        if isinstance(one, FunctionType):
            # Its code begins with it.
            if one.__doc__ is not None and one.__code__.co_consts[:1] == (one.__doc__,):
                bare = (None, *one.__code__.co_consts[1:])
                one.__code__ = one.__code__.replace(co_consts=bare)
            one.__doc__ = None
        elif isinstance(one, type | ModuleType):
            with suppress(AttributeError, TypeError):
                one.__doc__ = None


def collect_nothing_yet() -> None:
    """Let the garbage collector rest until `settle`: nearly all that a start makes stays."""
    gc.disable()


def settle() -> None:
    """Give back what only the start needed, and let the garbage collector leave the rest alone.

    A full collection holds up every request for its time, and nearly all that is in memory now
    stays until the process ends.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
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
