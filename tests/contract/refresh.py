"""Write `openapi/` anew: `make openapi`. Examples are answers of the seeded catalogue."""

import asyncio
import json
from typing import Any

from sqlalchemy.engine import URL

from api.main import create_app
from api.openapi import COMMITTED, Examples, build_document
from tests import databases
from tests.conftest import client_of
from tests.contract.examples import REQUESTS, ask


async def answers(url: URL) -> Examples:
    """Return the answer to each example's request."""
    app = create_app(databases.settings_for(url))
    found: Examples = {}
    async with client_of(app) as client:
        for operation in REQUESTS:
            response = await ask(client, operation)
            response.raise_for_status()
            found[operation] = response.json()
    await app.state.database.close()
    return found


def document(url: URL) -> dict[str, Any]:
    """Return the document as it should be committed."""
    examples = asyncio.run(answers(url))
    app = create_app(databases.settings_for(url))
    return build_document(app, databases.PUBLIC_URL, examples)


def as_text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    with databases.server() as server, databases.database(server) as url:
        asyncio.run(databases.fill(url))
        COMMITTED.write_text(as_text(document(url)), encoding="utf-8")


if __name__ == "__main__":
    main()
