"""Lines of the log on their way out: who reads them slowly, or not at all, holds nobody up.

A write to a pipe that nobody reads waits for ever, and with it everything that the process does.
So lines wait in a queue, and a thread of its own writes them, in their order and each as a whole.
If too many wait, further ones are lost: a metric counts them, and a line says so as soon as there
is room.
"""

import os
import select
import threading
import time
from collections import deque

import structlog

from api import metrics

logger = structlog.get_logger()

STANDARD_ERROR = 2

MOST_WAITING = 10_000
"""Lines, with about 300 bytes each."""

GATHER_SECONDS = 0.02
"""How long lines are gathered: to wake the thread for each would cost more than the line."""

IN_ONE_PIECE = select.PIPE_BUF
"""Bytes that a pipe takes in one piece, so that lines of several processes do not mix."""

TELL_EVERY = 60.0
FLUSH_SECONDS = 1.0
"""How long the end of a process waits for its last lines, if nobody reads them."""


class LogLines:
    """The lines of this process that are not written yet."""

    def __init__(self, descriptor: int = STANDARD_ERROR, *, most: int = MOST_WAITING) -> None:
        self.descriptor = descriptor
        self.most = most
        self.start_anew()

    def start_anew(self) -> None:
        """Begin with an empty queue, as a fork does: what waits is for its parent to write."""
        self.waiting: deque[str] = deque()
        self.is_writing = False
        self.untold = 0
        self.told_at: float | None = None
        self.has_work, self.is_urgent = threading.Event(), threading.Event()
        self.starting = threading.Lock()
        self.thread: threading.Thread | None = None

    def put(self, line: str) -> None:
        """Let a line, without its end, be written soon; return at once."""
        if len(self.waiting) >= self.most:
            self.lose(1)
            return
        self.waiting.append(line)
        if not self.has_work.is_set():
            self.wake()

    def lose(self, count: int) -> None:
        metrics.LOST_LOG_LINES.inc(count)
        self.untold += count

    def wake(self) -> None:
        if self.thread is None:
            with self.starting:
                if self.thread is None:
                    self.thread = threading.Thread(target=self.run, name="log", daemon=True)
                    self.thread.start()
        self.has_work.set()

    def flush(self, seconds: float = FLUSH_SECONDS) -> bool:
        """Wait until all lines are written; return False if they are not within so many seconds."""
        end = time.monotonic() + seconds
        self.is_urgent.set()
        while (self.waiting or self.is_writing) and time.monotonic() < end:
            time.sleep(0.002)
        self.is_urgent.clear()
        return not self.waiting and not self.is_writing

    def run(self) -> None:
        while True:
            self.has_work.wait()
            self.is_urgent.wait(GATHER_SECONDS)
            # First, so that a line which comes from now on wakes us again.
            self.has_work.clear()
            self.is_writing = True
            while self.waiting:
                self.write(self.next_lines())
            self.is_writing = False
            self.tell_of_lost()

    def next_lines(self) -> list[str]:
        """Take the next lines that fit in one piece together, or one that is longer than that."""
        lines = [self.waiting.popleft()]
        size = len(lines[0]) + 1
        while self.waiting and size + len(self.waiting[0]) < IN_ONE_PIECE:
            lines.append(self.waiting.popleft())
            size += len(lines[-1]) + 1
        return lines

    def write(self, lines: list[str]) -> None:
        data = ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")
        while data:
            try:
                data = data[os.write(self.descriptor, data) :]
            except BlockingIOError:  # the pipe's other side has made it so
                select.select([], [self.descriptor], [])
            except OSError:
                self.lose(len(lines))
                return

    def tell_of_lost(self) -> None:
        """Log how many lines were lost, at most once a minute."""
        now = time.monotonic()
        if self.untold and (self.told_at is None or now - self.told_at >= TELL_EVERY):
            lost, self.untold, self.told_at = self.untold, 0, now
            logger.warning("log_lines_lost", lost=lost, most_waiting=self.most)


LINES = LogLines()
"""Those of this process, for its standard error."""

os.register_at_fork(after_in_child=LINES.start_anew)
