"""A routine of the editors: `seed/routines/{slug}.yaml`."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.records.base import Line, Provenance, Record, Renameable, Slug
from api.vocabulary import Goal, Level, RoutineFormat, When


class DosageChange(Record):
    """Numbers that this routine sets differently from the exercise's own dose.

    How often follows from the schedule; an exercise may be done less often than the routine.
    """

    sets: Annotated[int, Field(ge=1, le=10)] | None = None
    reps: Annotated[int, Field(ge=1, le=100)] | None = None
    hold_seconds: Annotated[int, Field(ge=1, le=300)] | None = None
    rest_seconds: Annotated[int, Field(ge=0, le=300)] | None = None
    duration_seconds: Annotated[int, Field(ge=10, le=3600)] | None = None
    sessions_per_day: Annotated[int, Field(ge=1, le=6)] | None = None
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None


class RoutineItem(Record):
    exercise: Slug
    dosage: DosageChange | None = None
    note: Line | None = None


class Schedule(Record):
    """When to do it: sessions a day, days a week, a time of day, said in one sentence."""

    sessions_per_day: Annotated[int, Field(ge=1, le=6)]
    days_per_week: Annotated[int, Field(ge=1, le=7)]
    when: When | None = None
    text: Line


class Routine(Renameable):
    """A published version never changes: raise `version` to publish a change."""

    summary: Line
    goal: Goal
    format: RoutineFormat
    level: Level
    complaints: list[Slug] = Field(max_length=12)
    items: list[RoutineItem] = Field(min_length=1, max_length=12)
    schedule: Schedule
    max_seconds: Annotated[int, Field(ge=30, le=3600)]
    version: Annotated[int, Field(ge=1, le=10_000)]
    published_on: date
    provenance: Provenance
