"""Write `openapi/` anew: `make openapi`. Examples are answers of the seeded catalogue."""

import asyncio
import json
from typing import Any

from sqlalchemy.engine import URL

from api.main import create_app
from api.openapi import COMMITTED, build_document
from api.v1.desk import moment
from tests import databases
from tests.conftest import client_of
from tests.contract.examples import true_examples


async def document(url: URL) -> dict[str, Any]:
    """Return the document as it should be committed."""
    app = create_app(databases.settings_for(url))
    app.dependency_overrides[moment] = lambda: databases.PUBLISHED
    async with client_of(app) as client:
        bare = build_document(app, databases.PUBLIC_URL, {})
        examples = await true_examples(client, bare)
    await app.state.database.close()
    return build_document(app, databases.PUBLIC_URL, examples)


def as_text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    with databases.server() as server, databases.database(server) as url:
        asyncio.run(databases.fill(url))
        COMMITTED.write_text(as_text(asyncio.run(document(url))), encoding="utf-8")


if __name__ == "__main__":
    main()
