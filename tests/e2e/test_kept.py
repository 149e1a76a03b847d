"""A plan that somebody keeps in their browser: what comes today, how it was, nothing elsewhere."""

import json
from datetime import date, timedelta
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.e2e import checking
from tests.e2e.browsing import PHONE, Watched, watched

ADDRESS = "/v1/plan-adaptations"
MONDAY = date(2026, 11, 30)
KEPT = "#kept"


async def on(page: Page, day: date) -> None:
    await page.clock.set_fixed_time(f"{day.isoformat()}T09:00:00")


async def stored(page: Page) -> dict[str, Any] | None:
    text = await page.evaluate("localStorage.getItem('instep:plan')")
    found: dict[str, Any] | None = text and json.loads(text)
    return found


async def plan_kept(seen: Watched, site: str) -> None:
    """Make the usual plan on a Monday, and keep it."""
    page = seen.page
    await on(page, MONDAY)
    await page.goto(site)
    await page.get_by_role("button", name="Make a plan").click()
    await checking.answer(page, place="#plan-result ")
    assert await stored(page) is None
    async with page.expect_response(f"**{ADDRESS}"):
        await page.get_by_role("button", name="Keep it in this browser").click()
    await expect(page.locator(f"{KEPT} h2")).to_be_focused()


async def press(page: Page, name: str) -> dict[str, Any]:
    """Press a button that changes what is kept; return what the server answered."""
    async with page.expect_response(f"**{ADDRESS}") as waited:
        await page.locator(KEPT).get_by_role("button", name=name, exact=True).click()
    answer: dict[str, Any] = await (await waited.value).json()
    return answer


async def test_goes_on_from_how_it_was(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        page = seen.page
        await plan_kept(seen, site)
        await expect(page.locator(f"{KEPT} ol li").first).to_be_visible()
        await page.locator(KEPT).get_by_role("button", name="How was it?").click()
        answer = await press(page, "Good")
        assert answer["decision"] == "go_on"
        await expect(page.locator(KEPT)).to_contain_text("That is all for today.")
        await expect(page.locator(KEPT)).to_contain_text("Next session: Wednesday, December 2.")

        await on(page, MONDAY + timedelta(days=2))
        await page.reload()
        await expect(page.locator(KEPT)).to_contain_text("How was the pain on the morning after")
        await press(page, "Worse")
        plan = await stored(page)
        assert plan is not None
        [check_in] = plan["check_ins"]
        assert check_in["date"] == "2026-11-30"
        assert check_in["pain_next_morning"] == "worse"
        assert {item["done"] for item in check_in["items"]} == {"all"}
        assert seen.complaints == []


async def test_pain_is_asked_for_in_numbers(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        page = seen.page
        await plan_kept(seen, site)
        await page.locator(KEPT).get_by_role("button", name="How was it?").click()
        await page.locator(KEPT).get_by_role("button", name="It hurt").click()
        answer = await press(page, "7")
        assert answer["decision"] in ("ease", "pause")
        plan = await stored(page)
        assert plan is not None
        assert plan["check_ins"][0]["pain_during"] == 7


async def test_nothing_but_requests_leaves_the_device(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await plan_kept(seen, site)
        await expect(seen.page.locator(KEPT)).to_contain_text("keeps nothing of it")
        assert all(url.startswith(f"{site}/") for url in seen.addresses())
        assert all("plantar" not in url for url in seen.addresses() if "/v1/" in url)
        assert await seen.context.cookies() == []


async def test_is_saved_as_a_file_and_deleted(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await plan_kept(seen, site)
        async with page.expect_download() as waited:
            await page.get_by_role("button", name="Save as a file").click()
        saved = await waited.value
        assert saved.suggested_filename == "instep-plan.json"
        text = (await saved.path()).read_text(encoding="utf-8")
        assert json.loads(text) == await stored(page)

        await page.locator(KEPT).get_by_role("button", name="Delete").click()
        await page.locator(KEPT).get_by_role("button", name="Delete it").click()
        assert await stored(page) is None
        await page.reload()
        await expect(page.locator(KEPT)).to_be_hidden()
        assert seen.complaints == []


async def test_a_warning_sign_ends_it(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await plan_kept(seen, site)
        await page.get_by_role("button", name="Something is new: check again").click()
        async with page.expect_response(f"**{ADDRESS}"):
            await checking.answer(page, yes=["chest_pain"], place=f"{KEPT} ")
        await expect(page.locator(f"{KEPT} .tier")).to_have_text("Get emergency help now")
        assert await page.locator(f"{KEPT} ol").count() == 0


async def test_a_browser_that_keeps_nothing_says_so(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceeded'); };"
        )
        await on(page, MONDAY)
        await page.goto(site)
        await page.get_by_role("button", name="Make a plan").click()
        await checking.answer(page, place="#plan-result ")
        await page.get_by_role("button", name="Keep it in this browser").click()
        await expect(page.locator(KEPT)).to_contain_text("This browser keeps nothing")


async def test_what_is_stored_may_be_anything(site: str, browser: Browser) -> None:
    """Another program, or an older page, may have written it: the page is as usual all the same."""
    for text in ("{", "null", '{"request": 1}', '{"request": {}, "check_ins": [{"date": 1}]}'):
        async with watched(browser) as seen:
            await seen.page.add_init_script(
                f"localStorage.setItem('instep:plan', {json.dumps(text)});"
            )
            await seen.page.goto(site, wait_until="networkidle")
            await expect(seen.page.locator("#ask")).to_be_visible()
            assert [one for one in seen.complaints if "422" not in one] == []
