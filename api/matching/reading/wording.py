"""A match in the words of one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match


@dataclass(frozen=True)
class TextMatch:
    """A match, and the messages that put it into words."""

    match: Match
    messages: LexiconMessages


def reasons(because: Iterable[str], messages: LexiconMessages) -> tuple[str, ...]:
    """Return the reasons for a complaint or a warning sign."""
    return tuple(messages.label(label) for label in because)


def question(match: Match, messages: LexiconMessages) -> str | None:
    """Return the question to ask back, or None."""
    return messages.questions[match.question] if match.question else None


def hint(match: Match, messages: LexiconMessages) -> str | None:
    """Return the sentence that asks for other words if nothing was recognised, else None."""
    return messages.unrecognised if match.outcome == "unrecognised" else None
