"""JSON Schemas of the seed's files, for editors' tools: `seed/schemas/*.json`."""

import json

from pydantic import TypeAdapter

from seed.content import FILES, FOLDERS, SEED

SCHEMAS = SEED / "schemas"


def json_schemas() -> dict[str, str]:
    """Return the text of each schema by file name: one per folder's record, one per list."""
    shapes = {f"{name.removesuffix('s')}.json": shape for name, shape in FOLDERS.items()}
    listed = {f"{name}.json": list[shape] for name, shape in FILES.items()}  # type: ignore[valid-type]
    return {
        file: json.dumps(TypeAdapter(shape).json_schema(), indent=2, ensure_ascii=False) + "\n"
        for file, shape in (shapes | listed).items()
    }


def write_json_schemas() -> list[str]:
    """Write the schemas; return a line for each file."""
    SCHEMAS.mkdir(exist_ok=True)
    for file, text in json_schemas().items():
        (SCHEMAS / file).write_text(text, encoding="utf-8")
    return [f"seed/schemas/{file}" for file in json_schemas()]
