"""A built document, and the context in which builders look things up."""

import hashlib
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.messages import Messages
from api.messages.dose_texts import Forms, with_forms
from api.serialisation import serialise, timestamp
from api.terms import terms

if TYPE_CHECKING:
    from api.records import Media, Records, Reviews
    from api.records.complaints import Complaint

Content = dict[str, Any]


class UntranslatedError(LookupError):
    """A document needs a text that its language does not have; the message names the text."""


@dataclass(frozen=True)
class BuiltDocument:
    """One document and its summary, without revision and time: publishing adds those.

    `language` is the one that its texts are really in. `forms` are the texts of an exercise's steps
    in both forms (`api.messages.dose_texts`): they are stored beside the document and not served.
    """

    type: str
    slug: str
    language: str
    content: Content
    summary: Content
    forms: list[Forms] | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of all that is stored; if it is the same, there is nothing to publish."""
        stored = [self.content, self.summary, *([] if self.forms is None else [self.forms])]
        return hashlib.sha256(serialise(stored).encode()).hexdigest()

    @property
    def forms_body(self) -> str | None:
        return None if self.forms is None else serialise(self.forms)

    @property
    def quotable(self) -> Content:
        """Return the content for a routine that quotes it at a dose of its own."""
        return with_forms(self.content, self.forms)

    def body(self, revision: int, updated_at: datetime) -> str:
        """Return the document as it is served, byte for byte."""
        stamped = {**self.content, "revision": revision, "updated_at": timestamp(updated_at)}
        return serialise(stamped)

    def summary_body(self, updated_at: datetime) -> str:
        """Return the summary as lists carry it."""
        return serialise({**self.summary, "updated_at": timestamp(updated_at)})


@dataclass(frozen=True)
class Context:
    """The records and messages for documents in one language.

    `original` holds every record as the editors wrote it. `translated` holds those that this
    language has complete; for the editors' own language it is the same object. A text that is
    missing raises UntranslatedError, because a document never mixes two languages. Names of people
    and titles of sources are the same in every language, and so are pictures (`media`).
    """

    language: str
    messages: Messages
    original: "Records"
    translated: "Records"
    reviews: "Reviews" = field(default_factory=dict)
    media: "Media" = field(default_factory=dict)

    def record(self, resource: str, slug: str) -> Any:
        """Return a record in this language; `resource` is an attribute of `Records`."""
        try:
            return getattr(self.translated, resource)[slug]
        except KeyError:
            raise UntranslatedError(f"{resource}/{slug} in {self.language}") from None

    def named(self, resource: str, slug: str) -> dict[str, str]:
        return {"slug": slug, "name": self.record(resource, slug).name}

    def contributor(self, slug: str) -> dict[str, str]:
        return {"slug": slug, "name": self.original.contributors[slug].name}

    def source(self, slug: str | None) -> Content | None:
        """Return a source as other documents cite it; None if a claim is editorial."""
        if slug is None:
            return None
        source = self.original.sources[slug]
        return {"slug": slug, "title": source.title, "year": source.year, "url": source.url}

    def notice(self, code: str) -> str:
        return str(self.record("notices", code).text)

    def terms(self, attribution: str = "attribution") -> Content:
        """Return licence, attribution and review: how every document with advice ends.

        `attribution` is the code of the notice that gives credit. The review is filled in when the
        document is whole (`api.v1.documents.reviews`).
        """
        return terms(self.notice(attribution))

    @cached_property
    def first_slugs(self) -> dict[str, str]:
        """The slug that each renamed thing had first; `former_slugs` lists the newest first."""
        return {
            slug: record.former_slugs[-1]
            for field in fields(self.original)
            for slug, record in getattr(self.original, field.name).items()
            if getattr(record, "former_slugs", ())
        }

    @cached_property
    def renamed_exercises(self) -> dict[str, str]:
        """The slug that each renamed exercise has now, by the one that it had first."""
        return {
            record.former_slugs[-1]: slug
            for slug, record in self.original.exercises.items()
            if record.former_slugs
        }

    def planned(self, complaint: "Complaint") -> "Complaint":
        """Return the complaint whose plan this one follows: itself, or its `same_plan_as`."""
        if complaint.same_plan_as is None:
            return complaint
        found: Complaint = self.record("complaints", complaint.same_plan_as)
        return found

    @cached_property
    def complaints_with_notes(self) -> dict[str, list[str]]:
        """The slugs of the complaints, in any variant, with notes on studies of each exercise."""
        found: dict[str, list[str]] = {}
        for slug, complaint in sorted(self.original.complaints.items()):
            helpers = [*complaint.exercises]
            helpers += [helper for one in complaint.variants for helper in one.exercises]
            for exercise in sorted({one.exercise for one in helpers if one.evidence_notes}):
                found.setdefault(exercise, []).append(slug)
        return found

    @cached_property
    def complaints_of_exercises(self) -> dict[str, list[str]]:
        """The slugs of the complaints that name each exercise, read as unstated (the stricter)."""
        found: dict[str, list[str]] = {}
        for slug, complaint in sorted(self.original.complaints.items()):
            planned = self.original.complaints[complaint.same_plan_as or slug]
            named = [helper.exercise for helper in planned.exercises]
            named += [item.exercise for item in planned.avoid if item.exercise is not None]
            for exercise in named:
                found.setdefault(exercise, []).append(slug)
        return found
