"""A plan that goes on is the same bytes in any process: hashes of strings differ there."""

import pytest

from tests.planner.test_determinism import digest_with

SCRIPT = """
import hashlib
from random import Random
from api.serialisation import serialise
from tests.adaptation.histories import TODAY, random_history
from tests.adaptation.people import HEEL
from tests.adaptation.test_whole_answers import progressions
from tests.adaptation.worlds import adapted, answer_of
from tests.planner.requests import seeded

digest, random = hashlib.sha256(), Random(7)
doses = progressions(answer_of(adapted(HEEL, (), TODAY)), seeded())
for _ in range(60):
    answer = answer_of(adapted(HEEL, random_history(random, doses), TODAY))
    digest.update(serialise(answer).encode())
print(digest.hexdigest())
"""


@pytest.mark.slow
def test_two_processes_with_different_hash_seeds_answer_the_same_bytes() -> None:
    first, second = digest_with("1", SCRIPT), digest_with("4242", SCRIPT)

    assert len(first) == 64
    assert first == second
