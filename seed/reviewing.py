"""Review records in `seed/reviews.yaml`: what can be signed, signing, and withdrawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from api.languages import FALLBACK
from api.publishing.building import context_of
from api.records.reviews import Review
from api.suggestions import nearest
from api.v1.documents import BuiltDocument, Context
from api.v1.documents.builders import build_documents
from api.v1.documents.reviews import clinical_digest
from api.v1.documents.routines import Quoted, build_routine, editors_definition, version_content
from seed.content import Content

FILE = "reviews.yaml"
CODE_LENGTH = 12
"""Digits of a digest that a sheet shows, and that whoever signs repeats."""


class CannotSignError(Exception):
    """What was to be signed or withdrawn is not there, or is not what the reviewer read."""


@dataclass(frozen=True)
class Reviewable:
    """The documents that can be reviewed, in one language, by type and slug."""

    documents: dict[tuple[str, str], BuiltDocument]
    context: Context

    def get(self, kind: str, slug: str) -> BuiltDocument:
        """Return a document. Raises CannotSignError with the nearest name."""
        found = self.documents.get((kind, slug))
        if found is not None:
            return found
        hint = nearest(f"{kind}/{slug}", [f"{kind}/{slug}" for kind, slug in self.documents])
        ending = f"; did you mean {hint}?" if hint else ""
        raise CannotSignError(f"there is no {kind}/{slug} to review{ending}")

    def digest(self, document: BuiltDocument) -> str:
        return clinical_digest(document, self.context)

    def code(self, document: BuiltDocument) -> str:
        """Return what a sheet calls a document: `exercise/calf-stretch@0123456789ab`."""
        digest = self.digest(document)[:CODE_LENGTH]
        return f"{document.type}/{document.slug}@{digest}"

    def status(self, record: Review) -> str:
        """Return whether a review still holds for the content as it is in the files."""
        document = self.documents.get((record.type, record.slug))
        if document is None or document.language != record.language:
            return "lapsed"
        return "reviewed" if self.digest(document) == record.digest else "lapsed"


def reviewable(content: Content, language: str = FALLBACK) -> Reviewable:
    """Build every document that can be reviewed; routines as their next version would be."""
    edition = content.edition()
    context, original = context_of(edition, language), context_of(edition, FALLBACK)
    built = list(build_documents(context, original))
    exercises = {item.slug: item.quotable for item in built if item.type == "exercise"}
    quoted = Quoted(exercises, context.notice("stop_rule"), context.terms(), context.messages)
    for slug in context.original.routines:
        definition = editors_definition(context.record("routines", slug), context)
        built.append(build_routine(version_content(definition, quoted), language))
    found = {(item.type, item.slug): item for item in built if "review" in item.content}
    return Reviewable(found, context)


@dataclass(frozen=True)
class Signature:
    """What a reviewer states about everything that they sign at once."""

    by: str
    registration: str
    scope: str
    reviewed_on: date


def sign(content: Content, codes: Sequence[str], signature: Signature) -> list[Review]:
    """Return all reviews with those of these documents added, each in place of an earlier one.

    `codes` are those of a sheet (`complaint/bunion@0123456789ab`). Raises CannotSignError if one
    names no document, or if the document has changed since the sheet was printed.
    """
    known = reviewable(content)
    records = {entry.value.key: entry.value for entry in content.reviews}
    for code in codes:
        kind, _, rest = code.partition("/")
        slug, _, digits = rest.partition("@")
        document = known.get(kind, slug)
        if code != known.code(document):
            said = f"{kind}/{slug} is not what the sheet shows" if digits else f"{code} has no code"
            raise CannotSignError(f"{said}: print a new one with instep review sheet {kind}/{slug}")
        record = Review.model_validate(
            {
                "type": kind,
                "slug": slug,
                "language": document.language,
                "digest": known.digest(document),
                **vars(signature),
                "agrees_to_be_named": True,
            }
        )
        records[record.key] = record
    return [records[key] for key in sorted(records)]


def withdraw(content: Content, registration: str, names: Sequence[str]) -> list[Review]:
    """Return the reviews without those of one reviewer: of these documents, or of all.

    `names` are like `exercise/calf-stretch`. Raises CannotSignError if one has no such review.
    """
    own = {
        f"{entry.value.type}/{entry.value.slug}"
        for entry in content.reviews
        if entry.value.registration == registration
    }
    missing = [name for name in names if name not in own]
    if missing or not own:
        what = missing[0] if missing else "anything"
        raise CannotSignError(f"{registration} has not signed {what}")
    gone = set(names) or own
    return [
        entry.value
        for entry in content.reviews
        if entry.value.registration != registration
        or f"{entry.value.type}/{entry.value.slug}" not in gone
    ]


class NoAliases(yaml.SafeDumper):
    """Writes a value that occurs twice out each time, as the seed is read."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def write_reviews(folder: Path, records: Sequence[Review]) -> None:
    """Write the records into the file, below the comments that it begins with."""
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    head = "".join(line for line in lines if line.startswith("#"))
    written = [record.model_dump() for record in records]
    body = yaml.dump(written, Dumper=NoAliases, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(head + body, encoding="utf-8")
