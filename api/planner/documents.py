"""From published documents to the planner's catalogue.

`documents` maps a type ("exercise", "complaint", "condition", "red-flag", "body-region",
"equipment", "source") to its documents of one language, in v1's shape and in any order. Exercises
have both forms of their steps (`api.messages.dose_texts.with_forms`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.messages.dose_texts import steps_without_numbers
from api.planner.catalogue import (
    Avoid,
    Catalogue,
    Complaint,
    ComplaintVariant,
    Condition,
    Contraindication,
    Dosage,
    DosageRange,
    Equipment,
    Exercise,
    Helper,
    OtherWay,
    RedFlag,
    Region,
    Source,
    Span,
    Step,
    WorkedRegion,
)
from api.reviews import NOT_REVIEWED
from api.triage import Effect

Json = Mapping[str, Any]

TYPES = ("exercise", "complaint", "condition", "red-flag", "body-region", "equipment", "source")
"""Types of the documents to read; with the notices they are everything the planner knows."""

SUPPORTS = frozenset({"chair", "wall", "counter"})
"""Equipment that holds a person up: with one of these, standing counts as supported."""


def catalogue_of(documents: Mapping[str, Iterable[Json]], notices: Mapping[str, str]) -> Catalogue:
    """Build the catalogue. Raises KeyError if a type or a field is missing."""
    reviews: dict[str, Json] = {}
    pictures: dict[str, Json] = {}
    markers: dict[str, tuple[str, ...]] = {}
    read = pictured(noted("exercise", documents, reviews), pictures, markers)
    exercises = {item["slug"]: exercise_of(item) for item in read}
    complaints = noted("complaint", documents, reviews)
    return Catalogue(
        exercises=exercises,
        complaints={item["slug"]: complaint_of(item, exercises) for item in complaints},
        conditions={item["code"]: condition_of(item) for item in documents["condition"]},
        red_flags={item["code"]: red_flag_of(item) for item in documents["red-flag"]},
        regions={item["slug"]: region_of(item) for item in documents["body-region"]},
        equipment={item["code"]: equipment_of(item) for item in documents["equipment"]},
        notices=dict(notices),
        sources={
            item["slug"]: Source(item["slug"], item["title"], item["year"], item["url"])
            for item in documents["source"]
        },
        reviews=reviews,
        pictures=pictures,
        markers=markers,
    )


def noted(
    kind: str, documents: Mapping[str, Iterable[Json]], reviews: dict[str, Json]
) -> Iterator[Json]:
    """Yield the documents of a type, and note each review there is; one is in memory at a time."""
    for item in documents[kind]:
        if item["review"]["status"] != NOT_REVIEWED["status"]:
            reviews[f"{kind}/{item['slug']}"] = item["review"]
        yield item


def pictured(
    exercises: Iterable[Json], pictures: dict[str, Json], markers: dict[str, tuple[str, ...]]
) -> Iterator[Json]:
    """Yield the exercises, and note the pictures that stand for each, and the parts of its loop."""
    for item in exercises:
        # A document that an earlier release published has none.
        if item.get("animation"):
            pictures[item["slug"]] = {name: item[name] for name in ("poster", "animation")}
            loop = next(one for one in item["media"] if one["kind"] == "animation")
            markers[item["slug"]] = tuple(marker["name"] for marker in loop["markers"])
        yield item


def condition_of(item: Json) -> Condition:
    return Condition(
        code=item["code"],
        name=item["name"],
        effect=Effect.of(item),
        restriction=item["restriction"],
        advice=item["advice"],
        source=slug_of(item["source"]),
    )


def red_flag_of(item: Json) -> RedFlag:
    return RedFlag(
        code=item["code"],
        tier=item["tier"],
        question=item["question"],
        sign=item["sign"],
        effect=Effect.of(item),
        risk_factors=tuple(item["risk_factors"]),
        # A document that an earlier release published has none.
        only_with=item.get("only_with"),
        advice=item["advice"],
        source=slug_of(item["source"]),
    )


def region_of(item: Json) -> Region:
    path, connected = tuple(item["path"]), slugs_of(item["connected_to"])
    return Region(item["slug"], item["name"], path, connected)


def equipment_of(item: Json) -> Equipment:
    return Equipment(item["code"], item["name"], item["household"], item["code"] in SUPPORTS)


def slug_of(thing: Json | None) -> str | None:
    return None if thing is None else str(thing["slug"])


def slugs_of(things: Iterable[Json]) -> tuple[str, ...]:
    return tuple(thing["slug"] for thing in things)


def exercise_of(item: Json) -> Exercise:
    return Exercise(
        slug=item["slug"],
        name=item["name"],
        kind=item["kind"],
        load=item["load"],
        positions=tuple(item["positions"]),
        level=item["level"],
        needs=slugs_of(thing for thing in item["equipment"] if thing["required"]),
        dosage=dosage_of(item["dosage"]),
        range=range_of(item["dosage_range"]),
        regions=tuple(
            WorkedRegion(region["slug"], region["role"], region["effect"])
            for region in item["regions"]
        ),
        contraindications=tuple(
            Contraindication(barred["condition"], barred["action"], barred["advice"])
            for barred in item["contraindications"]
        ),
        easier=ways_of(item, "easier"),
        harder=ways_of(item, "harder"),
        steps=tuple(Step(step["phase"], step["text"]) for step in steps_without_numbers(item)),
    )


def ways_of(item: Json, name: str) -> tuple[OtherWay, ...]:
    """Return the easier or harder ways; the document's provenance has the source of each."""
    origins = item["provenance"]["fields"]
    return tuple(
        OtherWay(
            exercise=way["exercise"],
            text=way["text"],
            criterion=way["criterion"],
            source=origins.get(f"{name}.{at}.text", {}).get("source"),
        )
        for at, way in enumerate(item[name])
    )


