"""Tests of the seed read copies of it with one file changed; the other files are parsed once."""

import pytest


@pytest.fixture(autouse=True)
def _real_files_are_parsed_once(parsed_once: None) -> None:
    pass
