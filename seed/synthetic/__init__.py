"""Grow a catalogue: synthetic exercises and complaints beside the real ones, for measuring only.

What a request costs must not depend on how much the catalogue holds, so there has to be a catalogue
that holds much. Words, regions and equipment are drawn by Zipf's law (a few everywhere, most of
them rare); what is not drawn is copied from a real exercise or complaint. The records are published
like any others.

The same count and seed give the same records.
"""

from dataclasses import replace

from api.records import Edition
from seed.synthetic.complaints import synthetic_complaints
from seed.synthetic.exercises import synthetic_exercises

EXERCISES_TO_A_COMPLAINT = 20
"""One synthetic complaint for so many synthetic exercises."""


def grow(edition: Edition, count: int, seed: int = 1) -> Edition:
    """Return the edition with `count` synthetic exercises and their complaints beside its own."""
    records = edition.original
    exercises = {item.slug: item for item in synthetic_exercises(records, count, seed)}
    complaints = synthetic_complaints(
        records, list(exercises), count // EXERCISES_TO_A_COMPLAINT, seed
    )
    grown = replace(
        records,
        exercises={**records.exercises, **exercises},
        complaints={**records.complaints, **{item.slug: item for item in complaints}},
    )
    return replace(edition, original=grown)
