"""The guide's player in node, against a server: it shows each segment once, in order."""

import json
import subprocess
import sys
from pathlib import Path

import httpx

from tests.contract.test_documents import ROOT, fences

GUIDE = ROOT / "docs" / "guides" / "player.md"
NODE = Path(sys.executable).with_name("node")
SHOWN = "http://127.0.0.1:8000"
PATH = "/v1/routines/before-bed-cramps/timeline"

FAST = """
const seen = [], all = await timelineOf("%s");
const started = performance.now();
const running = player(all, (one, seconds) => {
  const at = one?.at_ms ?? null;
  if (seen.at(-1)?.[0] !== at) seen.push([at, seconds]);
  if (!one) console.log(JSON.stringify({ seen, took: performance.now() - started }));
}, 200);
running.next();
running.back();
running.play();
"""


def test_the_player_shows_each_segment_once_and_in_order(site: str) -> None:
    player, _ = fences(GUIDE, "js")
    code = player.replace(SHOWN, site) + FAST % PATH
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found, segments = json.loads(done.stdout), httpx.get(site + PATH).json()["segments"]
    begins = [one["at_ms"] for one in segments]
    assert [at for at, _ in found["seen"]] == [begins[1], *begins, None]
    assert found["seen"][1] == [0, segments[0]["ms"] // 1000]
    assert found["took"] >= (segments[-1]["at_ms"] + segments[-1]["ms"]) / 200


def test_the_guide_s_own_use_of_it_runs(site: str) -> None:
    player, use = fences(GUIDE, "js")
    code = (player + use).replace(SHOWN, site).replace(").play();", ", 500).play();")
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0].startswith("Get ready: Calf Stretch.")
    assert lines[-1] == "Done. 0"


def test_it_has_thirty_lines_at_most() -> None:
    player, _ = fences(GUIDE, "js")
    assert len([line for line in player.splitlines() if line]) <= 30
