"""A match in the words of one language."""

from collections.abc import Iterable

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match


def reasons(because: Iterable[str], messages: LexiconMessages) -> tuple[str, ...]:
    """Return what speaks for a complaint or a warning sign."""
    return tuple(messages.label(label) for label in because)


def question(match: Match, messages: LexiconMessages) -> str | None:
    """Return what to ask back; None if there is nothing to ask."""
    return messages.questions[match.question] if match.question else None


def hint(match: Match, messages: LexiconMessages) -> str | None:
    """Return what to write instead if nothing was recognised, else None."""
    return messages.unrecognised if match.outcome == "unrecognised" else None
