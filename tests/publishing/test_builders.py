"""Builders: documents follow from the records alone."""

from typing import Any

import pytest

from api.records.base import Claim, Provenance
from api.records.complaints import Avoid, Helper, Variant
from api.records.exercises import Dosage
from api.records.routines import DosageChange, RoutineItem
from api.v1.documents.routines import definition_digest
from seed.content import Content
from seed.doses import item_dosage
from tests.publishing.built import build_all, document
from tests.seed.factories import edited, value_of

PLAN = ("exercises", "avoid", "plan_shape", "variants")


def helper(exercise: str, result: str) -> Helper:
    return Helper.model_validate(
        {"exercise": exercise, "grade": "editorial", "result": result, "rationale": "Because."}
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

        ranked = document(changed, "complaint", "poor-balance")["exercises"]

        assert [(item["slug"], item["rank"]) for item in ranked] == [
            ("calf-stretch", 1),
            ("toe-flutters", 2),
            ("toe-stretch", None),
            ("seated-point-and-flex", None),
        ]

    def test_the_same_plan_is_copied_with_its_provenance(self, content: Content) -> None:
        pain, fasciitis = "plantar-heel-pain", "plantar-fasciitis"

        def plan(slug: str) -> dict[str, Any]:
            whole = document(content, "complaint", slug)
            claims = {
                path: claim
                for path, claim in whole["provenance"]["fields"].items()
                if path.startswith(PLAN)
            }
            return {"claims": claims, **{part: whole[part] for part in PLAN}}

        assert plan(fasciitis) == plan(pain)
        assert len(plan(fasciitis)["exercises"] + plan(fasciitis)["avoid"]) > 9

    def test_a_copied_plan_keeps_its_default_origin(self, content: Content) -> None:
        source = "jospt-heel-pain-2023"
        origin = Provenance(default=Claim(origin="reference", source=source))
        changed = edited(content, "complaints", "plantar-heel-pain", provenance=origin)

        fasciitis = document(changed, "complaint", "plantar-fasciitis")

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

        complaint = document(changed, "complaint", "poor-balance")
        [later] = complaint["variants"]
        assert [item["slug"] for item in complaint["exercises"]] == ["toe-flutters"]
        assert [item["slug"] for item in later["exercises"]] == ["calf-stretch"]
        assert [item["text"] for item in complaint["avoid"]] == ["Sandals.", "That one."]
        assert [item["text"] for item in later["avoid"]] == ["This one.", "Sandals."]
        assert later["condition"] == "sprain_later"

    def test_lay_names_of_every_language_are_listed(self, content: Content) -> None:
        names = value_of(content, "complaints", "plantar-heel-pain").lay_names

        listed = document(content, "complaint", "plantar-heel-pain")["lay_names"]

        assert listed == [*names.en, *names.misspelt, *names.es, *names.de, *names.fr]
        assert names.es
        assert names.misspelt


class TestBodyRegions:
    def test_a_path_runs_from_the_root_to_the_region_itself(self, content: Content) -> None:
        regions = [
            item.content for (kind, _), item in build_all(content).items() if kind == "body-region"
        ]
        parents = {region["slug"]: region["parent"] for region in regions}

        for region in regions:
            path = region["path"]
            assert path[-1] == region["slug"]
            assert [parents[slug] for slug in path] == [None, *path[:-1]]

    def test_the_big_toe_lies_in_toes_forefoot_foot_and_leg(self, content: Content) -> None:
        toe = document(content, "body-region", "big-toe")

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

        assert document(changed, "exercise", "calf-stretch")["estimated_seconds"] == seconds


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
        for (kind, _), built in build_all(content).items():
            if kind == "routine":
                items = built.content["items"]
                assert built.content["total_seconds"] == sum(item["seconds"] for item in items)
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
    @pytest.mark.parametrize(
        ("resource", "kind"),
        [("conditions", "condition"), ("red_flags", "red-flag"), ("equipment", "equipment")],
    )
    def test_they_keep_the_editors_order(self, content: Content, resource: str, kind: str) -> None:
        built = [slug for of_kind, slug in build_all(content) if of_kind == kind]

        assert built == content.identifiers(resource)
