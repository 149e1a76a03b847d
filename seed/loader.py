"""Load YAML files as validated records; each mistake names its file and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.reader import ReaderError

from seed.pain_scale import filled
from seed.strict_yaml import NotAllowed, construct
from seed.strict_yaml import compose as compose_text

ShapeT = TypeVar("ShapeT", bound=BaseModel, covariant=True)
Location = Sequence[str | int]

MAX_BYTES = 8_000_000


@dataclass(frozen=True, order=True)
class Mistake:
    """Something an editor has to correct, printed as `file:line: field: message`."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {where}{self.message}"


@dataclass(frozen=True)
class Entry(Generic[ShapeT]):
    """One validated record, with the file and the node it was read from."""

    value: ShapeT
    file: str
    node: yaml.Node

    def mistake(self, location: Location, message: str) -> Mistake:
        return Mistake(self.file, line_of(self.node, location), dotted(location), message)


def dotted(location: Location) -> str:
    return ".".join(str(part) for part in location)


def line_of(node: yaml.Node, location: Location) -> int:
    """Return the line (from 1) of the deepest part of `location` that the file has."""
    mark = node.start_mark
    for part in location:
        found = part_of(node, part)
        if found is None:
            break
        mark, node = found
    return int(mark.line) + 1


def part_of(node: yaml.Node, name: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    """Return the mark of a node's part (of a field: the mark of its name) and the part itself."""
    if isinstance(node, yaml.MappingNode):
        fields = ((key.start_mark, value) for key, value in node.value if key.value == name)
        return next(fields, None)
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
        return node.value[name].start_mark, node.value[name]
    return None


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
                mistakes.append(Mistake(file, line, str(key.value), "is given twice"))
            seen.add(key.value)
            mistakes += repeated_keys(value, file)
    return mistakes


def compose(written: bytes, file: str) -> yaml.Node | Mistake:
    """Return a file's YAML tree, or the mistake that prevents it."""
    try:
        node = compose_text(written.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Mistake(file, written.count(b"\n", 0, error.start) + 1, "", "is not UTF-8")
    except yaml.YAMLError as error:
        return refusal(file, error, written)
    return node if node is not None else Mistake(file, 1, "", "is empty")


def refusal(file: str, error: yaml.YAMLError, written: bytes = b"") -> Mistake:
    """Return the YAML library's error as one sentence."""
    if isinstance(error, ReaderError):
        line = written.decode("utf-8").count("\n", 0, error.position) + 1
        return Mistake(file, line, "", "is not YAML: it holds a character that YAML does not allow")
    if not isinstance(error, yaml.MarkedYAMLError):
        return Mistake(file, 1, "", "is not YAML")
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    if isinstance(error, NotAllowed):
        return Mistake(file, line, "", str(error.problem))
    reason = ", ".join(part for part in (error.context, error.problem) if part)
    return Mistake(file, line, "", f"is not YAML: {reason}")


def read(
    path: Path, root: Path, shape: type[ShapeT], *, many: bool
) -> tuple[list[Entry[ShapeT]], list[Mistake]]:
    """Read one file that holds a record, or (`many`) a list of them."""
    file = f"{root.name}/{path.relative_to(root)}"
    try:
        if path.stat().st_size > MAX_BYTES:
            return [], [Mistake(file, 1, "", f"is larger than {MAX_BYTES:,} bytes")]
        written = path.read_bytes()
    except OSError as error:
        return [], [Mistake(file, 1, "", f"cannot be opened: {error.strerror}")]
    return parse(written, file, shape, many)


def parse(
    written: bytes, file: str, shape: type[ShapeT], many: bool
) -> tuple[list[Entry[ShapeT]], list[Mistake]]:
    """Return the records in a file's bytes, and a mistake for each that is none."""
    node = compose(written, file)
    if isinstance(node, Mistake):
        return [], [node]
    mistakes = repeated_keys(node, file)
    if many and not isinstance(node, yaml.SequenceNode):
        return [], [*mistakes, Mistake(file, 1, "", "should be a list of records")]
    records: list[Entry[ShapeT]] = []
    for part in node.value if many else [node]:
        try:
            value = shape.model_validate(filled(construct(part)))
        except ValidationError as error:
            mistakes += [explained(part, file, item) for item in error.errors(include_url=False)]
        except yaml.YAMLError as error:
            mistakes.append(refusal(file, error))
        else:
            records.append(Entry(value, file, part))
    return records, mistakes


def explained(node: yaml.Node, file: str, item: Any) -> Mistake:
    """Return an error of pydantic in words for editors, at its line."""
    message = item["msg"].removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        message = "is not a field that this record has"
    if item["type"] == "missing":
        message = "is missing"
    if item["type"] == "model_type":
        message = "should be a record, with a name before each value"
    return Mistake(file, line_of(node, item["loc"]), dotted(item["loc"]), message)
