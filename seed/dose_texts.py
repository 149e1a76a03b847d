"""Texts that name a dose: each placeholder is known, and the dose beside it has its number."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.languages import FALLBACK
from api.messages.dose_texts import VALUES, missing_in, names_in
from api.messages.files import get_messages
from api.records.exercises import Exercise
from api.records.routines import Routine
from api.records.texts import texts_of
from api.suggestions import nearest
from seed.content import RESOURCES, Content
from seed.doses import item_dosage
from seed.loader import Entry, Location, Mistake

UNIT_BEHIND = re.compile(r"\}\s+(?:seconds?|minutes?|times|sets?|reps?|repetitions?)\b")


def wrong_placeholders(content: Content) -> Iterator[Mistake]:
    """Yield each placeholder without a number to stand for, or with its unit written twice."""
    exercises = {entry.value.slug: entry.value for entry in content.exercises}
    for resource in RESOURCES:
        for entry in content.of(resource):
            doses = doses_beside(entry.value, exercises)
            for place, written in texts_of(entry.value):
                for text in [written] if isinstance(written, str) else written:
                    yield from placeholders_of(entry, place, text, doses)


def doses_beside(record: Any, exercises: Mapping[str, Exercise]) -> Mapping[Location, Any]:
    """Return the dose beside each text that may have placeholders, by the text's place."""
    if isinstance(record, Exercise):
        dosage = record.dosage.model_dump()
        return {("steps", at, "text"): dosage for at in range(len(record.steps))}
    if isinstance(record, Routine):
        return {
            ("items", at, "note"): item_dosage(item, exercises[item.exercise]).model_dump()
            for at, item in enumerate(record.items)
        }
    return {}


def placeholders_of(
    entry: Entry[Any], place: Location, text: str, doses: Mapping[Location, Any]
) -> Iterator[Mistake]:
    names = names_in(text)
    if names and place not in doses:
        yield entry.mistake(place, f"{{{names[0]}}} has no dose beside it here")
        return
    unknown = [name for name in names if name not in VALUES]
    for name in unknown:
        hint = nearest(name, list(VALUES))
        also = f"; did you mean {{{hint}}}?" if hint else f"; there are {', '.join(VALUES)}"
        yield entry.mistake(place, f"{{{name}}} is no placeholder{also}")
    if names and not unknown:
        for name in missing_in(text, doses[place], get_messages(FALLBACK)):
            yield entry.mistake(place, f"the dose has no number for {{{name}}}")
    if UNIT_BEHIND.search(text):
        yield entry.mistake(place, "a placeholder has its unit in it; leave out the word behind it")
