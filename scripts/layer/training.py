"""Logistic regression for many heads at once, by gradient steps in whole numbers.

A head is a question with yes or no: has the text any sign; has it this sign. Weights are in units
of 1/`ONE`, so that sums, steps and decisions are the same on every machine. In each step a text
shows half of its features only, drawn anew: so no feature learns to rely on another one, and words
that stand in few sentences learn too. A short one shows all: half of "calf pain" says too little.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from api.matching.layer.weights import CONSTANT, UNIT, value_in_group

Groups = tuple[frozenset[str], ...]
"""Features of a text, group by group."""

Numbers = NDArray[np.int64]

ONE = 1 << 16
"""One, in the units of weights, margins and probabilities."""

UNIT_BITS = UNIT.bit_length() - 1
"""A shift by so many bits divides by `UNIT`, rounding down."""

STEPS = 64
"""So many entries of the table of probabilities for each one of a margin."""

FARTHEST = 8
TABLE = range(-FARTHEST * STEPS, FARTHEST * STEPS + 1)
PROBABILITY: Numbers = np.array([round(ONE / (1 + math.exp(-k / STEPS))) for k in TABLE])
"""The logistic function of margins from -`FARTHEST` to `FARTHEST`."""

LEAST_SEEN = (2, 4, 2, 2)
"""A word, a piece of a word, a concept or a clue of the rules in fewer sentences is not learned."""

EPOCHS = 24
PACE = 32
PARTS = 16
"""The step of epoch e is `PACE` / (e + 2), in parts of `PARTS`."""

SHORT = 48
"""A text with fewer features is short: one of up to about five words."""

FIRST = 3

ORDER = 7
"""The seed of the order in which sentences are seen, and of the features that each shows."""


class Example(NamedTuple):
    """A sentence to learn from: features, answers by head, and which of the answers count.

    `times`: how much it counts. A head whose answer is not known has 0 in `counting`.
    """

    features: Groups
    answers: Numbers
    counting: Numbers
    times: int = 1


class Encoded(NamedTuple):
    """The features of all examples as their places in the vocabulary, group behind group.

    The groups of example e are those from `groups[e]` up to `groups[e + 1]`; the places of group g
    are those from `starts[g]` up to `starts[g + 1]`.
    """

    places: Numbers
    starts: Numbers
    groups: Numbers


def vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    """Return the place of each feature that is seen often enough."""
    found = {CONSTANT: 0}
    for group, least in enumerate(LEAST_SEEN[: len(examples[0].features)]):
        seen = Counter(feature for e in examples for feature in e.features[group])
        for feature in sorted(f for f, times in seen.items() if times >= least):
            found[feature] = len(found)
    return found


def encode(examples: Sequence[Example], known: dict[str, int]) -> Encoded:
    places: list[int] = []
    starts, groups = [0], [0]
    for example in examples:
        for group in example.features:
            places += sorted(known[feature] for feature in group if feature in known)
            starts.append(len(places))
        groups.append(len(starts) - 1)
    return Encoded(np.array(places), np.array(starts), np.array(groups))


def train(
    examples: Sequence[Example], known: dict[str, int], kept: Numbers | None = None
) -> Numbers:
    """Return the weights, a row for each feature and a column for each head.

    With `kept` only weights learn that are 1 in it.
    """
    weights: Numbers = np.zeros((len(known), len(examples[0].answers)), dtype=np.int64)
    encoded = encode(examples, known)
    answers = np.array([example.answers for example in examples])
    counting = np.array([example.counting * example.times for example in examples])
    longest = int(np.diff(encoded.starts).max(initial=1))
    values: Numbers = np.array([UNIT, *map(value_in_group, range(1, longest + 1))])
    learns = np.ones_like(weights) if kept is None else kept
    order, shuffle = list(range(len(examples))), random.Random(ORDER).shuffle  # noqa: S311
    for epoch in range(EPOCHS):
        shuffle(order)
        step = max(1, PACE // (epoch + 2))
        seen_in_order(
            weights,
            learns,
            *encoded,
            answers,
            counting,
            values,
            np.array(order),
            step,
            ORDER + epoch,
        )
    return weights


def _seen_in_order(
    weights: Numbers,
    learns: Numbers,
    places: Numbers,
    starts: Numbers,
    groups: Numbers,
    answers: Numbers,
    counting: Numbers,
    values: Numbers,
    order: Numbers,
    pace: int,
    seed: int,
) -> None:
    """Let the weights learn from each example once, in this order. Compiled by numba."""
    heads = weights.shape[1]
    margin = np.zeros(heads, np.int64)
    shown = np.zeros(len(places) + 1, np.int64)
    value = np.zeros(len(places) + 1, np.int64)
    drawn = seed * 2862933555777941757 + 3037000493
    for at in order:
        # The constant is always shown.
        shown[0], value[0], many = 0, UNIT, 1
        is_short = starts[groups[at + 1]] - starts[groups[at]] < SHORT
        for group in range(groups[at], groups[at + 1]):
            first = many
            for place in places[starts[group] : starts[group + 1]]:
                drawn ^= drawn << 13
                drawn ^= (drawn >> 7) & 0x1FFFFFFFFFFFFFF
                drawn ^= drawn << 17
                if is_short or drawn & 1 << 20:
                    shown[many] = place
                    many += 1
            for one in range(first, many):
                value[one] = values[many - first]
        margin[:] = 0
        for one in range(many):
            for head in range(heads):
                margin[head] += value[one] * weights[shown[one], head]
        for head in range(heads):
            place = (margin[head] >> UNIT_BITS) * STEPS // ONE + FARTHEST * STEPS
            likely = PROBABILITY[min(max(place, 0), len(PROBABILITY) - 1)]
            wrong = answers[at, head] * ONE - likely
            margin[head] = wrong * counting[at, head] * pace // PARTS
        for one in range(many):
            for head in range(heads):
                step = value[one] * margin[head] >> UNIT_BITS
                weights[shown[one], head] += step * learns[shown[one], head]


seen_in_order: Callable[..., None] = njit(cache=True)(_seen_in_order)


def strongest(
    weights: Numbers,
    examples: Sequence[Example],
    known: dict[str, int],
    most_weights: int,
    most_features: int,
) -> Numbers:
    """Return which weights to keep, `most_weights` of them: large ones of features seen often.

    They belong to `most_features` at most: each costs memory, however few weights it has. The first
    head counts for every sign, so its weights count `FIRST` times. The constant stays.
    """
    seen: Numbers = np.bincount(encode(examples, known).places, minlength=len(known))
    # Squares, since a root is no whole number.
    worth = (weights // (ONE // 256)) ** 2 * seen[:, None]
    worth[:, 0] *= FIRST * FIRST
    worth[0] = worth.max() + 1
    of_features = worth.sum(axis=1)
    worth[of_features < least_of(most_features, of_features)] = 0
    kept: Numbers = np.where(worth >= max(least_of(most_weights, worth), 1), 1, 0)
    return kept


def least_of(most: int, numbers: Numbers) -> int:
    """Return the least of the `most` greatest numbers."""
    return int(np.sort(numbers, axis=None)[-min(most, numbers.size)])


def only(known: dict[str, int], kept: Numbers) -> tuple[dict[str, int], Numbers]:
    """Return the vocabulary without the features that keep no weight, and their rows of `kept`."""
    rows = kept.sum(axis=1) > 0
    left = [feature for feature, place in known.items() if rows[place]]
    return {feature: place for place, feature in enumerate(left)}, kept[rows]
