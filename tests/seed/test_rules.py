"""Rules of the content: trees without loops, plans that exist, doses in the published range."""

from typing import Any

import pytest

from api.records.base import ARTICLE, Claim, Provenance
from api.records.complaints import Helper
from api.records.exercises import ExerciseContributor, Ladder
from seed.checks import check
from seed.content import Content
from tests.seed.factories import edited, value_of, without

BY_THE_ARTICLE = Claim(origin="article", source=ARTICLE)
OURS = Claim(origin="editorial")


def sentences(content: Content) -> list[str]:
    """Return the mistakes as sentences with their file and field."""
    return [f"{found.file}: {found.field}: {found.message}" for found in check(content)]


def progression(*exercises: str) -> list[Ladder]:
    return [Ladder(exercise=slug, text="Try it.", criterion="When ready.") for slug in exercises]


def climbing(content: Content, slug: str, **ladders: list[Ladder]) -> Content:
    """Return the content with an exercise's ladders replaced, both of them."""
    return edited(content, "exercises", slug, **{"harder": [], "easier": []} | ladders)


def with_first_item(content: Content, routine: str, **dosage: Any) -> Content:
    """Return the content with the numbers of a routine's first item changed."""
    first, *rest = value_of(content, "routines", routine).items
    changed = type(first).model_validate({"exercise": first.exercise, "dosage": dosage})
    return edited(content, "routines", routine, items=[changed, *rest])


class TestRegions:
    def test_a_region_inside_itself_is_told(self, content: Content) -> None:
        parent = value_of(content, "body_regions", "heel").parent
        wrong = edited(content, "body_regions", parent, parent="heel")

        assert set(sentences(wrong)) == {"seed/body_regions.yaml: parent: lies inside itself"}

    def test_a_region_that_is_its_own_parent_is_told(self, content: Content) -> None:
        wrong = edited(content, "body_regions", "heel", parent="heel")

        assert sentences(wrong) == ["seed/body_regions.yaml: parent: lies inside itself"]


class TestLadders:
    @pytest.mark.parametrize("direction", ["harder", "easier"])
    def test_a_ladder_that_leads_back_is_told(self, content: Content, direction: str) -> None:
        there = climbing(content, "calf-stretch", **{direction: progression("toe-flutters")})
        back = climbing(there, "toe-flutters", **{direction: progression("calf-stretch")})

        assert {
            f"seed/exercises/{slug}.yaml: {direction}: leads back to this exercise"
            for slug in ("calf-stretch", "toe-flutters")
        } <= set(sentences(back))

    def test_an_exercise_both_easier_and_harder_than_another_is_told(
        self, content: Content
    ) -> None:
        both = progression("toe-flutters")
        wrong = climbing(content, "calf-stretch", harder=both, easier=both)

        assert any(
            "calf-stretch.yaml: harder: leads back" in sentence for sentence in sentences(wrong)
        )


class TestComplaints:
    def test_a_plan_taken_from_one_that_has_none_is_told(self, content: Content) -> None:
        wrong = edited(content, "complaints", "heel-fat-pad", same_plan_as="plantar-fasciitis")

        assert sentences(wrong) == [
            "seed/complaints/heel-fat-pad.yaml: same_plan_as:"
            " plantar-fasciitis has no plan of its own; name plantar-heel-pain"
        ]

    def test_an_exercise_that_no_complaint_names_is_told(self, content: Content) -> None:
        lonely = content
        for slug in content.identifiers("complaints"):
            lonely = edited(lonely, "complaints", slug, exercises=[], avoid=[], variants=[])

        assert {
            f"seed/exercises/{slug}.yaml: : no complaint names {slug}"
            for slug in content.identifiers("exercises")
        } <= set(sentences(lonely))

    def test_what_recommends_stands_above_what_does_not(self, content: Content) -> None:
        best, *others = value_of(content, "complaints", "knee-pain").exercises
        last = best.model_copy(update={"exercise": "toe-flutters", "result": "no_effect"})
        kept = [item for item in others if item.exercise != "toe-flutters"]
        wrong = edited(content, "complaints", "knee-pain", exercises=[last, best, *kept], avoid=[])

        assert (
            "seed/complaints/knee-pain.yaml: exercises.1: stands below one that is not recommended"
            in sentences(wrong)
        )


