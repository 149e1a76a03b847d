"""Bookmarks: the opaque words by which a copy of the catalogue says what it has read."""

import re
from dataclasses import dataclass
from typing import Self

BEGINNING = "0"
"""What a copy sends that has read nothing yet."""

LONGEST = 96
BOOKMARK = re.compile(
    r"1\.(?P<serial>0|[1-9]\d{0,18})\.(?P<history>[0-9a-f]{32})"
    r"(\.(?P<read>0|[1-9]\d{0,18})(?P<whole>a?))?",
    re.ASCII,
)
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Bookmark:
    """The state of the catalogue that a copy has read, wholly or up to a page's end.

    `serial` and `history` name the state. `read` is the serial up to which its changes were read;
    it equals `serial` after the last page. `is_whole` says that the copy began with nothing, so it
    holds no document whose removal it could miss.

    The position alone would not do: if the database goes back to an earlier state while a copy is
    between two pages, a document can move from behind the position to before it.
    """

    serial: int
    history: str
    read: int
    is_whole: bool

    @classmethod
    def of(cls, serial: int, history: str) -> Self:
        """Return the bookmark of a copy that has everything of a state."""
        return cls(serial, history, read=serial, is_whole=False)

    def __str__(self) -> str:
        """Return the word for addresses, for example `1.310.<32 hexadecimal digits>`."""
        state = f"1.{self.serial}.{self.history}"
        if self.read == self.serial:
            return state
        return f"{state}.{self.read}{'a' if self.is_whole else ''}"


def read_bookmark(word: str) -> Bookmark | None:
    """Return the bookmark of a word; None if no server can have answered it."""
    found = BOOKMARK.fullmatch(word)
    if found is None:
        return None
    serial = int(found["serial"])
    read = serial if found["read"] is None else int(found["read"])
    if serial > LARGEST or (found["read"] is not None and read >= serial):
        return None
    return Bookmark(serial, found["history"], read, is_whole=found["whole"] == "a")
