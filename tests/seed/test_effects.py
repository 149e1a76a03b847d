"""What signs and conditions do to exercises: contradictions are found before they are served."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.records.exercises import Contraindication
from api.records.vocabularies import Effect
from seed.checks import check
from seed.content import Content
from tests.seed.factories import added, edited, value_of


def sentences(content: Content) -> list[str]:
    """Return the mistakes as sentences with their file and field."""
    return [f"{found.file}: {found.field}: {found.message}" for found in check(content)]


def with_effect(content: Content, resource: str, code: str, **effect: Any) -> Content:
    return edited(content, resource, code, effect=Effect(**effect))


class TestFields:
    @pytest.mark.parametrize("offers", ["after_clearance", "restricted", "unchanged"])
    def test_a_grave_sign_offers_none(self, content: Content, offers: str) -> None:
        dvt = value_of(content, "red_flags", "dvt").model_dump()

        with pytest.raises(ValidationError, match="has to be none with the tier urgent"):
            type(value_of(content, "red_flags", "dvt"))(**{**dvt, "effect": {"offers": offers}})

    @pytest.mark.parametrize(
        ("offers", "restriction"), [("restricted", None), ("unchanged", "per_exercise")]
    )
    def test_a_condition_that_restricts_says_how_and_no_other_does(
        self, content: Content, offers: str, restriction: str | None
    ) -> None:
        pregnancy = value_of(content, "conditions", "pregnancy")
        changed = {"effect": {"offers": offers}, "restriction": restriction}

        with pytest.raises(ValidationError, match="restriction is given if"):
            type(pregnancy)(**{**pregnancy.model_dump(), **changed})


class TestContraindications:
    @pytest.mark.parametrize(
        ("slug", "condition", "action", "message"),
        [
            (
                "calf-stretch",
                "diabetes",
                "modify",
                "diabetes offers nothing until it is cleared; write needs_clearance or exclude",
            ),
            (
                "calf-stretch",
                "dizziness_or_falls",
                "modify",
                "dizziness_or_falls does not offer it (seated_only); write needs_clearance or"
                " exclude",
            ),
            (
                "seated-point-and-flex",
                "osteoporosis",
                "needs_clearance",
                "osteoporosis offers what is done sitting; write modify or exclude, or leave it"
                " out",
            ),
        ],
    )
    def test_they_never_contradict_the_effect_of_their_condition(
        self, content: Content, slug: str, condition: str, action: str, message: str
    ) -> None:
        kept = value_of(content, "exercises", slug).contraindications
        others = [item for item in kept if item.condition != condition]
        wrong = Contraindication.model_validate(
            {"condition": condition, "action": action, "advice": "Mind it."}
        )

        changed = edited(content, "exercises", slug, contraindications=[wrong, *others])

        assert sentences(changed) == [
            f"seed/exercises/{slug}.yaml: contraindications.0.action: {message}"
        ]

    def test_a_condition_that_leaves_it_to_exercises_is_named_by_one(
        self, content: Content
    ) -> None:
        idle = value_of(content, "conditions", "cannot_kneel").model_copy(
            update={"code": "cannot_jump"}
        )

        assert sentences(added(content, "conditions", idle)) == [
            "seed/conditions.yaml: restriction: no exercise names cannot_jump, so it restricts"
            " nothing"
        ]


class TestTogether:
    def test_what_counts_as_a_condition_is_at_least_as_strict(self, content: Content) -> None:
        wrong = with_effect(
            content, "red_flags", "child", offers="restricted", counts_as=["under_18"]
        )

        assert sentences(wrong) == [
            "seed/red_flags.yaml: effect.counts_as.0: under_18 offers after_clearance, so"
            " effect.offers is too mild"
        ]

    def test_unless_it_says_that_a_clinician_agreed(self, content: Content) -> None:
        right = with_effect(
            content,
            "conditions",
            "cannot_kneel",
            offers="restricted",
            counts_as=["under_18"],
            clears=["under_18"],
        )

        assert sentences(right) == []

    def test_every_variant_is_chosen_by_an_effect(self, content: Content) -> None:
        wrong = with_effect(content, "conditions", "sprain_later", offers="unchanged")

        assert sentences(wrong) == [
            "seed/complaints/ankle-sprain.yaml: variants.1.condition: no effect chooses this"
            " variant"
        ]

    @pytest.mark.parametrize("field", ["counts_as", "clears"])
    def test_an_effect_names_conditions_that_exist(self, content: Content, field: str) -> None:
        wrong = with_effect(
            content, "red_flags", "child", offers="after_clearance", **{field: ["under_19"]}
        )

        assert sentences(wrong) == [
            f"seed/red_flags.yaml: effect.{field}.0: under_19 is not among conditions; did you"
            " mean under_18?"
        ]

    def test_what_may_be_cleared_has_a_name_of_its_own(self, content: Content) -> None:
        wrong = edited(content, "red_flags", "claudication", code="circulation_problem")

        assert any("is the name of one of conditions too" in line for line in sentences(wrong))
