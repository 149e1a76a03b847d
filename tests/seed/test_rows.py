"""What a record becomes: rows that follow from the seed alone."""

import pytest

from api.models import Base
from api.records.base import Claim, Provenance
from api.records.complaints import Avoid, Helper, Variant
from api.records.exercises import Dosage
from api.records.routines import DosageChange, RoutineItem
from seed.content import Content
from seed.rows import rows_of
from seed.rows.base import Row
from seed.rows.routines import definition_digest, item_dosage
from tests.seed.factories import edited, value_of


def rows(content: Content, table: str, **wanted: object) -> list[Row]:
    """Return the rows of a table that have the wanted values."""
    return [row for row in rows_of(content)[table] if wanted.items() <= row.items()]


def helper(exercise: str, result: str) -> Helper:
    return Helper.model_validate(
        {"exercise": exercise, "grade": "expert", "result": result, "rationale": "Because."}
    )


def avoid(text: str, exercise: str | None = None) -> Avoid:
    return Avoid(text=text, why="It hurts.", exercise=exercise)


class TestComplaints:
    def test_ranks_count_only_what_recommends(self, content: Content) -> None:
        helpers = [
            helper("calf-stretch", "supports"),
            helper("toe-stretch", "no_effect"),
            helper("toe-flutters", "mixed"),
            helper("seated-point-and-flex", "caution"),
        ]
        changed = edited(content, "complaints", "poor-balance", exercises=helpers)

        ranked = rows(changed, "complaint_exercises", complaint="poor-balance")

        assert [(row["exercise"], row["rank"]) for row in ranked] == [
            ("calf-stretch", 1),
            ("toe-stretch", None),
            ("toe-flutters", 2),
            ("seated-point-and-flex", None),
        ]

    def test_the_same_plan_is_copied_with_its_provenance(self, content: Content) -> None:
        pain, fasciitis = "plantar-heel-pain", "plantar-fasciitis"

        def plan(slug: str) -> list[Row]:
            listed = rows(content, "complaint_exercises", complaint=slug)
            listed += rows(content, "complaint_avoids", complaint=slug)
            [whole] = rows(content, "complaints", slug=slug)
            claims = {
                path: claim
                for path, claim in whole["provenance"]["fields"].items()
                if path.startswith(("exercises", "avoid", "plan_shape", "variants"))
            }
            own = {"plan_shape": whole["plan_shape"], "claims": claims}
            return [own, *({**row, "complaint": "either"} for row in listed)]

        assert plan(fasciitis) == plan(pain)
        assert len(plan(fasciitis)) > 10

    def test_a_copied_plan_keeps_its_default_origin(self, content: Content) -> None:
        source = "jospt-heel-pain-2023"
        origin = Provenance(default=Claim(origin="reference", source=source))
        changed = edited(content, "complaints", "plantar-heel-pain", provenance=origin)

        [fasciitis] = rows(changed, "complaints", slug="plantar-fasciitis")

        assert fasciitis["provenance"]["default"]["origin"] == "editorial"
        assert fasciitis["provenance"]["fields"]["exercises"]["source"] == source
        assert fasciitis["provenance"]["fields"]["plan_shape"]["source"] == source

    def test_a_variant_replaces_exercises_and_keeps_what_names_none(self, content: Content) -> None:
        variant = Variant(
            condition="sprain_later",
            note="Later on.",
            exercises=[helper("calf-stretch", "supports")],
            avoid=[avoid("This one.", "toe-stretch")],
        )
        changed = edited(
            content,
            "complaints",
            "poor-balance",
            exercises=[helper("toe-flutters", "supports")],
            avoid=[avoid("Sandals."), avoid("That one.", "calf-stretch")],
            variants=[variant],
        )

        def listed(table: str, column: str, reading: str) -> list[str]:
            owner = {"complaint": "poor-balance", "variant": reading}
            return [row[column] for row in rows(changed, table, **owner)]

        assert listed("complaint_exercises", "exercise", "unstated") == ["toe-flutters"]
        assert listed("complaint_exercises", "exercise", "sprain_later") == ["calf-stretch"]
        assert listed("complaint_avoids", "text", "unstated") == ["Sandals.", "That one."]
        assert listed("complaint_avoids", "text", "sprain_later") == ["This one.", "Sandals."]
        assert listed("complaint_variants", "condition", "unstated") == [None]

    def test_lay_names_keep_their_language(self, content: Content) -> None:
        names = value_of(content, "complaints", "plantar-heel-pain").lay_names

        listed = rows(content, "complaint_lay_names", complaint="plantar-heel-pain")

        assert [row["text"] for row in listed if row["language"] == "es"] == names.es
        assert [row["text"] for row in listed if row["misspelt"]] == names.misspelt
        assert [row["position"] for row in listed] == list(range(len(listed)))


