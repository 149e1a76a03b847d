"""The sheet that a clinician reads, marks and signs: its parts, independent of a format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.v1.documents import BuiltDocument
from api.v1.documents.reviews import clinical_content
from seed.content import Content
from seed.reviewing import Reviewable

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Ticks:
    """Lines with a box to tick before each."""

    lines: list[str]


@dataclass(frozen=True)
class Facts:
    """Lines, each with how deep it is inside others."""

    lines: list[tuple[int, str]]


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Command:
    """Something to type in a terminal."""

    text: str


Part = Heading | Paragraph | Ticks | Facts | Table | Command

READ = {"full": "all", "abstract": "abstract", "excerpt": "excerpt", "not_read": "not read"}
VERDICT = [
    "I agree with this.",
    "I would agree if it is changed as I write below.",
    "I do not agree.",
]
REMARK = "Remarks: " + "_" * 60


def sheet(known: Reviewable, content: Content, kind: str, slug: str) -> list[Part]:
    """Return the sheet for a document; that for a complaint has its exercises too.

    Raises CannotSignError if there is no such document.
    """
    document = known.get(kind, slug)
    with_it = [document]
    if kind == "complaint":
        ranked = {item["slug"]: None for item in helpers(document.content)}
        with_it += [known.get("exercise", exercise) for exercise in ranked]
    return [
        Heading(1, f"Review sheet: {document.content['name']}"),
        Paragraph(
            "Please read each part and tick what you think of it. You may sign all parts, or some."
            " Your signature covers only the words and numbers on this sheet."
        ),
        *(overview(document, content) if kind == "complaint" else []),
        *(part for item in with_it for part in whole(item, known)),
        *signature([known.code(item) for item in with_it]),
    ]


def helpers(complaint: JsonObject) -> list[JsonObject]:
    """Return what a complaint and its variants say about exercises."""
    variants = [item for variant in complaint["variants"] for item in variant["exercises"]]
    return [*complaint["exercises"], *variants]


def overview(document: BuiltDocument, content: Content) -> Iterator[Part]:
    """Yield questions, warning signs and exercises with their evidence, each to be ticked."""
    complaint = document.content
    yield Heading(2, "Do we ask everything that must be asked first?")
    yield Ticks([item["question"] for item in complaint["asks"]] or ["We ask nothing."])
    yield Heading(2, "Warning signs")
    signs = [[item["tier"], item["sign"], "☐", "☐"] for item in complaint["red_flags"]]
    yield Table(["tier", "sign", "right", "wrong"], signs)
    yield Heading(2, "Exercises")
    yield exercises(complaint["exercises"], content)
    for variant in complaint["variants"]:
        yield Heading(3, f"With {variant['condition']}")
        yield exercises(variant["exercises"], content)
    yield Paragraph(REMARK)


def exercises(items: list[JsonObject], content: Content) -> Table:
    """Return each exercise with its dose, grade, result, and how much of its source was read."""
    read = {entry.value.slug: READ[entry.value.read] for entry in content.sources}
    head = ["rank", "exercise", "dose", "from week", "grade", "result", "source", "read", "tick"]
    rows = []
    for item in items:
        source = item["source"]
        rows.append(
            [
                str(item["rank"] or "none"),
                item["name"],
                item["dosage"]["text"],
                str(item["from_week"] or 1),
                item["evidence"]["grade"],
                item["evidence"]["result"],
                f"{source['title']} ({source['year'] or 'no year'})" if source else "editorial",
                read[source["slug"]] if source else "none",
                "☐ yes ☐ no",
            ]
        )
    return Table(head, rows)


def whole(document: BuiltDocument, known: Reviewable) -> Iterator[Part]:
    """Yield everything in a document that a signature covers."""
    yield Heading(2, f"{document.type.capitalize()}: {document.content['name']}")
    yield Paragraph(f"This is {known.code(document)}.")
    counted = clinical_content(document, {})
    yield Facts([line for name in counted for line in facts(name, counted[name], 0)])
    yield Ticks(VERDICT)
    yield Paragraph(REMARK)


def facts(name: str, value: Any, depth: int) -> Iterator[tuple[int, str]]:
    """Yield a value, and whatever is inside it, as lines of text."""
    label = name.replace("_", " ")
    if isinstance(value, Mapping):
        yield depth, label
        for field, inner in value.items():
            yield from facts(field, inner, depth + 1)
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, start=1):
            yield from facts(f"{label} {number}", item, depth)
    elif isinstance(value, list):
        yield depth, f"{label}: {'; '.join(map(str, value))}"
    else:
        yield depth, f"{label}: {worded(value)}"


def worded(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def signature(codes: list[str]) -> Iterator[Part]:
    yield Heading(2, "Signature")
    for field in ("Name", "Register and number", "What I reviewed", "Date", "Signature"):
        yield Paragraph(f"{field}: {'_' * 40}")
    yield Ticks(
        [
            "I agree that my name and number are shown to everybody with what I signed, until I"
            " withdraw. I know that nobody can call back copies that others have made.",
            "I know that neither this sheet nor the line that an editor writes into a file proves"
            " who I am.",
        ]
    )
    yield Heading(2, "For the editor")
    yield Paragraph("Leave out the parts that were not signed:")
    yield Command(
        f"instep review sign {' '.join(codes)} --name … --registration … --scope …"
        " --date … --agrees-to-be-named"
    )
