"""The schemas of the contract as generators of clients read them: open answers, plain names."""

from typing import Any

from tests.cases import in_one_test
from tests.contract.test_openapi import DOCUMENT, OPERATIONS, SENT, named_by

SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
ANSWERED_SCHEMAS = named_by(
    *(operation["responses"] for operation in OPERATIONS.values()),
    DOCUMENT["components"]["responses"],
)


class TestAnswersStayOpen:
    """A client that was generated today reads the words and fields of tomorrow."""

    @in_one_test("name", sorted(ANSWERED_SCHEMAS))
    def test_no_schema_closes_itself(self, name: str) -> None:
        schema = DOCUMENT["components"]["schemas"][name]
        closed = [
            node
            for node in objects_in(schema)
            if node.get("additionalProperties") is False or "enum" in node or "const" in node
        ]
        assert closed == []

    @in_one_test("name", sorted(ANSWERED_SCHEMAS))
    def test_words_are_named_in_the_description(self, name: str) -> None:
        for node in objects_in(DOCUMENT["components"]["schemas"][name]):
            for word in node.get("x-extensible-enum", []):
                assert f"`{word}`" in node["description"]

    def test_choices_are_between_one_type_and_null(self) -> None:
        choices = [
            node
            for node in objects_in(DOCUMENT["components"]["schemas"])
            if "oneOf" in node or "anyOf" in node
        ]
        assert [node for node in choices if not is_nullable(node)] == []

    def test_bodies_that_callers_send_are_closed(self) -> None:
        only_sent = SENT - ANSWERED_SCHEMAS
        assert {"PlanRequest", "ComplaintText"} <= only_sent
        for name in only_sent:
            schema = DOCUMENT["components"]["schemas"][name]
            assert schema.get("additionalProperties") is False or "enum" in schema


class TestWords:
    def test_no_answer_refers_to_a_closed_list_of_words(self) -> None:
        lists = {name for name, s in DOCUMENT["components"]["schemas"].items() if "enum" in s}
        assert {"Level", "Weekday", "Goal"} <= lists
        assert not lists & ANSWERED_SCHEMAS

    def test_each_list_of_words_has_a_name_of_its_own(self) -> None:
        """Generators would name it after the place where it stands."""
        in_place = [
            node
            for part in (DOCUMENT["paths"], *map(inside, SCHEMAS.values()))
            for node in objects_in(without_examples(part))
            if "enum" in node
        ]
        assert in_place == []


class TestSchemas:
    def test_no_schema_has_a_title_but_its_name(self) -> None:
        assert all(schema.get("title", name) == name for name, schema in SCHEMAS.items())
        titled = [
            node
            for part in (DOCUMENT["paths"], *map(inside, SCHEMAS.values()))
            for node in objects_in(without_examples(part))
            if isinstance(node.get("title"), str)
        ]
        assert titled == []

    def test_the_bounds_of_integers_are_integers_that_every_reader_keeps(self) -> None:
        bounds = [
            node[bound]
            for node in objects_in(DOCUMENT)
            if node.get("type") == "integer"
            for bound in ("minimum", "maximum")
            if bound in node
        ]
        assert {type(bound) for bound in bounds} == {int}
        assert max(bounds) == 2**53 - 1


def objects_in(node: Any) -> list[dict[str, Any]]:
    """Return a node and every object below it."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    own = [node] if isinstance(node, dict) else []
    return own + [found for child in below for found in objects_in(child)]


def is_nullable(node: dict[str, Any]) -> bool:
    """Say whether the choices of a node are one schema and null."""
    choices = node.get("anyOf", [])
    return len(choices) == 2 and choices[1] == {"type": "null"} and "oneOf" not in node


def inside(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a component, which may itself be a list of words and has a title."""
    fields: dict[str, Any] = schema.get("properties", {})
    return fields


def without_examples(node: Any) -> Any:
    if isinstance(node, list):
        return [without_examples(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {name: without_examples(v) for name, v in node.items() if name != "example"}
