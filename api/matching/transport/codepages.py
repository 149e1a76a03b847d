"""UTF-8 that was read in the encoding of an old Mac, of DOS or of Cyrillic Windows."""

import re
from collections.abc import Callable

CODEPAGES = ("mac_roman", "cp850", "cp437", "cp1251")


def reader_of(codepage: str) -> Callable[[str], str]:
    """Return the function that reads such a text again: with DOS, `Fu├ƒ` is *Fuß*."""
    characters = {byte: bytes([byte]).decode(codepage, "ignore") for byte in range(0x80, 0x100)}
    bytes_of = {character: byte for byte, character in characters.items() if character}
    following = "[" + "".join(re.escape(characters[byte]) for byte in range(0x80, 0xC0)) + "]"
    two, punctuation = (
        f"[{characters[0xC2]}{characters[0xC3]}]",
        characters[0xE2] + characters[0x80],
    )
    run = re.compile(f"{punctuation}{following}|{two}{following}")

    def again(found: re.Match[str]) -> str:
        return bytes(bytes_of[character] for character in found.group()).decode(errors="replace")

    return lambda text: run.sub(again, text)


READERS = tuple(map(reader_of, CODEPAGES))


def undo_codepages(text: str) -> str:
    """Read a text again that came through one of the codepages."""
    if not text.isascii():
        for read_again in READERS:
            text = read_again(text)
    return text
