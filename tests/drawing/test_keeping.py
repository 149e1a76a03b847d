"""Stills for steps, and pictures that are kept: what is refused, and what `--keep` does."""

import shutil
from pathlib import Path

import pytest

from api.cli import main
from seed.content import SEED, read_content
from seed.drawing_checks import drawings
from seed.pictures import FOLDER, INDEX, kept_pictures, read_index
from tests.seed.factories import rewrite

SLUG = "toe-flutters"


def small_seed(folder: Path) -> Path:
    """Return a folder like `seed/` with one exercise, its drawing and its pictures."""
    for name in ("exercises", "drawings"):
        (folder / name).mkdir()
        shutil.copy(SEED / name / f"{SLUG}.yaml", folder / name)
    shutil.copytree(SEED / FOLDER / SLUG, folder / FOLDER / SLUG)
    return folder


def drawing_of(seed: Path) -> Path:
    return seed / "drawings" / f"{SLUG}.yaml"


def mistakes(seed: Path) -> list[str]:
    content, _ = read_content(seed)
    return [f"{mistake.field}: {mistake.message}" for mistake in drawings(content)]


def not_kept(seed: Path, scenes: str) -> str:
    return (
        f"scenes: the kept pictures of {scenes} are not those of the drawing: "
        f"run `instep draw {SLUG} --keep --from {seed}` and commit what it writes"
    )


def test_each_step_has_one_still_or_a_reason(tmp_path: Path) -> None:
    seed = small_seed(tmp_path)
    rewrite(drawing_of(seed), "{step: 5, why:", "{step: 9, why:")
    rewrite(drawing_of(seed), "{step: 3, at: hold,", "{step: 2, at: hold,")
    rewrite(
        drawing_of(seed), "name: seated\n    position: seated", "name: seated\n    position: lying"
    )

    assert mistakes(seed)[:5] == [
        "scenes.0.stills.1.step: step 2 has its still or its reason already",
        f"not_shown.0.step: {SLUG} has 6 steps",
        "scenes: step 3 has no still; if none can show it, add it to not_shown",
        "scenes: step 5 has no still; if none can show it, add it to not_shown",
        f"scenes.1.position: {SLUG} has the positions seated",
    ]


def test_a_still_of_no_moment_of_the_loop_is_refused(tmp_path: Path) -> None:
    seed = small_seed(tmp_path)
    rewrite(drawing_of(seed), "{step: 1, at: 0,", "{step: 1, at: 4,")
    rewrite(drawing_of(seed), "{step: 3, at: hold,", "{step: 3, at: move 4,")

    assert mistakes(seed) == [
        "scenes.0.stills.1.at: move 4 is no moment of this loop",
        "scenes.1.stills.0.at: 4.0 is no moment of this loop",
    ]


def test_a_changed_drawing_is_refused_until_its_pictures_are_drawn_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = small_seed(tmp_path)
    folder = seed / FOLDER / SLUG
    keep = ["draw", SLUG, "--keep", "--from", str(seed)]
    assert mistakes(seed) == []
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert main(keep) == 0
    assert "kept already" in capsys.readouterr().out
    assert before == {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    rewrite(drawing_of(seed), "{step: 1, at: 0,", "{step: 1, at: 0.4,")
    assert mistakes(seed) == [not_kept(seed, "seated")]

    assert main(keep) == 0
    assert mistakes(seed) == []
    kept = {one.path.name: one for one in kept_pictures(seed, SLUG)}
    assert {path.name for path in folder.iterdir()} == {INDEX, *kept}
    assert before.keys() != kept.keys() | {INDEX}

    name, one = next(iter(kept.items()))
    (folder / name).write_bytes(b"")
    assert mistakes(seed) == [not_kept(seed, one.scene)]


def test_a_scene_that_is_gone_and_an_index_that_is_none_are_refused(tmp_path: Path) -> None:
    seed = small_seed(tmp_path)
    index = seed / FOLDER / SLUG / INDEX
    index.write_text(index.read_text(encoding="utf-8").replace('"seated"', '"gone"'))
    assert mistakes(seed) == [not_kept(seed, "seated, gone")]

    index.write_text("{", encoding="utf-8")
    assert read_index(seed, SLUG).scenes == {}
    assert mistakes(seed) == [not_kept(seed, "main, seated")]


def test_a_drawing_with_faults_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = small_seed(tmp_path)
    rewrite(drawing_of(seed), "big_up: {up: [60,", "big_up: {up: [99,")

    assert main(["draw", SLUG, "--keep", "--from", str(seed)]) == 1
    assert "beyond" in capsys.readouterr().err


def test_what_cannot_be_asked_together_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([SLUG, "--keep", "--watch"], [SLUG, "--all"], []):
        with pytest.raises(SystemExit):
            main(["draw", *options])
    assert main(["draw", "--all", "--watch"]) == 1
    assert "--watch needs one exercise" in capsys.readouterr().err
    assert main(["draw", "--all", "--keep", "--from", "/nowhere"]) == 1
    assert "there are no drawings in /nowhere" in capsys.readouterr().err
