"""Who may enter a partner's desk, and from where."""

import httpx
import pytest

from api.db import Database
from tests.partners.issued import bearer, issue
from tests.partners.written import CREATE, DESK, definition

DRAFT = f"{DESK}/morning-feet"


class TestScopes:
    @pytest.mark.parametrize(
        ("method", "address"),
        [
            ("GET", DESK),
            ("GET", DRAFT),
            ("PUT", DRAFT),
            ("DELETE", DRAFT),
            ("POST", f"{DRAFT}/publish"),
            ("POST", f"{DRAFT}/archive"),
        ],
    )
    async def test_are_asked_for_at_each_address(
        self, method: str, address: str, anyone: httpx.AsyncClient, scratch: Database
    ) -> None:
        reader = await issue(scratch, "acme", ["read"])
        body = {"json": definition()} if method == "PUT" else {}

        without = await anyone.request(method, address, headers=CREATE, **body)  # type: ignore[arg-type]
        lacking = await anyone.request(
            method,
            address,
            headers={**CREATE, **bearer(reader)},
            **body,  # type: ignore[arg-type]
        )

        assert (without.status_code, lacking.status_code) == (401, 403)
        assert without.headers["www-authenticate"] == 'Bearer realm="instep"'
        assert 'scope="routines:write"' in lacking.headers["www-authenticate"]

    async def test_no_page_of_another_origin_may_use_it(self, acme: httpx.AsyncClient) -> None:
        asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "PUT"}

        preflight = await acme.options(DRAFT, headers=asked)
        read = await acme.get(DESK, headers={"Origin": "https://app.example"})

        for response in (preflight, read):
            assert not [name for name in response.headers if name.startswith("access-control")]
