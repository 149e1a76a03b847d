"""The lexicon of the seed, compiled once."""

import pytest

from api.matching.lexicon.compiled import Lexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from seed.lexicon.document import document
from tests.databases import seed_content


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return compile_lexicon(LexiconSource.from_plain(document(seed_content())))
