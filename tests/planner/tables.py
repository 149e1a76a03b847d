"""The seam to whoever holds the catalogue: rows of the tables in, a `Catalogue` out.

`tables` maps a table's name to its rows as mappings, in any order: what `SELECT *` returns, and
what `seed.rows.rows_of` builds. Columns that the planner does not use may be missing or present.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from api.planner.catalogue import (
    Avoid,
    Catalogue,
    Complaint,
    Condition,
    Contraindication,
    Dosage,
    DosageRange,
    Easier,
    Equipment,
    Exercise,
    Helper,
    Reading,
    RedFlag,
    Region,
    Source,
    Worked,
)

Row = Mapping[str, Any]
Tables = Mapping[str, Iterable[Row]]

TABLES = (
    "exercises",
    "exercise_equipment",
    "exercise_regions",
    "exercise_contraindications",
    "exercise_ladders",
    "complaints",
    "complaint_regions",
    "complaint_variants",
    "complaint_exercises",
    "complaint_avoids",
    "conditions",
    "red_flags",
    "body_regions",
    "body_region_connections",
    "equipment",
    "notices",
    "sources",
)
"""The tables to read; everything the planner knows comes from them."""

SUPPORTS = frozenset({"chair", "wall", "counter"})
"""Things that hold a person up: with one of them, standing counts as supported."""


def catalogue_of(tables: Tables) -> Catalogue:
    """Build the catalogue. Raises KeyError where a table or a column of it is missing."""
    return Catalogue(
        exercises=exercises_of(tables),
        complaints=complaints_of(tables),
        conditions={
            row["code"]: Condition(
                row["code"], row["name"], row["effect"], row["advice"], row["source"]
            )
            for row in tables["conditions"]
        },
        red_flags={
            row["code"]: RedFlag(
                row["code"], row["tier"], row["sign"], row["advice"], row["source"]
            )
            for row in tables["red_flags"]
        },
        regions=regions_of(tables),
        equipment={
            row["code"]: Equipment(
                row["code"], row["name"], row["household"], row["code"] in SUPPORTS
            )
            for row in tables["equipment"]
        },
        notices={row["code"]: row["text"] for row in tables["notices"]},
        sources={
            row["slug"]: Source(row["slug"], row["title"], row["year"], row["url"])
            for row in tables["sources"]
        },
    )


def grouped(rows: Iterable[Row], *columns: str) -> dict[Any, list[Row]]:
    """Return the rows of each owner, in their written order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["position"])):
        key = tuple(row[column] for column in columns)
        groups[key if len(columns) > 1 else key[0]].append(row)
    return groups


def exercises_of(tables: Tables) -> dict[str, Exercise]:
    equipment = grouped(tables["exercise_equipment"], "exercise")
    regions = grouped(tables["exercise_regions"], "exercise")
    contraindications = grouped(tables["exercise_contraindications"], "exercise")
    ladders = grouped(tables["exercise_ladders"], "exercise", "direction")
    return {
        row["slug"]: Exercise(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            load=row["load"],
            positions=tuple(row["positions"]),
            level=row["level"],
            needs=tuple(
                item["equipment"] for item in equipment.get(row["slug"], ()) if item["required"]
            ),
            dosage=Dosage(**{name: row[name] for name in Dosage.__dataclass_fields__}),
            range=DosageRange(
                *(span(row, name) for name in DosageRange.__dataclass_fields__),
            ),
            regions=tuple(
                Worked(item["region"], item["role"], item["effect"])
                for item in regions.get(row["slug"], ())
            ),
            contraindications=tuple(
                Contraindication(item["condition"], item["action"], item["advice"])
                for item in contraindications.get(row["slug"], ())
            ),
            easier=tuple(
                Easier(item["other"], item["text"], item["criterion"])
                for item in ladders.get((row["slug"], "easier"), ())
            ),
        )
        for row in tables["exercises"]
    }


def span(row: Row, name: str) -> tuple[int, int] | None:
    low, high = row[f"range_{name}_min"], row[f"range_{name}_max"]
    return None if low is None or high is None else (low, high)


def complaints_of(tables: Tables) -> dict[str, Complaint]:
    regions = grouped(tables["complaint_regions"], "complaint")
    variants = grouped(tables["complaint_variants"], "complaint")
    helpers = grouped(tables["complaint_exercises"], "complaint", "variant")
    avoids = grouped(tables["complaint_avoids"], "complaint", "variant")
    return {
        row["slug"]: complaint_of(
            row,
            regions.get(row["slug"], []),
            tuple(
                reading_of(
                    variant,
                    helpers.get((row["slug"], variant["variant"]), []),
                    avoids.get((row["slug"], variant["variant"]), []),
                )
                for variant in variants.get(row["slug"], ())
            ),
        )
        for row in tables["complaints"]
    }


def reading_of(variant: Row, helpers: list[Row], avoids: list[Row]) -> Reading:
    return Reading(
        condition=variant["condition"],
        note=variant["note"],
        helpers=tuple(
            Helper(**{name: row[name] for name in Helper.__dataclass_fields__}) for row in helpers
        ),
        avoid=tuple(
            Avoid(row["exercise"], row["why"], row["source"])
            for row in avoids
            if row["exercise"] is not None
        ),
    )


def complaint_of(row: Row, regions: list[Row], readings: tuple[Reading, ...]) -> Complaint:
    shape = row["plan_shape"] or {}
    usual: dict[str, int] = {}
    for phase in shape.get("phases", ()):
        for slug in phase["exercises"]:
            usual[slug] = min(phase["from_week"], usual.get(slug, phase["from_week"]))
    return Complaint(
        slug=row["slug"],
        name=row["name"],
        self_care=row["self_care"],
        notice=row["notice"],
        regions=tuple(item["region"] for item in regions),
        readings=readings,
        plan=row["same_plan_as"] or row["slug"],
        usual=dict(sorted(usual.items())),
        review_weeks=tuple(shape.get("review_weeks", ())),
        usual_weeks=tuple(shape["weeks"]) if shape else None,
        maintenance=shape.get("maintenance"),
    )


def regions_of(tables: Tables) -> dict[str, Region]:
    connections = grouped(tables["body_region_connections"], "region")
    return {
        row["slug"]: Region(
            row["slug"],
            row["name"],
            tuple(row["path"]),
            tuple(item["connected"] for item in connections.get(row["slug"], ())),
        )
        for row in tables["body_regions"]
    }
