"""Query parameters: every wrong one is refused by its name; none is ignored."""

import httpx
import pytest

from tests.cases import in_one_test
from tests.sent import Sent
from tests.v1.lists import EACH_ADDRESS, EACH_LIST, OTHER_ADDRESSES, Answer, Catalogued, only_error

SLUG_FILTERS = (
    ("/v1/exercises", "region"),
    ("/v1/exercises", "complaint"),
    ("/v1/exercises", "equipment"),
    ("/v1/complaints", "region"),
    ("/v1/body-regions", "parent"),
    ("/v1/routines", "complaint"),
    ("/v1/routines", "region"),
)
WORD_FILTERS = (
    ("/v1/exercises", "kind", "strech", "stretch"),
    ("/v1/exercises", "position", "Seated", "seated"),
    ("/v1/exercises", "level", "beginers", "beginner"),
    ("/v1/exercises", "laterality", "each-side", "each_side"),
    ("/v1/exercises", "collection", "extend", "extended"),
    ("/v1/exercises", "sort", "names", "name"),
    ("/v1/exercises", "sort", "updated_at", "-updated_at"),
    ("/v1/body-regions", "kind", "muscles", "muscle"),
    ("/v1/routines", "level", "advance", "advanced"),
    ("/v1/routines", "format", "circuits", "circuit"),
    ("/v1/routines", "owner", "editor", "editors"),
)
SINGLE = (
    *(("/v1/exercises", name) for name in ("sort", "max_seconds", "limit", "cursor")),
    *(("/v1/routines", name) for name in ("owner", "max_seconds", "limit", "cursor")),
    *((f"/v1/{name}", "limit") for name in ("complaints", "body-regions", "sources", "insights")),
)
EACH_SLUG_FILTER = in_one_test(("address", "parameter"), SLUG_FILTERS)
WRONG = ["Heel", "heel+", "heel%0A", "heel%00", "heel%ED%A0%80", "-heel", "h%C3%A9el", "%ff", "+"]


def by_parameter(response: httpx.Response) -> dict[str, Answer]:
    assert response.status_code == 422, response.text
    return {error["parameter"]: error for error in response.json()["errors"]}


