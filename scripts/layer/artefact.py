"""The file of the layer: thresholds, figures and weights as YAML with a digest."""

import hashlib
from collections.abc import Mapping, Sequence

import yaml

from seed.content import SEED
from seed.figures import Evaluation

FILE = SEED / "lexicon" / "layer.yaml"

HEAD = """\
# yaml-language-server: $schema=../schemas/lexicon/layer.json
# The learned layer, written by `python -m scripts.layer`; train it again instead of editing it.
"""


def text_of(
    weights: str,
    alarm: Mapping[str, int],
    ask: Mapping[str, int],
    evaluations: Sequence[Evaluation],
) -> str:
    plain = {
        "digest": hashlib.sha256(weights.encode()).hexdigest(),
        "alarm": dict(alarm),
        "ask": dict(ask),
        "evaluations": [evaluation.model_dump(mode="json") for evaluation in evaluations],
    }
    lines = "".join(f"  {line}\n" for line in weights.splitlines())
    head = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    return f"{HEAD}{head}weights: |\n{lines}"
