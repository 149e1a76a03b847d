"""What is made of several reviewed parts shows the weakest of them."""

from api.reviews import NOT_REVIEWED, weakest
from tests.reviews.signed import LAPSED, SERVED

ANOTHER = SERVED | {"by": "Another Tester", "registration": "TEST-1", "at": "2026-10-01T00:00:00Z"}


def test_one_part_that_nobody_reviewed_is_enough() -> None:
    assert weakest([SERVED, LAPSED, NOT_REVIEWED]) == NOT_REVIEWED
    assert weakest([]) == NOT_REVIEWED


def test_one_lapsed_part_is_enough() -> None:
    assert weakest([ANOTHER, LAPSED, SERVED]) == LAPSED


def test_one_reviewer_of_everything_is_named_with_the_earliest_day() -> None:
    earlier = SERVED | {"at": "2026-10-01T00:00:00Z"}

    assert weakest([SERVED, earlier, SERVED]) == earlier


def test_of_several_reviewers_none_is_named() -> None:
    found = weakest([SERVED, ANOTHER])

    assert (found["status"], found["by"], found["registration"]) == ("reviewed", None, None)
    assert (found["at"], found["scope"]) == (ANOTHER["at"], SERVED["scope"])
