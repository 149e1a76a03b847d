"""The pictures on the page of an exercise: moving in the player, still without scripts."""

from playwright.async_api import Browser, expect

from tests.e2e.browsing import watched
from tests.e2e.test_walk import part, start

MOMENT = """() => {
    const inner = document.querySelector("[data-walk=picture] > div").shadowRoot;
    return inner.getAnimations()[0]?.currentTime ?? null;
}"""


async def test_the_picture_moves_with_what_is_counted(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        path = "/v1/exercises/achilles-tendon-stretch"
        exercise = await (await page.request.get(site + path)).json()
        animation = next(one for one in exercise["media"] if one["kind"] == "animation")
        parts = {one["name"]: one for one in animation["markers"]}
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/achilles-tendon-stretch")
        await start(page)
        picture = page.locator("[data-walk=picture] > div")
        await expect(picture).to_have_attribute("aria-label", animation["alt"])
        await expect(picture.locator("svg")).to_be_visible()
        assert await page.evaluate(MOMENT) == 0

        await page.click("[data-walk=go]")
        await page.clock.run_for(6_000)
        assert await part(page, "what") == "Hold for 30 seconds. Number 1 of 2."
        hold = parts["hold"]
        moment = await page.evaluate(MOMENT)
        assert hold["at_ms"] <= moment <= hold["at_ms"] + hold["ms"]

        await page.click("[data-walk=go]")
        await page.wait_for_timeout(100)  # a browser pauses at its next frame
        paused = await page.evaluate(MOMENT)
        await page.wait_for_timeout(300)
        assert await page.evaluate(MOMENT) == paused
        assert seen.complaints == []


async def test_the_picture_stands_still_where_less_motion_is_asked(
    site: str, browser: Browser
) -> None:
    async with watched(browser, reduced_motion="reduce") as seen:
        await seen.page.goto(f"{site}/embed/exercises/calf-stretch")
        await start(seen.page)
        await expect(seen.page.locator("[data-walk=picture] svg")).to_be_visible()
        await seen.page.click("[data-walk=go]")
        assert await seen.page.evaluate(MOMENT) is None
        assert seen.complaints == []


async def test_without_scripts_pictures_and_words_are_there(site: str, browser: Browser) -> None:
    async with watched(browser, java_script_enabled=False) as seen:
        page = seen.page
        await page.goto(f"{site}/embed/exercises/calf-stretch")
        await expect(page.locator("img.figure")).to_be_visible()
        stills = page.locator(".steps img.still")
        assert await stills.count() >= 3
        for still in await stills.all():
            assert await still.get_attribute("alt")
        await expect(page.locator("#walk")).to_be_hidden()
