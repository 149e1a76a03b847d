"""Checks of all records together; each mistake names the line to correct."""

import pytest

from api.records.base import Claim, Provenance
from api.records.body_regions import BodyRegion
from api.records.exercises import ExerciseEquipment
from api.records.removed import Removed
from seed.checks import check
from seed.content import SEED, Content
from seed.loader import Mistake
from tests.seed.factories import added, edited, value_of, without


def line(mistake: Mistake) -> str:
    """Return the text at the place that a mistake names."""
    lines = (SEED.parent / mistake.file).read_text(encoding="utf-8").splitlines()
    return lines[mistake.line - 1].strip()


def sentences(content: Content) -> list[str]:
    """Return the mistakes as sentences without their place."""
    return [f"{mistake.field}: {mistake.message}" for mistake in check(content)]


def with_provenance(content: Content, path: str, source: str | None = None) -> Content:
    kept = value_of(content, "exercises", "calf-stretch").provenance
    claim = Claim(origin="reference", source=source) if source else Claim(origin="editorial")
    changed = Provenance(default=kept.default, fields={path: claim})
    return edited(content, "exercises", "calf-stretch", provenance=changed)


class TestTheSeed:
    def test_has_no_mistake(self, content: Content) -> None:
        assert check(content) == []


class TestReferences:
    def test_an_unknown_slug_is_told_with_the_nearest_one(self, content: Content) -> None:
        regions = ["plantar-facia", *value_of(content, "complaints", "plantar-heel-pain").regions]
        wrong = edited(content, "complaints", "plantar-heel-pain", regions=regions[:1])

        [mistake] = check(wrong)

        assert mistake.file == "seed/complaints/plantar-heel-pain.yaml"
        assert mistake.field == "regions.0"
        assert mistake.message == (
            "plantar-facia is not among body_regions; did you mean plantar-fascia?"
        )
        expected = value_of(content, "complaints", "plantar-heel-pain").regions[0]
        assert line(mistake) == f"- {expected}"

    def test_an_unknown_slug_far_from_all_gets_no_suggestion(self, content: Content) -> None:
        wrong = edited(content, "complaints", "plantar-heel-pain", sources=["qqqqq"])

        assert "sources.0: qqqqq is not among sources" in sentences(wrong)

    @pytest.mark.parametrize(
        ("resource", "slug", "place"),
        [
            ("body_regions", "heel", "regions"),
            ("sources", "aaptiv-strengthen-your-feet", "provenance.default.source"),
            ("contributors", "ken-jung", "contributors"),
            ("equipment", "chair", "equipment"),
            ("conditions", "diabetes", "contraindications"),
            ("red_flags", "infection", "red_flags"),
            ("exercises", "calf-stretch", "items"),
            ("complaints", "plantar-heel-pain", "same_plan_as"),
        ],
    )
    def test_what_is_gone_is_missed_where_it_was_named(
        self, content: Content, resource: str, slug: str, place: str
    ) -> None:
        mistakes = check(without(content, resource, slug))

        gone = f"{slug} is not among {resource}"
        assert any(m.field.startswith(place) and m.message.startswith(gone) for m in mistakes)

    def test_a_source_behind_provenance_has_to_exist(self, content: Content) -> None:
        wrong = with_provenance(content, "cues.0", source="nobody-2099")

        assert any(
            sentence.startswith("provenance.fields.cues.0.source: nobody-2099 is not among")
            for sentence in sentences(wrong)
        )

    @pytest.mark.parametrize(
        "path", ["dosage.hold_secnds", "cues.99", "cues.x", "steps.0.text.x", "former_slugs", "x"]
    )
    def test_a_path_of_provenance_that_leads_nowhere_is_told(
        self, content: Content, path: str
    ) -> None:
        wrong = with_provenance(content, path)

        assert sentences(wrong) == [f"provenance.fields.{path}: is no field of this record"]

    def test_a_thing_named_twice_in_a_list_is_told(self, content: Content) -> None:
        chair = ExerciseEquipment(slug="chair", required=True)
        wrong = edited(content, "exercises", "toe-flutters", equipment=[chair, chair])

        assert sentences(wrong) == ["equipment.1.slug: chair is in this list twice"]


class TestSlugs:
    def test_a_slug_taken_twice_is_told_with_the_file_that_has_it(self, content: Content) -> None:
        twin = value_of(content, "body_regions", "heel")

        [mistake] = check(added(content, "body_regions", twin))

        assert mistake.message == "heel is taken already, in seed/body_regions.yaml"

    def test_a_former_slug_that_lives_elsewhere_is_told(self, content: Content) -> None:
        wrong = edited(content, "exercises", "toe-stretch", former_slugs=["calf-stretch"])

        [mistake] = check(wrong)

        assert mistake.file == "seed/exercises/toe-stretch.yaml"
        assert mistake.message == (
            "calf-stretch is taken already, in seed/exercises/calf-stretch.yaml"
        )

    def test_two_things_cannot_have_been_the_same_one(self, content: Content) -> None:
        once = edited(content, "exercises", "toe-stretch", former_slugs=["toes"])
        wrong = edited(once, "exercises", "calf-stretch", former_slugs=["toes"])

        assert sentences(wrong) == [": toes is taken already, in seed/exercises/calf-stretch.yaml"]

    def test_the_same_slug_in_two_resources_is_fine(self, content: Content) -> None:
        region = value_of(content, "body_regions", "heel").model_copy(
            update={"slug": "calf-stretch"}
        )

        assert check(added(content, "body_regions", region)) == []


class TestRemoved:
    def removed(self, content: Content, slug: str, replaced_by: str | None = None) -> list[str]:
        thing = Removed(type="exercise", slug=slug, replaced_by=replaced_by)
        return sentences(added(content, "removed", thing))

    def test_what_is_gone_with_a_standing_heir_is_fine(self, content: Content) -> None:
        assert self.removed(content, "wobble-board", replaced_by="toe-stretch") == []

    def test_what_still_stands_is_told(self, content: Content) -> None:
        assert self.removed(content, "toe-stretch") == [
            "slug: toe-stretch still stands among exercises"
        ]

    def test_an_heir_that_nobody_knows_is_told(self, content: Content) -> None:
        assert self.removed(content, "wobble-board", replaced_by="toe-strech") == [
            "replaced_by: toe-strech is not among exercises; did you mean toe-stretch?"
        ]

    def test_a_former_slug_is_renamed_and_not_removed(self, content: Content) -> None:
        once = edited(content, "exercises", "toe-stretch", former_slugs=["toes"])

        assert self.removed(once, "toes") == ["slug: toes still stands among exercises"]

    def test_a_thing_is_removed_once(self, content: Content) -> None:
        once = added(content, "removed", Removed(type="exercise", slug="wobble-board"))

        assert self.removed(once, "wobble-board") == ["slug: wobble-board is removed already"]


def test_mistakes_come_in_the_order_of_files_and_lines(content: Content) -> None:
    region = BodyRegion(slug="aa", name="Aa", kind="area", synonyms=[], description="Aa.")
    first = added(content, "body_regions", region.model_copy(update={"parent": "bb"}))
    wrong = edited(first, "complaints", "bunion", sources=["cc"], asks=["dd"])

    mistakes = check(wrong)

    assert len(mistakes) >= 3
    assert mistakes == sorted(mistakes)
