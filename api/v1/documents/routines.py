"""The document of a routine, and a published version as it is frozen, of editors and partners."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from api.addresses import located, path_of
from api.dosage import changed_dose, seconds_needed
from api.frequency import Use, frequency_in_routine, turns_of
from api.messages import Messages
from api.messages.dose_texts import at_dose, steps_at
from api.records.exercises import Dosage
from api.serialisation import timestamp
from api.v1.documents.base import BuiltDocument, Content, Context
from api.v1.documents.exercises import PICTURES, dosage_content
from api.v1.documents.media import in_a_session

if TYPE_CHECKING:
    from api.records.routines import Routine

EDITORS = {"kind": "editors", "name": "Instep editors"}
IN_SUMMARIES = ("slug", "name", "summary", "goal", "format", "level")


@dataclass(frozen=True)
class Definition:
    """The owner's definition of a routine, and the version that is published.

    `items` are `{exercise, dosage, note}`: `dosage` holds the numbers that differ from the
    exercise's own dose and from the schedule, or is None. `complaints` are `{slug, name}`, `owner`
    is `{kind, name}`.
    """

    slug: str
    name: str
    summary: str
    goal: str
    format: str
    level: str
    complaints: Sequence[Content]
    items: Sequence[Content]
    schedule: Content
    version: int
    published_at: datetime
    owner: Content
    provenance: Content


@dataclass(frozen=True)
class Quoted:
    """The parts of the catalogue that a version quotes, all in one language.

    `exercises` holds the documents of its exercises by slug, each with both forms of its steps
    (`api.messages.dose_texts.with_forms`), `terms` how the document ends.
    """

    exercises: Mapping[str, Content]
    stop_rule: str
    terms: Content
    messages: Messages


def editors_definition(routine: "Routine", context: Context) -> Definition:
    written = routine.model_dump(mode="json")
    return Definition(
        **{name: written[name] for name in (*IN_SUMMARIES, "items", "schedule", "provenance")},
        complaints=[context.named("complaints", slug) for slug in routine.complaints],
        version=routine.version,
        published_at=published_at(routine),
        owner=EDITORS,
    )


def published_at(routine: "Routine") -> datetime:
    return datetime.combine(routine.published_on, time(), UTC)


def definition_digest(routine: "Routine") -> str:
    """Return SHA-256 (hex) of the editor's definition, which identifies a published version.

    Its slug is left out (a rename publishes no version), and so is what the editor left unsaid: a
    field that routines get one day leaves the older ones as they are.
    """
    written = routine.model_dump_json(
        exclude={"slug", "former_slugs", "version", "published_on"}, exclude_defaults=True
    )
    return hashlib.sha256(written.encode()).hexdigest()


def version_content(definition: Definition, quoted: Quoted) -> Content:
    """Return a version as it is frozen: with the text and the dose of its exercises."""
    used = [quoted.exercises[item["exercise"]] for item in definition.items]
    items = [
        item_content(number, item, exercise, definition, quoted.messages)
        for number, (item, exercise) in enumerate(zip(definition.items, used, strict=True), start=1)
    ]
    return {
        **{name: getattr(definition, name) for name in IN_SUMMARIES},
        "equipment": equipment_of(used),
        "complaints": list(definition.complaints),
        "regions": regions_of(used),
        "items": items,
        "schedule": definition.schedule,
        "total_seconds": sum(item["seconds"] for item in items),
        "version": definition.version,
        "published_at": timestamp(definition.published_at),
        "owner": definition.owner,
        "provenance": definition.provenance,
        "stop_rule": quoted.stop_rule,
        **quoted.terms,
    }


def item_content(
    number: int, item: Content, exercise: Content, definition: Definition, messages: Messages
) -> Content:
    """Return one exercise of a routine, at the dose and as often as this routine asks for."""
    turns = turns_of(definition.format, definition.items)
    use = Use(exercise["slug"], exercise["dosage"], item["dosage"] or {})
    numbers = item_dose(use, definition.schedule, turns)
    dosage = Dosage.model_construct(**numbers)
    return {
        "number": number,
        "exercise": {
            **{
                name: exercise[name]
                for name in ("slug", "name", "kind", "positions", "laterality", "summary")
            },
            "steps": steps_at(exercise, numbers, messages),
            **{name: exercise[name] for name in ("feel", "cues", "mistakes")},
            "contraindications": exercise["contraindications"],
            **{name: exercise[name] for name in PICTURES},
            "media": in_a_session(exercise["media"]),
        },
        "dosage": dosage_content(dosage, messages, turns),
        "seconds": seconds_needed(dosage),
        "note": note_at(item["note"], definition, numbers, messages),
    }


def note_at(
    note: str | None, definition: Definition, dosage: Content, messages: Messages
) -> str | None:
    """Return a note with the numbers of its item; a partner's own words stay as they are."""
    if note is None or definition.owner != EDITORS:
        return note
    return at_dose({"text": note, "plain": None}, dosage, messages)


def item_dose(use: Use, schedule: Content, turns: int) -> Content:
    numbers = {name: use.dose[name] for name in Dosage.model_fields}
    return changed_dose(numbers, use.changes) | frequency_in_routine(use, schedule, turns)


def equipment_of(exercises: Sequence[Content]) -> list[Content]:
    """Return each thing once; it is required if one of the exercises requires it."""
    things: dict[str, Content] = {}
    for exercise in exercises:
        for item in exercise["equipment"]:
            before = things.get(item["slug"], item)
            things[item["slug"]] = before | {"required": before["required"] or item["required"]}
    return list(things.values())


def regions_of(exercises: Sequence[Content]) -> list[Content]:
    """Return the regions that are the main target of one of the exercises, each once."""
    main = {
        region["slug"]: {"slug": region["slug"], "name": region["name"]}
        for exercise in exercises
        for region in exercise["regions"]
        if region["role"] == "primary"
    }
    return list(main.values())


def build_routine(version: Content, language: str) -> BuiltDocument:
    """Return the current routine from its frozen version.

    An editors' routine cannot name an exercise that is gone, so `advisories` is empty here; they
    are added where an older version is read.
    """
    content = {**located(version, path_of("routine", version["slug"])), "advisories": []}
    summary = {
        **{name: content[name] for name in ("slug", "url", *IN_SUMMARIES[1:])},
        "equipment": [item["slug"] for item in version["equipment"]],
        "complaints": [item["slug"] for item in version["complaints"]],
        "regions": [item["slug"] for item in version["regions"]],
        "exercises": [item["exercise"]["slug"] for item in version["items"]],
        **{name: version[name] for name in ("total_seconds", "version", "published_at", "owner")},
    }
    return BuiltDocument("routine", version["slug"], language, content, summary)
