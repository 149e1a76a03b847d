"""Published documents: each is what v1 describes, and the same bytes from any process."""

import asyncio
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ValidationError

from api.serialisation import serialise, timestamp
from api.v1.schemas import (
    body_regions,
    complaints,
    contributors,
    exercises,
    insights,
    routines,
    sources,
    vocabularies,
)
from api.vocabulary import DocumentType, words
from seed.checks import resolves
from tests.cases import in_one_test
from tests.publishing import states

SHAPES: dict[str, tuple[type[BaseModel], type[BaseModel]]] = {
    "exercise": (exercises.Exercise, exercises.ExerciseSummary),
    "complaint": (complaints.Complaint, complaints.ComplaintSummary),
    "body-region": (body_regions.BodyRegion, body_regions.BodyRegionSummary),
    "condition": (vocabularies.Condition, vocabularies.ConditionSummary),
    "red-flag": (vocabularies.RedFlag, vocabularies.RedFlagSummary),
    "equipment": (vocabularies.Equipment, vocabularies.EquipmentSummary),
    "contributor": (contributors.Contributor, contributors.ContributorSummary),
    "source": (sources.SourceDetail, sources.SourceSummary),
    "insight": (insights.Insight, insights.InsightSummary),
    "routine": (routines.Routine, routines.RoutineSummary),
}
Bodies = dict[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
async def bodies(app: FastAPI) -> Bodies:
    """Each document with its line in lists, by type."""
    found: Bodies = defaultdict(list)
    for (kind, _), document in sorted((await states.documents(app.state.database)).items()):
        found[kind].append((str(document.body), str(document.summary)))
    return found


def numbers(value: Any) -> Iterator[Any]:
    """Yield whatever a document holds that is no text."""
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif not isinstance(value, str):
        yield value


class TestShapes:
    def test_every_type_of_document_has_a_shape(self, bodies: Bodies) -> None:
        assert set(SHAPES) == set(bodies) == set(words(DocumentType))

    @in_one_test("kind", SHAPES)
    def test_each_document_and_each_line_is_what_v1_describes(
        self, bodies: Bodies, kind: str
    ) -> None:
        whole, line = SHAPES[kind]
        for body, summary in bodies[kind]:
            whole.model_validate_json(body, strict=True)
            line.model_validate_json(summary, strict=True)

    @in_one_test("kind", SHAPES)
    def test_a_field_that_v1_does_not_describe_would_be_found(
        self, bodies: Bodies, kind: str
    ) -> None:
        for shape, told in zip(SHAPES[kind], bodies[kind][0], strict=True):
            with pytest.raises(ValidationError, match="Extra inputs"):
                shape.model_validate(json.loads(told) | {"secret": 1})

    def test_documents_are_compact_json_with_whole_numbers(self, bodies: Bodies) -> None:
        for body, summary in (pair for pairs in bodies.values() for pair in pairs):
            assert serialise(json.loads(body)) == body
            assert serialise(json.loads(summary)) == summary
            assert {type(number) for number in numbers(json.loads(body))} <= {
                int,
                bool,
                type(None),
            }

    def test_a_line_tells_nothing_that_its_document_does_not(self, bodies: Bodies) -> None:
        for body, summary in (pair for pairs in bodies.values() for pair in pairs):
            document = json.loads(body)
            for field, value in json.loads(summary).items():
                if field in document and not isinstance(value, list):
                    assert document[field] == value


class TestProvenance:
    @pytest.mark.parametrize("kind", ["exercise", "complaint", "routine"])
    def test_each_path_leads_to_a_field_of_the_served_document(
        self, bodies: Bodies, kind: str
    ) -> None:
        for body, _ in bodies[kind]:
            document = json.loads(body)
            for path in document["provenance"]["fields"]:
                assert resolves(document, path), f"{document['slug']}: {path}"

    def test_a_claim_about_an_exercise_names_the_source_that_stands_beside_it(
        self, bodies: Bodies
    ) -> None:
        for body, _ in bodies["complaint"]:
            complaint = json.loads(body)
            for at, item in enumerate(complaint["exercises"]):
                claim = complaint["provenance"]["fields"].get(f"exercises.{at}")
                if claim is not None and item["source"] is not None:
                    told = f"{complaint['slug']}: exercises.{at}"
                    assert claim["source"] == item["source"]["slug"], told


class TestBytes:
    @pytest.mark.slow
    async def test_they_do_not_depend_on_the_hash_seed(self) -> None:
        async def built(hash_seed: str) -> bytes:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.publishing.build_all"),
                env={**os.environ, "PYTHONHASHSEED": hash_seed},
                stdout=asyncio.subprocess.PIPE,
            )
            told, _ = await process.communicate()
            assert process.returncode == 0
            return told

        one, other = await asyncio.gather(built("1"), built("2"))

        assert one == other
        assert len(one.strip()) == len(hashlib.sha256().hexdigest())

    def test_a_time_is_told_in_utc_to_the_second(self) -> None:
        moment = datetime(2026, 11, 22, 1, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=2)))

        assert timestamp(moment) == "2026-11-21T23:30:15Z"
        assert timestamp(datetime(2026, 11, 22, tzinfo=UTC)) == "2026-11-22T00:00:00Z"
