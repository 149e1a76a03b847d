"""Going through the check before exercise on a page, as a person does."""

import json
from collections.abc import Collection
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.browsing import Watched

SCREEN = ".check:not([aria-busy=true])"
MOST_SCREENS = 9

HEEL = "/?complaint=plantar-heel-pain"
CALF = "/?complaint=calf-tightness"


async def title(page: Page) -> str:
    """Return the heading of what the check shows, once it shows something."""
    heading = page.locator(f"{SCREEN} :is(h2, h3)").first
    await expect(heading).to_be_visible()
    return await heading.inner_text()


async def codes(page: Page) -> list[str]:
    """Return the codes of the questions on this screen."""
    boxes = page.locator(f"{SCREEN} input[value=yes]")
    return [await box.get_attribute("name") or "" for box in await boxes.all()]


async def go_on(page: Page) -> None:
    """Press the button at the end of a screen; wait for what comes next."""
    async with page.expect_response("**/v1/safety-checks"):
        await page.locator(".check [type=submit]").click()
    await expect(page.locator(SCREEN)).to_be_visible()


async def answer(
    page: Page, *, yes: Collection[str] = (), unsure: Collection[str] = (), place: str = ""
) -> int:
    """Answer screen after screen, with no to what is not named; return how many there were.

    Ends with the decision, or when the page has gone on from it. `place` is where it stands, as the
    beginning of a selector.
    """
    await expect(page.locator(f"{place}{SCREEN} :is(h2, h3)").first).to_be_visible()
    for number in range(MOST_SCREENS + 1):
        if await page.locator(f"{place}{SCREEN} form").count() == 0:
            return number
        for box in await page.locator(f"{place}.check input").all():
            code, value = [await box.get_attribute(name) for name in ("name", "value")]
            if code in {"yes": yes, "unsure": unsure}[value or ""]:
                await box.check()
        async with page.expect_response("**/v1/safety-checks") as waited:
            await page.locator(f"{place}.check [type=submit]").click()
        is_done = (await (await waited.value).json())["done"]
        await expect(page.locator(".check[aria-busy=true]")).to_have_count(0)
        if is_done:  # the page may be about to go on, so its form is not looked at
            return number + 1
    raise AssertionError("the check did not end")


def bodies(seen: Watched, path: str = "/v1/safety-checks") -> list[dict[str, Any]]:
    """Return what the page posted to an address, request by request."""
    posts = [request for request in seen.requests if request.url.endswith(path)]
    return [json.loads(request.post_data or "") for request in posts]
