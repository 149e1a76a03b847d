"""Clients that read all the time over connections that they keep, as a proxy does."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

PATH = "/v1/equipment/towel"
AT_ONCE = 8
PAUSE_SECONDS = 0.02


class Reader:
    """One client. It repeats a request only if nothing of it can have been answered.

    That is: if nobody listened, or if a connection that had been idle was closed. `seen` counts
    what happened: `ok`, `refused`, `closed_when_idle`, and whatever else went wrong by its name.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: Counter[str] = Counter()
        self.connection: http.client.HTTPConnection | None = None

    def read(self) -> None:
        was_idle = self.connection is not None
        try:
            self.connection = self.connection or self.connect()
            self.connection.request("GET", PATH)
            answer = self.connection.getresponse()
            answer.read()
            self.seen["ok" if answer.status == 200 else str(answer.status)] += 1
            if answer.will_close:
                self.hang_up()
        except ConnectionRefusedError:
            self.seen["refused"] += 1
            self.hang_up()
            time.sleep(0.02)
        except (OSError, http.client.HTTPException) as error:
            self.seen["closed_when_idle" if was_idle else type(error).__name__] += 1
            self.hang_up()

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.connect()
        return connection

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@contextmanager
def reading(port: int) -> Iterator[Counter[str]]:
    """Let several clients read for the duration of the block; then `seen` has what they saw."""
    seen: Counter[str] = Counter()
    is_over = threading.Event()
    readers = [Reader(port) for _ in range(AT_ONCE)]

    def go_on(reader: Reader) -> None:
        while not is_over.is_set():
            reader.read()
            # So that the server has time for something else, too.
            time.sleep(PAUSE_SECONDS)
        reader.hang_up()

    threads = [threading.Thread(target=go_on, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
        for reader in readers:
            seen.update(reader.seen)
