"""From sentences to a layer: learn all weights, keep the strongest, learn these again."""

from collections.abc import Mapping, Sequence

import numpy as np

from api.matching.layer.packed import GREATEST
from api.matching.layer.weights import ANY, ODDS, Layer
from scripts.layer.sentences import Sentence
from scripts.layer.training import ONE, Example, Numbers, only, strongest, train, vocabulary

MOST_FEATURES = 43_600
MOST_WEIGHTS = 360_000
NEVER = 1 << 20
"""A strength that no text has."""

BLIND_TIMES = 2
"""A sentence by somebody who never saw the software counts so many times."""

OUR_TIMES = 5
"""A sentence of our own counts more, since there are few: with them editors correct the layer."""


def heads_of(codes: Sequence[str]) -> tuple[str, ...]:
    return (ANY, *sorted(codes))


def example_of(sentence: Sentence, heads: Sequence[str]) -> Example | None:
    """Return what is learned from a sentence; None if careful clinicians would disagree.

    The first sign is the answer; whether it has the others that would be right too stays open.
    """
    labelled = sentence.labelled
    if labelled.borderline:
        return None
    answers: Numbers = np.zeros(len(heads), dtype=np.int64)
    counting: Numbers = np.ones(len(heads), dtype=np.int64)
    answers[0] = labelled.red_flag
    if labelled.red_flag and not labelled.flags:
        counting[1:] = 0
    for place, code in enumerate(labelled.flags):
        answers[heads.index(code)] = place == 0
        counting[heads.index(code)] = place == 0
    times = BLIND_TIMES if sentence.blind else OUR_TIMES
    return Example(sentence.features, answers, counting, times)


def weights_of(sentences: Sequence[Sentence], heads: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return the learned weights by feature and head, in units of 1/`ODDS`."""
    made = (example_of(sentence, heads) for sentence in sentences)
    return learned_weights([example for example in made if example is not None], heads)


def learned_weights(
    examples: Sequence[Example],
    heads: Sequence[str],
    most_weights: int = MOST_WEIGHTS,
    most_features: int = MOST_FEATURES,
) -> dict[str, dict[str, int]]:
    """Return the weights that examples teach, by feature and head, in units of 1/`ODDS`."""
    known = vocabulary(examples)
    kept = strongest(train(examples, known), examples, known, most_weights, most_features)
    known, kept = only(known, kept)
    learned = train(examples, known, kept)
    rounded = ((learned + ONE // ODDS // 2) // (ONE // ODDS)).clip(-GREATEST, GREATEST)
    return {
        feature: {heads[int(p)]: int(rounded[place, p]) for p in np.flatnonzero(rounded[place])}
        for feature, place in known.items()
    }


def layer_of(sentences: Sequence[Sentence], heads: Sequence[str]) -> tuple[Layer, str]:
    """Return the layer that learned from sentences, silent so far, and its weights as text."""
    text = written(weights_of(sentences, heads))
    return silent_layer(heads, text), text


def silent_layer(heads: Sequence[str], weights: str) -> Layer:
    """Return a layer with these weights that raises nothing and asks for nothing."""
    never = dict.fromkeys(heads[1:], NEVER)
    return Layer.from_plain({"weights": weights, "alarm": never, "ask": never})


def written(weights: Mapping[str, Mapping[str, int]]) -> str:
    """Return the weights as lines of text, features in alphabetical order."""
    return "\n".join(
        f"{feature}\t{' '.join(f'{head}={weight}' for head, weight in pairs.items())}"
        for feature, pairs in sorted(weights.items())
        if pairs
    )
