"""Standard input and output as they are: any encoding, a closed pipe, a full disk."""

import codecs
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

PLAIN = {
    "→": "->",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "…": "...",
    "≤": "<=",
    "≥": ">=",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "·": "-",
    "•": "-",
}
"""Signs in our texts, and what to write instead if a terminal cannot show them."""


def replace_unknown_signs() -> None:
    """Let both outputs write a similar sign where their encoding lacks one, and never fail."""
    codecs.register_error("plain", plainly)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Started with this output closed (`>&-`).
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="plain")


def plainly(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII that comes near to what cannot be encoded: `e` for `é`, else a `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(map(plain, unknown)), error.end


def plain(sign: str) -> str:
    if sign in PLAIN:
        return PLAIN[sign]
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def can_write_any_sign() -> bool:
    """Say whether standard output has every sign of Unicode."""
    return codecs.lookup(sys.stdout.encoding or "utf-8").name.startswith("utf")


def read_input() -> str:
    """Return standard input as text: UTF-8, or else what the terminal writes."""
    given = getattr(sys.stdin, "buffer", None)
    if given is None:
        return sys.stdin.read() if sys.stdin else ""
    return decoded(given.read())


def decoded(written: bytes) -> str:
    """Return bytes of standard input as text: UTF-8, or else what the terminal writes."""
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode(sys.stdin.encoding or "utf-8", "replace")


def read_line() -> str | None:
    """Return the next line of standard input with its end; None after the last."""
    if sys.stdin is None:
        return None
    given = getattr(sys.stdin, "buffer", None)
    line = given.readline() if given else sys.stdin.readline()
    if isinstance(line, bytes):
        line = decoded(line)
    return line or None


def is_typed() -> bool:
    """Say whether somebody types the standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def readable(argument: str) -> str:
    """Return an argument of the command line with a sign in the place of broken bytes."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def write_error(text: str) -> None:
    """Write a line on standard error; if nobody reads it, that is no further error."""
    with suppress(OSError):
        # In one piece, so that no line of the log comes into it.
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def finish(stream: TextIO) -> None:
    """Write buffered output; if that fails, drop it, so that Python's exit does not report it."""
    try:
        stream.flush()
    except OSError:
        discard(stream)


def discard(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
