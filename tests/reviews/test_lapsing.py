"""A review lapses when one word of the clinical content changes, and at nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from api.languages import FALLBACK
from api.publishing.building import context_of
from api.records.texts import texts_of, with_texts
from api.v1.documents import BuiltDocument, Context
from api.v1.documents.builders import BUILDERS
from api.v1.documents.reviews import own_review, with_review
from seed.content import Content
from tests.publishing.built import build_all
from tests.reviews import signed
from tests.reviews.walking import Place, counts, leaves, other, with_other
from tests.seed.factories import edited, renamed, reordered, value_of, with_value
from tests.soak import rounds

KEYS = [
    ("exercise", "plantar-heel-stretch"),
    ("complaint", "achilles-tendinitis"),
    ("routine", "before-bed-cramps"),
]


WORD = re.compile(r"\w+(?![^{]*\})")
"""A word that is not inside a placeholder."""


@pytest.fixture(scope="module")
def reviewed(content: Content) -> Content:
    return signed.all_signed(content)


def documents(content: Content) -> list[tuple[BuiltDocument, Context]]:
    """Return the documents to walk: one of each type, in a long run all that have a review."""
    built, context = build_all(content), context_of(content.edition(), FALLBACK)
    keys = (
        KEYS
        if rounds(short=1, long=2) == 1
        else [key for key in built if "review" in built[key].content]
    )
    return [(built[key], context) for key in keys]


class TestEveryValue:
    def test_a_change_of_any_counted_value_lets_the_review_lapse_and_no_other_does(
        self, reviewed: Content
    ) -> None:
        seen = {True: 0, False: 0}
        for document, context in documents(reviewed):
            assert own_review(document, context) == signed.SERVED
            for place, changed in changes(document):
                expected = signed.LAPSED if counts(place) else signed.SERVED
                assert own_review(changed, context) == expected, (document.slug, place)
                seen[counts(place)] += 1
        assert seen[True] > 100
        assert seen[False] > 20

    def test_both_forms_of_a_step_count(self, reviewed: Content) -> None:
        document, context = documents(reviewed)[0]
        assert document.forms is not None
        for place, value in leaves(document.forms):
            if value is not None:
                changed = replace(document, forms=with_other(document.forms, place))
                assert own_review(changed, context) == signed.LAPSED, place


def changes(document: BuiltDocument) -> Iterator[tuple[Place, BuiltDocument]]:
    """Yield copies with one value changed: each value in a long run, else every seventh."""
    places = [place for place, _ in leaves(document.content)]
    for place in places[:: rounds(short=7, long=1)]:
        yield place, replace(document, content=with_other(document.content, place))


class TestEveryWord:
    def test_a_changed_word_of_a_record_lets_the_review_of_its_document_lapse(
        self, reviewed: Content
    ) -> None:
        random = Random(34)  # noqa: S311
        for _ in range(rounds(short=60, long=3_000)):
            resource = random.choice(["exercises", "complaints"])
            slug = random.choice(reviewed.identifiers(resource))
            record = value_of(reviewed, resource, slug)
            place, changed = with_another_word(record, random)
            context = context_of(with_value(reviewed, resource, slug, changed).edition(), FALLBACK)
            document = with_review(BUILDERS[resource](changed, context), context)
            expected = signed.SERVED if is_uncounted(place, record) else signed.LAPSED
            assert document.content["review"] == expected, (slug, place)


def with_another_word(record: Any, random: Random) -> tuple[Place, Any]:
    place, text = random.choice(list(texts_of(record)))
    texts = [text] if isinstance(text, str) else list(text)
    at = random.randrange(len(texts))
    words = list(re.finditer(WORD, texts[at]))
    word = random.choice(words)
    texts[at] = texts[at][: word.start()] + other(word.group()) + texts[at][word.end() :]
    return place, with_texts(record, {**dict(texts_of(record)), place: as_given(text, texts)})


def as_given(text: Any, texts: list[str]) -> Any:
    return texts[0] if isinstance(text, str) else texts


def is_uncounted(place: Place, record: Any) -> bool:
    """Say whether a text is not in the document: what `same_plan_as` hides is another's."""
    own_plan = ("exercises", "avoid", "variants", "plan_shape")
    return getattr(record, "same_plan_as", None) is not None and place[0] in own_plan


class TestNeighbours:
    @pytest.mark.parametrize(
        ("resource", "old"),
        [
            ("exercises", "calf-stretch"),
            ("complaints", "plantar-heel-pain"),
            ("body_regions", "calf"),
            ("sources", "rathleff-2015"),
            ("contributors", "ken-jung"),
        ],
    )
    def test_a_renamed_neighbour_changes_no_review(
        self, reviewed: Content, resource: str, old: str
    ) -> None:
        moved = renamed(reviewed, resource, old, "another-slug")
        again = renamed(moved, resource, "another-slug", "aa-third-slug")

        for content in (moved, again):
            assert statuses(content) == {"reviewed"}

    @pytest.mark.parametrize(
        ("resource", "slug", "field"),
        [
            ("exercises", "calf-stretch", "name"),
            ("complaints", "plantar-heel-pain", "name"),
            ("body_regions", "calf", "name"),
            ("equipment", "chair", "name"),
            ("conditions", "diabetes", "name"),
            ("contributors", "ken-jung", "name"),
            ("sources", "rathleff-2015", "title"),
        ],
    )
    def test_a_new_name_lets_only_the_review_of_the_named_thing_lapse(
        self, reviewed: Content, resource: str, slug: str, field: str
    ) -> None:
        changed = edited(reviewed, resource, slug, **{field: "Another name"})

        assert lapsed(changed) <= {slug}

    def test_the_order_of_records_changes_no_review(self, reviewed: Content) -> None:
        assert statuses(reordered(reviewed, "complaints", "exercises")) == {"reviewed"}


def reviews(content: Content) -> dict[str, str]:
    """Return the status of each exercise and complaint."""
    return {
        slug: document.content["review"]["status"]
        for (kind, slug), document in build_all(content).items()
        if kind in ("exercise", "complaint")
    }


def statuses(content: Content) -> set[str]:
    return set(reviews(content).values())


def lapsed(content: Content) -> set[str]:
    return {slug for slug, status in reviews(content).items() if status == "lapsed"}
