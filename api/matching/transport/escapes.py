"""Escapes of addresses (`%20`) and of programs (`\\u00e9`, `\\047`, `_x000D_`)."""

import re

from api.matching.transport.characters import decode

PERCENT_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
PERCENT_UNICODE = re.compile(r"%u([0-9A-Fa-f]{4})")

BACKSLASHES = r"(?<!\\)\\+"
"""One backslash, or several: each program that quotes a text doubles them."""

SURROGATES = re.compile(
    BACKSLASHES + r"u([Dd][89ABab][0-9A-Fa-f]{2})\\+u([Dd][C-Fc-f][0-9A-Fa-f]{2})"
)
CODE_POINT = re.compile(
    BACKSLASHES
    + r"(?:u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))"
)
BARE_CODE_POINT = re.compile(
    r"(?<=[^\W\d_]|[,.;:!?])u((?:00|20)[0-9A-Fa-f]{2})"
    r"|\bu(00[C-Fc-f][0-9A-Fa-f])"
)
"""`canu2019t`: a program took the backslash away."""

WORDS_AFTER_A_SLASH = (
    r"nail|neck|nerve|neuro|never|night|not?\b|numb|rash|red|rest|right|ring|rodilla|run|tal[oó]n"
    "|tend|thigh|tibia|tight|ting|tired|tobillo|toe|torn|twist"
)
LINE_OR_TAB = re.compile(BACKSLASHES + rf"(?!{WORDS_AFTER_A_SLASH})([nrt])")
"""`\\n`, but not the backslash of "heel\\toe", which stands for an *or*."""

OCTAL_RUN = re.compile(rf"(?:{BACKSLASHES}[0-3][0-7]{{2}})+")
RICH_TEXT = re.compile(r"\\'([2-9A-Fa-f][0-9A-Fa-f])")
STYLE_SHEET = re.compile(BACKSLASHES + r"(?:0{0,4}27|0{0,2}2019) ?")
SPREADSHEET = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Office writes a character that XML cannot hold."""

AGAIN = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")

QUOTED = re.compile(BACKSLASHES + r"(?=[^\w\s\\])")


def undo_percent(text: str) -> str:
    """Undo `%20` and `%C3%A9`; a `+` is a blank in a text that has no other blank.

    A text with blanks was not an address as a whole, so only those are undone that no person
    writes: after a letter, or several that make one character. "Pain in 50%20 days" stays.
    """
    if "%" not in text:
        return text
    text = AGAIN.sub("%", text)
    whole = not any(map(str.isspace, text.strip()))
    if whole and PERCENT_RUN.search(text):
        text = text.replace("+", " ")

    def undone(run: re.Match[str]) -> str:
        octets = bytes.fromhex(run.group().replace("%", ""))
        after_letter = run.string[max(0, run.start() - 1) : run.start()].isalpha()
        if whole or after_letter or is_one_character(octets):
            return decode(octets)
        return run.group()

    text = PERCENT_RUN.sub(undone, text)
    return PERCENT_UNICODE.sub(lambda found: chr(int(found.group(1), 16)), text)


def is_one_character(octets: bytes) -> bool:
    """Say whether bytes begin with a character that UTF-8 writes in several."""
    try:
        return ord(octets.decode()[0]) >= 0x80
    except UnicodeDecodeError:
        return False


def undo_backslashes(text: str) -> str:
    """Undo the escapes of JSON and of programming languages."""
    if "\\" in text:
        text = SURROGATES.sub(pair, text)
        text = CODE_POINT.sub(character, text)
        text = OCTAL_RUN.sub(lambda run: decode(octets_of(run.group())), text)
        text = STYLE_SHEET.sub("'", text)
        text = RICH_TEXT.sub(lambda found: decode(bytes.fromhex(found.group(1))), text)
        text = LINE_OR_TAB.sub(lambda found: "\n" if found.group(1) == "n" else " ", text)
        text = QUOTED.sub("", text)
    if "_x" in text:
        text = SPREADSHEET.sub(character, text)
    # Both would be looked for at each letter otherwise.
    return BARE_CODE_POINT.sub(character, text) if "u00" in text or "u20" in text else text


def octets_of(run: str) -> bytes:
    return bytes(int(digits, 8) for digits in run.replace("\\", " ").split())


def pair(found: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in found.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def character(found: re.Match[str]) -> str:
    code = int(next(digits for digits in found.groups() if digits), 16)
    return chr(code) if code <= 0x10FFFF else " "
