"""A message of a plan: a code and its parameters, put into words, with the source behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.messages import Messages
from api.planner.catalogue import Catalogue, Source

PROSE = frozenset({"advice", "criterion", "evidence", "note", "rationale", "text", "why"})
"""Parameters that are sentences themselves: they are in `text`, so `parameters` leaves them out."""


@dataclass(frozen=True)
class Named:
    """A thing of the catalogue, by its slug or code, with its name in the catalogue's language."""

    slug: str
    name: str


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary such as `strength`; `terms` of the messages has it in a language."""

    code: str


@dataclass(frozen=True)
class Message:
    """`parameters` are numbers, texts, `Named` and `Term`, and tuples of them."""

    code: str
    text: str
    parameters: Mapping[str, Any]
    source: Source | None


def named(thing: Any) -> Named:
    """Return the reference to anything in the catalogue."""
    return Named(thing.slug if hasattr(thing, "slug") else thing.code, thing.name)


@dataclass(frozen=True)
class MessageWriter:
    """Writes messages in one language, with sources of the catalogue."""

    catalogue: Catalogue
    messages: Messages

    def __call__(self, code: str, *, source: str | None = None, **parameters: Any) -> Message:
        """Return the message of a code; `source` is the slug of a source."""
        return self.with_text(code, code, source=source, **parameters)

    def with_text(
        self, code: str, sentence: str, /, *, source: str | None = None, **parameters: Any
    ) -> Message:
        """Return the message of a code with the sentence of another one."""
        kept = {name: value for name, value in parameters.items() if name not in PROSE}
        return Message(code, self.text(sentence, **parameters), kept, self.source(source))

    def text(self, code: str, **parameters: Any) -> str:
        """Return the sentence of a code alone. Raises KeyError if there is none."""
        shown = {name: self.shown(value) for name, value in parameters.items()}
        return self.messages.text(f"plan.{code}", **shown).strip()

    def source(self, slug: str | None) -> Source | None:
        """Return a source; None if a claim is editorial, or if the catalogue lacks the source."""
        return self.catalogue.sources.get(slug) if slug else None

    def shown(self, value: Any) -> str:
        """Return a parameter as it is written in a sentence: names, lists with commas.

        Semicolons stand between names that have a comma of their own.
        """
        if isinstance(value, tuple):
            names = [self.shown(part) for part in value]
            return ("; " if any("," in name for name in names) else ", ").join(names)
        if isinstance(value, Named):
            return value.name
        if isinstance(value, Term):
            return self.messages.text(f"terms.{value.code}")
        return str(value)
