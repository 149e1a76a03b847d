"""What was published when: the texts of each thing are numbered, and no two things share one."""

import re
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

EXERCISES = ["calf-stretch", "plantar-heel-stretch", "toe-stretch", "foot-doming-stretch"]
"""What editors publish."""

PARTNER = "acme"
ROUTINES = [f"writer-{number}" for number in range(1, 5)]
"""What a partner publishes."""

TEXT = re.compile(r"(.+), number (\d+)")

Numbers = dict[str, list[int]]
"""By thing, the numbers of its texts in one answer, each once."""


def text_of(thing: str, number: int) -> str:
    return f"{thing}, number {number}"


@dataclass
class History:
    """The publications of one thing in their order, and when each was known to be committed.

    A partner's routine is outside the catalogue: it has no serials.
    """

    numbers: list[int] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    serials: list[int] = field(default_factory=list)


@dataclass
class Ledger:
    """The publications of all things."""

    histories: dict[str, History] = field(default_factory=lambda: defaultdict(History))
    highest: list[int] = field(default_factory=lambda: [0])
    moments: list[float] = field(default_factory=lambda: [0.0])
    """When the catalogue's highest committed serial was known to rise, and to what."""

    def note(self, thing: str, number: int, serial: int | None) -> None:
        """Write down a publication that is committed."""
        now, history = time.monotonic(), self.histories[thing]
        history.numbers.append(number)
        history.moments.append(now)
        if serial is not None:
            history.serials.append(serial)
            self.highest.append(max(serial, self.highest[-1]))
            self.moments.append(now)

    @property
    def count(self) -> int:
        return sum(len(history.numbers) for history in self.histories.values())

    def wrong(self, where: str, sent: float, serial: int | None, numbers: Numbers) -> list[str]:
        """Return what is wrong with an answer that was asked for at a moment.

        It may be older than what was committed then, or mix the states of two serials.
        """
        found = []
        committed = self.highest[bisect_right(self.moments, sent) - 1]
        if serial is not None and serial < committed:
            found.append(f"{where}: of {serial}, but {committed} was committed")
        for thing, seen in numbers.items():
            history = self.histories[thing]
            known = bisect_right(history.moments, sent)
            if known and min(seen) < history.numbers[known - 1]:
                found.append(f"{where}: {thing} {seen}, not {history.numbers[known - 1]}")
        return found + ([] if serial is None else self.mixed(where, serial, numbers))

    def mixed(self, where: str, serial: int, numbers: Numbers) -> list[str]:
        """Return which things have another text than they had in the state of a serial."""
        found = []
        for thing, seen in numbers.items():
            history = self.histories[thing]
            if history.serials:
                number = history.numbers[bisect_right(history.serials, serial) - 1]
                if seen != [number]:
                    found.append(f"{where}: of {serial}, but {thing} {seen}, not {number}")
        return found
