"""One of several server processes, as its parent sees it and as it runs."""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

import uvicorn
from uvicorn.config import STARTUP_FAILURE

from api import memory
from api.server.graceful import RETIRE, GracefulServer

spawn = multiprocessing.get_context("spawn")
multiprocessing.allow_connection_pickling()


class Worker:
    """A process that serves; it ends by itself if its parent is gone."""

    def __init__(
        self, config: uvicorn.Config, sockets: Sequence[socket.socket], *, lame_duck_seconds: float
    ) -> None:
        self.is_ready = False
        self.news, news_of_worker = spawn.Pipe(duplex=False)
        self.process = spawn.Process(
            target=serve, args=(config, list(sockets), lame_duck_seconds, news_of_worker)
        )
        with without_main():
            self.process.start()
        news_of_worker.close()

    @property
    def pid(self) -> int | None:
        return self.process.pid

    @property
    def exit_code(self) -> int | None:
        """Exit status, or minus the signal that ended it; None while it runs."""
        return self.process.exitcode

    def is_alive(self) -> bool:
        return self.process.is_alive()

    def descriptors(self) -> list[int]:
        """Return what becomes readable when the worker starts to serve, or ends."""
        ends = [self.process.sentinel]
        return ends if self.news.closed else [*ends, self.news.fileno()]

    def note_readiness(self) -> None:
        if not self.news.closed and self.news.poll():
            with suppress(EOFError):
                self.is_ready = self.news.recv()
            self.news.close()

    def end(self) -> None:
        """Let it be a lame duck, then finish its requests."""
        self.process.terminate()

    def retire(self) -> None:
        """Let it finish its requests."""
        if self.process.pid is not None and self.is_alive():
            os.kill(self.process.pid, RETIRE)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


@contextmanager
def without_main() -> Iterator[None]:
    """Let a new process not import the program that started us, with all commands and the seed."""
    main = sys.modules["__main__"]
    file = main.__dict__.pop("__file__", None)
    spec, main.__spec__ = main.__spec__, None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def serve(
    config: uvicorn.Config,
    sockets: list[socket.socket],
    lame_duck_seconds: float,
    news: Connection,
) -> None:
    """Run a worker, in its own process."""
    # A terminal that closes or Ctrl-C reaches the parent, too, which decides.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(RETIRE, exit_at_once)
    threading.Thread(target=end_with_parent, daemon=True).start()
    memory.collect_nothing_yet()
    # While it imports, a signal ends it at once.
    config.load()
    server = GracefulServer(
        config,
        lame_duck_seconds=lame_duck_seconds,
        when_started=lambda: news.send(True),
    )
    with suppress(KeyboardInterrupt):
        server.run(sockets)
    logging.shutdown()
    # An ordinary exit would take the catalogue in memory apart, object by object, for a second.
    os._exit(0 if server.started else STARTUP_FAILURE)


def exit_at_once(*_: object) -> None:
    """End a worker that does not serve yet."""
    raise SystemExit(0)


def end_with_parent() -> None:
    """Wait until the parent is gone, which closes its end of a pipe however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), RETIRE)
