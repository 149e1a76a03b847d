"""Parameters that are read without FastAPI: the same answers, of which it declares everything."""

from typing import Annotated, Any

from fastapi import BackgroundTasks, Cookie, Depends, FastAPI, Query, Request, Response
from pydantic import BaseModel

from api.http.compiled_routes import compiled
from api.http.route_table import RouteTable, leaves
from tests.cases import in_one_test
from tests.http.addresses import CATALOGUE, CURRENT, IN_TWO_FORMS
from tests.http.asked import get

RIGHT = (
    *CATALOGUE,
    *CURRENT,
    *IN_TWO_FORMS,
    "/v1/exercises",
    "/v1/exercises?region=heel&region=calf&kind=stretch&max_seconds=300.0&limit=2",
    "/v1/exercises?equipment=none&sort=-updated_at&level=beginner&laterality=each_side",
    "/v1/exercises?complaint=plantar-heel-pain&collection=article&position=seated",
    "/v1/exercises?q=calf%20stretch&limit=1",
    "/v1/body-regions?parent=foot&kind=area",
    "/v1/complaints?q=heel&region=foot",
    "/v1/routines?owner=editors&max_seconds=600",
    "/v1/search?q=heel&type=exercise&type=complaint",
)
WRONG = (
    "/v1/exercises/nope",
    "/v1/exercises/Calf%00Stretch",
    "/v1/exercises?limit=0",
    "/v1/exercises?limit=1_0&limit=2",
    "/v1/exercises?limit=",
    "/v1/exercises?kind=strech&level=&max_seconds=ten&nope=1",
    "/v1/exercises?kind=&region=",
    "/v1/exercises?region=hel",
    "/v1/exercises?sort=best",
    "/v1/exercises?cursor=x",
    "/v1/exercises?cursor=",
    f"/v1/exercises?{'&'.join(['kind=stretch'] * 21)}",
    f"/v1/exercises?q={'x' * 81}",
    "/v1/exercises?q=%00",
    "/v1/exercises?q=%ff%fe",
    "/v1/search",
    "/v1/search?q=",
    "/v1/search?q=heel&type=hell&limit=101",
    "/v1/search/suggestions?q=heel&limit=11",
    "/v1/routines/desk-feet/versions/one",
    "/v1/routines/desk-feet/versions/0",
    "/v1/changes?after=x&limit=-1",
)
LANGUAGES = ((), (("Accept-Language", "de, en;q=0.5"),), (("Accept", "text/csv"),))


@in_one_test("address", [*RIGHT, *WRONG])
async def test_an_answer_is_the_one_that_fastapi_gives(app: FastAPI, address: str) -> None:
    for headers in LANGUAGES:
        app.state.answers.clear()
        ours = await get(app, address, *headers)
        app.state.answers.clear()
        app.dependency_overrides[nobody] = nobody
        try:
            theirs = await get(app, address, *headers)
        finally:
            app.dependency_overrides.clear()
        assert without_id(ours.for_everybody) == without_id(theirs.for_everybody)
    assert (ours.status == 200) == (theirs.status == 200)


def nobody() -> None:
    """Nothing depends on it: overriding it only lets FastAPI read the parameters."""


def without_id(answer: tuple[int, Any, bytes, str | None]) -> Any:
    status, headers, body, route = answer
    before, id_, after = body.partition(b'"request_id":"')
    if id_:
        body = before + after[32:]
        headers = [header for header in headers if header[0] != b"etag"]
    return status, headers, body, route


def test_reads_of_the_contract_are_compiled(app: FastAPI) -> None:
    table = app.routes[0]
    assert isinstance(table, RouteTable)
    reads = [leaf for leaf in leaves(app.routes) if leaf.path_format.startswith("/v1/")]
    left = {
        leaf.path_format
        for leaf in reads
        if "GET" in leaf.methods and id(leaf) not in {id(one) for one in compiled_leaves(table)}
    }
    assert left == {
        # They have answers for the time in which PostgreSQL is away.
        "/v1/bundle",
        "/v1/conditions",
        "/v1/conditions/{code}",
        "/v1/equipment",
        "/v1/equipment/{code}",
        "/v1/red-flags",
        "/v1/red-flags/{code}",
        # They stream a file, or keep one session until they have answered.
        "/v1/bundles/{sha256}.ndjson.gz",
        "/v1/partner",
        "/v1/partner/routines",
        "/v1/partner/routines/{name}",
    }


def compiled_leaves(table: RouteTable) -> list[Any]:
    found = [leaf for some in table.leaves.values() for leaf in some]
    return [leaf for leaf in found if id(leaf) in table.calls]


class Several(BaseModel):
    """Parameters as one model."""

    one: int = 1


def thread(one: int = 1) -> int:
    return one


async def generator() -> Any:
    yield 1


async def cookie(one: Annotated[int, Cookie()] = 1) -> int:
    return one


async def model(several: Annotated[Several, Query()]) -> int:
    return several.one


async def tasks(tasks: BackgroundTasks) -> int:
    return len(tasks.tasks)


async def response(response: Response) -> int:
    return response.status_code


async def lists(one: Annotated[list[int] | None, Query()] = None) -> int:
    return len(one or ())


async def mutable(one: Annotated[list[str], Query()] = []) -> int:  # noqa: B006
    return len(one)


async def plain(request: Request, one: int = 1, two: str | None = None) -> int:
    return one


@in_one_test(
    ("needed", "may_be"),
    [
        (thread, False),
        (generator, False),
        (cookie, False),
        (model, False),
        (tasks, False),
        (response, False),
        (lists, False),
        (mutable, False),
        (plain, True),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_what_only_fastapi_can_do_is_left_to_it(needed: Any, may_be: bool) -> None:
    app = FastAPI()

    @app.get("/")
    async def read(one: Annotated[int, Depends(needed)]) -> Response:
        return Response(str(one))

    assert (compiled(app.routes[-1]) is not None) == may_be
