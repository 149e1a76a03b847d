"""The pseudo-language `qps`: English with accents, a third longer, in ⟦brackets⟧.

Whatever a person reads and is not in brackets did not come from the catalogue of messages; two
brackets that are not a pair show a text that was cut or glued together.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from api.messages import Messages, Pattern
from api.messages.files import add_messages, get_messages
from api.records.texts import RecordT, texts_of, with_texts
from seed.content import RESOURCES, Content, identifier

PSEUDO = "qps"
LONGER_BY = 0.3
LONGEST_LINE = 400
"""The most characters of a `Line` in the contract: a text is not lengthened beyond it."""

ACCENTED = str.maketrans("aceinouyACEINOUY", "áçéîñöüýÁÇÉÎÑÖÜÝ")
PLACEHOLDER = re.compile(r"(\{[^}]*\})")


def pseudo(text: str) -> str:
    """Return a text in the pseudo-language; "{count} reps" is "⟦{count} réps~~~~~⟧"."""
    parts = PLACEHOLDER.split(text)
    accented = "".join(
        part if PLACEHOLDER.fullmatch(part) else part.translate(ACCENTED) for part in parts
    )
    longer = 1 + round(len(text) * LONGER_BY)
    room = LONGEST_LINE - len(text) - len("⟦⟧")
    return f"⟦{accented}{'~' * (min(longer, room) if room > 0 else longer)}⟧"


def pseudo_messages() -> Messages:
    english = get_messages("en")
    return Messages(
        PSEUDO, {c: pseudo_pattern(p) for c, p in english.patterns.items()}, english.plural
    )


def pseudo_pattern(pattern: Pattern) -> Pattern:
    if isinstance(pattern, str):
        return pseudo(pattern)
    return {category: pseudo(form) for category, form in pattern.items()}


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Serve the pseudo-language while the block runs."""
    with add_messages(pseudo_messages()):
        yield


def pseudo_content(content: Content, *untranslated: tuple[str, str]) -> Content:
    """Return the content with every record translated, but for some (resource, slug)."""
    translated = {
        name: {
            identifier(entry.value): pseudo_record(entry.value)
            for entry in content.of(name)
            if (name, identifier(entry.value)) not in untranslated
        }
        for name in (*RESOURCES, "drawings")
    }
    return replace(content, translations={PSEUDO: translated})


def pseudo_record(record: RecordT) -> RecordT:
    return with_texts(
        record,
        {
            place: pseudo(text) if isinstance(text, str) else [pseudo(part) for part in text]
            for place, text in texts_of(record)
        },
    )
