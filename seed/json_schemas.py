"""JSON Schemas of the seed's files, for editors' tools: `seed/schemas/` as the seed is laid out."""

import json
from typing import Any

from pydantic import TypeAdapter

from seed.content import FILES, FOLDERS, SEED
from seed.lexicon.files import FILES as LEXICON

SCHEMAS = SEED / "schemas"


def shapes() -> dict[str, Any]:
    """Return the described type by the schema's file name without the ending."""
    listed = {name: list[shape] for name, shape in FILES.items()}  # type: ignore[valid-type]
    lexicon = {
        f"lexicon/{name}": list[shape] if many else shape  # type: ignore[valid-type]
        for name, (shape, many) in LEXICON.items()
    }
    return {name.removesuffix("s"): shape for name, shape in FOLDERS.items()} | listed | lexicon


def json_schemas() -> dict[str, str]:
    """Return the text of each schema by file name: one per folder's record, one per list."""
    return {
        f"{name}.json": json.dumps(TypeAdapter(shape).json_schema(), indent=2, ensure_ascii=False)
        + "\n"
        for name, shape in shapes().items()
    }


def write_json_schemas() -> list[str]:
    """Write the schemas; return a line for each file."""
    for file, text in json_schemas().items():
        (SCHEMAS / file).parent.mkdir(exist_ok=True)
        (SCHEMAS / file).write_text(text, encoding="utf-8")
    return [f"seed/schemas/{file}" for file in json_schemas()]
