"""The seed itself: complete, honest about its evidence, and without promises."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.records.base import ARTICLE, Claim
from api.records.complaints import Avoid, Helper
from api.vocabulary import RECOMMENDING
from seed.content import FILES, FOLDERS, Content
from seed.loader import Entry
from seed.references import references
from seed.rules import readings
from tests.publishing.built import build_all
from tests.seed.factories import edited, value_of

TWELVE = (
    "plantar-heel-stretch calf-stretch achilles-tendon-stretch toe-stretch toe-flutters"
    " gentle-foot-and-ankle-stretch foot-doming-stretch towel-grab-exercise seated-point-and-flex"
    " standing-toe-circuit foot-flexibility-stretch standing-heel-lifts"
)
DESCRIBED = TWELVE.split()[:5]
COMPLAINTS = (
    "foot-pain plantar-heel-pain plantar-fasciitis arch-pain forefoot-pain achilles-tendinitis"
    " calf-tightness shin-splints ankle-sprain ankle-stiffness flat-feet tight-toes toe-weakness"
    " foot-cramps bunion foot-fracture foot-weakness foot-fatigue heel-fat-pad knee-pain hip-pain"
    " low-back-pain poor-balance nerve-symptoms"
)
CONTRIBUTORS = (
    "ken-jung diana-garrett kj-landis tyler-spraul lesley-logan jordan-myers monica-lam-feist"
    " alice-holland"
)
REGIONS = {
    "foot": "leg",
    "forefoot": "foot",
    "toes": "forefoot",
    "big-toe": "toes",
    "arch": "foot",
    "heel": "foot",
}
PROMISE = re.compile(
    r"\b(cures?|cured|(?<!not )heals?|guarantee[sd]?|fix(es)?|prevents?|miracles?)\b", re.IGNORECASE
)
"""A toe may be fixed in a bend, and a wound may have healed; what Instep shows does neither."""
DENIAL = re.compile(r"[^.]*\b(?:no trial shows|has not been shown)[^.]*\.")


def texts(value: Any) -> Iterator[str]:
    """Yield each text that is read as advice; what people type and titles are left out."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("lay_names", "provenance", "source", "sources"):
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def promises(content: Content) -> list[str]:
    resources = ("exercises", "complaints", "routines", "insights", "notices", "body_regions")
    return [
        f"{record.file}: {text}"
        for resource in (*resources, "conditions", "red_flags", "equipment")
        for record in content.of(resource)
        for text in texts(record.value.model_dump(mode="json"))
        # Looking for denials takes longest, and few texts have such a word at all.
        if PROMISE.search(text) and PROMISE.search(DENIAL.sub("", text))
    ]


def claims(content: Content) -> Iterator[tuple[str, Claim]]:
    records: list[Entry[Any]] = [*content.exercises, *content.complaints, *content.routines]
    for record in records:
        provenance = record.value.provenance
        yield record.file, provenance.default
        yield from ((f"{record.file} {path}", claim) for path, claim in provenance.fields.items())


def served_helpers(content: Content) -> Iterator[dict[str, Any]]:
    """Yield the same as documents carry it."""
    for (kind, _), built in build_all(content).items():
        if kind == "complaint":
            for reading in (built.content, *built.content["variants"]):
                yield from reading["exercises"]


class TestCompleteness:
    @pytest.mark.parametrize(
        ("resource", "slugs"),
        [("exercises", TWELVE), ("complaints", COMPLAINTS), ("contributors", CONTRIBUTORS)],
    )
    def test_it_has_the_slugs_of_the_contract(
        self, content: Content, resource: str, slugs: str
    ) -> None:
        assert set(slugs.split()) <= set(content.identifiers(resource))

    def test_the_collection_of_the_article_is_its_twelve(self, content: Content) -> None:
        collections = {record.value.slug: record.value.collection for record in content.exercises}

        of_the_article = {slug for slug in collections if collections[slug] == "article"}
        assert of_the_article == set(TWELVE.split())

    @pytest.mark.parametrize(("region", "parent"), REGIONS.items())
    def test_the_tree_reaches_from_the_leg_to_the_big_toe(
        self, content: Content, region: str, parent: str
    ) -> None:
        assert value_of(content, "body_regions", region).parent == parent

    def test_every_exercise_has_a_main_region_and_a_complaint(self, content: Content) -> None:
        named = {item["slug"] for item in served_helpers(content)}
        for record in content.exercises:
            roles = [region.role for region in record.value.regions]
            assert "primary" in roles, record.file
            assert record.value.slug in named, record.file

    def test_every_warning_sign_and_condition_is_asked_for_somewhere(
        self, content: Content
    ) -> None:
        complaints = [entry.value for entry in content.complaints]
        exercises = [entry.value for entry in content.exercises]
        signs = {code for complaint in complaints for code in complaint.red_flags}
        conditions = {code for complaint in complaints for code in complaint.asks}
        conditions |= {item.condition for complaint in complaints for item in complaint.variants}
        conditions |= {item.condition for each in exercises for item in each.contraindications}
        conditions |= {code for flag in content.red_flags for code in flag.value.risk_factors}

        assert set(content.identifiers("red_flags")) - signs == set()
        assert set(content.identifiers("conditions")) - conditions == set()

    def test_what_makes_a_sign_likelier_is_asked_for_where_that_sign_is(
        self, content: Content
    ) -> None:
        complaints = [entry.value for entry in content.complaints]
        for sign in (entry.value for entry in content.red_flags):
            asked = {
                code for each in complaints if sign.code in each.red_flags for code in each.asks
            }
            assert set(sign.risk_factors) <= asked, sign.code

    @pytest.mark.parametrize("resource", ["sources", "contributors", "body_regions", "equipment"])
    def test_nothing_is_an_orphan(self, content: Content, resource: str) -> None:
        records = (record for name in FILES | FOLDERS for record in content.of(name))
        named = {
            slug
            for record in records
            for _, of, slug in references(record.value)
            if of == resource and slug != getattr(record.value, "slug", None)
        }

        assert set(content.identifiers(resource)) - named == set()

    def test_only_what_the_article_describes_is_called_described(self, content: Content) -> None:
        read = {record.value.slug: record.value.interpretation for record in content.exercises}

        assert sorted(slug for slug in read if read[slug] == "described") == sorted(DESCRIBED)

    def test_the_article_s_ways_of_use_are_routines(self, content: Content) -> None:
        formats = {record.value.format for record in content.routines}
        times = {record.value.schedule.when for record in content.routines}

        assert {"one_a_day", "short_series"} <= formats
        assert "end_of_day" in times


