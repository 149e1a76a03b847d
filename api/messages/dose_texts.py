"""Texts that name a dose, written with placeholders and filled in from the dose beside them.

"Hold for {hold_seconds}." becomes "Hold for 30 seconds." A placeholder stands for the number with
its unit, because the unit depends on the number ("1 second", "2 minutes") and on the language.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.messages import Messages
from api.messages.dosage import Dosage, duration, repetitions

Value = Callable[[Dosage, Messages], str | None]

Forms = Mapping[str, str | None]
"""A text in both forms: `text`, which may have placeholders, and `plain`, which names no number.

`plain` is None if the text has no placeholders and therefore needs no second form.
"""

Step = dict[str, Any]

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def seconds_of(field: str) -> Value:
    """Return the value of a field of a dose that holds seconds."""

    def value(dosage: Dosage, messages: Messages) -> str | None:
        return duration(dosage[field], messages) if dosage[field] else None

    return value


def part_of_tempo(at: int) -> Value:
    """Return the value of one part of a tempo: 0 is the lift, 1 the pause, 2 the way down."""

    def value(dosage: Dosage, messages: Messages) -> str | None:
        if not dosage["tempo"]:
            return None
        return duration(int(dosage["tempo"].split("-")[at]), messages)

    return value


def reps(dosage: Dosage, messages: Messages) -> str | None:
    return repetitions(dosage, messages) if dosage["reps"] else None


VALUES: Mapping[str, Value] = {
    "hold_seconds": seconds_of("hold_seconds"),
    "rep_seconds": seconds_of("rep_seconds"),
    "duration_seconds": seconds_of("duration_seconds"),
    "lift_seconds": part_of_tempo(0),
    "pause_seconds": part_of_tempo(1),
    "lower_seconds": part_of_tempo(2),
    "reps": reps,
}
"""The placeholders, for example "30 seconds", "2 minutes", "twice", "10 times", "2 sets of 10"."""


def with_forms(exercise: Mapping[str, Any], forms: Sequence[Forms] | None) -> dict[str, Any]:
    """Return the content of an exercise with both forms of its steps, as `step_forms`.

    `forms` is None for a document that was published before there were two forms: its text is used
    for both.
    """
    if forms is None:
        forms = [{"text": step["text"], "plain": None} for step in exercise["steps"]]
    return {**exercise, "step_forms": forms}


def names_in(text: str) -> list[str]:
    """Return the names of the placeholders of a text, known or not, in their order."""
    return PLACEHOLDER.findall(text)


def missing_in(text: str, dosage: Dosage, messages: Messages) -> list[str]:
    """Return the placeholders of a text for which a dose has no value."""
    return [name for name in names_in(text) if VALUES[name](dosage, messages) is None]


def at_dose(forms: Forms, dosage: Dosage, messages: Messages) -> str:
    """Return a text with the numbers of a dose; its plain form if the dose lacks one of them."""
    text = forms["text"] or ""
    values = {name: VALUES[name](dosage, messages) for name in names_in(text)}
    if None in values.values():
        return without_numbers(forms)
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def without_numbers(forms: Forms) -> str:
    """Return the form of a text that names no number of a dose."""
    return forms["plain"] or forms["text"] or ""


def steps_at(exercise: Mapping[str, Any], dosage: Dosage, messages: Messages) -> list[Step]:
    """Return the steps of an exercise (`with_forms`) with the numbers of a dose."""
    return [
        {**step, "text": at_dose(forms, dosage, messages)}
        for step, forms in zip(exercise["steps"], exercise["step_forms"], strict=True)
    ]


def steps_without_numbers(exercise: Mapping[str, Any]) -> list[Step]:
    """Return the steps of an exercise (`with_forms`) for a plan, whose doses rise."""
    return [
        {**step, "text": without_numbers(forms)}
        for step, forms in zip(exercise["steps"], exercise["step_forms"], strict=True)
    ]
