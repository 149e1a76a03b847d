"""Rows of a routine of the editors."""

import hashlib
from datetime import UTC, datetime, time

from api.dosage import changed_dose, seconds_needed
from api.records.exercises import Dosage, Exercise
from api.records.routines import Routine, RoutineItem
from seed.rows.base import Rows, numbered
from seed.rows.exercises import dosage_row

OWNER_NAME = "Instep editors"


def item_dosage(item: RoutineItem, exercise: Exercise) -> Dosage:
    """Return the exercise's dose with the numbers that the routine sets differently."""
    changes = item.dosage.model_dump() if item.dosage else {}
    return Dosage.model_construct(**changed_dose(exercise.dosage.model_dump(), changes))


def definition_digest(routine: Routine) -> str:
    """Return SHA-256 (hex) of what the editor wrote, by which a published version is known.

    Its slug is left out (a rename publishes no version), and so is what the editor left unsaid: a
    field that routines get one day leaves the older ones as they are.
    """
    written = routine.model_dump_json(
        exclude={"slug", "former_slugs", "version", "published_on"}, exclude_defaults=True
    )
    return hashlib.sha256(written.encode()).hexdigest()


def add_routine(rows: Rows, routine: Routine, exercises: dict[str, Exercise]) -> None:
    items = []
    for number, item in enumerate(routine.items, start=1):
        dosage = item_dosage(item, exercises[item.exercise])
        items.append(
            {
                "routine": routine.slug,
                "number": number,
                "exercise": item.exercise,
                "note": item.note,
                "seconds": seconds_needed(dosage),
                **dosage_row(dosage),
            }
        )
    rows["routine_items"] += items
    rows["routine_complaints"] += numbered(routine.complaints, "complaint", routine=routine.slug)
    rows["routines"].append(
        {
            **routine.model_dump(
                mode="json",
                include={
                    "slug",
                    "name",
                    "summary",
                    "goal",
                    "format",
                    "level",
                    "schedule",
                    "version",
                    "provenance",
                },
            ),
            "total_seconds": sum(item["seconds"] for item in items),
            "published_at": datetime.combine(routine.published_on, time(), UTC),
            "owner_kind": "editors",
            "owner_name": OWNER_NAME,
            "definition_digest": definition_digest(routine),
        }
    )
