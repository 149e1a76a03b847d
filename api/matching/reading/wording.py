"""A match in the words of one language."""

from collections.abc import Iterable

from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.outcome import Match


def reasons(because: Iterable[str], messages: LexiconMessages) -> tuple[str, ...]:
    """Return the reasons for a complaint or a warning sign."""
    return tuple(messages.label(label) for label in because)


def question(match: Match, messages: LexiconMessages) -> str | None:
    """Return the question to ask back, or None."""
    return messages.questions[match.question] if match.question else None


def hint(match: Match, messages: LexiconMessages) -> str | None:
    """Return the sentence that asks for other words if nothing was recognised, else None."""
    return messages.unrecognised if match.outcome == "unrecognised" else None
