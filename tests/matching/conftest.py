"""The lexicon of the seed, compiled once, and its messages."""

from collections.abc import Callable
from functools import cache, partial

import pytest

from api.languages import FALLBACK
from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.lexicon.messages import LexiconMessages
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from seed.lexicon.document import document
from seed.lexicon.document import messages as messages_by_language
from tests.databases import seed_content
from tests.matching.pseudo import with_pseudo_lexicon
from tests.pseudo import PSEUDO
from tests.shortcuts import compile_once


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return compile_once(LexiconSource.from_plain(document(seed_content())))


@pytest.fixture(scope="session")
def match_once(lexicon: Lexicon) -> Callable[[str], Match]:
    """Match a text, once in all tests: thousands of sentences are looked at several times."""
    return cache(partial(match, lexicon))


@pytest.fixture(scope="session")
def messages() -> LexiconMessages:
    return LexiconMessages.from_plain(FALLBACK, messages_by_language(seed_content())[FALLBACK])


@pytest.fixture(scope="session")
def pseudo_messages() -> LexiconMessages:
    plain = messages_by_language(with_pseudo_lexicon(seed_content()))
    return LexiconMessages.from_plain(PSEUDO, plain[PSEUDO])
