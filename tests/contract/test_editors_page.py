"""The editors' page is true: its commands print this, and its formula and example hold."""

import re
import shlex
import signal
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import URL

from api.cli import main
from api.dosage import CHANGE_OVER_SECONDS, GAP_SECONDS
from seed.content import read_content
from tests.contract.test_documents import ROOT, fences, read
from tests.pseudo import PSEUDO, pseudo_language
from tests.seed.factories import copied_seed

pytestmark = pytest.mark.usefixtures("parsed_once")

EDITORS = ROOT / "docs" / "content.md"

EDITS: list[list[tuple[str, str, str]]] = [
    [
        ("exercises/calf-stretch.yaml", r"^kind: .*", "kind: strech"),
        ("exercises/toe-flutters.yaml", r"^level:", "lvel:"),
        ("exercises/plantar-heel-stretch.yaml", r"^  hold_seconds: .*", "  hold_seconds: 30"),
        ("exercises/toe-stretch.yaml", r"(default:\n.*\n)    source: .*\n", r"\1"),
        ("complaints/plantar-heel-pain.yaml", r'^self_care: "yes"', "self_care: yes"),
        ("complaints/flat-feet.yaml", r"^(    grade: )pooled", r"\1pooled\n\1trial"),
        ("complaints/bunion.yaml", r"^name: .*", "name: Bunion: the big one"),
    ],
    [
        ("exercises/calf-stretch.yaml", "slug: gastrocnemius", "slug: gastrocnemus"),
        ("exercises/toe-flutters.yaml", r"^name:", "former_slugs: [toe-stretch]\nname:"),
        ("exercises/plantar-heel-stretch.yaml", r"^    steps.5:", "    steps.50:"),
        ("exercises/seated-heel-raise.yaml", r"^  - Sit tall\.", "  - In a trial it helped."),
        (
            "complaints/plantar-heel-pain.yaml",
            "    source: radford-2007",
            "    source: radfort-2007",
        ),
        ("complaints/flat-feet.yaml", "grade: pooled", "grade: guideline"),
    ],
    [
        ("exercises/calf-stretch.yaml", r"^feel: .*", "feel: A pull for 30 seconds."),
        ("routines/first-steps-in-the-morning.yaml", r"^max_seconds: .*", "max_seconds: 120"),
        ("routines/first-steps-in-the-morning.yaml", r"^      reps: .*", "      reps: 12"),
    ],
    [
        ("exercises/plantar-heel-stretch.yaml", r"^feel: .*", "feel: A stretch along the sole."),
        ("exercises/plantar-heel-stretch.yaml", "reps_start: 5", "reps_start: 6"),
    ],
    [
        (
            "complaints/plantar-heel-pain.yaml",
            "source: morrissey-2021",
            "source: jospt-heel-pain-2023",
        ),
        (
            "complaints/plantar-heel-pain.yaml",
            r"(standing-heel-lifts\n    grade: trial\n    result: )mixed",
            r"\1supports",
        ),
        ("complaints/plantar-heel-pain.yaml", r"^      - text: >-\n +180 people(.*\n){4}", ""),
    ],
    [("routines/desk-feet.yaml", r"^goal: .*", "goal: prevent")],
    [
        ("lexicon/complaint_rules.yaml", r"heel \+ very_severe", "heel + very_sever"),
        ("lexicon/flag_rules.yaml", r"^- flag: dvt", "- flag: dtv"),
    ],
]
"""The edits before each command on the editors' page: regular expressions, each replaced once."""

SHOWN = list(zip(fences(EDITORS, "console"), EDITS, strict=True))


def without_numbers(printed: str) -> str:
    """Leave out numbers that grow with the content: lines and serials."""
    return re.sub(r"(?<=:)\d+(?=:)|(?<=serial )\d+", "#", printed)


class TestTheEditorsPage:
    @pytest.mark.parametrize(("block", "edits"), SHOWN, ids=range(1, len(EDITS) + 1))
    def test_shows_what_is_printed(
        self,
        block: str,
        edits: list[tuple[str, str, str]],
        tmp_path: Path,
        scratch_url: URL,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        address = scratch_url.set(drivername="postgresql").render_as_string(hide_password=False)
        monkeypatch.setenv("INSTEP_DATABASE_URL", address)
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        seed = copied_seed(tmp_path)
        for file, pattern, new in edits:
            text, count = re.subn(pattern, new, read(seed / file), count=1, flags=re.MULTILINE)
            assert count == 1, (file, pattern)
            (seed / file).write_text(text, encoding="utf-8")
        command, _, shown = block.partition("\n")

        main([*shlex.split(command)[2:], "--from", str(seed)])

        printed = without_numbers("".join(capsys.readouterr()))
        lines = without_numbers(shown).splitlines(keepends=True)
        pattern = "".join(r"(.*\n)*?" if line == "…\n" else re.escape(line) for line in lines)
        assert re.fullmatch(pattern, printed), printed

    def test_shows_a_complete_translation(self, tmp_path: Path) -> None:
        seed = copied_seed(tmp_path)
        file = seed / "translations" / PSEUDO / "equipment.yaml"
        file.parent.mkdir(parents=True)
        [shown] = [block for block in fences(EDITORS, "yaml") if block.startswith("- code: ")]
        file.write_text(shown, encoding="utf-8")

        with pseudo_language():
            content, mistakes = read_content(seed)

        assert mistakes == []
        assert list(content.translations[PSEUDO]["equipment"]) == ["towel"]

    def test_shows_the_formula_for_time(self) -> None:
        formula = fences(EDITORS, "text")[0]
        assert f"(reps − 1) × {GAP_SECONDS})" in formula
        assert formula.endswith(f"+ {CHANGE_OVER_SECONDS}\n")

    async def test_computes_times_as_they_are_served(self, client: httpx.AsyncClient) -> None:
        table = re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+) \|$", read(EDITORS), re.MULTILINE)
        for slug, seconds in table:
            exercise = (await client.get(f"/v1/exercises/{slug}")).json()
            assert exercise["estimated_seconds"] == int(seconds), slug
        assert len(table) == 3
