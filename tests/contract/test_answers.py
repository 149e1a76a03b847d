"""The check of every answer bites: see tests/answers.py, which all tests' clients use."""

import httpx
import pytest
from pydantic import ValidationError

from api.v1.schemas.exercises import Exercise, ExercisePage
from tests.answers import check_answer, model_of


def get(address: str) -> httpx.Request:
    return httpx.Request("GET", f"https://api.instep.example{address}")


@pytest.mark.parametrize(
    ("address", "model"),
    [("/v1/exercises", ExercisePage), ("/v1/exercises/calf-stretch", Exercise), ("/healthz", None)],
)
def test_it_knows_what_each_route_promises(address: str, model: object) -> None:
    assert model_of(get(address)) is model


async def test_it_refuses_an_answer_with_a_field_that_is_not_described() -> None:
    response = httpx.Response(
        200, json={"items": [], "next_cursor": None, "notices": [], "secret": 1}
    )
    response.request = get("/v1/exercises")

    with pytest.raises(ValidationError, match="secret"):
        await check_answer(response)
