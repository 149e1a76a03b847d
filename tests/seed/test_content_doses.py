"""The doses of the real seed: inside their ranges, and as long as the formula says."""

from collections.abc import Iterator

import pytest

from api.dosage import seconds_needed
from api.records.complaint_doses import dose_of, range_of
from api.records.exercises import Dosage, DosageRange, Exercise
from api.records.routines import Routine
from seed.content import Content
from seed.doses import item_dosage
from seed.rules import readings
from tests.seed.factories import value_of

NUMBERS = ("sets", "reps", "hold_seconds")


def doses(content: Content) -> Iterator[tuple[str, list[DosageRange], Dosage]]:
    """Yield each dose of the catalogue with what is published: one range, for a routine several."""
    exercises = {record.value.slug: record.value for record in content.exercises}
    for exercise in exercises.values():
        yield exercise.slug, [exercise.dosage_range], exercise.dosage
    for record in content.complaints:
        for place, reading in readings(record.value):
            for helper in reading.exercises:
                exercise = exercises[helper.exercise]
                named = f"{record.value.slug} {place}: {helper.exercise}"
                yield named, [range_of(helper, exercise)], dose_of(helper, exercise)
    for entry in content.routines:
        for item in entry.value.items:
            exercise = exercises[item.exercise]
            named, dosage = f"{entry.value.slug}: {item.exercise}", item_dosage(item, exercise)
            published = [exercise.dosage_range, *ranges_for(content, entry.value, exercise)]
            yield named, published, dosage


def ranges_for(content: Content, routine: Routine, exercise: Exercise) -> Iterator[DosageRange]:
    """Yield what is published of an exercise for the complaints that a routine is for."""
    for record in content.complaints:
        if record.value.slug in routine.complaints:
            for _, reading in readings(record.value):
                for helper in reading.exercises:
                    if helper.exercise == exercise.slug:
                        yield range_of(helper, exercise)


def holds(published: DosageRange, dosage: Dosage) -> bool:
    return all(
        (span := getattr(published, name)) is not None and span[0] <= given <= span[1]
        for name in NUMBERS
        if (given := getattr(dosage, name)) is not None
    )


class TestDoses:
    def test_every_dose_lies_inside_its_published_range(self, content: Content) -> None:
        for told, published, dosage in doses(content):
            assert any(holds(span, dosage) for span in published), told

    def test_nobody_begins_with_more_than_the_dose(self, content: Content) -> None:
        for told, published, dosage in doses(content):
            if dosage.reps_start is not None:
                fewest = [span.reps[0] for span in published if span.reps is not None]
                assert any(low <= dosage.reps_start for low in fewest), told
                assert dosage.reps is not None, told
                assert dosage.reps_start < dosage.reps, told

    @pytest.mark.parametrize(
        ("slug", "seconds"),
        [
            ("plantar-heel-stretch", 2 * (10 * 10 + 9 * 2) + 10),
            ("calf-stretch", 2 * (3 * 30 + 2 * 2) + 10),
            ("toe-flutters", 20 * 1 + 19 * 2 + 10),
            ("toe-stretch", 180),
            ("foot-doming-stretch", 2 * (2 * (10 * 5 + 9 * 2) + 60) + 10),
            ("standing-heel-lifts", 2 * (10 * 7 + 9 * 2) + 60 + 10),
        ],
    )
    def test_the_time_of_a_dose_is_what_the_formula_gives(
        self, content: Content, slug: str, seconds: int
    ) -> None:
        assert seconds_needed(value_of(content, "exercises", slug).dosage) == seconds

    def test_sets_with_a_pause_between_them_say_how_long_it_is(self, content: Content) -> None:
        for told, _, dosage in doses(content):
            if (dosage.sets or 1) > 1:
                assert dosage.rest_seconds is not None, told
