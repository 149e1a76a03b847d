"""Write the contract and its page of refusals anew, from answers of the seeded catalogue."""

import asyncio
import json
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from api.openapi.committed import COMMITTED
from api.openapi.document import build_document
from api.v1.partner_request import current_time
from tests import databases
from tests.conftest import client_of, served
from tests.contract import hostile
from tests.contract.examples import true_examples


async def written(url: URL) -> dict[Path, str]:
    """Return each file as it should be committed."""
    async with served(url) as app, client_of(app) as client:
        app.dependency_overrides[current_time] = lambda: databases.PUBLISHED
        app.state.keys.today = databases.PUBLISHED.date
        bare = build_document(app, databases.PUBLIC_URL, {})
        examples = await true_examples(client, bare)
        page = await hostile.page(client)
    document = build_document(app, databases.PUBLIC_URL, examples)
    return {COMMITTED: as_text(document), hostile.PAGE: page}


def as_text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    with databases.server() as server, databases.database(server) as url:
        asyncio.run(databases.fill(url))
        for path, text in asyncio.run(written(url)).items():
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
