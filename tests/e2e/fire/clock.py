"""A clock that is moved while a server runs: hours and days ahead and back, at any moment.

Debian's libfaketime answers in place of the system when a process asks what time it is. What only
measures how long something takes (the monotonic clock) goes on as it does when an operator, or the
network's time, sets a clock.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import cycle
from pathlib import Path

import httpx

LIBRARIES = Path("/usr/lib")
OFFSETS = ("+0", "+90s", "-45s", "+3h", "-1d", "+400d", "-400d")
MOVED_EVERY = 1.2


@dataclass
class Clock:
    """The clock of a server, by the file that says how far it is off."""

    file: Path
    seen: list[datetime] = field(default_factory=list)
    """What the server said the time was."""

    def __post_init__(self) -> None:
        self.set("+0")

    def set(self, offset: str) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(offset)
        new.replace(self.file)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables with which a server is started that goes by this clock."""
        [library] = LIBRARIES.glob("*/faketime/libfaketimeMT.so.1")
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    async def move(self, site: str) -> None:
        """Move it again and again, and ask the server what time it is."""
        async with httpx.AsyncClient(base_url=site, timeout=20) as client:
            for offset in cycle(random.sample(OFFSETS, len(OFFSETS))):
                self.set(offset)
                await asyncio.sleep(MOVED_EVERY)
                # What else strikes the server breaks connections, also this one.
                with suppress(httpx.HTTPError):
                    response = await client.get("/healthz")
                    self.seen.append(parsedate_to_datetime(response.headers["date"]))

    @asynccontextmanager
    async def moved(self, site: str) -> AsyncIterator[None]:
        """Move it for the duration of a block."""
        moving = asyncio.create_task(self.move(site))
        try:
            yield
        finally:
            moving.cancel()
            await asyncio.gather(moving, return_exceptions=True)
            self.set("+0")