class TestBodyRegions:
    def test_a_path_runs_from_the_root_to_the_region_itself(self, content: Content) -> None:
        parents = {row["slug"]: row["parent"] for row in rows(content, "body_regions")}

        for row in rows(content, "body_regions"):
            path = row["path"]
            assert path[-1] == row["slug"]
            assert [parents[slug] for slug in path] == [None, *path[:-1]]

    def test_the_big_toe_lies_in_toes_forefoot_foot_and_leg(self, content: Content) -> None:
        [toe] = rows(content, "body_regions", slug="big-toe")

        assert toe["path"] == ["leg", "foot", "forefoot", "toes", "big-toe"]


class TestSeconds:
    @pytest.mark.parametrize(
        ("numbers", "seconds"),
        [
            # sides × (sets × (reps × hold + (reps − 1) × 2) + (sets − 1) × rest) + 10
            ({"sets": 1, "reps": 3, "hold_seconds": 30, "each_side": True}, 2 * 94 + 10),
            ({"sets": 1, "reps": 1, "hold_seconds": 30, "each_side": False}, 30 + 10),
            (
                {"sets": 3, "reps": 10, "rep_seconds": 4, "rest_seconds": 60, "each_side": False},
                3 * 58 + 2 * 60 + 10,
            ),
            (
                {"sets": 2, "reps": 5, "hold_seconds": 3, "rest_seconds": 30, "each_side": True},
                2 * (2 * 23 + 30) + 10,
            ),
            ({"duration_seconds": 180, "each_side": True}, 180),
        ],
        ids=["held-each-side", "held-once", "moved-with-rests", "all-of-it", "plain-time"],
    )
    def test_the_published_formula_estimates_them(
        self, content: Content, numbers: dict[str, int], seconds: int
    ) -> None:
        dosage = Dosage.model_validate(numbers)
        changed = edited(content, "exercises", "calf-stretch", dosage=dosage)

        [row] = rows(changed, "exercises", slug="calf-stretch")

        assert row["estimated_seconds"] == seconds


class TestRoutines:
    def test_an_item_changes_only_the_numbers_it_names(self, content: Content) -> None:
        exercise = value_of(content, "exercises", "calf-stretch")
        item = RoutineItem(exercise="calf-stretch", dosage=DosageChange(hold_seconds=20))

        dosage = item_dosage(item, exercise)

        assert dosage == exercise.dosage.model_copy(update={"hold_seconds": 20})

    def test_fewer_repetitions_leave_none_to_begin_with(self, content: Content) -> None:
        exercise = value_of(content, "exercises", "plantar-heel-stretch")
        start = exercise.dosage.reps_start
        item = RoutineItem(exercise=exercise.slug, dosage=DosageChange(reps=start))

        assert item_dosage(item, exercise).reps_start is None

    def test_the_time_of_a_routine_is_that_of_its_items(self, content: Content) -> None:
        for routine in rows(content, "routines"):
            items = rows(content, "routine_items", routine=routine["slug"])
            assert routine["total_seconds"] == sum(item["seconds"] for item in items)
            assert [item["number"] for item in items] == list(range(1, len(items) + 1))

    def test_a_digest_leaves_out_how_a_version_is_called(self, content: Content) -> None:
        routine = value_of(content, "routines", "desk-feet")
        called = {"slug": "office-feet", "former_slugs": ["desk-feet"], "version": 9}

        assert definition_digest(routine.model_copy(update=called)) == definition_digest(routine)

    @pytest.mark.parametrize("field", ["name", "summary", "level", "max_seconds"])
    def test_a_digest_tells_what_a_version_says(self, content: Content, field: str) -> None:
        routine = value_of(content, "routines", "desk-feet")
        other = {"name": "Other", "summary": "Other.", "level": "advanced", "max_seconds": 3000}

        changed = routine.model_copy(update={field: other[field]})

        assert definition_digest(changed) != definition_digest(routine)


class TestVocabularies:
    @pytest.mark.parametrize("resource", ["conditions", "red_flags", "equipment"])
    def test_they_keep_the_editors_order(self, content: Content, resource: str) -> None:
        listed = rows(content, resource)

        assert [row["code"] for row in listed] == content.identifiers(resource)
        assert [row["position"] for row in listed] == list(range(len(listed)))


def test_rows_name_only_columns_that_their_tables_have(content: Content) -> None:
    for table, listed in rows_of(content).items():
        columns = set(Base.metadata.tables[table].columns.keys())
        for row in listed:
            assert set(row) <= columns, table


def test_no_two_rows_have_the_same_key(content: Content) -> None:
    for table, listed in rows_of(content).items():
        key = [column.name for column in Base.metadata.tables[table].primary_key]
        keys = [tuple(row[name] for name in key) for row in listed]
        assert len(keys) == len(set(keys)), table
