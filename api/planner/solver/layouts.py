"""How one to three sessions can lie over the days of a week.

A layout gives each day to session 0 (A), 1 (B) or 2 (C). For a plan only two things count: how many
days each session has, and which sessions lie on neighbouring days (Sunday and Monday are
neighbours). Layouts that agree in both are the same for a plan, so one of them is kept; a layout
that allows less than another of the same sizes is dropped.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

Days = tuple[int, ...]


class SessionSet(NamedTuple):
    """Sessions for an item: as bits, how many, and their days together.

    `near` are these sessions and all on neighbouring days (bits). They are `apart` if heavy work in
    all of them has a day between each time.
    """

    members: int
    sessions: int
    days: int
    near: int
    apart: bool


@dataclass(frozen=True)
class Layout:
    """`sessions[k]` are the days (0 is Monday) of session k; `touches[k]` are its neighbours.

    Bit m of `touches[k]` is set if a day of session k is next to a day of session m (or of session
    k itself), so that the same heavy work may not be in both. Monday and Tuesday for session 0 and
    Friday for session 1: `sessions` is ((0, 1), (4,)), `touches` is (0b01, 0b00).
    """

    sessions: tuple[Days, ...]
    touches: tuple[int, ...]

    @cached_property
    def choices(self) -> tuple[SessionSet, ...]:
        """Return each choice of sessions."""
        found = []
        for members in range(1, 1 << len(self.sessions)):
            inside = [k for k in range(len(self.sessions)) if members >> k & 1]
            near = members
            for k in inside:
                near |= self.touches[k]
            days = sum(len(self.sessions[k]) for k in inside)
            found.append(SessionSet(members, len(inside), days, near, self.apart(members)))
        return tuple(found)

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(days) for days in self.sessions)

    def apart(self, members: int) -> bool:
        """Say whether heavy work in all of these sessions (bits) has a day between each time."""
        return all(
            not self.touches[k] & members for k in range(len(self.sessions)) if members >> k & 1
        )


def neighbours(first: int, second: int) -> bool:
    return (first - second) % 7 in (1, 6)


def layout_of(sessions: tuple[Days, ...]) -> Layout:
    touches = tuple(
        sum(
            1 << m
            for m, others in enumerate(sessions)
            if any(neighbours(day, other) for day in days for other in others)
        )
        for days in sessions
    )
    return Layout(sessions, touches)


@lru_cache(maxsize=512)
def layouts(days: Days, count: int) -> tuple[Layout, ...]:
    """Return the layouts with exactly `count` sessions that are worth trying, in a fixed order."""
    if count == 1:
        return (layout_of((days,)),)
    if len(days) < count:
        return ()
    found: dict[tuple[int, ...], list[Layout]] = {}
    for owners in product(range(count), repeat=len(days)):
        sessions = tuple(
            tuple(day for day, owner in zip(days, owners, strict=True) if owner == k)
            for k in range(count)
        )
        sizes = [len(session) for session in sessions]
        if all(sizes) and sizes == sorted(sizes, reverse=True):
            layout = layout_of(sessions)
            found.setdefault(layout.sizes, []).append(layout)
    return tuple(layout for sizes in sorted(found) for layout in undominated(found[sizes]))


def undominated(rivals: list[Layout]) -> list[Layout]:
    """Return the layouts of the same sizes that no other one surpasses."""
    ordered = sorted(rivals, key=lambda layout: (-evenness(layout), layout.sessions))
    best: list[Layout] = []
    for layout in ordered:
        if not any(allows(other, layout) for other in best):
            best = [other for other in best if not allows(layout, other)] + [layout]
    return best


def allows(better: Layout, worse: Layout) -> bool:
    """Return whether every plan for `worse` fits `better`: no pair of sessions touches more."""
    return all(b & ~w == 0 for b, w in zip(better.touches, worse.touches, strict=True))


def evenness(layout: Layout) -> int:
    """Return how far apart the days of each session lie, at the least, added up."""
    total = 0
    for days in layout.sessions:
        gaps = [(after - day) % 7 for day, after in pairwise(days)]
        total += min([*gaps, (days[0] - days[-1]) % 7 or 7])
    return total
