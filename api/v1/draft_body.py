"""A partner's draft as a body: also one that is no definition is checked against the catalogue."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from api.partners.drafts import InvalidDraftError, examine
from api.v1.body import JsonBodyRoute
from api.v1.schemas.values import whole

Path = tuple[str | int, ...]


class DraftRoute(JsonBodyRoute):
    """A route that names all mistakes of a draft in one answer, whatever their kind.

    FastAPI answers a body that does not fit the schema before the draft is compared with the
    catalogue. So here the parts that do fit are compared all the same. Not judged is only what
    cannot be: a body that is no object, a list with too many entries, what depends on a wrong
    value (the doses of an unknown exercise), and conditions such as `If-Match`.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_draft(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                definition = valid_part(error.body, wrong_places(error))
                if not isinstance(definition, dict):
                    raise
                async with request.app.state.database.reading() as session:
                    _, _, mistakes = await examine(session, definition)
                raise InvalidDraftError(error, mistakes) from error

        return handle_draft


def wrong_places(error: RequestValidationError) -> set[Path]:
    """Return the path of each wrong value in the body, as in `("items", 0, "exercise")`."""
    found = (finding["loc"] for finding in error.errors())
    return {tuple(path) for place, *path in found if place == "body"}


def valid_part(value: Any, wrong: set[Path], path: Path = ()) -> Any:
    """Return a body with None for each wrong value in it."""
    if path in wrong:
        return None
    if isinstance(value, dict):
        return {name: valid_part(part, wrong, (*path, name)) for name, part in value.items()}
    if isinstance(value, list):
        return [valid_part(part, wrong, (*path, at)) for at, part in enumerate(value)]
    return whole(value)
