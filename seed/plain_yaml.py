"""The part of YAML that the seed is written in."""

import re
from typing import Any

import yaml

MAX_DEPTH = 30
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no text may hold, tab and newline left out: PostgreSQL refuses some, people see none."""


class Refused(yaml.MarkedYAMLError):
    """YAML that a seed file does without: what is wrong, and where."""

    def __init__(self, problem: str, at: yaml.Node | yaml.Event) -> None:
        super().__init__(problem=problem, problem_mark=at.start_mark)  # type: ignore[arg-type]


class Loader(yaml.SafeLoader):
    """YAML without its traps: no aliases (a bomb of them grows without end), no deep nesting.

    Dates stay text, which the shapes read, so that a wrong one is told like any other field.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise Refused("uses a YAML alias; write it out instead", event)
        if self.depth == MAX_DEPTH:
            raise Refused("is nested too deeply", event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Refused("has a field without a name", key)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep)
        except (ValueError, LookupError):
            what = f"{short(node.value)} is no {node.tag.rpartition(':')[2]}"
            raise Refused(what, node) from None
        if isinstance(value, str) and CONTROL.search(value):
            raise Refused("holds a control character", node)
        return value


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_yaml_str)  # type: ignore[type-var]


def short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def construct(node: yaml.Node) -> Any:
    """Return a tree as plain values."""
    return Loader("").construct_document(node)
