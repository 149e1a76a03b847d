"""The parent of several workers: it starts, replaces and ends them, and serves nothing itself.

Instead of uvicorn's own supervisor, because workers of that one outlive a parent that is killed,
because its signals wait for half a second or for a worker that is still importing, and because it
keeps the listening socket open, and so lets clients wait, while the workers finish.
"""

import os
import select
import signal
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
import uvicorn

from api.server.signals import handled_by, has_terminal
from api.server.worker import Worker

logger = structlog.get_logger()

HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RETRY_SECONDS = 1.0
"""Pause before a worker that ended by itself is replaced."""


class WorkerFailedError(Exception):
    """No worker could start; the log has the reason, which a restart would not change."""


class Supervisor:
    """Run `count` workers on the same listening sockets until a signal ends them."""

    def __init__(
        self,
        config: uvicorn.Config,
        sockets: Sequence[socket.socket],
        *,
        count: int,
        lame_duck_seconds: float,
        start_seconds: float = 120.0,
    ) -> None:
        """`start_seconds`: how long a worker may take until it serves, on a busy machine."""
        self.config = config
        self.sockets = list(sockets)
        self.count = count
        self.lame_duck_seconds = lame_duck_seconds
        self.start_seconds = start_seconds
        self.workers: list[Worker] = []
        self.retired: list[Worker] = []
        self.has_served = False
        self.is_on_terminal = has_terminal()
        self.signals, self.wake = os.pipe()

    def run(self) -> None:
        """Raises WorkerFailedError if a worker of the first set ends before it serves."""
        with self.signals_in_pipe():
            try:
                self.workers = [self.new_worker() for _ in range(self.count)]
                ending = self.watch()
                logger.info("ending", signal=ending.name)
                self.end(ending)
            finally:
                for worker in [*self.workers, *self.retired]:
                    worker.kill()

    @contextmanager
    def signals_in_pipe(self) -> Iterator[None]:
        """Write the number of each signal into a pipe, so that one `select` waits for all."""
        os.set_blocking(self.wake, False)
        with handled_by(lambda *_: None, HANDLED):
            waker = signal.set_wakeup_fd(self.wake, warn_on_full_buffer=False)
            try:
                yield
            finally:
                signal.set_wakeup_fd(waker)
                os.close(self.signals)
                os.close(self.wake)

    def new_worker(self) -> Worker:
        return Worker(self.config, self.sockets, lame_duck_seconds=self.lame_duck_seconds)

    def watch(self) -> signal.Signals:
        """Keep the workers running; return the signal that ends them."""
        while True:
            number = self.next_signal(timeout=None)
            if number is None:
                self.replace_dead_workers()
            elif number == signal.SIGHUP and not self.is_on_terminal:
                number = self.reload()
            if number in HANDLED:
                return number

    def next_signal(self, timeout: float | None) -> signal.Signals | None:
        """Wait for a signal; None if a worker has ended or become ready, or in time nothing."""
        waited = [self.signals, *(d for worker in self.workers for d in worker.descriptors())]
        ready, _, _ = select.select(waited, [], [], timeout)
        for worker in self.workers:
            worker.note_readiness()
            self.has_served |= worker.is_ready
        return signal.Signals(os.read(self.signals, 1)[0]) if self.signals in ready else None

    def replace_dead_workers(self) -> None:
        for place, worker in enumerate(self.workers):
            if worker.is_alive():
                continue
            logger.error("worker_ended", pid=worker.pid, exit_code=worker.exit_code)
            if not self.has_served:
                raise WorkerFailedError
            time.sleep(0 if worker.is_ready else RETRY_SECONDS)
            self.workers[place] = self.new_worker()

    def reload(self) -> signal.Signals | None:
        """Put a new worker in the place of each; the old one ends when the new one serves.

        The sockets stay open, so no connection is refused. A new worker that does not start (its
        log has the reason) leaves the others as they are. Returns the signal that came meanwhile.
        """
        logger.info("reloading", workers=len(self.workers))
        self.retired = [worker for worker in self.retired if worker.is_alive()]
        for place, old in enumerate(self.workers):
            new = self.new_worker()
            self.workers.append(new)
            number = self.until_settled(new, self.start_seconds)
            if number is not None:
                return number
            self.workers.remove(new)
            if not new.is_ready:
                new.kill()
                logger.error("reload_failed", pid=new.pid, exit_code=new.exit_code)
                return None
            self.workers[place] = new
            old.retire()
            # While it finishes its requests, the next is replaced.
            self.retired.append(old)
        logger.info("reloaded", workers=len(self.workers))
        return None

    def until_settled(self, new: Worker, seconds: float) -> signal.Signals | None:
        """Wait until a new worker serves or ends; return the signal that ends us instead."""
        deadline = time.monotonic() + seconds
        while not new.is_ready and new.is_alive() and time.monotonic() < deadline:
            number = self.next_signal(timeout=max(deadline - time.monotonic(), 0))
            if number in (signal.SIGTERM, signal.SIGINT):
                return number
        return None

    def end(self, ending: signal.Signals) -> None:
        """End the workers; a second SIGINT ends them at once."""
        has_lame_duck = ending == signal.SIGTERM
        # New connections then reach a worker, or are refused; they do not wait on this socket.
        for listening in self.sockets:
            listening.close()
        for worker in self.workers:
            worker.note_readiness()
            if not worker.is_ready:
                worker.kill()  # it serves nobody yet, and may not even listen to signals
            elif has_lame_duck:
                worker.end()
            else:
                worker.retire()
        self.workers += self.retired
        # Asked once in a round: one that ends after it still wakes the wait below.
        while alive := [worker for worker in self.workers if worker.is_alive()]:
            self.workers = alive
            number = self.next_signal(timeout=None)
            if number != signal.SIGINT:
                continue
            if not has_lame_duck:
                return
            has_lame_duck = False
            for worker in self.workers:
                worker.retire()
