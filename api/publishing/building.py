"""Build single things: their documents in every language, and the names of all ingredients."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.publishing.facets import Surroundings, facets_of, surroundings_of
from api.publishing.ingredients import ALL, RESOURCES, NotingContext
from api.publishing.versions import Versions, build_in_language
from api.records import Edition, Key
from api.v1.documents import BuiltDocument, Context
from api.v1.documents.builders import build_document

ORDERED = ("condition", "red-flag", "equipment")
"""Types whose lists keep the editors' order; the others are ordered by name or by slug."""


@dataclass(frozen=True)
class BuiltThing:
    """The documents of one thing by language, its facets there, and its place in the list.

    `ingredients` are the names of all that was looked up for it, in order.
    """

    key: Key
    documents: Mapping[str, BuiltDocument]
    facets: Mapping[str, list[str]]
    position: int
    ingredients: list[str]


def context_of(edition: Edition, language: str) -> Context:
    records = edition.in_language(language)
    return Context(
        language, get_messages(language), edition.original, records, edition.reviews, edition.media
    )


class Builder:
    """Builds things of an edition, one after the other."""

    def __init__(self, edition: Edition) -> None:
        self.noted: set[str] = set()
        self.plain = context_of(edition, FALLBACK)
        self.original = NotingContext.of(self.plain, self.plain, self.noted)
        # The fallback language comes first: new versions of routines are frozen in it.
        self.contexts = [
            NotingContext.of(context_of(edition, language), self.plain, self.noted)
            for language in sorted(served(), key=lambda language: language != FALLBACK)
        ]
        self.surroundings: Surroundings = surroundings_of(self.original)
        self.quoted: dict[tuple[str, str], tuple[BuiltDocument, frozenset[str]]] = {}

    def build(self, key: Key, frozen: Versions, published: Versions) -> BuiltThing:
        """Build one thing; a routine from its versions (see `api.publishing.versions`).

        It has no document if it is a routine that is gone.
        """
        self.noted.clear()
        kind, slug = key
        documents = {
            context.language: document
            for context in self.contexts
            for document in self.documents_of(kind, slug, context, frozen, published)
        }
        facets = {
            language: facets_of(document, self.surroundings)
            for language, document in documents.items()
        }
        position = self.position_of(kind, slug)
        return BuiltThing(key, documents, facets, position, sorted(self.noted))

    def documents_of(
        self, kind: str, slug: str, context: Context, frozen: Versions, published: Versions
    ) -> Iterator[BuiltDocument]:
        if kind == "routine":
            quoted = QuotedExercises(self, context)
            yield from build_in_language(slug, context, quoted, frozen, published)
        else:
            yield build_document(RESOURCES[kind], slug, context, self.original)

    def position_of(self, kind: str, slug: str) -> int:
        """Return a thing's place in the editors' order, 0 if its type has none."""
        if kind not in ORDERED:
            return 0
        self.noted.add(f"{RESOURCES[kind]}/{ALL}")
        return self.positions[kind][slug]

    @cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        records = self.plain.original
        return {
            kind: {slug: at for at, slug in enumerate(getattr(records, RESOURCES[kind]))}
            for kind in ORDERED
        }

    def exercise(self, slug: str, context: Context) -> BuiltDocument:
        """Return the document of an exercise that something else quotes; its ingredients count."""
        key = (slug, context.language)
        if key not in self.quoted:
            outside = set(self.noted)
            self.noted.clear()
            try:
                document = build_document("exercises", slug, context, self.original)
                self.quoted[key] = document, frozenset(self.noted)
            finally:
                self.noted |= outside
        document, ingredients = self.quoted[key]
        self.noted |= ingredients
        return document


class QuotedExercises(Mapping[str, BuiltDocument]):
    """The exercise documents in one language, each built when it is asked for."""

    def __init__(self, builder: Builder, context: Context) -> None:
        self.builder, self.context = builder, context

    def __getitem__(self, slug: str) -> BuiltDocument:
        return self.builder.exercise(slug, self.context)

    def __iter__(self) -> Iterator[str]:
        return iter(self.context.original.exercises)

    def __len__(self) -> int:
        return len(self.context.original.exercises)