def dosage_of(item: Json) -> Dosage:
    return Dosage(**{name: item[name] for name in Dosage.__dataclass_fields__})


def range_of(item: Json) -> DosageRange:
    return DosageRange(**{name: span(pair) for name, pair in item.items()})


def span(pair: list[int] | None) -> Span | None:
    return None if pair is None else (pair[0], pair[1])


def complaint_of(item: Json, exercises: Mapping[str, Exercise]) -> Complaint:
    shape = item["plan_shape"] or {}
    return Complaint(
        slug=item["slug"],
        name=item["name"],
        self_care=item["self_care"],
        notice=item["notice"],
        regions=slugs_of(item["regions"]),
        variants=variants_of(item, exercises),
        plan=item["same_plan_as"] or item["slug"],
        usual=first_weeks(shape.get("phases", ())),
        review_weeks=tuple(shape.get("review_weeks", ())),
        usual_weeks=span(shape.get("weeks")),
        maintenance=shape.get("maintenance"),
        red_flags=tuple(flag["code"] for flag in item["red_flags"]),
    )


def first_weeks(phases: Iterable[Json]) -> dict[str, int]:
    """Return for each exercise of a usual plan the week in which it begins."""
    weeks: dict[str, int] = {}
    for phase in phases:
        for slug in phase["exercises"]:
            weeks[slug] = min(phase["from_week"], weeks.get(slug, phase["from_week"]))
    return dict(sorted(weeks.items()))


def variants_of(item: Json, exercises: Mapping[str, Exercise]) -> tuple[ComplaintVariant, ...]:
    """Return the unstated variant, then those that a condition chooses."""
    sources = {path: origin["source"] for path, origin in item["provenance"]["fields"].items()}
    stated = (
        variant_of(variant, f"variants.{at}.", sources, exercises)
        for at, variant in enumerate(item["variants"])
    )
    return (variant_of(item, "", sources, exercises), *stated)


def variant_of(
    item: Json, path: str, sources: Mapping[str, str | None], exercises: Mapping[str, Exercise]
) -> ComplaintVariant:
    """Read a complaint, or one of its variants; `path` is its place in the document.

    What to avoid names no source of its own: the document's provenance does, under the path of the
    entry ("variants.0.avoid.1").
    """
    return ComplaintVariant(
        condition=item.get("condition"),
        note=item.get("note"),
        helpers=tuple(helper_of(known, exercises[known["slug"]]) for known in item["exercises"]),
        avoid=tuple(
            Avoid(entry["exercise"], entry["why"], sources.get(f"{path}avoid.{at}"))
            for at, entry in enumerate(item["avoid"])
            if entry["exercise"] is not None
        ),
    )


def helper_of(known: Json, exercise: Exercise) -> Helper:
    """Return the evidence for an exercise, with the dose for this complaint if it differs."""
    dosage, published = dosage_of(known["dosage"]), range_of(known["dosage_range"])
    return Helper(
        exercise=known["slug"],
        **known["evidence"],
        rationale=known["rationale"],
        source=slug_of(known["source"]),
        rank=known["rank"],
        dosage=None if dosage == exercise.dosage else dosage,
        range=None if published == exercise.range else published,
        from_week=known["from_week"] or 1,
    )
