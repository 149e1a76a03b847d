"""dotLottie archives: the reference reader opens each, and finds the animation and its colours."""

import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from api.drawing.dotlottie import dotlottie
from api.drawing.lottie import lottie
from tests.drawing.drawn import drawn

ROOT = Path(__file__).resolve().parents[2]
READER = """
import { DotLottie } from "@dotlottie/dotlottie-js";
import { readFile } from "node:fs/promises";
for (const path of process.argv.slice(1)) {
  const bytes = new Uint8Array(await readFile(path));
  const file = await new DotLottie().fromArrayBuffer(bytes.buffer);
  const [animation] = file.animations;
  console.log(JSON.stringify({
    name: animation.id,
    animation: await animation.toJSON(),
    themes: file.themes.map((theme) => [theme.id, theme.data.rules.map((rule) => rule.id)]),
  }));
}
"""


@pytest.mark.slow
def test_the_reference_reader_opens_each(tmp_path: Path) -> None:
    paths = []
    for number, (_, scene) in enumerate(drawn().values()):
        paths.append(tmp_path / f"{number}.lottie")
        paths[-1].write_bytes(dotlottie(scene, "main"))

    ran = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", READER, *paths],
        cwd=ROOT / "openapi",
        capture_output=True,
        check=True,
        text=True,
    )

    read = [json.loads(line) for line in ran.stdout.splitlines()]
    for found, (_, scene) in zip(read, drawn().values(), strict=True):
        expected = json.loads(lottie(scene))
        assert found["name"] == "main"
        assert found["animation"] == expected
        assert found["themes"] == [["dark", list(expected["slots"])]]


def test_the_same_scene_gives_the_same_archive() -> None:
    _, scene = drawn()["calf-stretch main"]

    packed = dotlottie(scene, "main")

    assert packed == dotlottie(scene, "main")
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == ["manifest.json", "a/main.json", "t/dark.json"]
        assert archive.testzip() is None
