"""Pages whose HTML is frozen: `make snapshots` writes them anew, and their diff is the review."""

import asyncio
import re
from pathlib import Path

import httpx
from sqlalchemy.engine import URL

from tests import databases
from tests.conftest import client_of, served

FOLDER = Path(__file__).parent / "snapshots"
PAGES = {
    "routine.html": "/embed/routines/first-steps-in-the-morning",
    "routine-pinned-dark.html": "/embed/routines/before-bed-cramps?version=4&theme=dark",
    "exercise.html": "/embed/exercises/calf-stretch",
    "not-found.html": "/embed/routines/no-such-routine",
    "wrong-parameter.html": "/embed/routines/desk-feet?version=first&theme=blue",
    "oembed.json": "/oembed?url=https://api.instep.example/embed/routines/desk-feet&maxwidth=400",
    "embed.js": "/embed.js",
}


async def page(client: httpx.AsyncClient, address: str) -> str:
    """Return a page with the digests of its files left out: those change with their bytes."""
    return re.sub(
        r"(?<=\?v=)[0-9a-f]{12}|(?<=/media/)[0-9a-f]{64}", "…", (await client.get(address)).text
    )


async def pages(url: URL) -> dict[str, str]:
    async with served(url) as app, client_of(app) as client:
        return {name: await page(client, address) for name, address in PAGES.items()}


def main() -> None:
    with databases.server() as server, databases.database(server) as url:
        asyncio.run(databases.fill(url))
        for name, html in asyncio.run(pages(url)).items():
            (FOLDER / name).write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main()
