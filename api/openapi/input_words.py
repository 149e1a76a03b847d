"""Names for the lists of words that callers send: each is one component of the document.

Generators name an enum after the place where it stands unless it has a name of its own:
`PlanRequestDaysType0Item` in Python, `GoalsEnum` in Java, `ModelType_search` in Swift.
"""

import re
from typing import Any

from api import vocabulary
from api.openapi.operations import operations
from api.vocabulary import words

NAMES: dict[tuple[str, ...], str] = {
    words(literal): name
    for name, literal in {
        "AgeGroup": vocabulary.AgeGroup,
        "AnswerWord": vocabulary.AnswerWord,
        "BodyRegionKind": vocabulary.RegionKind,
        "CheckInFeedback": vocabulary.CheckInFeedback,
        "DoneShare": vocabulary.DoneShare,
        "ExerciseCollection": vocabulary.Collection,
        "ExerciseKind": vocabulary.Kind,
        "ExerciseSort": vocabulary.ExerciseSort,
        "FootSide": vocabulary.FootSide,
        "Goal": vocabulary.Goal,
        "InsightTopic": vocabulary.Topic,
        "Laterality": vocabulary.Laterality,
        "Level": vocabulary.Level,
        "NextMorning": vocabulary.NextMorning,
        "PlanStyle": vocabulary.PlanStyle,
        "Position": vocabulary.Position,
        "RoutineFormat": vocabulary.RoutineFormat,
        "RoutineOwner": vocabulary.OwnerKind,
        "SearchType": vocabulary.SearchedType,
        "Weekday": vocabulary.Weekday,
        "WhoItIsAbout": vocabulary.WhoItIsAbout,
    }.items()
}
DESCRIPTION = "Words that a request may use. More may be added."
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def name_input_words(document: dict[str, Any]) -> None:
    """Move each enum of a body or a parameter into a component, and refer to it.

    Raises ValueError for an enum that has no name in `NAMES`.
    """
    found: dict[str, dict[str, Any]] = {}
    schemas = document["components"]["schemas"]
    parameters = [operation.get("parameters", []) for operation in operations(document)]
    move_enums([list(schemas.values()), parameters], found)
    taken = set(found) & set(schemas)
    if taken:
        raise ValueError(f"{sorted(taken)} name both a list of words and a schema.")
    schemas.update(sorted(found.items()))


def move_enums(node: Any, found: dict[str, dict[str, Any]]) -> None:
    """Replace each enum below a node by a reference; `found` takes the components."""
    if isinstance(node, list):
        for item in node:
            move_enums(item, found)
    elif isinstance(node, dict):
        listed = node.get("enum")
        if isinstance(listed, list):
            name = name_of(listed)
            found[name] = component(name, listed)
            del node["enum"], node["type"]
            node["$ref"] = f"#/components/schemas/{name}"
        for key, value in node.items():
            if key != "example":
                move_enums(value, found)


def name_of(listed: list[str]) -> str:
    name = NAMES.get(tuple(listed))
    if name is None:
        raise ValueError(f"Name this list of words in {__name__}: {', '.join(listed)}")
    return name


def component(name: str, listed: list[str]) -> dict[str, Any]:
    """Return the schema of a list; constants get names where a word is no identifier."""
    schema = {"type": "string", "title": name, "enum": listed, "description": DESCRIPTION}
    if not all(IDENTIFIER.fullmatch(word) for word in listed):
        schema["x-enum-varnames"] = [constant(word) for word in listed]
    return schema


def constant(word: str) -> str:
    """Return the name of a constant: `BODY_REGION`; a leading minus is a descending order."""
    name = word.lstrip("-").replace("-", "_").upper()
    return f"{name}_DESCENDING" if word.startswith("-") else name
