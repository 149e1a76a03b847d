"""The JSON Schemas that editors' tools use: up to date, named by each file, and true to it."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from seed import evaluations
from seed.content import FILES, FOLDERS, SEED
from seed.json_schemas import SCHEMAS, json_schemas
from seed.lexicon.files import FILES as LEXICON
from seed.strict_yaml import load
from tests.cases import in_one_test
from tests.seed.factories import copied_seed, rewrite

# A command writes the evaluations; editors, whom schemas help, do not.
YAML_FILES = sorted(path for path in SEED.rglob("*.yaml") if path.name != evaluations.FILE)
HEADER = "# yaml-language-server: $schema="


def named(path: Path) -> str:
    return str(path.relative_to(SEED))


def schema_of(path: Path) -> Path:
    """Return the schema that a file names in its first line."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(HEADER), f"{named(path)} names no schema"
    return (path.parent / first.removeprefix(HEADER)).resolve()


def findings(path: Path) -> list[str]:
    """Return what a file's schema has against it."""
    schema = json.loads(schema_of(SEED / named_like(path)).read_text(encoding="utf-8"))
    value: Any = load(path.read_text(encoding="utf-8"))
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(value)]


def named_like(path: Path) -> Path:
    """Return a file's path below its seed folder, the real one or a copy."""
    return path.relative_to(next(parent for parent in path.parents if parent.name == "seed"))


def test_the_committed_schemas_are_those_of_the_shapes() -> None:
    committed = {
        str(path.relative_to(SCHEMAS)): path.read_text(encoding="utf-8")
        for path in SCHEMAS.rglob("*.json")
    }

    assert committed == json_schemas(), "run: instep seed --write-schemas"


def test_every_resource_has_a_schema_that_is_one() -> None:
    schemas = json_schemas()

    assert len(schemas) == len(FILES) + len(FOLDERS) + len(LEXICON)
    for text in schemas.values():
        Draft202012Validator.check_schema(json.loads(text))


@in_one_test("path", YAML_FILES, ids=named)
def test_a_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    folder = path.parent.name
    resource = folder.removesuffix("s") if folder in FOLDERS else named(path.with_suffix(""))

    assert schema_of(path) == SCHEMAS / f"{resource}.json"
    assert findings(path) == []


def test_a_wrong_word_is_found_by_the_schema(tmp_path: Path) -> None:
    path = copied_seed(tmp_path) / "exercises" / "calf-stretch.yaml"
    rewrite(path, "kind: stretch", "kind: strech")

    assert findings(path) == ["$.kind"]
