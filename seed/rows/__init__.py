"""From records to table rows. What a row says follows from the seed alone, not the database."""

from collections import defaultdict

from seed.content import Content
from seed.rows.base import Rows
from seed.rows.body_regions import add_body_regions
from seed.rows.complaints import add_complaint
from seed.rows.exercises import add_exercise
from seed.rows.insights import add_insight
from seed.rows.lexicon import add_lexicon
from seed.rows.routines import add_routine


def rows_of(content: Content) -> Rows:
    """Return the rows of every table that the seed fills."""
    rows: Rows = defaultdict(list)
    add_plain(rows, content)
    add_body_regions(rows, content)
    exercises = {record.value.slug: record.value for record in content.exercises}
    for exercise in exercises.values():
        add_exercise(rows, exercise)
    complaints = {record.value.slug: record.value for record in content.complaints}
    for complaint in complaints.values():
        add_complaint(rows, complaint, complaints)
    for insight in content.insights:
        add_insight(rows, insight.value)
    for routine in content.routines:
        add_routine(rows, routine.value, exercises)
    add_lexicon(rows, content)
    return rows


def add_plain(rows: Rows, content: Content) -> None:
    """Add the resources whose record is the row."""
    for name in ("sources", "contributors"):
        rows[name] += [
            record.value.model_dump(mode="json", exclude={"former_slugs"})
            for record in content.of(name)
        ]
    for name in ("conditions", "red_flags", "equipment"):
        rows[name] += [
            {"position": at, **record.value.model_dump(mode="json")}
            for at, record in enumerate(content.of(name))
        ]
    rows["notices"] += [record.value.model_dump(mode="json") for record in content.notices]
