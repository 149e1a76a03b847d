"""Figures of evaluations on sentences that nobody had seen: `seed/evaluations.yaml`.

Only figures are kept, no sentence: whoever reads a sentence could teach it to the matcher. A set
counts as it was measured first, so a name is recorded once.
"""

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from seed.content import SEED
from seed.figures import Evaluation
from seed.strict_yaml import load

FILE = "evaluations.yaml"

HEAD = """\
# Figures on sentences that nobody here had seen, one entry a set, as measured when it was opened.
# `instep evaluate FILE --record NAME --writer TEXT` adds an entry; docs/safety.md is made of them.
"""


def read_evaluations(root: Path = SEED) -> list[Evaluation]:
    """Return the recorded evaluations, in the order in which the sets were opened."""
    file = root / FILE
    written = load(file.read_text(encoding="utf-8")) if file.exists() else None
    return TypeAdapter(list[Evaluation]).validate_python(written or [])


def append_evaluation(evaluation: Evaluation, root: Path = SEED) -> None:
    """Add an evaluation to the file. Raises ValueError if its name is recorded already."""
    if any(recorded.name == evaluation.name for recorded in read_evaluations(root)):
        raise ValueError(f"{evaluation.name} is recorded already")
    file = root / FILE
    before = file.read_text(encoding="utf-8") if file.exists() else HEAD
    entry = [evaluation.model_dump(mode="json")]
    added = yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=100)
    file.write_text(before + added, encoding="utf-8")