class TestUnknownParameter:
    @EACH_ADDRESS
    async def test_it_is_refused_by_name(self, client: httpx.AsyncClient, address: str) -> None:
        error = only_error(await client.get(address, params={"nonsense": "1"}))

        assert error["parameter"] == "nonsense"
        assert error["code"] == "unknown_parameter"
        assert error["pointer"] is None

    @in_one_test(
        ("address", "typed", "meant"),
        [
            ("/v1/exercises", "regions", "region"),
            ("/v1/exercises", "Region", "region"),
            ("/v1/exercises", "region[]", "region"),
            ("/v1/exercises", "complaints", "complaint"),
            ("/v1/exercises", "max-seconds", "max_seconds"),
            ("/v1/exercises", "order_limit", "limit"),
            ("/v1/routines", "formats", "format"),
            ("/v1/body-regions", "parents", "parent"),
            ("/v1/sources", "curser", "cursor"),
        ],
    )
    async def test_the_nearest_is_suggested(
        self, client: httpx.AsyncClient, address: str, typed: str, meant: str
    ) -> None:
        error = only_error(await client.get(address, params={typed: "1"}))

        assert error["suggestion"] == meant
        assert meant in error["detail"]

    @pytest.mark.parametrize("typed", ["a", "lang", "utm_source", "_"])
    async def test_none_is_suggested_rather_than_a_wrong_one(
        self, client: httpx.AsyncClient, typed: str
    ) -> None:
        error = only_error(await client.get("/v1/exercises", params={typed: "1"}))

        assert error["suggestion"] is None

    @pytest.mark.parametrize("address", OTHER_ADDRESSES)
    async def test_an_address_without_parameters_says_so(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        error = only_error(await client.get(address, params={"limit": "1"}))

        assert error["detail"].endswith("it takes none.")
        assert error["suggestion"] is None

    @pytest.mark.parametrize(
        "query",
        ["=", "=1", "%00=1", "%ff=1", "%ED%A0%80=1", "%F0%9F%A6%B6=1", "limit%00=1", "+limit=1"],
    )
    async def test_a_hostile_name_is_refused_too(
        self, client: httpx.AsyncClient, query: str
    ) -> None:
        response = await client.get(f"/v1/exercises?{query}")

        assert only_error(response)["code"] == "unknown_parameter"

    async def test_a_huge_name_is_not_sent_back(self, client: httpx.AsyncClient) -> None:
        response = await client.get(f"/v1/exercises?{'x' * 7_000}=1")

        assert len(only_error(response)["parameter"]) == 200
        assert len(response.content) < 2_000

    async def test_a_hundred_of_them_get_a_short_answer(self, client: httpx.AsyncClient) -> None:
        response = await client.get(f"/v1/exercises?{'&'.join(f'x{n}=1' for n in range(100))}")

        assert response.status_code == 422
        assert len(response.json()["errors"]) == 20

    async def test_empty_pieces_of_a_query_are_no_parameters(
        self, client: httpx.AsyncClient
    ) -> None:
        assert (await client.get("/v1/exercises?&&limit=1&")).status_code == 200


class TestSingleParameterGivenTwice:
    @in_one_test(("address", "parameter"), SINGLE)
    async def test_it_is_refused_even_with_the_same_value(
        self, client: httpx.AsyncClient, address: str, parameter: str
    ) -> None:
        error = only_error(await client.get(f"{address}?{parameter}=5&{parameter}=5"))

        assert error["parameter"] == parameter
        assert error["code"] == "given_twice"


class TestSeveralWrongParameters:
    async def test_each_number_is_named(self, client: httpx.AsyncClient) -> None:
        errors = by_parameter(await client.get("/v1/exercises?limit=x&max_seconds=y"))

        assert set(errors) == {"limit", "max_seconds"}

    async def test_each_filter_is_named(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/routines?level=x&format=y&owner=z&max_seconds=0&limit=0")

        assert set(by_parameter(response)) == {"level", "format", "owner", "max_seconds", "limit"}

    async def test_each_unknown_slug_is_named(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/exercises?region=heels&complaint=bunions&equipment=chairs")

        suggested = {name: error["suggestion"] for name, error in by_parameter(response).items()}
        assert suggested == {"region": "heel", "complaint": "bunion", "equipment": "chair"}


class TestSlugFilters:
    @EACH_SLUG_FILTER
    async def test_an_unknown_slug_is_refused(
        self, client: httpx.AsyncClient, address: str, parameter: str
    ) -> None:
        error = only_error(await client.get(address, params={parameter: "zzzz"}))

        assert (error["parameter"], error["code"]) == (parameter, "unknown_slug")
        assert "zzzz" in error["detail"]

    @EACH_SLUG_FILTER
    @in_one_test("typed", WRONG)
    async def test_an_impossible_slug_is_refused_like_an_unknown_one(
        self, client: httpx.AsyncClient, address: str, parameter: str, typed: str
    ) -> None:
        error = only_error(await client.get(f"{address}?{parameter}={typed}"))

        assert (error["parameter"], error["code"]) == (parameter, "unknown_slug")

    @in_one_test(
        ("parameter", "typed", "meant"),
        [
            ("region", "Heel", "heel"),
            ("region", "HEEL", "heel"),
            ("region", "big toe", "big-toe"),
            ("region", "achiles-tendon", "achilles-tendon"),
            ("complaint", "Plantar Fasciitis", "plantar-fasciitis"),
            ("complaint", "plantar_fasciitis", "plantar-fasciitis"),
            ("complaint", "shin-splint", "shin-splints"),
            ("equipment", "towl", "towel"),
            ("region", "peroneals", "fibularis"),
            ("complaint", "jogger's heel", "plantar-fasciitis"),
        ],
    )
    async def test_the_nearest_slug_is_suggested(
        self, client: httpx.AsyncClient, parameter: str, typed: str, meant: str
    ) -> None:
        error = only_error(await client.get("/v1/exercises", params={parameter: typed}))

        assert error["suggestion"] == meant

    @pytest.mark.parametrize(
        ("parameter", "typed"),
        [
            ("region", "quadriceps"),
            ("region", "biceps"),
            ("region", "half"),
            ("complaint", "a"),
            ("equipment", "ball"),
        ],
    )
    async def test_none_is_suggested_rather_than_a_wrong_one(
        self, client: httpx.AsyncClient, parameter: str, typed: str
    ) -> None:
        error = only_error(await client.get("/v1/exercises", params={parameter: typed}))

        assert error["suggestion"] is None

    async def test_several_in_one_are_to_be_repeated(self, client: httpx.AsyncClient) -> None:
        error = only_error(await client.get("/v1/exercises", params={"region": "heel,calf"}))

        assert "region=…&region=…" in error["detail"]

    @EACH_SLUG_FILTER
    async def test_nothing_and_too_much_are_refused(
        self, client: httpx.AsyncClient, address: str, parameter: str
    ) -> None:
        for value in ("", "a" * 65, "a" * 7_000):
            response = await client.get(address, params={parameter: value})
            assert only_error(response)["parameter"] == parameter
            assert len(response.content) < 1_000

    @EACH_SLUG_FILTER
    async def test_one_wrong_slug_among_right_ones_is_refused(
        self, client: httpx.AsyncClient, address: str, parameter: str
    ) -> None:
        right = {"complaint": "foot-pain", "equipment": "chair"}.get(parameter, "heel")

        error = only_error(await client.get(f"{address}?{parameter}={right}&{parameter}=zzzz"))

        assert "zzzz" in error["detail"]

    @EACH_SLUG_FILTER
    async def test_twenty_values_are_taken_and_twenty_one_refused(
        self, client: httpx.AsyncClient, address: str, parameter: str
    ) -> None:
        right = {"complaint": "foot-pain", "equipment": "chair"}.get(parameter, "heel")

        taken = await client.get(address, params={parameter: [right] * 20})
        refused = await client.get(address, params={parameter: [right] * 21})

        assert taken.status_code == 200
        assert only_error(refused)["parameter"] == parameter

    async def test_twenty_unknown_slugs_cost_one_look_at_each_kind(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        twenty = [f"zz{n}" for n in range(20)]
        unknown = dict.fromkeys(("region", "complaint", "equipment"), twenty)

        response = await client.get("/v1/exercises", params=unknown)

        # slugs that are meant; names and slugs of regions, complaints and equipment
        assert response.status_code == 422
        assert len(response.json()["errors"]) == 20
        assert len(statements) == 7


class TestWordFilters:
    @in_one_test(("address", "parameter", "typed", "meant"), WORD_FILTERS)
    async def test_an_unknown_word_is_refused_with_the_nearest(
        self, client: httpx.AsyncClient, address: str, parameter: str, typed: str, meant: str
    ) -> None:
        error = only_error(await client.get(address, params={parameter: typed}))

        assert error["parameter"] == parameter
        assert error["suggestion"] == meant

    @pytest.mark.parametrize("typed", ["", "%00", "%ff", "x" * 7_000, "%F0%9F%A6%B6"])
    async def test_a_hostile_word_is_not_sent_back(
        self, client: httpx.AsyncClient, typed: str
    ) -> None:
        response = await client.get(f"/v1/exercises?kind={typed}")

        assert only_error(response)["suggestion"] is None
        assert len(response.content) < 1_000


class TestNumbers:
    @in_one_test("address", ["/v1/exercises", "/v1/routines"])
    @in_one_test("value", ["0", "-5", "36001", "1.5", "", "9" * 5_000, "0x10", "%00"])
    async def test_a_wrong_number_of_seconds_is_refused(
        self, client: httpx.AsyncClient, address: str, value: str
    ) -> None:
        error = only_error(await client.get(f"{address}?max_seconds={value}"))

        assert error["parameter"] == "max_seconds"


class TestAcceptLanguageIsNoParameter:
    @EACH_LIST
    async def test_a_huge_one_is_no_reason_to_refuse(
        self, client: httpx.AsyncClient, catalogued: Catalogued
    ) -> None:
        response = await client.get(catalogued.address, headers={"Accept-Language": "e" * 2_000})

        assert response.status_code == 200
        assert response.headers["content-language"] == "en"
