"""Names in the environment that look like settings and are none, most often mistyped ones."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

PREFIX = "INSTEP_"

OF_KUBERNETES = re.compile(r"INSTEP_(SERVICE_(HOST|PORT.*)|PORT_\d+_(TCP|UDP|SCTP).*)")
"""Kubernetes gives these to every container if there is a Service of the name `instep`."""

LIKENESS = 0.7
"""Similarity from which a name is suggested: `PROT` is like `PORT`, but `FOO` like no setting."""


def unknown_settings(environment: Mapping[str, str], known: Iterable[str]) -> list[str]:
    """Return a sentence for each variable that begins like a setting but is none.

    It is a warning and no error, because a hosting platform may add names of its own.
    """
    names = {f"{PREFIX}{name.upper()}" for name in known}
    return [
        sentence(written, names)
        for written in sorted(environment)
        if written.upper().startswith(PREFIX)
        and written.upper() not in names
        and not OF_KUBERNETES.fullmatch(written)
    ]


def sentence(written: str, names: Iterable[str]) -> str:
    bare = {name.removeprefix(PREFIX): name for name in names}
    found = get_close_matches(written.upper().removeprefix(PREFIX), bare, n=1, cutoff=LIKENESS)
    if found:
        return f"{written} is not a setting. Did you mean {bare[found[0]]}?"
    return f"{written} is not a setting. `instep settings` lists them all."
