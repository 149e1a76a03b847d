"""seed/reviews.yaml: what the check accepts as a review."""

from datetime import date

import pytest
from pydantic import ValidationError

from api.records.reviews import Review
from seed.checks import check
from seed.content import Content
from tests.reviews import signed

EXERCISE = ("exercise", "toe-flutters")


def test_nobody_has_reviewed_the_seed(content: Content) -> None:
    assert content.reviews == []


def test_a_signed_review_is_no_mistake(content: Content) -> None:
    assert check(signed.signed(content, [EXERCISE])) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slug": "toe-fluters"}, "toe-fluters is not among exercises; did you mean toe-flutters?"),
        ({"language": "xx"}, "xx is not served"),
        ({"reviewed_on": date(2999, 1, 1)}, "is in the future"),
    ],
)
def test_a_wrong_review_is_a_mistake(
    content: Content, fields: dict[str, object], message: str
) -> None:
    found = check(signed.signed(content, [EXERCISE], **fields))

    assert [mistake.message for mistake in found] == [message]


def test_a_document_has_one_review(content: Content) -> None:
    found = check(signed.signed(content, [EXERCISE, EXERCISE]))

    assert [mistake.message for mistake in found] == ["exercise toe-flutters has a review already"]


def test_a_review_needs_the_consent_to_be_named(content: Content) -> None:
    with pytest.raises(ValidationError, match="agrees_to_be_named"):
        signed.signed(content, [EXERCISE], agrees_to_be_named=False)
    assert Review.model_fields["agrees_to_be_named"].is_required()
