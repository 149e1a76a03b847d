"""A start compares the content only if it, or the program, is another than the last time."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from api.cli import preparation
from api.db import Database
from seed.content import SEED, Content
from seed.importer import import_content
from seed.origin import digest, is_imported
from tests.databases import PUBLISHED

LATER = PUBLISHED + timedelta(hours=1)


def test_the_digest_is_that_of_all_files(tmp_path: Path) -> None:
    copy = tmp_path / "seed"
    shutil.copytree(SEED, copy)
    before = digest(copy)
    assert before == digest(SEED)

    exercise = copy / "exercises" / "calf-stretch.yaml"
    exercise.write_text(exercise.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")

    assert digest(copy) != before


async def test_what_was_imported_is_known(scratch: Database, content: Content) -> None:
    await import_content(scratch, content, now=LATER, origin="a" * 64)

    assert await is_imported(scratch, "a" * 64)
    assert not await is_imported(scratch, "b" * 64)


async def test_a_publication_of_something_else_makes_it_unknown(
    scratch: Database, content: Content
) -> None:
    await import_content(scratch, content, now=LATER, origin="a" * 64)

    await import_content(scratch, replace(content, insights=content.insights[:-1]), now=LATER)

    assert not await is_imported(scratch, "a" * 64)


async def test_a_second_start_reads_no_content(
    scratch: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await preparation.prepare(scratch)

    def read() -> Content:
        raise AssertionError("the content was read again")

    monkeypatch.setattr("api.cli.seed.valid_content", read)
    await preparation.prepare(scratch)
