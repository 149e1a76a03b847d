"""Figures of evaluations on sentences that nobody had seen: `seed/evaluations.yaml`.

Only figures are kept, no sentence: whoever reads a sentence could teach it to the matcher. Of each
set two measurements stand here: the first, which is never changed, and the latest.
"""

from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from seed.content import SEED
from seed.figures import Evaluation
from seed.strict_yaml import load

FILE = "evaluations.yaml"

HEAD = """\
# Figures on sentences by strangers: of each set as measured when it was opened, and the latest.
# `instep evaluate FILE --record NAME --writer TEXT` adds an entry; docs/safety.md is made of them.
"""


def read_evaluations(root: Path = SEED) -> list[Evaluation]:
    """Return the recorded evaluations, in the order in which the sets were opened."""
    file = root / FILE
    written = load(file.read_text(encoding="utf-8")) if file.exists() else None
    return TypeAdapter(list[Evaluation]).validate_python(written or [])


def first_of(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """Return the first measurement of each set."""
    found: dict[str, Evaluation] = {}
    for evaluation in evaluations:
        found.setdefault(evaluation.name, evaluation)
    return [*found.values()]


def latest_of(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """Return the latest measurement of each set."""
    return [*{evaluation.name: evaluation for evaluation in evaluations}.values()]


def record_evaluation(evaluation: Evaluation, root: Path = SEED) -> None:
    """Add an evaluation to the file, in place of an earlier one that is not the set's first."""
    recorded = read_evaluations(root)
    first = first_of(recorded)
    kept = [one for one in recorded if one.name != evaluation.name or one in first]
    plain = [one.model_dump(mode="json") for one in (*kept, evaluation)]
    written = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    (root / FILE).write_text(HEAD + written, encoding="utf-8")