class TestCollections:
    """An extended exercise never carries the article's name."""

    @pytest.mark.parametrize(
        ("fields", "mistakes"),
        [
            ({"sources": [ARTICLE]}, ["sources.0: an extended exercise does not cite the article"]),
            (
                {"contributors": [ExerciseContributor(slug="ken-jung", role="echoes")]},
                ["contributors: an extended exercise has no contributor of the article"],
            ),
            (
                {"interpretation": "described"},
                ["interpretation: an extended exercise is not described in the article"],
            ),
            (
                {"provenance": Provenance(default=BY_THE_ARTICLE)},
                ["provenance.default: an extended exercise has no origin article"],
            ),
            (
                {"provenance": Provenance(default=OURS, fields={"feel": BY_THE_ARTICLE})},
                ["provenance.fields.feel: an extended exercise has no origin article"],
            ),
            ({}, []),
        ],
    )
    def test_each_use_of_the_articles_name_is_told(
        self, content: Content, fields: dict[str, Any], mistakes: list[str]
    ) -> None:
        honest = {
            "collection": "extended",
            "sources": ["aafp-2001-ankle-rehabilitation"],
            "contributors": [],
            "interpretation": "standard",
            "provenance": Provenance(default=OURS),
        }
        changed = edited(content, "exercises", "toe-flutters", **honest | fields)

        file = "seed/exercises/toe-flutters.yaml"
        told = [line for line in sentences(changed) if line.startswith(file)]
        assert told == [f"{file}: {mistake}" for mistake in mistakes]

    def test_a_complaint_that_credits_the_article_for_one_is_told(self, content: Content) -> None:
        helper = Helper(
            exercise="toe-flutters",
            grade="article",
            result="supports",
            rationale="It helps.",
            source=ARTICLE,
        )
        changed = edited(content, "exercises", "toe-flutters", collection="extended")
        changed = edited(changed, "complaints", "poor-balance", exercises=[helper])

        assert (
            "seed/complaints/poor-balance.yaml: exercises.0.source:"
            " toe-flutters is extended: the article does not name it"
        ) in sentences(changed)

    def test_one_of_the_article_that_does_not_cite_it_is_told(self, content: Content) -> None:
        changed = edited(
            content, "exercises", "towel-grab-exercise", sources=["aafp-2001-ankle-rehabilitation"]
        )

        assert (
            "seed/exercises/towel-grab-exercise.yaml: sources: collection article needs"
            " aaptiv-strengthen-your-feet among them"
        ) in sentences(changed)


class TestNotices:
    @pytest.mark.parametrize("code", ["stop_rule", "attribution", "self_care_no"])
    def test_a_notice_that_answers_need_is_missed(self, content: Content, code: str) -> None:
        assert sentences(without(content, "notices", code)) == [
            f"seed/notices.yaml: : the notice {code} is missing"
        ]


class TestDoses:
    def test_a_dose_of_a_routine_outside_what_is_published_is_told(self, content: Content) -> None:
        routine = value_of(content, "routines", "strong-arches")
        exercise = value_of(content, "exercises", routine.items[0].exercise)
        low, high = exercise.dosage_range.reps
        wrong = with_first_item(content, "strong-arches", reps=high + 1)

        assert (
            "seed/routines/strong-arches.yaml: items.0.dosage.reps:"
            f" {high + 1} is outside the published range [{low}, {high}]"
        ) in sentences(wrong)

    @pytest.mark.parametrize(
        ("field", "sentence"),
        [
            ("sessions_per_day", "is done 1 a day at most, as its schedule and format say."),
            ("days_per_week", "is done 3 days a week at most, as its schedule and format say."),
        ],
    )
    def test_an_exercise_more_often_than_its_routine_is_told(
        self, content: Content, field: str, sentence: str
    ) -> None:
        exercise = value_of(content, "routines", "strong-arches").items[0].exercise
        wrong = with_first_item(content, "strong-arches", **{field: 5})
        own = getattr(value_of(content, "exercises", exercise).dosage, field)
        told = f"In this routine {exercise} {sentence}"
        if own < 5:
            told = f"{exercise} is for {own} a day at most."

        assert sentences(wrong) == [
            f"seed/routines/strong-arches.yaml: items.0.dosage.{field}: {told}"
        ]

    def test_a_dose_may_lie_in_the_range_of_the_complaint_that_the_routine_is_for(
        self, content: Content
    ) -> None:
        """For cramps, the calf is held for 10 seconds; otherwise for 15 or more."""
        assert sentences(with_first_item(content, "before-bed-cramps", hold_seconds=10)) == []
        assert sentences(with_first_item(content, "before-bed-cramps", hold_seconds=12)) == [
            "seed/routines/before-bed-cramps.yaml: items.0.dosage.hold_seconds:"
            " 12 is outside the published range [15, 60]"
        ]

    def test_a_routine_more_often_than_its_exercises_is_told(self, content: Content) -> None:
        schedule = value_of(content, "routines", "strong-arches").schedule
        daily = schedule.model_copy(update={"days_per_week": 7, "text": "Every day."})
        wrong = edited(content, "routines", "strong-arches", schedule=daily)

        assert sentences(wrong) == [
            "seed/routines/strong-arches.yaml: schedule.days_per_week: towel-grab-exercise is for"
            " 3 days a week at most: do the routine less often, or set days_per_week in the dosage"
            " of this exercise."
        ]

    def test_a_routine_longer_than_it_says_is_told(self, content: Content) -> None:
        wrong = edited(content, "routines", "toes-at-the-end-of-the-day", max_seconds=60)
        seconds = value_of(content, "exercises", "toe-stretch").dosage.duration_seconds

        assert sentences(wrong) == [
            "seed/routines/toes-at-the-end-of-the-day.yaml: max_seconds:"
            f" takes {seconds} seconds, more than 60"
        ]

    def test_a_duration_on_counted_repetitions_is_told(self, content: Content) -> None:
        wrong = with_first_item(content, "strong-arches", duration_seconds=60)

        assert sentences(wrong) == [
            "seed/routines/strong-arches.yaml: items.0.dosage:"
            " duration_seconds stands alone, without sets, reps and seconds"
        ]

    def test_an_exercise_longer_than_an_hour_is_told(self, content: Content) -> None:
        dosage = value_of(content, "exercises", "calf-stretch").dosage
        endless = dosage.model_copy(update={"sets": 10, "reps": 100, "hold_seconds": 300})
        wrong = edited(content, "exercises", "calf-stretch", dosage=endless)

        assert any("dosage: takes" in sentence for sentence in sentences(wrong))
