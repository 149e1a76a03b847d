"""Read YAML into shapes, and say of each mistake in which file and line it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

ShapeT = TypeVar("ShapeT", bound=BaseModel, covariant=True)
Location = Sequence[str | int]

MAX_BYTES = 1_000_000


@dataclass(frozen=True, order=True)
class Mistake:
    """Something an editor has to mend, printed as `file:line: field: what is wrong`."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {where}{self.message}"


@dataclass(frozen=True)
class Record(Generic[ShapeT]):
    """One thing of the seed, with the place it was read from."""

    value: ShapeT
    file: str
    node: yaml.Node

    def mistake(self, location: Location, message: str) -> Mistake:
        return Mistake(self.file, line_of(self.node, location), dotted(location), message)


def dotted(location: Location) -> str:
    return ".".join(str(part) for part in location)


def line_of(node: yaml.Node, location: Location) -> int:
    """Return the line (from 1) of the deepest part of `location` that the file has."""
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = node.value[part] if part < len(node.value) else None
        else:
            found = None
        if found is None:
            break
        node = found
    return int(node.start_mark.line) + 1


def repeated_keys(node: yaml.Node, file: str) -> list[Mistake]:
    """Return a mistake for each key that a mapping holds twice; YAML would keep the last."""
    mistakes: list[Mistake] = []
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            mistakes += repeated_keys(child, file)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = int(key.start_mark.line) + 1
                mistakes.append(Mistake(file, line, str(key.value), "stands here twice"))
            seen.add(key.value)
            mistakes += repeated_keys(value, file)
    return mistakes


def compose(path: Path, file: str) -> yaml.Node | Mistake:
    """Return the file's YAML tree, or the mistake that keeps it from being one."""
    try:
        text = path.read_bytes()
        if len(text) > MAX_BYTES:
            return Mistake(file, 1, "", f"is larger than {MAX_BYTES:,} bytes")
        node = yaml.compose(text.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        return Mistake(file, 1, "", f"is not UTF-8 (byte {error.start})")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Mistake(file, line, "", f"is not YAML: {error.problem}")
    except yaml.YAMLError:
        return Mistake(file, 1, "", "is not YAML: it holds a character that YAML does not allow")
    return node if node is not None else Mistake(file, 1, "", "is empty")


def construct(node: yaml.Node) -> Any:
    """Return a tree as plain values."""
    constructor = yaml.constructor.SafeConstructor()
    return constructor.construct_document(node)


def has_alias(node: yaml.Node, seen: set[int] | None = None) -> bool:
    """Say whether one part stands in two places; a bomb of aliases grows without end."""
    seen = set() if seen is None else seen
    if id(node) in seen:
        return True
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return any(has_alias(key, seen) or has_alias(value, seen) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return any(has_alias(child, seen) for child in node.value)
    return False


def read(
    path: Path, root: Path, shape: type[ShapeT], *, many: bool
) -> tuple[list[Record[ShapeT]], list[Mistake]]:
    """Read one file that holds a record, or (`many`) a list of them."""
    file = f"{root.name}/{path.relative_to(root)}"
    node = compose(path, file)
    if isinstance(node, Mistake):
        return [], [node]
    if has_alias(node):
        return [], [Mistake(file, 1, "", "uses YAML aliases; write it out instead")]
    mistakes = repeated_keys(node, file)
    if many and not isinstance(node, yaml.SequenceNode):
        return [], [*mistakes, Mistake(file, 1, "", "should be a list of records")]
    records: list[Record[ShapeT]] = []
    for part in node.value if many else [node]:
        try:
            value = shape.model_validate(construct(part))
        except ValidationError as error:
            mistakes += [explained(part, file, item) for item in error.errors(include_url=False)]
        except (ValueError, yaml.YAMLError) as error:
            mistakes.append(Mistake(file, line_of(part, ()), "", f"cannot be read: {error}"))
        else:
            records.append(Record(value, file, part))
    return records, mistakes


def explained(node: yaml.Node, file: str, item: Any) -> Mistake:
    """Return pydantic's finding in an editor's words, at its line."""
    message = item["msg"].removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        message = "is not a field that this record has"
    if item["type"] == "missing":
        message = "is missing"
    return Mistake(file, line_of(node, item["loc"]), dotted(item["loc"]), message)