class TestPlans:
    def test_the_weeks_of_a_plan_follow_one_another(self, content: Content) -> None:
        for record in content.complaints:
            plan = record.value.plan_shape
            if plan is None:
                continue
            starts = [phase.from_week for phase in plan.phases]
            ends = [phase.to_week for phase in plan.phases]
            assert starts == [1, *(week + 1 for week in ends[:-1])], record.file
            assert ends == sorted(ends), record.file
            assert plan.weeks[0] <= plan.weeks[1] == ends[-1], record.file
            assert plan.review_weeks == sorted(set(plan.review_weeks)), record.file
            assert plan.review_weeks[-1] <= plan.weeks[1], record.file

    def test_a_plan_uses_nothing_that_every_reading_avoids(self, content: Content) -> None:
        for record in content.complaints:
            complaint = record.value
            if complaint.plan_shape is None or complaint.self_care == "after_clearance":
                continue
            avoided = [
                {item.exercise for item in reading.avoid} for _, reading in readings(complaint)
            ]
            planned = {slug for phase in complaint.plan_shape.phases for slug in phase.exercises}
            assert planned & avoided[0].intersection(*avoided[1:]) == set(), record.file


class TestEvidence:
    def test_a_rank_rests_on_support(self, content: Content) -> None:
        for item in served_helpers(content):
            recommends = item["evidence"]["result"] in RECOMMENDING
            assert (item["rank"] is not None) == recommends, item
            assert not (recommends and item["evidence"]["grade"] == "none"), item

    def test_a_graded_claim_names_a_source_of_its_kind(self, content: Content) -> None:
        sources = {record.value.slug: record.value for record in content.sources}
        complaints = [entry.value for entry in content.complaints]
        parts = [part for each in complaints for _, part in readings(each)]
        claimed: list[Helper | Avoid] = [item for part in parts for item in part.exercises]
        claimed += [item for part in parts for item in part.avoid]
        for item in claimed:
            if item.grade in ("guideline", "pooled", "trial", "article"):
                assert item.source is not None, item
            if item.grade == "guideline":
                assert sources[item.source or ""].kind == "guideline", item
            if item.grade == "article":
                assert item.source == ARTICLE, item

    def test_every_source_is_of_the_first_two_tiers(self, content: Content) -> None:
        assert {record.value.tier for record in content.sources} <= {1, 2}

    def test_an_address_is_a_doi_or_the_publisher_s_and_never_a_mirror(
        self, content: Content
    ) -> None:
        mirrors = ("researchgate", "sci-hub", "academia.edu", "semanticscholar", "archive.")
        for record in content.sources:
            source = record.value
            if source.doi is not None:
                assert source.url == f"https://doi.org/{source.doi}", source.slug
            assert not any(name in (source.url or "") for name in mirrors), source.slug

    def test_an_editorial_claim_has_no_source_and_every_other_has_one(
        self, content: Content
    ) -> None:
        for told, claim in claims(content):
            if claim.origin == "editorial":
                assert claim.source is None, told
            elif claim.origin == "article":
                assert claim.source == ARTICLE, told
            else:
                assert claim.source not in (None, ARTICLE), told

    def test_a_code_stands_on_no_mere_symptom(self, content: Content) -> None:
        for symptom in ("foot-pain", "plantar-heel-pain", "arch-pain", "foot-fatigue"):
            assert value_of(content, "complaints", symptom).codes == [], symptom

    def test_a_source_behind_a_number_is_listed_with_the_exercise(self, content: Content) -> None:
        for record in content.exercises:
            provenance = record.value.provenance
            cited = {claim.source for claim in provenance.fields.values() if claim.source}
            assert cited <= set(record.value.sources), record.file


class TestPromises:
    def test_nothing_is_promised(self, content: Content) -> None:
        assert promises(content) == []

    @pytest.mark.parametrize("word", ["cures", "Heals", "guaranteed", "fixes", "prevents"])
    def test_a_promise_would_be_found(self, content: Content, word: str) -> None:
        summary = f"This stretch {word} a sore heel."

        assert len(promises(edited(content, "exercises", "toe-stretch", summary=summary))) == 1
