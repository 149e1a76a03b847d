"""Generated clients read what they were made for, and what v1 may answer tomorrow.

Each value is decoded by the generator's own classes and written anew: nothing may be lost. The
values are real answers and ones with every field filled, both also with words and fields that no
client knows.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from api.openapi.committed import committed_document
from api.openapi.operations import answer_of, operations
from tests.e2e.contract import samples
from tests.e2e.contract.conftest import BIN, BRIEF, GENERATOR, JAKARTA, KOTLIN, Generated, run

DOCUMENT = committed_document()
PLAN = {"complaints": ["plantar-heel-pain"], "days": ["mon", "wed", "fri"], "weeks": 6}
Values = list[dict[str, Any]]
PREFIX = "#/components/schemas/"


def answered() -> Iterator[tuple[str, Any]]:
    """Yield the schema and the real answer of each operation, from the examples of the document."""
    for operation in operations(DOCUMENT):
        described = answer_of(operation)
        if "example" in described:
            yield described["schema"]["$ref"].removeprefix(PREFIX), described["example"]


async def live(site: str) -> list[tuple[str, Any]]:
    """Return a large plan, every line of the bundle, and every row of the changes."""
    async with httpx.AsyncClient(base_url=site) as client:
        plan = (await client.post("/v1/plan-recommendations", json=PLAN)).raise_for_status()
        manifest = (await client.get("/v1/bundle")).json()
        file = (await client.get(manifest["path"])).content
        changes = (await client.get("/v1/changes?limit=100")).json()
    lines = [json.loads(line) for line in gzip.decompress(file).splitlines()]
    return [
        ("PlanRecommendation", plan.json()),
        *(("BundleLine", line) for line in lines),
        ("Changes", changes),
        *(("DocumentChange", row) for row in changes["items"]),
    ]


@pytest.fixture(scope="module")
async def values(site: str) -> Values:
    """Values by schema, as a decoder gets them."""
    real = [*answered(), *await live(site)]
    full = [
        (name, samples.complete(samples.SCHEMAS[name])) for name in sorted({n for n, _ in real})
    ]
    both = [*real, *full]
    tomorrow = [(name, samples.of_tomorrow(samples.SCHEMAS[name], value)) for name, value in both]
    return [{"schema": name, "value": value} for name, value in [*both, *tomorrow]]


def decoded(values: Values, folder: Path, *program: str | Path) -> list[Any]:
    file = folder / "values.ndjson"
    file.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return [json.loads(line) for line in run(*program, file, cwd=folder).splitlines()]


def assert_nothing_was_lost(values: Values, got: list[Any]) -> None:
    assert len(got) == len(values)
    for sent, back in zip(values, got, strict=True):
        assert samples.known_part(back) == samples.known_part(sent["value"]), sent["schema"]


def test_the_values_are_of_the_contract_and_of_tomorrow(values: Values) -> None:
    for name, value in {sent["schema"]: sent["value"] for sent in values}.items():
        schema = {"$ref": PREFIX + name, "components": DOCUMENT["components"]}
        Draft202012Validator(schema).validate(value)
    text = json.dumps(values)
    assert {"PlanRecommendation", "ComplaintMatch", "BundleLine", "DocumentChange"} <= {
        sent["schema"] for sent in values
    }
    assert text.count(samples.WORD) > 1_000
    assert text.count(samples.FIELD) > 1_000
    assert '"animation": {' in text


def test_the_generators_complain_of_nothing_in_the_document(generated: Generated) -> None:
    """That OpenAPI 3.1 is new to them they say to everybody."""
    said = re.findall(r"(?:WARN|ERROR) .*", generated.said)
    assert [line for line in said if "OpenAPI 3.1 support is still in beta" not in line] == []


def test_python(values: Values, python: Path) -> None:
    assert_nothing_was_lost(values, decoded(values, python, BIN / "python", "decode.py"))


def test_java(values: Values, java: Path, decode: Path) -> None:
    program = ("java", *BRIEF, "-cp", f"{decode}:{java}:{GENERATOR}:{JAKARTA}", "Decode", "java")
    package = "org.openapitools.client.model"
    assert_nothing_was_lost(values, decoded(values, decode, *program, package))


def test_kotlin(values: Values, kotlin: Path, decode: Path) -> None:
    libraries = f"{decode}:{kotlin}:{GENERATOR}:{KOTLIN}/lib/kotlin-stdlib.jar"
    program = ("java", *BRIEF, "-cp", libraries, "Decode", "kotlin")
    package = "org.openapitools.client.models"
    assert_nothing_was_lost(values, decoded(values, decode, *program, package))


def test_typescript(values: Values, typescript: Path) -> None:
    """Its types are all there is: each value, as the compiler reads it, fits its type."""
    seen: dict[str, Any] = {sent["schema"]: sent["value"] for sent in values}
    lines = ['import type { components } from "./schema.d.ts";', 'type S = components["schemas"];']
    for name, value in seen.items():
        (typescript / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
        lines.append(f'import of{name} from "./{name}.json" with {{ type: "json" }};')
        lines.append(f'export const a{name}: S["{name}"] = of{name};')
    (typescript / "values.ts").write_text("\n".join(lines), encoding="utf-8")
    config = {
        "extends": "./tsconfig.json",
        "compilerOptions": {"resolveJsonModule": True},
        "files": ["values.ts"],
    }
    (typescript / "values.json").write_text(json.dumps(config), encoding="utf-8")

    run(BIN / "node", "node_modules/.bin/tsc", "--project", "values.json", cwd=typescript)


@pytest.mark.parametrize(
    ("folder", "closed", "untyped"),
    [
        ("instep-swift", r"enum (?!CodingKeys)(\w+): String", r"AnyCodable|JSONValue|: \[?Any\b"),
        ("instep-dart/lib/model", r"^enum (\w+) \{", r"^  (?:Object|dynamic)\?? \w+;"),
        ("instep-kotlin/src/main/kotlin", r"enum class (\w+)\(", r"kotlin\.Any\b(?!\?\))"),
        (
            "instep-java/src/main/java/org/openapitools/client/model",
            r"enum (\w+)",
            r"\bObject (?!instance)\w+;",
        ),
    ],
)
def test_only_words_that_are_sent_are_enums_and_every_field_has_a_type(
    folder: str, closed: str, untyped: str, generated: Generated
) -> None:
    lists = {name for name, schema in samples.SCHEMAS.items() if "enum" in schema}
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in generated.sources(folder, "*")
        if path.suffix in (".swift", ".dart", ".kt", ".java") and "odel" in path.parent.name
    )

    assert set(re.findall(closed, source, re.M)) == lists
    assert re.findall(untyped, source, re.M) == []
