"""A thread that starts the server again when it dies, for as long as a program serves.

Several programs may serve from one folder: whoever decides first starts it, and the others find it
running. Each writes one line to its log for each end of the server.
"""

import logging
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.embedded import server
from api.embedded.errors import EmbeddedPostgresError, explain_os_errors
from api.embedded.folders import Place
from api.embedded.locks import FolderLocks

logger = logging.getLogger("instep.database")

# Where there is no /proc, each look starts a `ps`.
PAUSE = 0.25 if Path("/proc/self").exists() else 1.0  # seconds between two looks
STEADY = 10.0  # seconds after which a server that dies is started again at once
LONGEST_WAIT_STARTED = 2.0  # seconds before a start, if the last one was ready and soon died
LONGEST_WAIT_FAILED = 60.0  # seconds before a start, if the last one failed
_END = re.compile(r"server process (\d+) ended with status (\d+)")


@contextmanager
def supervised(place: Place, pid: int, durable: bool) -> Iterator[None]:
    """Keep the server `pid` of a folder alive during a block."""
    supervisor = Supervisor(place, pid, durable)
    supervisor.start()
    try:
        yield
    finally:
        supervisor.end()


class Supervisor(threading.Thread):
    """Looks whether the server lives, and starts it again, waiting longer after each failure."""

    def __init__(self, place: Place, pid: int, durable: bool) -> None:
        super().__init__(name="database supervisor", daemon=True)
        self.place, self.pid, self.durable = place, pid, durable
        self.wait, self.began = 0.0, time.monotonic()
        self.ending = threading.Event()

    def end(self) -> None:
        self.ending.set()
        self.join()

    def run(self) -> None:
        while not self.ending.wait(PAUSE):
            if server.is_alive(self.pid, self.place.cluster):
                continue
            died, pid = time.monotonic(), self.pid
            if died - self.began > STEADY:
                self.wait = 0.0
            while not self.ending.wait(self.wait) and not self.started_again(died, pid):
                pass

    def started_again(self, died: float, pid: int) -> bool:
        """Try once, and log the outcome. `pid` is the server that died, and `died` when it did."""
        try:
            ours = self.start_unless_running()
        except EmbeddedPostgresError as error:
            self.wait = min(max(1.0, 2 * self.wait), LONGEST_WAIT_FAILED)
            logger.error(
                "PostgreSQL ended (%s) and does not start again: %s Next try in %.0f s.",
                *(reason_of_end(self.place.log, pid), error, self.wait),
            )
            return False
        self.wait = min(max(0.25, 2 * self.wait), LONGEST_WAIT_STARTED)
        self.began = time.monotonic()
        logger.error(
            "PostgreSQL ended (%s); %s and answers after %.1f s",
            reason_of_end(self.place.log, pid),
            "it was started again" if ours else "another process has started it again",
            self.began - died,
        )
        return True

    def start_unless_running(self) -> bool:
        """Start the server; False if another process was faster."""
        with explain_os_errors(self.place.data_dir):
            locks = FolderLocks(self.place.data_dir)
            try:
                with locks.deciding():
                    found = server.read_pid_file(self.place.cluster)
                    runs = found is not None and server.is_alive(found.pid, self.place.cluster)
                    self.pid = server.ensure_running(self.place, self.durable).pid
                    return not runs
            finally:
                locks.close()


def reason_of_end(log: Path, pid: int) -> str:
    """How the server `pid` ended, from the line that the shell that waits for it writes."""
    deadline = time.monotonic() + 0.5  # it may be a moment late
    while time.monotonic() < deadline:
        for ended, status in reversed(_END.findall(server.read_from(log, 0))):
            if int(ended) == pid:
                return name_of_status(int(status))
        time.sleep(0.02)
    return "unknown reason"


def name_of_status(status: int) -> str:
    """Return what a shell's status means, such as `signal 9, SIGKILL`."""
    try:
        return f"signal {status - 128}, {signal.Signals(status - 128).name}"
    except ValueError:
        return f"exit status {status}, see postgres.log"
