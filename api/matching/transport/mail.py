"""Escapes of mail: `=C3=A9` in its text, `=?utf-8?B?…?=` in its subject."""

import re
from base64 import b64decode
from binascii import Error as NotBase64

from api.matching.transport.characters import decode

MAIL_LINE = re.compile(r"=\r?\n")
MAIL_RUN = re.compile(r"(?:=[0-9A-F]{2}){2,}|(?:=[89a-f][0-9a-f]){2,}")
MAIL_CHARACTER = re.compile(
    r"(?<=[^\W\d_])=([2-7][0-9A-F]|[89A-F][0-9A-F])(?=[^\W\d_]|\r?\n)"
    r"|(?<=[,.;:!?)])=(20)(?=[^\W\d_]|\r?\n)"
)

ENCODED_WORD = re.compile(r"=\?[\w-]{2,20}\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?")


def undo_encoded_words(text: str) -> str:
    """Undo the words of a subject (RFC 2047): `=?utf-8?Q?mein_Fu=C3=9F?=`."""
    return ENCODED_WORD.sub(decoded_word, text) if "=?" in text else text


def decoded_word(word: re.Match[str]) -> str:
    encoding, held = word.groups()
    if encoding in "Qq":
        return held.replace("_", " ")
    try:
        return decode(b64decode(held + "=" * (-len(held) % 4)))
    except NotBase64:
        return word.group()


def undo_quoted_printable(text: str) -> str:
    """Undo `=C3=A9`, `=20` between letters and `=` at the end of a line (RFC 2045, 6.7)."""
    if "=" not in text:
        return text
    text = MAIL_LINE.sub("", text)
    text = MAIL_RUN.sub(lambda run: decode(bytes.fromhex(run.group().replace("=", ""))), text)
    return MAIL_CHARACTER.sub(
        lambda found: decode(bytes.fromhex(found.group(1) or found.group(2))), text
    )
