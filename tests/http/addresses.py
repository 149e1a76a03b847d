"""One address of each kind of answer: what holds for all answers is asked of each of these."""

from tests.cases import in_one_test

CATALOGUE = (
    "/v1/exercises?limit=3",
    "/v1/exercises/calf-stretch",
    "/v1/complaints/plantar-heel-pain/exercises",
    "/v1/body-regions/tree",
    "/v1/routines/desk-feet/versions/2",
    "/v1/search?q=heel",
    "/v1/search/suggestions?q=heel&limit=10",
)
IN_TWO_FORMS = ("/v1/routines/desk-feet/timeline",)
"""Answers as JSON or as captions, which no process keeps."""

CURRENT = ("/v1/changes?limit=1", "/v1/bundle")
"""Answers that a cache has to ask about each time."""

PEOPLE = ("/docs", "/docs/start.js", "/docs/assets/swagger-ui.css", "/problems/gone")
READ = (*CATALOGUE, *IN_TWO_FORMS, *CURRENT, "/openapi/v1.json", *PEOPLE)
WATCHED = ("/healthz", "/readyz")
EACH_READ = in_one_test("address", READ)
EACH = in_one_test("address", [*READ, *WATCHED])
