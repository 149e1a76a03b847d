"""Parameters that several operations share, and the checks of every request to v1."""

import hashlib
from collections.abc import Iterator
from inspect import Signature
from typing import Annotated, Any, get_origin

from fastapi import Depends, Header, Path, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from api.errors import FieldError, InvalidRequest, NotAcceptable
from api.identifiers import IDENTIFIER_PATTERN, LONGEST, ROUTINE_PATTERN, SHORTEST
from api.languages import negotiate
from api.list_headers import LONGEST as LONGEST_LIST
from api.list_headers import accepts
from api.pagination import MAX_CURSOR, PageRequest
from api.suggestions import nearest
from api.vocabulary import Level
from api.whole_numbers import WRITTEN_IN_DIGITS

MOST_VALUES = 20
"""Values of one filter."""

SLUG = {"pattern": IDENTIFIER_PATTERN, "minLength": SHORTEST, "maxLength": LONGEST}
"""For the documentation only: a malformed slug answers 404 like any unknown one."""

SlugPath = Annotated[str, Path(description="The permanent identifier.", json_schema_extra=SLUG)]
RoutinePath = Annotated[
    str,
    Path(
        description="The permanent identifier; a partner's begins with the partner's slug and two"
        " hyphens.",
        json_schema_extra={**SLUG, "pattern": ROUTINE_PATTERN},
    ),
]
CodePath = Annotated[str, Path(description="The permanent identifier.", json_schema_extra=SLUG)]
SlugFilter = Annotated[
    str,
    Query(min_length=1, max_length=LONGEST, json_schema_extra={"pattern": IDENTIFIER_PATTERN}),
]
"""A malformed slug is refused like an unknown one: by name, with a suggestion."""


class NoValues:
    """Makes the value of a filter that is not given.

    The framework asks for the signature of what makes a default, at each request. That of `list`
    is read from a text each time, which takes longer than PostgreSQL does; this one stands here.
    """

    __signature__ = Signature()

    def __call__(self) -> list[Any]:
        return []


no_values = NoValues()

RegionFilter = Annotated[
    list[SlugFilter],
    Query(
        default_factory=no_values,
        max_length=MOST_VALUES,
        description="Body regions. Each includes what lies inside it.",
    ),
]
LevelFilter = Annotated[
    list[Level], Query(default_factory=no_values, max_length=MOST_VALUES, description="Levels.")
]

PARAMETERS = "instep_query_parameters"

KEYWORDS = Query(
    min_length=1,
    max_length=80,
    description="Names and keywords; typos are fine. Send whole sentences by POST.",
    examples=["heel"],
)


def refuse_nul(text: str) -> str:
    """Return the text; raises an error if it holds NUL, which PostgreSQL stores in no text."""
    if "\0" in text:
        raise PydanticCustomError("nul_character", "Leave out the character NUL.")
    return text


Searchable = Annotated[str, AfterValidator(refuse_nul)]
Keywords = Annotated[Searchable, KEYWORDS]
OptionalKeywords = Annotated[Searchable | None, KEYWORDS]


async def accepted_language(
    accept_language: Annotated[
        str | None,
        Header(
            description="Languages you read, best first. If we have none of them, you get English.",
            json_schema_extra={"maxLength": LONGEST_LIST},
            examples=["en"],
        ),
    ] = None,
) -> str:
    return negotiate(accept_language)


Language = Annotated[str, Depends(accepted_language)]


async def page_request(
    request: Request,
    limit: Annotated[
        int, Query(ge=1, le=100, description="Summaries per page."), WRITTEN_IN_DIGITS
    ] = 20,
    cursor: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=MAX_CURSOR,
            description="`next_cursor` of the previous page. Leave it out for the first page.",
        ),
    ] = None,
) -> PageRequest:
    return PageRequest(limit=limit, cursor=cursor, scope=scope_of(request))


def scope_of(request: Request) -> str:
    """Return a short digest of path and filters: a cursor is valid for the same ones only."""
    filters = sorted(
        pair for pair in request.query_params.multi_items() if pair[0] not in ("cursor", "limit")
    )
    text = repr((request.scope["path"], filters))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


PageParams = Annotated[PageRequest, Depends(page_request)]


async def refuse_unacceptable(request: Request) -> None:
    """Raises NotAcceptable if `Accept` excludes the route's media types (RFC 9110, 12.5.1)."""
    accept = request.headers.get("accept")
    if accept is None:
        return
    response_class = request.scope["route"].response_class
    response_class = getattr(response_class, "value", response_class)
    offered = (response_class.media_type, *getattr(response_class, "other_media_types", ()))
    if not any(accepts(accept, media_type) for media_type in offered):
        raise NotAcceptable(f"This address answers in {' or '.join(offered)} only.")


async def refuse_unknown_parameters(request: Request) -> None:
    """Raises InvalidRequest if a query parameter is unknown, or if a single one is repeated."""
    if not request.scope["query_string"]:
        return
    known, given = parameters_of(request.scope["route"]), request.query_params
    if given.keys() <= known.keys() and len(given) == len(given.multi_items()):
        return  # all are known, and none is repeated
    errors = []
    for name in given.keys():  # noqa: SIM118 - each once
        if name not in known:
            errors.append(unknown_parameter(name, list(known)))
        elif not known[name] and len(given.getlist(name)) > 1:
            errors.append(
                FieldError.of(
                    name, "given_twice", f"{name} takes one value, but was given more than once."
                )
            )
    if errors:
        raise InvalidRequest.listing(errors)


def unknown_parameter(name: str, known: list[str]) -> FieldError:
    """Return the error, with the parameter that was probably meant."""
    listed = f"it takes {', '.join(known)}." if known else "it takes none."
    return FieldError.of(
        name,
        "unknown_parameter",
        f"This address has no parameter {name[:64]}; {listed}",
        nearest(name, known),
    )


def parameters_of(route: APIRoute) -> dict[str, bool]:
    """Return the query parameters of a route by name, True for those that may be repeated."""
    # A route cannot be a key: it is equal to others. So it remembers them itself.
    known: dict[str, bool] | None = vars(route).get(PARAMETERS)
    if known is None:
        known = vars(route)[PARAMETERS] = dict(query_parameters(route.dependant))
    return known


def query_parameters(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    for field in dependant.query_params:
        yield field.alias, get_origin(field.field_info.annotation) is list
    for needed in dependant.dependencies:
        yield from query_parameters(needed)
