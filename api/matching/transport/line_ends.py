"""Lines: words that are cut at an end of line, and sentences that go on in the next one."""

import re
from collections.abc import Callable

CUT = re.compile(
    r"(?<![\w'])([^\W\d_]+'?)[-\u2010\u2011\u00ac][ \t]*(?:\r?\n[ \t>|]*| )"
    r"('?[^\W\d_][^\W\d_']*)"
)
"""A word with a hyphen at the end of its line; a page that lost its lines leaves a blank there."""

LINE_END = re.compile("[-\u2010\u2011\u00ac][ \t\r\n]")
"""What each of those has; few texts do."""

PAUSE = re.compile(
    r"(?<![.!?:])[ \t]*+(?:[\r\n\x85\u2028\u2029]++|\.{2,}+|\u2026|(?<!,),{2,}+)"
    r"[\s>|]*+(?:(?:[-*+\u2022]|\d{1,2}[.)])[ \t]++)?(?=[^\W_])"
)
"""An end of line without an end of sentence, or dots and commas where somebody takes breath."""

PAUSES = ("\n", "\r", "..", ",,", "\u2026", "\x85", "\u2028", "\u2029")
"""A text without one of them has no such place."""


def join_cut_words(text: str, is_word: Callable[[str], bool]) -> str:
    """Put words together that were cut at a line; "heel-\\ntoe" is no such word."""

    def put_together(cut: re.Match[str]) -> str:
        whole = cut.group(1) + cut.group(2)
        return whole if is_word(whole.replace("'", "")) else cut.group()

    return CUT.sub(put_together, text) if LINE_END.search(text) else text


def flowing(text: str) -> str:
    """Return a text as one that flows: what mail and forms broke into lines reads on.

    Nothing tells a broken sentence from a list of short ones, so signs are sought in both.
    """
    return PAUSE.sub(" ", text) if any(map(text.__contains__, PAUSES)) else text
