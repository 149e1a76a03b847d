"""Logistic regression for many heads at once, by gradient steps in whole numbers.

A head is a question with yes or no: has the text any sign; has it this sign. Weights are in units
of 1/`ONE`, so that sums, steps and decisions are the same on every machine.
"""

import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from api.matching.layer.weights import CONSTANT, UNIT, value_in_group

Groups = tuple[frozenset[str], ...]
"""Features of a text, group by group."""

Numbers = NDArray[np.int64]

ONE = 1 << 16
"""One, in the units of weights, margins and probabilities."""

UNIT_BITS = UNIT.bit_length() - 1
"""A shift by so many bits divides by `UNIT`, rounding down, in a fifth of the time."""

STEPS = 64
"""So many entries of the table of probabilities for each one of a margin."""

FARTHEST = 8
TABLE = range(-FARTHEST * STEPS, FARTHEST * STEPS + 1)
PROBABILITY: Numbers = np.array([round(ONE / (1 + math.exp(-k / STEPS))) for k in TABLE])
"""The logistic function of margins from -`FARTHEST` to `FARTHEST`."""

LEAST_SEEN = (2, 4, 2, 2)
"""A word, a piece of a word, a concept or a clue of the rules in fewer sentences is not learned."""

EPOCHS = 8
PACE = 32
PARTS = 16
"""The step of epoch e is `PACE` / (e + 2), in parts of `PARTS`."""

FIRST = 3

ORDER = 7
"""The seed of the order in which sentences are seen."""


class Example(NamedTuple):
    """A sentence to learn from: features, answers by head, and which of the answers count.

    `times`: how much it counts. A head whose answer is not known has 0 in `counting`.
    """

    features: Groups
    answers: Numbers
    counting: Numbers
    times: int = 1


class Encoded(NamedTuple):
    """The places of an example's features in the vocabulary, and their values."""

    places: Numbers
    values: Numbers


def vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    """Return the place of each feature that is seen often enough."""
    found = {CONSTANT: 0}
    for group, least in enumerate(LEAST_SEEN[: len(examples[0].features)]):
        seen = Counter(feature for e in examples for feature in e.features[group])
        for feature in sorted(f for f, times in seen.items() if times >= least):
            found[feature] = len(found)
    return found


def encode(features: Groups, known: dict[str, int]) -> Encoded:
    places, values = [0], [UNIT]
    for group in features:
        found = sorted(known[feature] for feature in group if feature in known)
        places += found
        values += [value_in_group(len(found))] * len(found) if found else []
    return Encoded(np.array(places), np.array(values))


def train(
    examples: Sequence[Example], known: dict[str, int], kept: Numbers | None = None
) -> Numbers:
    """Return the weights, a row for each feature and a column for each head.

    With `kept` only weights learn that are 1 in it.
    """
    encoded = [encode(example.features, known) for example in examples]
    weights: Numbers = np.zeros((len(known), len(examples[0].answers)), dtype=np.int64)
    order, shuffle = list(range(len(examples))), random.Random(ORDER).shuffle  # noqa: S311
    for epoch in range(EPOCHS):
        shuffle(order)
        pace = max(1, PACE // (epoch + 2))
        for at in order:
            example, (places, values) = examples[at], encoded[at]
            rows = weights[places]
            wrong = (example.answers * ONE - probability(margins(values, rows))) * example.counting
            step = values[:, None] * (wrong * example.times * pace // PARTS) >> UNIT_BITS
            weights[places] = rows + (step if kept is None else step * kept[places])
    return weights


def margins(values: Numbers, rows: Numbers) -> Numbers:
    total: Numbers = (values @ rows) >> UNIT_BITS
    return total


def probability(margin: Numbers) -> Numbers:
    place = margin * STEPS // ONE + FARTHEST * STEPS
    found: Numbers = PROBABILITY[np.clip(place, 0, len(PROBABILITY) - 1)]
    return found


def strongest(
    weights: Numbers,
    examples: Sequence[Example],
    known: dict[str, int],
    most_weights: int,
    most_features: int | None = None,
) -> Numbers:
    """Return which weights to keep, `most_weights` of them: large ones of features seen often.

    They belong to `most_features` at most: each costs memory, however few weights it has. The first
    head counts for every sign, so its weights count `FIRST` times. The constant stays.
    """
    seen: Numbers = np.zeros(len(known), dtype=np.int64)
    for example in examples:
        seen[encode(example.features, known).places] += 1
    # Squares, since a root is no whole number.
    worth = (weights // (ONE // 256)) ** 2 * seen[:, None]
    worth[:, 0] *= FIRST * FIRST
    worth[0] = worth.max() + 1
    if most_features is not None:
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
