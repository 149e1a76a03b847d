"""From a value at every frame to few keys: curves that stay within a tolerance of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

STILL = 1e-6
"""Values that differ by no more rest."""

DIGITS = 2
"""Digits behind the point of what curves leave and arrive with: more would only cost bytes."""


@dataclass(frozen=True)
class Key:
    """A value at a frame, and how the curve leaves it and comes in at the next one.

    `leaves` and `arrives` are shares of the change of the value at one and two thirds of the way,
    as in an easing curve (1/3, leaves, 2/3, arrives). Of the last key they mean nothing.
    """

    frame: int
    value: float
    leaves: float = 1 / 3
    arrives: float = 2 / 3


Track = tuple[Key, ...]
"""At least one key, the first at frame 0; after the last one the value stays."""


def still(value: float) -> Track:
    return (Key(0, value),)


def fit(values: Sequence[float], tolerance: float) -> Track:
    """Return keys whose curves differ from no value by more than the tolerance.

    Curves break where a rest begins or ends, so that what rests does not creep.
    """
    if max(values) - min(values) <= tolerance / 4:
        return still(values[0])
    breaks = resting_ends(values)
    keys, first = [], 0
    while first < len(values) - 1:
        stop = next(frame for frame in breaks if frame > first)
        last = longest(values, first, stop, breaks, tolerance)
        keys.append(key_between(values, first, last, breaks))
        first = last
    if abs(keys[-1].value - values[first]) <= STILL:
        return (*keys[:-1], Key(keys[-1].frame, keys[-1].value))
    return (*keys, Key(first, values[first]))


def resting_ends(values: Sequence[float]) -> list[int]:
    """Return the frames where the values begin or cease to change, and the first and the last."""
    moves = [abs(after - value) > STILL for value, after in pairwise(values)]
    turns = [frame for frame in range(1, len(moves)) if moves[frame] != moves[frame - 1]]
    return [0, *turns, len(values) - 1]


def longest(
    values: Sequence[float], first: int, stop: int, breaks: Sequence[int], tolerance: float
) -> int:
    """Return the last frame, at most `stop`, that one curve from `first` on can reach."""
    for last in range(stop, first + 1, -1):
        key = key_between(values, first, last, breaks)
        between = range(first + 1, last)
        if all(abs(at(key, last, values[last], f) - values[f]) <= tolerance for f in between):
            return last
    return first + 1


def key_between(values: Sequence[float], first: int, last: int, breaks: Sequence[int]) -> Key:
    """Return the key at `first` with the slopes that the values have there and at `last`."""
    change = values[last] - values[first]
    if abs(change) <= STILL:
        return Key(first, values[first])
    third = (last - first) / 3 / change
    leaves = slope(values, first, breaks, ahead=True) * third
    arrives = 1 - slope(values, last, breaks, ahead=False) * third
    return Key(first, values[first], round(leaves, DIGITS), round(arrives, DIGITS))


def slope(values: Sequence[float], frame: int, breaks: Sequence[int], *, ahead: bool) -> float:
    """Return the change in one frame: between both neighbours, at a break on one side only."""
    if frame in breaks:
        other = frame + (1 if ahead else -1)
        near = values[other] - values[frame]
        further = other + (1 if ahead else -1)
        if not 0 <= further < len(values):
            return near if ahead else -near
        # A parabola through three frames: what starts from rest starts slowly.
        steep = (4 * values[other] - 3 * values[frame] - values[further]) / 2
        return steep if ahead else -steep
    return (values[frame + 1] - values[frame - 1]) / 2


def at(key: Key, next_frame: int, next_value: float, frame: float) -> float:
    """Return the value on the curve between a key and the next one."""
    share = (frame - key.frame) / (next_frame - key.frame)
    rest = 1 - share
    eased = 3 * rest**2 * share * key.leaves + 3 * rest * share**2 * key.arrives + share**3
    return key.value + (next_value - key.value) * eased


def value_at(track: Track, frame: float) -> float:
    """Return the value of a track at a frame."""
    for key, following in pairwise(track):
        if frame < following.frame:
            return at(key, following.frame, following.value, frame)
    return track[-1].value
