"""Where the messages come from: one YAML file for each language, named by its code.

A language is served if it has a file here, so a further language begins with a copy of `en.yaml`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, core, localedata
from babel.plural import PluralRule

from api.messages import Messages, Pattern

FOLDER = Path(__file__).parent

ADDED: dict[str, Messages] = {}


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have messages, in alphabetical order."""
    return languages_with(*ADDED)


def get_messages(language: str) -> Messages:
    """Return the messages of a language. Raises KeyError if it has none."""
    return ADDED.get(language) or read_messages(language)


@contextmanager
def add_messages(messages: Messages) -> Iterator[None]:
    """Serve a further language while the block runs: for tests, which make up a language."""
    ADDED[messages.language] = messages
    try:
        yield
    finally:
        del ADDED[messages.language]


@cache
def languages_with(*added: str) -> tuple[str, ...]:
    return tuple(sorted({*languages_on_disk(), *added}))


@cache
def languages_on_disk() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def read_messages(language: str) -> Messages:
    """Read the file of a language, with the plural rule that Unicode CLDR gives for it."""
    if language not in languages_on_disk():
        raise KeyError(f"There are no messages in the language {language!r}.")
    written = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return Messages(language, flat(written), lru_cache(maxsize=4096)(plural_rule(language)))


def plural_rule(language: str) -> PluralRule:
    """Return the rule of a language, without the rest of CLDR: Babel would keep it all."""
    rule = Locale.parse(language, sep="-").plural_form
    localedata._cache.clear()
    core._global_data = None
    return rule


def flat(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, Pattern]:
    """Return `{"plan": {"rest_day": …}}` as `{"plan.rest_day": …}`."""
    return {
        f"{section}.{code}": pattern
        for section, messages in sections.items()
        for code, pattern in messages.items()
    }
