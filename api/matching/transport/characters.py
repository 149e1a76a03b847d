"""Characters that were read in the wrong encoding."""

import re

UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes that Windows-1252 gives no character."""

WINDOWS_1252 = {
    byte: chr(byte) if byte in UNDEFINED else bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0x100)
}
BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    character: byte for byte, character in WINDOWS_1252.items()
}
CONTROLS = {byte: WINDOWS_1252[byte] for byte in range(0x80, 0xA0) if byte not in UNDEFINED}
"""C1 control characters: Windows-1252 that was read as Latin-1."""

CONTROL = re.compile("[\x80-\x9f]")

FOLLOWING = "[" + "".join(re.escape(c) for c, byte in BYTES.items() if byte < 0xC0) + "]"
MISREAD = re.compile(
    rf"[ÂÃ]{FOLLOWING}|[ÄÅÌÍ](?!\xa0){FOLLOWING}|[áâ]{FOLLOWING}{{2}}|ð{FOLLOWING}{{3}}"
)
"""The first characters of UTF-8 in the languages of the lexicon, and those that follow them."""

LOST_BLANK = re.compile(r"(?<=[^\W\d_])Â(?=\s)|(?<=[.,;:!?])Â(?=\s)")
"""A no-break blank of UTF-8 that somebody made a plain one."""


def repair_characters(text: str) -> str:
    """Read `FuÃŸ` as *Fuß*."""
    if not text.isascii():
        text = MISREAD.sub(decoded_again, text)
        text = CONTROL.sub(lambda found: CONTROLS.get(ord(found.group()), found.group()), text)
        text = LOST_BLANK.sub("", text)
    return text


def decoded_again(run: re.Match[str]) -> str:
    """Return characters as UTF-8 if that is what their bytes are; else as they are."""
    try:
        return bytes(BYTES[character] for character in run.group()).decode()
    except (KeyError, UnicodeDecodeError):
        return run.group()


def decode(octets: bytes) -> str:
    """Return bytes as text: UTF-8, or Windows-1252 if they are none."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return "".join(chr(o) if o < 0x80 else WINDOWS_1252[o] for o in octets)
