"""What a process keeps in memory, and what it gives back to the system.

Of glibc's malloc only; elsewhere nothing happens.
"""

import ctypes
import gc
from contextlib import suppress

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""Parameters of `mallopt`, as in <malloc.h>."""

LARGE = 1 << 20
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


def settle() -> None:
    """Give back what only the start needed, and let the garbage collector leave the rest alone.

    A full collection holds up every request for its time, and nearly all that is in memory now
    stays until the process ends.
    """
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
