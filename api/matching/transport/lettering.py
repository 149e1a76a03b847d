"""Letters that are dressed up, borrowed from another alphabet, or cut by a control character."""

import re
import unicodedata
from itertools import chain

from api.matching.transport.joints import GAP

DRESSED = re.compile(
    r"(?:^|LATIN )(?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?([A-Z])$"
    r"|^(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])$"
)
"""Names of letters in a circle, in a square, in parentheses, and of small capitals."""

BLOCKS = (range(0x250, 0x2B0), range(0x1D00, 0x1D30), range(0x249C, 0x24EA), range(0xA730, 0xA732))
SQUARES = range(0x1F110, 0x1F18A)


def plain_letter(character: str) -> str | None:
    """Return the letter that a dressed one shows: "Ⓕ" is an f."""
    name = unicodedata.name(character, "")
    if not ("SMALL CAPITAL" in name or "CIRCLED" in name or "SQUARED" in name or "PARENTH" in name):
        return None
    found = DRESSED.search(name)
    return (found.group(1) or found.group(2)).lower() if found else None


LETTERS = {
    code: letter
    for code in chain(*BLOCKS, SQUARES)
    if (letter := plain_letter(chr(code))) is not None
}

IN_BLOCK = re.compile(f"[{''.join(f'{chr(b[0])}-{chr(b[-1])}' for b in (*BLOCKS, SQUARES))}]")

LOOK_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈЗаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαϲ",
        "ABEKMHOPCTYXSIJ3aeopcyxsijhdqwABEZHIKMNOPTYXoac",
        strict=True,
    )
)
"""Letters of Cyrillic and Greek that look like a Latin one."""

TO_LATIN = str.maketrans(LOOK_ALIKE)
BORROWED = re.compile(f"[{''.join(LOOK_ALIKE)}]")
MIXED = re.compile(
    rf"\b(?=[\w']*[A-Za-z])(?=[\w']*[{''.join(LOOK_ALIKE)}])[A-Za-z{''.join(LOOK_ALIKE)}']+\b"
)
"""A word of two alphabets: only a keyboard or a trick writes one."""

TERMINAL = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]+")


def undress_letters(text: str) -> str:
    """Read `ⓕⓞⓞⓣ`, `ꜰᴏᴏᴛ` and a `fооt` with a Cyrillic *о* as *foot*; drop control characters."""
    if not text.isprintable():
        text = CONTROL.sub(GAP, TERMINAL.sub(GAP, text))
    if text.isascii():
        return text
    text = IN_BLOCK.sub(lambda found: LETTERS.get(ord(found.group()), found.group()), text)
    if not BORROWED.search(text):
        return text
    return MIXED.sub(lambda word: word.group().translate(TO_LATIN), text)
