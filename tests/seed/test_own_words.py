"""Our own words: nothing we write shares a run of eight words with the article."""

import re
from collections.abc import Iterator
from pathlib import Path

from api.records.base import ARTICLE
from seed.content import FILES, FOLDERS, Content
from tests.cases import in_one_test
from tests.seed.article_runs import FILE, digests
from tests.seed.factories import edited, value_of

ROOT = Path(__file__).resolve().parents[2]
RUNS = set(FILE.read_text(encoding="utf-8").split())
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def texts(content: Content) -> Iterator[tuple[str, str]]:
    """Yield each text of the seed with the file that it stands in."""
    for record in (record for resource in FILES | FOLDERS for record in content.of(resource)):
        ahead = [record.value.model_dump(mode="json")]
        while ahead:
            value = ahead.pop()
            if isinstance(value, str):
                yield record.file, value
            elif isinstance(value, dict | list):
                ahead += value.values() if isinstance(value, dict) else value


def repeated(content: Content, runs: set[str]) -> list[str]:
    return [f"{file}: {text}" for file, text in texts(content) if digests(text) & runs]


def test_no_text_of_the_seed_repeats_the_article(content: Content) -> None:
    assert repeated(content, RUNS) == []


@in_one_test("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_repeats_the_article(path: Path) -> None:
    assert digests(path.read_text(encoding="utf-8")) & RUNS == set()


def test_a_repeated_run_would_be_found(content: Content) -> None:
    runs = digests("Nobody ever wrote these words about somebody's feet")
    feel = "Warm. Nobody ever wrote “these words” about somebody’s feet, we hope."
    wrong = edited(content, "exercises", "toe-stretch", feel=feel)

    assert repeated(wrong, runs) == [f"seed/exercises/toe-stretch.yaml: {feel}"]


def test_the_runs_are_a_whole_article_s_without_its_title(content: Content) -> None:
    assert len(RUNS) > 900
    assert all(re.fullmatch(r"[0-9a-f]{12}", run) for run in RUNS)
    assert digests(value_of(content, "sources", ARTICLE).title) & RUNS == set()
