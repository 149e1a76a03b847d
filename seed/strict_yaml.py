"""The strict part of YAML that the seed is written in: text to nodes, nodes to plain values."""

import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

MAX_DEPTH = 30
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Forbidden characters in a text: PostgreSQL refuses some, and people see none of them."""

FAST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Parses with libyaml, in a sixth of the time, where PyYAML was built with it."""


class NotAllowed(yaml.MarkedYAMLError):
    """YAML that a seed file must not use: the reason and the place."""

    def __init__(self, problem: str, at: yaml.Node | yaml.Event) -> None:
        super().__init__(problem=problem, problem_mark=at.start_mark)  # type: ignore[arg-type]


class StrictComposer(Composer, Resolver):
    """Nodes from a parser's events: no aliases (a bomb of them grows without end), no deep nesting.

    The events are asked for one by one, so a refused file is not parsed to its end.
    """

    def __init__(self, text: str, parser: type) -> None:
        Composer.__init__(self)
        Resolver.__init__(self)
        self.events = yaml.parse(text, Loader=parser)
        self.event = next(self.events)
        self.depth = 0

    def check_event(self, *kinds: type[yaml.Event]) -> bool:
        return isinstance(self.event, kinds)

    def peek_event(self) -> yaml.Event:
        return self.event

    def get_event(self) -> yaml.Event:
        event, self.event = self.event, next(self.events, self.event)
        return event

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise NotAllowed("uses a YAML alias; write it out instead", self.event)
        if self.depth == MAX_DEPTH:
            raise NotAllowed("is nested too deeply", self.event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise NotAllowed("has a field without a name", key)
        return node


class StrictConstructor(SafeConstructor):
    """Plain values from nodes.

    Dates stay text, which the records read, so that a wrong one is reported like any other field.
    """

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep)
        except (ValueError, LookupError):
            problem = f"{short(node.value)} is no {node.tag.rpartition(':')[2]}"
            raise NotAllowed(problem, node) from None
        if isinstance(value, str) and CONTROL.search(value):
            raise NotAllowed("holds a control character", node)
        return value


StrictConstructor.add_constructor(
    "tag:yaml.org,2002:timestamp",
    StrictConstructor.construct_yaml_str,  # type: ignore[type-var]
)


def short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def compose(text: str) -> yaml.Node | None:
    """Return the tree of a text's only document, or None if it holds none.

    Raises NotAllowed if it uses YAML that a seed file must not, another yaml.YAMLError if it is
    not YAML. Python's parser then words the error: it names the character, and its line is exact
    also at the end of the file.
    """
    try:
        return StrictComposer(text, FAST).get_single_node()
    except NotAllowed:
        raise
    except yaml.YAMLError:
        return StrictComposer(text, yaml.SafeLoader).get_single_node()


def construct(node: yaml.Node) -> Any:
    """Return a tree as plain values. Raises yaml.YAMLError if one does not fit its tag."""
    return StrictConstructor().construct_document(node)


def load(text: str) -> Any:
    """Return the content of a text as plain values, None if it is empty."""
    node = compose(text)
    return None if node is None else construct(node)
