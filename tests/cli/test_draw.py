"""`instep draw`: files and a contact sheet, and what is wrong with a drawing."""

from pathlib import Path

import pytest
from PIL import Image

from api.cli import main
from api.cli.draw import draw
from api.drawing.scene import SIZE
from seed.content import SEED
from tests.seed.factories import copied_seed, rewrite


def test_it_writes_each_format_and_a_contact_sheet_for_both_themes(tmp_path: Path) -> None:
    lines = list(draw(SEED, "calf-stretch", tmp_path))

    written = {path.name for path in tmp_path.iterdir()}
    assert {"calf-stretch-dark.png", "calf-stretch-light.png"} < written
    assert {f"calf-stretch-main.{kind}" for kind in ("json", "lottie", "svg")} < written
    assert len(lines) == len(written)
    with Image.open(tmp_path / "calf-stretch-light.png") as sheet:
        assert sheet.width > sheet.height
        assert sheet.height % SIZE == 0


def test_an_unknown_exercise_is_named_with_the_nearest_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["draw", "calf-strech"]) == 1

    assert "did you mean calf-stretch?" in capsys.readouterr().err


def test_a_fault_is_told_beside_the_files(tmp_path: Path) -> None:
    seed = copied_seed(tmp_path / "seed")
    rewrite(seed / "drawings" / "calf-stretch.yaml", "ankle: 19", "ankle: 29")

    lines = list(draw(seed, "calf-stretch", tmp_path / "out"))

    assert lines[0].startswith("main: the near ankle goes beyond -50 to 20 degrees")
