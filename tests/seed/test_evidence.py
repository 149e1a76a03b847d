"""Rules of the evidence: strong grades stand on what was read, and disagreements are shown."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.records.complaints import Avoid, Helper, StudyNote
from api.records.sources import Finding
from seed.checks import check
from seed.content import Content
from tests.seed.factories import edited, value_of

HEEL = "plantar-heel-pain"
LIFTS, SOLE = "standing-heel-lifts", "plantar-heel-stretch"


def sentences(content: Content) -> set[str]:
    return {f"{found.file}: {found.field}: {found.message}" for found in check(content)}


def helper(exercise: str, **fields: Any) -> Helper:
    given = {"exercise": exercise, "grade": "editorial", "result": "supports"}
    return Helper.model_validate(given | {"rationale": "It may help."} | fields)


def among(content: Content, slug: str, exercise: str, **fields: Any) -> Content:
    """Return the content with fields of one exercise of a complaint set."""
    helpers = [
        item.model_copy(update=fields) if item.exercise == exercise else item
        for item in value_of(content, "complaints", slug).exercises
    ]
    return edited(content, "complaints", slug, exercises=helpers)


def place(content: Content, slug: str, exercise: str) -> str:
    helpers = value_of(content, "complaints", slug).exercises
    at = next(at for at, item in enumerate(helpers) if item.exercise == exercise)
    return f"seed/complaints/{slug}.yaml: exercises.{at}"


class TestStrongGrades:
    """A strong grade stands on a source of its kind that was read and is up to date."""

    @pytest.mark.parametrize(
        ("grade", "source", "lacks"),
        [
            ("guideline", "digiovanni-2003", "is no guideline, as the grade says"),
            ("pooled", "digiovanni-2003", "is no systematic review, as the grade says"),
            ("trial", "radford-2006", "is no randomised trial, as the grade says"),
            ("trial", "fix-heel-trial", "is no randomised trial, as the grade says"),
            ("trial", "digiovanni-2006", "is no randomised trial, as the grade says"),
            (
                "guideline",
                "jospt-heel-pain-2023",
                "is read as excerpt: the grade guideline needs at least its abstract",
            ),
            (
                "guideline",
                "acsm-2011",
                "is read as not_read: the grade guideline needs at least its abstract",
            ),
        ],
    )
    def test_what_the_source_lacks_is_told(
        self, content: Content, grade: str, source: str, lacks: str
    ) -> None:
        item = helper("toe-flutters", grade=grade, source=source)
        avoid = Avoid.model_validate(
            {"text": "Running.", "why": "It hurts.", "grade": grade, "source": source}
        )
        wrong = edited(content, "complaints", "arch-pain", exercises=[item], avoid=[avoid])

        found = {sentence for sentence in sentences(wrong) if lacks in sentence}
        assert found == {
            f"seed/complaints/arch-pain.yaml: {field}.0.source: {lacks}"
            for field in ("exercises", "avoid")
        }

    @pytest.mark.parametrize(
        ("fields", "lacks"),
        [
            ({"superseded_by": "radford-2007"}, "is superseded by radford-2007"),
            (
                {"read": "excerpt"},
                "is read as excerpt: the grade trial needs at least its abstract",
            ),
            ({"kind": "trial_protocol"}, "is no randomised trial, as the grade says"),
        ],
    )
    def test_a_source_that_loses_its_standing_takes_the_grade_along(
        self, content: Content, fields: dict[str, Any], lacks: str
    ) -> None:
        wrong = edited(content, "sources", "riel-2023", **fields)

        assert f"{place(content, HEEL, LIFTS)}.source: {lacks}" in sentences(wrong)

    def test_no_edition_replaces_itself(self, content: Content) -> None:
        wrong = edited(
            content, "sources", "jospt-heel-pain-2023", superseded_by="jospt-heel-pain-2014"
        )

        assert {
            "seed/sources.yaml: superseded_by: leads back to this source",
        } <= sentences(wrong)

    @pytest.mark.parametrize(
        ("grade", "source"),
        [("expert", None), ("indirect", None), ("trial", None), ("editorial", "riel-2023")],
    )
    def test_our_own_pick_has_no_source_and_every_other_grade_has_one(
        self, grade: str, source: str | None
    ) -> None:
        with pytest.raises(ValidationError, match="source"):
            helper("toe-flutters", grade=grade, source=source)
        with pytest.raises(ValidationError, match="source"):
            Avoid.model_validate({"text": "It.", "why": "So.", "grade": grade, "source": source})


class TestBothSides:
    """Where the sources disagree about an exercise, the complaint shows each of them."""

    def test_one_side_alone_is_told(self, content: Content) -> None:
        wrong = among(content, HEEL, LIFTS, result="supports")

        assert sentences(wrong) == {
            f"{place(content, HEEL, LIFTS)}.result: tells one side: riel-2023 found otherwise"
        }

    def test_the_other_side_alone_is_told(self, content: Content) -> None:
        helpers = value_of(content, "complaints", HEEL).exercises
        lifts = next(item for item in helpers if item.exercise == LIFTS)
        others = [item for item in helpers if item.exercise != LIFTS]
        wrong = edited(
            content,
            "complaints",
            HEEL,
            exercises=[*others, lifts.model_copy(update={"result": "no_effect"})],
        )

        last = f"seed/complaints/{HEEL}.yaml: exercises.{len(others)}.result"
        assert f"{last}: tells one side: rathleff-2015 found otherwise" in sentences(wrong)

    @pytest.mark.parametrize("missing", ["rathleff-2015", "riel-2023"])
    def test_a_study_of_either_side_without_a_note_is_told(
        self, content: Content, missing: str
    ) -> None:
        helpers = value_of(content, "complaints", HEEL).exercises
        notes = next(item for item in helpers if item.exercise == LIFTS).evidence_notes
        left = [note for note in notes if note.source != missing]
        wrong = among(content, HEEL, LIFTS, evidence_notes=left)

        result = {"rathleff-2015": "supports", "riel-2023": "no_effect"}[missing]
        assert sentences(wrong) == {
            f"{place(content, HEEL, LIFTS)}.evidence_notes: lacks {missing}, which found {result}"
        }

    def test_a_note_that_tells_another_result_than_its_study_is_told(
        self, content: Content
    ) -> None:
        note = StudyNote(text="It helped.", source="moen-2012", result="supports")
        wrong = among(content, "shin-splints", "calf-stretch", evidence_notes=[note])

        assert sentences(wrong) == {
            f"{place(content, 'shin-splints', 'calf-stretch')}.evidence_notes:"
            " moen-2012 found no_effect, not supports"
        }

    def test_a_trial_that_becomes_known_is_missed_wherever_it_belongs(
        self, content: Content
    ) -> None:
        found = Finding(complaint="low-back-pain", exercise="foot-doming-stretch", result="avoid")
        known = value_of(content, "sources", "moen-2012").findings
        wrong = edited(content, "sources", "moen-2012", findings=[*known, found])

        at = place(content, "low-back-pain", "foot-doming-stretch")
        assert f"{at}.evidence_notes: lacks moen-2012, which found avoid" in sentences(wrong)

    def test_what_lost_a_trial_stands_below_what_won(self, content: Content) -> None:
        helpers = value_of(content, "complaints", HEEL).exercises
        lost = next(item for item in helpers if item.exercise == "achilles-tendon-stretch")
        others = [item for item in helpers if item.exercise != "achilles-tendon-stretch"]
        wrong = edited(content, "complaints", HEEL, exercises=[lost, *others])

        assert (
            f"seed/complaints/{HEEL}.yaml: exercises.0: stands above {SOLE},"
            " which did better in a trial" in sentences(wrong)
        )

    def test_a_finding_about_one_variant_is_for_that_variant(self, content: Content) -> None:
        """Calf stretches do harm at the heel bone, not in the middle of the tendon."""
        complaint = value_of(content, "complaints", "achilles-tendinitis")
        midportion = next(
            variant for variant in complaint.variants if variant.condition == "achilles_midportion"
        )

        assert "calf-stretch" in {item.exercise for item in midportion.exercises}
        assert sentences(content) == set()
