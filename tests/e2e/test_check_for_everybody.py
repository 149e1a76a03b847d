"""The check before exercise by keyboard, by no script, by everybody, and on the embeds."""

import pytest
from playwright.async_api import Browser, expect

from tests.e2e import checking
from tests.e2e.browsing import DESKTOP, PHONE, box, watched
from tests.e2e.checking import CALF, HEEL
from tests.e2e.test_accessibility import violations

FINGER = 44
"""Pixels that a thumb needs, each way."""


class TestForEverybody:
    async def test_the_keyboard_is_enough_and_focus_goes_to_the_new_heading(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + CALF)
            await checking.title(page)
            await page.locator(".check [name=under_18][value=yes]").focus()
            for _ in range(20):
                if await page.evaluate("document.activeElement.type") == "submit":
                    break
                await page.keyboard.press("Tab")
            await page.keyboard.press("Enter")
            await expect(page.locator(".check .kicker")).to_contain_text("Screen 2")
            heading = await checking.title(page)
            assert await page.evaluate("document.activeElement.textContent") == heading
            while await page.evaluate("document.activeElement.name") != "dvt":
                await page.keyboard.press("Tab")
            await page.keyboard.press("Space")
            await page.keyboard.press("Enter")
            await expect(page.locator(".check h3")).to_contain_text("Get care first")
            assert "Get care first" in await page.evaluate("document.activeElement.textContent")

    async def test_each_question_is_a_group_with_its_words_as_its_name(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site + HEEL)
            await checking.title(seen.page)
            asked = await seen.page.locator(".check legend").all_inner_texts()
            assert len(asked) >= 4
            for words in asked:
                group = seen.page.get_by_role("group", name=words)
                await expect(group.get_by_role("checkbox", name="Yes")).to_have_count(1)
                await expect(group.get_by_role("checkbox", name="Not sure")).to_have_count(1)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
    async def test_axe_finds_nothing_on_any_screen_nor_at_the_end(
        self, viewport: dict[str, int], scheme: str, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=viewport, color_scheme=scheme) as seen:
            await seen.page.goto(site + HEEL)
            await checking.title(seen.page)
            while await seen.page.locator(".check form").count():
                assert await violations(seen.page) == []
                await checking.go_on(seen.page)
            assert await violations(seen.page) == []
            for path, yes in ((HEEL, "dizziness_or_falls"), (CALF, "dvt")):
                await seen.page.goto(site + path)
                await checking.answer(seen.page, yes=[yes])
                assert await violations(seen.page) == []
            await seen.page.goto(site)
            await seen.page.get_by_role("button", name="Start the check").click()
            await checking.title(seen.page)
            await checking.go_on(seen.page)
            assert await violations(seen.page) == []

    async def test_a_thumb_hits_everything_and_nothing_is_wider_than_a_phone(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(f"{site}{CALF}#warning-signs")
            await checking.title(page)
            while True:
                for one in await page.locator(
                    ".check :is(button, .button, summary, .marks label)"
                ).all():
                    assert round((await box(one))["height"]) >= FINGER, await one.inner_text()
                width = await page.evaluate("document.documentElement.scrollWidth")
                assert width <= PHONE["width"]
                if await page.locator(".check form").count() == 0:
                    break
                submit = await box(page.locator(".check [type=submit]"))
                assert submit["y"] + submit["height"] <= PHONE["height"]
                await checking.go_on(page)

    async def test_remembers_nothing(self, site: str, browser: Browser) -> None:
        async with watched(browser) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            await checking.answer(page, yes=["dizziness_or_falls"])
            assert page.url == site + HEEL
            assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
            assert await page.evaluate("history.state") is None
            assert await seen.context.cookies() == []
            for url in seen.addresses():
                assert "dizz" not in url
            await page.reload()
            assert (await checking.title(page)).startswith("Who is it about?")
            assert await page.locator(".check :checked").count() == 0

    async def test_all_signs_at_once_are_a_press_away(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site + HEEL)
            await checking.title(seen.page)
            await seen.page.get_by_role("button", name="Show all warning signs at once").click()
            await expect(seen.page.locator("#warning-signs li").last).to_be_visible()
            await expect(seen.page.locator("#answer .help").first).to_be_visible()
            assert await seen.page.evaluate("document.activeElement.id") == "warning-signs"

            await seen.page.goto(site)
            await expect(seen.page.locator("#warning-signs li").first).to_be_hidden()
            await seen.page.get_by_role("button", name="Show all warning signs at once").click()
            await expect(seen.page.locator("#warning-signs li").last).to_be_visible()

    @pytest.mark.parametrize("path", ["/", HEEL])
    async def test_without_scripts_all_signs_stand_there_unfolded(
        self, path: str, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE, java_script_enabled=False) as seen:
            await seen.page.goto(site + path)
            signs = seen.page.locator("#warning-signs li")
            assert await signs.count() >= 8
            for sign in await signs.all():
                await expect(sign).to_be_visible()
            assert await seen.page.locator(".check").count() == 0


class TestOnTheEmbeds:
    async def test_the_walk_begins_with_it(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(f"{site}/embed/routines/first-steps-in-the-morning")
            await page.click("#start")
            await checking.title(page)
            await expect(page.locator("#items")).to_be_hidden()
            assert await violations(page) == []
            await checking.answer(page, yes=["osteoporosis"])
            assert set(checking.bodies(seen)[0]["complaints"]) == {
                "plantar-heel-pain",
                "plantar-fasciitis",
            }
            assert await violations(page) == []
            await page.get_by_role("button", name="Start the exercises").click()
            await expect(page.locator("#walk")).to_be_visible()
            await page.click("[data-walk=end]")
            await page.click("#start")
            await expect(page.locator("#walk")).to_be_visible()
            assert seen.complaints == []

    async def test_says_what_its_exercises_say_of_a_condition(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(f"{site}/embed/exercises/standing-heel-lifts")
            await page.click("#start")
            await checking.title(page)
            await checking.go_on(page)
            await page.get_by_role("button", name="Pain under the heel").click()
            await checking.answer(page, yes=["osteoporosis"])
            told = await page.locator("#items [data-condition=osteoporosis]").text_content()
            await expect(page.locator(".check ul.mind")).to_contain_text(told or "nothing is told")

    async def test_an_urgent_sign_leaves_no_exercise(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(f"{site}/embed/routines/calf-and-achilles")
            await page.click("#start")
            await checking.answer(page, yes=["dvt"])
            assert await checking.title(page) == "Get care first. No exercises now."
            await expect(page.locator("#items")).to_be_hidden()
            await expect(page.locator("#start")).to_be_hidden()
            await expect(page.get_by_role("button", name="Start the exercises")).to_have_count(0)

    async def test_whoever_made_it_before_goes_on(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(f"{site}/embed/exercises/calf-stretch")
            await page.click("#start")
            await page.get_by_role("button", name="I did this check before").click()
            await expect(page.locator("#walk")).to_be_visible()
