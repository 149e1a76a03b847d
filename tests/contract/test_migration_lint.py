"""squawk refuses statements that would block a running server, by the rules of .squawk.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SQUAWK = Path(sys.executable).with_name("squawk")


def judge(statement: str) -> subprocess.CompletedProcess[str]:
    sql = f"BEGIN;\nSET LOCAL lock_timeout = '2s';\n{statement};\nCOMMIT;\n"
    return subprocess.run(
        [SQUAWK], input=sql, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("ALTER TABLE sources ADD COLUMN weight float NOT NULL", "adding-required-field"),
        ("CREATE INDEX ix_title ON sources (title)", "require-concurrent-index-creation"),
        ("ALTER TABLE sources DROP COLUMN title", "ban-drop-column"),
        ("ALTER TABLE sources RENAME COLUMN title TO name", "renaming-column"),
        ("ALTER TABLE sources ALTER COLUMN year TYPE text", "changing-column-type"),
        ("ALTER TABLE sources ADD CONSTRAINT c CHECK (year > 0)", "constraint-missing-not-valid"),
    ],
)
def test_refuses(statement: str, rule: str) -> None:
    judged = judge(statement)
    assert judged.returncode == 1
    assert rule in judged.stdout


def test_lets_a_new_optional_column_pass() -> None:
    assert judge("ALTER TABLE sources ADD COLUMN note text").returncode == 0
