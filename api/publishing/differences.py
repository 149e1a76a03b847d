"""The differences of two documents, by the paths that `provenance` uses: `steps.2.text`."""

from collections.abc import Iterator
from typing import Any

from api.languages import FALLBACK

STAMPS = {"revision", "updated_at"}
"""Fields that publishing adds; they say nothing about the content."""

LONGEST_VALUE = 120


def differences(before: Any, after: Any) -> list[str]:
    """Return a line for each path that differs, for example `feel: A pull. → A slow pull.`."""
    before = {name: value for name, value in before.items() if name not in STAMPS}
    after = {name: value for name, value in after.items() if name not in STAMPS}
    return list(compare(before, after, ""))


def in_language(language: str, line: str) -> str:
    """Return a line as it is reported; one of a translation begins with the language's code."""
    return line if language == FALLBACK else f"{language}: {line}"


def compare(before: Any, after: Any, path: str) -> Iterator[str]:
    if type(before) is type(after) is dict:
        for name in [*after, *(name for name in before if name not in after)]:
            yield from compare_part(before, after, name, f"{path}{name}")
    elif type(before) is type(after) is list:
        for at in range(max(len(before), len(after))):
            yield from compare_part(
                dict(enumerate(before)), dict(enumerate(after)), at, f"{path}{at}"
            )
    elif before != after:
        yield f"{path.rstrip('.')}: {shortened(before)} → {shortened(after)}"


def compare_part(before: Any, after: Any, name: Any, path: str) -> Iterator[str]:
    if name not in before:
        yield f"{path}: added {shortened(after[name])}"
    elif name not in after:
        yield f"{path}: removed {shortened(before[name])}"
    else:
        yield from compare(before[name], after[name], f"{path}.")


def shortened(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
