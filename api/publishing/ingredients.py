"""Ingredients: the parts of an edition that documents are made of, and who looked them up.

A document is a pure function of what its builder looks up. Every look-up is noted, so a document
whose ingredients are all the same as before needs no building: it would be the same again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from api.languages import FALLBACK, served
from api.publishing.slugs import TYPES
from api.records import Edition, Records, Reviews
from api.records.media import MediaFile, Medium
from api.records.reviews import Review
from api.serialisation import serialised
from api.v1.documents import Context

RESOURCES = {kind: resource for resource, kind in TYPES.items()}
"""The attribute of `Records` that holds the records of each type of document."""

ALL = "*"
"""In place of a slug: all records of a resource, and their order."""

RENAMES = f"renames/{ALL}"
"""The slugs that renamed things had first."""


class Noted(Mapping[str, Any]):
    """The things of one resource; the name of each that is looked up is noted, if there or not."""

    def __init__(self, resource: str, things: Mapping[str, Any], noted: set[str]) -> None:
        self.resource, self.things, self.noted = resource, things, noted

    def __getitem__(self, slug: str) -> Any:
        self.noted.add(f"{self.resource}/{slug}")
        return self.things[slug]

    def __iter__(self) -> Iterator[str]:
        self.noted.add(f"{self.resource}/{ALL}")
        return iter(self.things)

    def __len__(self) -> int:
        self.noted.add(f"{self.resource}/{ALL}")
        return len(self.things)


class NotedReviews(Mapping[tuple[str, str, str], Review]):
    """The reviews; a review is a part of what it reviewed."""

    def __init__(self, reviews: Reviews, noted: set[str]) -> None:
        self.reviews, self.noted = reviews, noted

    def __getitem__(self, key: tuple[str, str, str]) -> Review:
        self.noted.add(f"{RESOURCES[key[0]]}/{key[1]}")
        return self.reviews[key]

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        raise TypeError("a document is made of single reviews")

    def __len__(self) -> int:
        raise TypeError("a document is made of single reviews")


def noted_records(records: Records, noted: set[str]) -> Records:
    return Records(
        **{one.name: Noted(one.name, getattr(records, one.name), noted) for one in fields(records)}
    )


@dataclass(frozen=True, kw_only=True)
class NotingContext(Context):
    """A context that notes what is looked up in it.

    `plain` derives the same from the records of the original language, without notes: what is
    derived about a thing is looked up like a part of it.
    """

    plain: Context
    noted: set[str]

    @classmethod
    def of(cls, context: Context, plain: Context, noted: set[str]) -> "NotingContext":
        original = noted_records(context.original, noted)
        translated = noted_records(context.translated, noted)
        reviews = NotedReviews(context.reviews, noted)
        media = Noted("media", context.media, noted)
        args = context.language, context.messages, original, translated, reviews, media
        return cls(*args, plain=plain, noted=noted)

    @property
    def first_slugs(self) -> dict[str, str]:
        self.noted.add(RENAMES)
        return self.plain.first_slugs

    @property
    def renamed_exercises(self) -> dict[str, str]:
        self.noted.add(RENAMES)
        return self.plain.renamed_exercises

    @cached_property
    def complaints_with_notes(self) -> Mapping[str, list[str]]:  # type: ignore[override]
        return Noted("exercises", self.plain.complaints_with_notes, self.noted)

    @cached_property
    def complaints_of_exercises(self) -> Mapping[str, list[str]]:  # type: ignore[override]
        return Noted("exercises", self.plain.complaints_of_exercises, self.noted)


def digests_of(edition: Edition, original: Context) -> dict[str, bytes]:
    """Return the digest of every ingredient by its name, for example `exercises/calf-stretch`.

    It is over the record in all languages, its reviews, and what the context derives about it.
    """
    languages = [edition.in_language(one) for one in sorted(served()) if one != FALLBACK]
    reviews = reviews_of_things(edition.reviews)
    found: dict[str, bytes] = {}
    for resource in (one.name for one in fields(Records)):
        everything = hashlib.sha256()
        translations = [getattr(records, resource) for records in languages]
        derived = derived_about(resource, original)
        beside = [*enumerate([*translations, reviews.get(resource, {}), *derived])]
        for slug, record in getattr(edition.original, resource).items():
            digest = hashlib.sha256(serialised(record))
            if parts := [(at, one[slug]) for at, one in beside if slug in one]:
                digest.update(serialised(parts))
            found[f"{resource}/{slug}"] = whole = digest.digest()
            everything.update(whole)
        found[f"{resource}/{ALL}"] = everything.digest()
    for slug, pictures in edition.media.items():
        found[f"media/{slug}"] = digest_of([stated(picture) for picture in pictures])
    return found | {RENAMES: digest_of(sorted(original.first_slugs.items()))}


def digest_of(value: Any) -> bytes:
    return hashlib.sha256(serialised(value)).digest()


def stated(picture: Medium) -> dict[str, Any]:
    """Return the fields of a picture. Each file has its digest in place of its bytes."""
    stated_of_files = [one.name for one in fields(MediaFile) if one.name != "read"]
    files = [{name: getattr(file, name) for name in stated_of_files} for file in picture.files]
    return {one.name: getattr(picture, one.name) for one in fields(picture)} | {"files": files}


def derived_about(resource: str, original: Context) -> list[Mapping[str, list[str]]]:
    """Return what the context derives about single things of a resource."""
    if resource == "exercises":
        return [original.complaints_with_notes, original.complaints_of_exercises]
    return []


def reviews_of_things(reviews: Reviews) -> dict[str, dict[str, list[Review]]]:
    """Return the reviews of each thing by its resource and slug."""
    found: dict[str, dict[str, list[Review]]] = {}
    for (kind, slug, _), review in sorted(reviews.items(), key=lambda item: item[0]):
        found.setdefault(RESOURCES[kind], {}).setdefault(slug, []).append(review)
    return found


def things_in(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return type and slug of each of these ingredients that is a thing with a document."""
    split = (name.split("/", 1) for name in names)
    return [(TYPES[one], slug) for one, slug in split if one in TYPES and slug != ALL]
