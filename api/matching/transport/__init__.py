"""Undoing what happened to a text on its way here, before it is cut into words.

A rich-text box sends `can&#39;t`, a form `can%27t`, a log viewer `can\\u2019t`, a hyphenated page
`mor\u00adning`. Read as they are, such escapes become words ("nbsp", "39", "br") that push the
words of a sign apart, so that a stated emergency is missed.

All work is bounded by `MAX_CHARACTERS` and `MOST_ROUNDS`, whatever the string holds.
"""

from collections.abc import Callable

from api.matching.transport.apostrophes import restore_apostrophes
from api.matching.transport.characters import repair_characters
from api.matching.transport.codepages import undo_codepages
from api.matching.transport.documents import undo_json
from api.matching.transport.entities import undo_entities
from api.matching.transport.escapes import undo_backslashes, undo_percent
from api.matching.transport.joints import join_words
from api.matching.transport.lettering import undress_letters
from api.matching.transport.line_ends import join_cut_words
from api.matching.transport.mail import undo_encoded_words, undo_quoted_printable
from api.matching.transport.markup import undo_markup

MAX_CHARACTERS = 2_000
"""Characters of a text that are read."""

MOST_ROUNDS = 4
"""A text is escaped once, or by two or three programs in turn (`&amp;amp;nbsp;`)."""

STEPS: tuple[Callable[[str], str], ...] = (
    undo_json,
    undo_percent,
    undo_encoded_words,
    undo_quoted_printable,
    undo_backslashes,
    repair_characters,
    undo_codepages,
    undo_entities,
    undo_markup,
)


def plain_text(text: str, is_word: Callable[[str], bool]) -> str:
    """Return the words that the person wrote, as they wrote them; a plain text stays as it is.

    `is_word` says whether a string is a known word: with it, a zero-width character between two
    letters is read as a gap or as nothing.
    """
    text = text[:MAX_CHARACTERS]
    for _ in range(MOST_ROUNDS):
        before = text
        for undo in STEPS:
            text = undo(text)
        if text == before:
            break
    text = join_words(undress_letters(text), is_word)
    return restore_apostrophes(join_cut_words(text, is_word))
