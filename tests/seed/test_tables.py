"""The editors' tables: each fact of the article is where they say, each dose and cell is served."""

import re
from pathlib import Path
from typing import Any

import httpx

from api.records.exercises import Dosage, DosageRange
from api.vocabulary import RECOMMENDING
from seed.content import Content
from seed.rules import readings
from tests.cases import in_one_test
from tests.seed.factories import value_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
FACTS = (DOCS / "article-facts.md").read_text(encoding="utf-8")
TABLES = (DOCS / "doses-and-evidence.md").read_text(encoding="utf-8")

FACT = re.compile(r"^\| (\d+) \| .+? \| .+? \| (.+) \| (.+) \|$", re.MULTILINE)
PLACE = re.compile(r"`(/v1/[a-z-]+/[a-z0-9-]+)` ((?:`[^`/]+`(?:, )?)+)")
COLUMNS = re.findall(r"`([a-z-]+)`", TABLES.split("The columns are, in order:")[1])

LETTERS = {
    "guideline": "G",
    "pooled": "M",
    "trial": "R",
    "expert": "E",
    "indirect": "i",
    "article": "A",
    "editorial": "o",
}
RESULTS = {"mixed": "±", "no_effect": "null", "caution": "c"}


def field(answer: Any, path: str) -> Any:
    """Return what stands at a path as the tables write it: `steps[0].text`."""
    for part in re.findall(r"\w+", path):
        answer = answer[int(part) if part.isdecimal() else part]
    return answer


class TestTheFactsOfTheArticle:
    def test_they_are_numbered_without_a_gap(self) -> None:
        numbers = [int(number) for number, _, _ in FACT.findall(FACTS)]

        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 100

    async def test_each_is_read_at_its_address(self, client: httpx.AsyncClient) -> None:
        for number, record, address in FACT.findall(FACTS):
            places = PLACE.findall(address)
            assert len(places) == address.count("/v1/"), number
            for path, fields in places:
                answer = (await client.get(path)).json()
                for name in re.findall(r"`([^`]+)`", fields):
                    assert field(answer, name), f"{number}: {path} {name}"
                    assert f"`{name}`" in record, f"{number}: {name}"

    def test_each_claim_of_the_article_is_among_them(self, content: Content) -> None:
        told = {path.split("/")[-1] for path, _ in PLACE.findall(FACTS)}
        people = set(content.identifiers("contributors"))

        assert set(content.identifiers("insights")) | people <= told


class TestDoses:
    @in_one_test("slug", COLUMNS)
    def test_each_stands_there_as_it_is_served(self, content: Content, slug: str) -> None:
        [line] = re.findall(rf"^\| .*?\(`{slug}`\) .* \| (.+) \|$", TABLES, re.MULTILINE)
        exercise = value_of(content, "exercises", slug)

        assert line == f"{dose(exercise.dosage)}. Range: {span(exercise.dosage_range)}"


def dose(given: Dosage) -> str:
    """Return a dose as the table of doses words it."""
    days = f"; {given.sessions_per_day} a day, {given.days_per_week} days a week"
    when = f", {given.when.replace('_', ' ')}" if given.when else ""
    if given.duration_seconds:
        return f"{given.duration_seconds} s for both feet together{days}{when}"
    start = f" (start {given.reps_start})" if given.reps_start else ""
    held = f"{given.hold_seconds} s held" if given.hold_seconds else f"{given.rep_seconds} s each"
    tempo = f" ({given.tempo})" if given.tempo else ""
    side = "each side" if given.each_side else "both together"
    rest = f", rest {given.rest_seconds} s" if given.rest_seconds else ""
    return f"{given.sets} × {given.reps}{start}, {held}{tempo}, {side}{rest}{days}{when}"


def span(given: DosageRange) -> str:
    named = (("sets", given.sets), ("repetitions", given.reps), ("hold", given.hold_seconds))
    return ", ".join(f"{name} {low}–{high}" for name, (low, high) in ranged(named))


def ranged(named: Any) -> list[tuple[str, tuple[int, int]]]:
    return [(name, both) for name, both in named if both is not None]


class TestEvidence:
    def test_each_exercise_has_its_column(self, content: Content) -> None:
        assert sorted(COLUMNS) == sorted(content.identifiers("exercises"))

    def test_each_cell_is_what_is_served(self, content: Content) -> None:
        complaints = {entry.value.slug: entry.value for entry in content.complaints}
        cells: dict[tuple[str, str], dict[str, str]] = {}
        for slug, complaint in complaints.items():
            for _, reading in readings(complaints[complaint.same_plan_as or slug]):
                row = dict.fromkeys(COLUMNS, "-")
                for helper in reading.exercises:
                    letter = LETTERS[helper.grade] if helper.result in RECOMMENDING else ""
                    row[helper.exercise] = letter + RESULTS.get(helper.result, "")
                row |= {item.exercise: "X" for item in reading.avoid if item.exercise is not None}
                cells[slug, getattr(reading, "condition", "unstated")] = row

        assert matrix() == {key: tuple(row.values()) for key, row in cells.items()}


def matrix() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the table of evidence: complaint and variant with one cell for each exercise."""
    cells = rf"(?: [^|]+ \|){{{len(COLUMNS)}}}"
    line = re.compile(rf"^\| `([a-z-]+)`(?:: `(\w+)`)?[^|]* \|({cells})$", re.MULTILINE)
    return {
        (slug, variant or "unstated"): tuple(cell.strip() for cell in cells.split("|")[:-1])
        for slug, variant, cells in line.findall(TABLES)
    }
