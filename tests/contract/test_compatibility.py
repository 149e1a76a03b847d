"""The gate against breaking changes: it finds each kind of break, and no harmless change."""

import copy
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.openapi.committed import COMMITTED
from scripts import check_contract

Document = dict[str, Any]
WHOLE: Document = json.loads(COMMITTED.read_text(encoding="utf-8"))
LIST, ONE, INSIGHTS = "/v1/exercises", "/v1/exercises/{slug}", "/v1/insights"


def document_of(path: str) -> Document:
    """Return the contract of one path and what it refers to; comparing all of it takes a second."""
    kept: dict[str, Any] = {}
    ahead = [WHOLE["paths"][path]]
    while ahead:
        named = re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(ahead.pop()))
        for kind, name in named:
            if name not in kept.setdefault(kind, {}):
                kept[kind][name] = WHOLE["components"][kind][name]
                ahead.append(kept[kind][name])
    return copy.deepcopy({**WHOLE, "paths": {path: WHOLE["paths"][path]}, "components": kept})


def parameters(document: Document) -> list[Document]:
    found: list[Document] = document["paths"]["/v1/exercises"]["get"]["parameters"]
    return found


def parameter(document: Document, name: str) -> Document:
    return next(item for item in parameters(document) if item["name"] == name)


def words(document: Document) -> list[str]:
    found: list[str] = shape(document, "ExerciseKind")["enum"]
    return found


def shape(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def fields(document: Document, name: str) -> Document:
    found: Document = shape(document, name)["properties"]
    return found


def lock(document: Document) -> None:
    document["paths"]["/v1/exercises"]["get"]["security"] = [{"key": []}]


Change = Callable[[Document], Any]
BREAKING: dict[str, tuple[str, Change]] = {
    "an address goes": (INSIGHTS, lambda d: d["paths"].pop(INSIGHTS)),
    "an operation goes": (INSIGHTS, lambda d: d["paths"][INSIGHTS].pop("get")),
    "a parameter goes": (LIST, lambda d: parameters(d).remove(parameter(d, "max_seconds"))),
    "a parameter is required": (LIST, lambda d: parameter(d, "q").update(required=True)),
    "a parameter takes fewer letters": (
        LIST,
        lambda d: parameter(d, "q")["schema"].update(maxLength=9),
    ),
    "a parameter takes less": (LIST, lambda d: parameter(d, "limit")["schema"].update(maximum=50)),
    "a parameter takes fewer words": (LIST, lambda d: words(d).remove("balance")),
    "a field goes": (LIST, lambda d: fields(d, "ExerciseSummary").pop("poster")),
    "a field may be missing": (ONE, lambda d: shape(d, "Exercise")["required"].remove("steps")),
    "a field changes its type": (
        ONE,
        lambda d: fields(d, "Exercise")["revision"].update(type="string"),
    ),
    "a field may be null": (
        ONE,
        lambda d: fields(d, "Exercise").update(
            feel={"anyOf": [{"type": "string", "maxLength": 400}, {"type": "null"}]}
        ),
    ),
    "an operation needs a key": (LIST, lock),
}
HARMLESS: dict[str, tuple[str, Change]] = {
    "nothing changes": (LIST, lambda _: None),
    "a description changes": (LIST, lambda d: parameter(d, "q").update(description="Words.")),
    "an address comes": (
        INSIGHTS,
        lambda d: d["paths"].update({"/v1/new": d["paths"][INSIGHTS]}),
    ),
    "a parameter takes more": (
        LIST,
        lambda d: parameter(d, "limit")["schema"].update(maximum=200),
    ),
    "a parameter takes one more word": (LIST, lambda d: words(d).append("dance")),
    "a parameter comes": (
        LIST,
        lambda d: parameters(d).append({**parameter(d, "q"), "name": "new"}),
    ),
    "a field comes": (
        LIST,
        lambda d: fields(d, "ExerciseSummary").update(new={"type": "boolean"}),
    ),
    "an answer has one more word": (
        ONE,
        lambda d: fields(d, "Exercise")["kind"]["x-extensible-enum"].append("dance"),
    ),
}
"""Changes, by the path whose contract they change."""


def written(document: Document, file: Path) -> Path:
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The changes in which the gate finds something, exceptions left out."""
    folder = tmp_path_factory.mktemp("contracts")
    pairs = []
    for name, (path, change) in {**BREAKING, **HARMLESS}.items():
        changed = document_of(path)
        change(changed)
        newer = written(changed, folder / f"{name}, newer.json")
        pairs.append((newer, written(document_of(path), folder / f"{name}.json")))
    accepted = json.loads(check_contract.ACCEPTED.read_text(encoding="utf-8"))
    return {
        Path(item["against"]).stem
        for item in check_contract.breaks(pairs)
        if not check_contract.is_accepted(item, accepted)
    }


@pytest.mark.parametrize("change", BREAKING)
def test_refuses_when(change: str, refused: set[str]) -> None:
    assert change in refused


@pytest.mark.parametrize("change", HARMLESS)
def test_lets_pass_when(change: str, refused: set[str]) -> None:
    assert change not in refused


def test_reads_the_committed_versions_newest_first(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / "openapi").mkdir()
    for number in range(check_contract.VERSIONS + 2):
        (tmp_path / check_contract.CONTRACT).write_text(str(number), encoding="utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", str(number)], check=True)
    (tmp_path / "versions").mkdir()

    read = [p.read_text() for p in check_contract.committed(tmp_path, tmp_path / "versions")]

    newest = check_contract.VERSIONS + 1
    assert read == [str(number) for number in range(newest, 1, -1)]


@pytest.mark.parametrize(
    ("newer", "compared"),
    [("1.0.0-rc.2", ["1.0.0-rc.2"]), ("1.0.0-rc.3", []), ("1.0.0", [])],
)
def test_compares_with_the_same_candidate_only(
    newer: str, compared: list[str], tmp_path: Path
) -> None:
    versions = ["1.0.0-rc.2", "1.0.0-rc.1", "1.0.0-rc.2"]
    paths = [contract_of(number, tmp_path / f"{place}") for place, number in enumerate(versions)]

    older = check_contract.same_version(contract_of(newer, tmp_path / "newer"), paths)

    assert older == paths[: len(compared)]


def test_compares_all_versions_after_the_release(tmp_path: Path) -> None:
    paths = [contract_of("1.0.1", tmp_path / "b"), contract_of("1.0.0", tmp_path / "a")]

    assert check_contract.same_version(contract_of("1.2.0", tmp_path / "newer"), paths) == paths


def contract_of(number: str, path: Path) -> Path:
    path.write_text(json.dumps({"info": {"version": number}}), encoding="utf-8")
    return path


def test_every_accepted_break_has_its_reason() -> None:
    accepted = json.loads(check_contract.ACCEPTED.read_text(encoding="utf-8"))
    assert all(len(entry["why"]) > 40 for entry in accepted)
