"""Escapes of addresses (`%20`), of mail (`=20`) and of programs (`\\u00e9`)."""

import re

from api.matching.transport.characters import decode

PERCENT_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
PERCENT_UNICODE = re.compile(r"%u([0-9A-Fa-f]{4})")

MAIL_LINE = re.compile(r"=\r?\n")
MAIL_RUN = re.compile(r"(?:=[0-9A-F]{2}){2,}")
MAIL_CHARACTER = re.compile(
    r"(?<=[^\W\d_])=([2-7][0-9A-F]|[89A-F][0-9A-F])(?=[^\W\d_]|\r?\n)"
    r"|(?<=[,.;:!?)])=(20)(?=[^\W\d_]|\r?\n)"
)

BACKSLASHES = r"(?<!\\)\\+"
"""One backslash, or several: each program that quotes a text doubles them."""

SURROGATES = re.compile(
    BACKSLASHES + r"u([Dd][89ABab][0-9A-Fa-f]{2})\\+u([Dd][C-Fc-f][0-9A-Fa-f]{2})"
)
CODE_POINT = re.compile(
    BACKSLASHES
    + r"(?:u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))"
)
BARE_CODE_POINT = re.compile(r"(?<=[^\W\d_])u((?:00|20)[0-9A-Fa-f]{2})|\bu(00[C-Fc-f][0-9A-Fa-f])")
"""`canu2019t`: a program took the backslash away."""

WORDS_AFTER_A_SLASH = (
    r"nail|neck|nerve|neuro|never|night|not?\b|numb|rash|red|rest|right|ring|rodilla|run|tal[oó]n"
    "|tend|thigh|tibia|tight|ting|tired|tobillo|toe|torn|twist"
)
LINE_OR_TAB = re.compile(BACKSLASHES + rf"(?!{WORDS_AFTER_A_SLASH})([nrt])")
"""`\\n`, but not the backslash of "heel\\toe", which stands for an *or*."""

QUOTED = re.compile(BACKSLASHES + r"(?=[^\w\s\\])")


def undo_percent(text: str) -> str:
    """Undo `%20` and `%C3%A9`; a `+` is a blank in a text that has no other blank.

    A text with blanks was not an address as a whole, so only those are undone that no person
    writes: after a letter, or several that make one character. "Pain in 50%20 days" stays.
    """
    if "%" not in text:
        return text
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


def undo_quoted_printable(text: str) -> str:
    """Undo `=C3=A9`, `=20` between letters and `=` at the end of a line (RFC 2045, 6.7)."""
    if "=" not in text:
        return text
    text = MAIL_LINE.sub("", text)
    text = MAIL_RUN.sub(lambda run: decode(bytes.fromhex(run.group().replace("=", ""))), text)
    return MAIL_CHARACTER.sub(
        lambda found: decode(bytes.fromhex(found.group(1) or found.group(2))), text
    )


def undo_backslashes(text: str) -> str:
    """Undo the escapes of JSON and of programming languages."""
    if "\\" in text:
        text = SURROGATES.sub(pair, text)
        text = CODE_POINT.sub(character, text)
        text = LINE_OR_TAB.sub(lambda found: "\n" if found.group(1) == "n" else " ", text)
        text = QUOTED.sub("", text)
    return BARE_CODE_POINT.sub(character, text)


def pair(found: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in found.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def character(found: re.Match[str]) -> str:
    code = int(next(digits for digits in found.groups() if digits), 16)
    return chr(code) if code <= 0x10FFFF else " "
