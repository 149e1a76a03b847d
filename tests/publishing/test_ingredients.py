"""What a document is made of is known exactly: if no ingredient changed, neither does it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cached_property

import pytest

from api.languages import FALLBACK
from api.publishing.building import Builder, BuiltThing
from api.publishing.ingredients import NotingContext, digests_of
from api.publishing.slugs import TYPES
from api.publishing.work import living_in
from api.records import Edition, Key
from api.v1.documents import Context
from seed.content import Content
from tests.pseudo import pseudo_content, pseudo_language, pseudo_record
from tests.publishing.random_edits import ALL, RandomEdits, shaken
from tests.reviews.signed import all_signed
from tests.seed.factories import value_of, with_value

CENTURY = datetime(2000, 1, 1, tzinfo=UTC)
Made = dict[Key, BuiltThing]


@pytest.fixture(scope="module")
def whole(content: Content) -> Iterator[Content]:
    """The content, signed, translated but for a little."""
    with pseudo_language():
        untranslated = [("exercises", "toe-flutters"), ("body_regions", "heel")]
        yield pseudo_content(all_signed(content), *untranslated)


def build(edition: Edition) -> tuple[Made, dict[str, bytes]]:
    """Build everything but routines, whose versions a database holds; digest the ingredients."""
    builder = Builder(edition)
    keys = [key for key in living_in(edition) if key[0] != "routine"]
    return {key: builder.build(key, {}, {}) for key in keys}, digests_of(edition, builder.plain)


def differs(one: BuiltThing, other: BuiltThing) -> bool:
    return (one.position, one.facets) != (other.position, other.facets) or any(
        document.digest != other.documents[language].digest
        or document.language != other.documents[language].language
        for language, document in one.documents.items()
    )


def surprising(
    before: tuple[Made, dict[str, bytes]], after: tuple[Made, dict[str, bytes]]
) -> list[Key]:
    """Return the things that differ although no ingredient of theirs does."""
    digests = before[1], after[1]
    names = digests[0].keys() | digests[1].keys()
    changed = {name for name in names if digests[0].get(name) != digests[1].get(name)}
    return [
        key
        for key, thing in after[0].items()
        if key in before[0]
        and changed.isdisjoint(before[0][key].ingredients)
        and differs(before[0][key], thing)
    ]


def test_a_record_of_each_kind_is_noted_by_all_that_are_made_of_it(whole: Content) -> None:
    before = build(whole.edition())
    moved = set()

    for resource in (one for one in ALL if one != "routines"):
        slug = max(
            whole.identifiers(resource),
            key=lambda slug: sum(f"{resource}/{slug}" in m.ingredients for m in before[0].values()),
        )
        changed = with_value(whole, resource, slug, shaken(value_of(whole, resource, slug), 1))
        after = build(changed.edition())
        assert surprising(before, after) == [], (resource, slug)
        moved |= {key for key in after[0] if differs(before[0][key], after[0][key])}

    assert {kind for kind, _ in moved} == {*TYPES.values()} - {"routine"}


def test_pictures_and_their_words_are_noted_by_the_exercises_that_show_them(whole: Content) -> None:
    edition = whole.edition()
    before = build(edition)
    slug, pictures = next(iter(edition.media.items()))
    slower = [replace(one, duration_ms=one.duration_ms + 1) for one in pictures]
    drawings = {**edition.original.drawings, slug: pseudo_record(edition.original.drawings[slug])}

    for changed in (
        replace(edition, media={**edition.media, slug: slower}),
        replace(edition, media={}),
        replace(edition, original=replace(edition.original, drawings=drawings)),
    ):
        after = build(changed)
        assert surprising(before, after) == []
        assert differs(before[0]["exercise", slug], after[0]["exercise", slug])


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))]
)
def test_nothing_changes_that_is_made_of_nothing_changed(whole: Content, seed: int) -> None:
    editor = RandomEdits(whole, seed)
    before = build(editor.content.edition())
    for _ in range(8):
        done = editor.edit()
        after = build(editor.content.edition())
        assert surprising(before, after) == [], (done, editor.count)
        before = after


def test_a_context_notes_whatever_it_derives_from_records() -> None:
    """A further field or derived look-up of a context has to be noted too."""
    derived = {name for name, value in vars(Context).items() if isinstance(value, cached_property)}

    assert derived <= vars(NotingContext).keys()
    assert {one.name for one in fields(Context)} == {
        *("language", "messages"),  # they belong to the program
        *("original", "translated", "reviews", "media"),  # they are noted
    }


def test_a_renamed_region_is_an_ingredient_of_all_that_name_it(content: Content) -> None:
    made, _ = build(content.edition())

    naming = {
        key
        for key, thing in made.items()
        if '"name":"Heel"' in thing.documents[FALLBACK].body(1, CENTURY)
    }
    assert len(naming) > 10
    assert naming <= {key for key, one in made.items() if "body_regions/heel" in one.ingredients}
