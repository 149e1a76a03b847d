"""axe-core finds nothing on the page and on the embeds: light, dark, on a phone, on a desktop."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.e2e.browsing import DESKTOP, PHONE, watched

AXE = Path(__file__).resolve().parents[2] / "openapi/node_modules/axe-core/axe.min.js"
PAGES = [
    "/",
    "/?complaint=plantar-heel-pain",
    "/?complaint=foot-fracture",
    "/?complaint=no-such-complaint",
    "/embed/routines/first-steps-in-the-morning",
    "/embed/exercises/foot-flexibility-stretch",
    "/embed/routines/no-such-routine",
]


async def violations(page: Page) -> list[dict[str, Any]]:
    """Run axe in the page; our policy lets no script in, so it comes by the debugger."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = await page.evaluate("axe.run(document, {iframes: false})")
    assert len(result["passes"]) > 5
    return [
        {"rule": found["id"], "where": [node["html"][:200] for node in found["nodes"]]}
        for found in result["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing(
    path: str, viewport: dict[str, int], scheme: str, site: str, browser: Browser
) -> None:
    async with watched(browser, viewport=viewport, color_scheme=scheme) as seen:
        await seen.page.goto(site + path)
        for details in await seen.page.locator("details").all():
            await details.evaluate("element => { element.open = true }")
        assert await violations(seen.page) == []


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_is_wider_than_a_phone(path: str, site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site + path)
        assert await seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_the_way_through_a_routine(
    scheme: str, site: str, browser: Browser
) -> None:
    async with watched(browser, viewport=PHONE, color_scheme=scheme) as seen:
        await seen.page.goto(f"{site}/embed/routines/desk-feet")
        await seen.page.click("#start")
        await seen.page.get_by_role("button", name="I did this check before").click()
        assert await violations(seen.page) == []
        await seen.page.click("[data-walk=go]")
        assert await violations(seen.page) == []


async def test_axe_finds_nothing_in_what_the_box_answers(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site)
        for text in ("arch", "one calf is hot, swollen and red since the long flight"):
            await seen.page.fill("#text", text)
            await seen.page.wait_for_selector("#found:not([aria-busy]):not(:empty)")
            assert await violations(seen.page) == []
