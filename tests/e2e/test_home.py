"""The page at `/` in a browser: searching, asking, choosing, planning, copying."""

import json
import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e import checking
from tests.e2e.browsing import PHONE, Foreign, box, watched

BUDGET = 100 * 1024
"""Bytes of HTML, style sheets and scripts, uncompressed; what travels is less."""

SENTENCE = "my heel kills me when I get out of bed"


async def answered(page: Page) -> str:
    """Wait for the box to answer; return what it says."""
    await page.wait_for_selector("#found:not([aria-busy]):not(:empty)")
    return await page.inner_text("#found")


@pytest.mark.parametrize("path", ["/", "/?complaint=plantar-heel-pain"])
async def test_is_light_and_asks_nobody_else(path: str, site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site + path, wait_until="networkidle")
        await seen.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        await seen.page.wait_for_timeout(200)
        assert await seen.weight() <= BUDGET
        assert all(url.startswith(f"{site}/") for url in seen.addresses())
        assert len([url for url in seen.addresses() if "/media/" not in url]) <= 10
        assert await seen.page.evaluate("document.querySelectorAll('*').length") < 1_500
        assert await seen.context.cookies() == []
        assert await seen.page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert seen.complaints == []


async def test_pictures_come_when_they_come_into_sight(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        page = seen.page
        await page.goto(site, wait_until="networkidle")
        pictures = page.locator("#exercises img")
        assert await pictures.count() >= 12
        early = [url for url in seen.addresses() if "/media/" in url]
        assert len(early) < await pictures.count()
        for picture in await pictures.all():
            await picture.scroll_into_view_if_needed()
            await expect(picture).to_have_js_property("complete", True)
            assert await picture.evaluate("one => one.naturalWidth") >= 400
        assert seen.complaints == []


async def test_is_there_at_once(site: str, browser: Browser) -> None:
    """The first paint shows the heading, nothing moves afterwards, and scripts block nothing."""
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.add_init_script(
            """window.shifts = 0; new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.shifts += entry.value;
            }).observe({type: "layout-shift", buffered: true});"""
        )
        await seen.page.goto(site, wait_until="networkidle")
        assert await seen.page.evaluate("window.shifts") < 0.1
        assert await seen.page.locator("script[src]:not([defer])").count() == 0
        assert await seen.page.locator("img:not([width])").count() == 0


async def test_names_answer_as_one_types(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await seen.page.locator("#text").press_sequentially("flat fe", delay=30)
        assert "Flat feet" in await answered(seen.page)
        await seen.page.get_by_role("button", name="Flat feet").click()
        await expect(seen.page.locator("#answer h2")).to_have_text("Flat feet")
        assert seen.page.url == f"{site}/?complaint=flat-feet"
        await expect(seen.page.locator("#plan-complaint")).to_have_value("flat-feet")
        assert seen.complaints == []


async def test_a_sentence_goes_by_post_and_never_into_an_address(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", SENTENCE)
        assert "Plantar heel pain" in await answered(seen.page)
        await seen.page.press("#text", "Enter")
        await expect(seen.page.locator("#answer h2")).to_have_text("Plantar heel pain")
        await checking.title(seen.page)
        posts = [request for request in seen.requests if request.method == "POST"]
        paths = ("/v1/complaint-matches", "/v1/safety-checks")
        assert {request.url for request in posts} == {site + path for path in paths}
        assert json.loads(posts[-1].post_data or "")["text"] == SENTENCE
        for url in [*seen.addresses(), seen.page.url]:
            assert "kills" not in url
            assert "bed" not in re.sub("embed|/media/.*", "", url.removeprefix(site))


async def test_warning_signs_come_first(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", "one calf is hot, swollen and red since the long flight")
        shown = await answered(seen.page)
        assert "Get seen today" in shown
        assert await seen.page.locator("#found button").count() == 0
        await seen.page.press("#text", "Enter")
        await seen.page.wait_for_timeout(400)
        assert await seen.page.locator("#answer .help").count() == 0

        await seen.page.goto(f"{site}/?complaint=plantar-heel-pain")
        await checking.title(seen.page)
        assert await seen.page.locator("#answer .help:visible").count() == 0
        await seen.page.get_by_role("button", name="Show all warning signs at once").click()
        signs = await box(seen.page.locator("#answer .care"))
        first = await box(seen.page.locator("#answer .help").first)
        assert signs["y"] < first["y"]


async def test_a_half_stated_sign_is_asked_for_and_answered_by_keyboard(
    site: str, browser: Browser
) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", "lower back ache and peeing all the time")
        await seen.page.press("#text", "Enter")
        await checking.title(seen.page)
        await expect(seen.page.locator("#found")).to_be_empty()
        while "cauda_equina" not in await checking.codes(seen.page):
            await checking.go_on(seen.page)

        await seen.page.locator("[name=cauda_equina][value=yes]").focus()
        await seen.page.keyboard.press("Space")
        await seen.page.keyboard.press("Enter")
        await expect(seen.page.locator(".check .tier")).to_have_text("Get emergency help now")
        assert await seen.page.evaluate("document.activeElement !== document.body")
        assert await seen.page.locator("#answer .help").count() == 0


async def test_while_one_types_a_half_stated_sign_offers_the_check(
    site: str, browser: Browser
) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", "lower back ache and peeing all the time")
        assert "a few questions first" in await answered(seen.page)
        await seen.page.locator("#found").get_by_role("button", name="Start the check").click()
        await checking.title(seen.page)


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        ("sudden pop in my calf, cannot walk", "Get seen today"),
        ("my dog ate my shoes", "where it hurts"),
        ("it hurts somewhere between heel and arch", ""),
    ],
)
async def test_a_second_question_leaves_nothing_of_the_first_answer(
    second: str, shown: str, site: str, browser: Browser
) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", SENTENCE)
        await seen.page.press("#text", "Enter")
        await checking.title(seen.page)
        assert await seen.page.locator("#answer .help").count() > 0

        await seen.page.fill("#text", second)
        await seen.page.press("#text", "Enter")

        await expect(seen.page.locator("#answer")).to_be_empty()
        await expect(seen.page.locator("#found")).to_contain_text(shown)
        await expect(seen.page.locator("[data-complaint][aria-current]")).to_have_count(0)
        assert seen.page.url == f"{site}/"


async def test_a_lost_connection_is_told_in_words(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await seen.page.route("**/v1/**", lambda route: route.abort())
        await seen.page.fill("#text", SENTENCE)
        assert "seem to be offline" in await answered(seen.page)
        await seen.page.get_by_role("button", name="Make a plan").click()
        await expect(seen.page.locator("#plan-result")).to_contain_text("seem to be offline")


async def test_where_a_clinician_comes_first_there_is_no_exercise(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(f"{site}/?complaint=foot-fracture")
        await expect(seen.page.locator("#answer")).to_contain_text("No exercises yet")
        assert await seen.page.locator("#answer .help").count() == 0


async def test_what_is_typed_stays_text(site: str, browser: Browser) -> None:
    attack = '<img src=x onerror="alert(1)"> my foot <script>alert(2)</script> hurts'
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await seen.page.fill("#text", attack)
        await answered(seen.page)
        assert await seen.page.locator("#found img, #found script").count() == 0
        assert seen.complaints == []


async def test_when_the_server_fails_it_says_so_and_shows_the_way_on(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.route("**/v1/**", lambda route: route.fulfill(status=503, body="{}"))
        await seen.page.goto(site)
        await seen.page.fill("#text", SENTENCE)
        assert "cannot answer that right now" in await answered(seen.page)
        await seen.page.get_by_role("button", name="Make a plan").click()
        await expect(seen.page.locator("#plan-result")).to_contain_text("right now")


async def test_going_back_goes_back(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await seen.page.get_by_role("link", name="Flat feet").click()
        await expect(seen.page.locator("#answer h2")).to_have_text("Flat feet")
        await seen.page.get_by_role("link", name="Hip pain").click()
        await expect(seen.page.locator("#answer h2")).to_have_text("Hip pain")
        await seen.page.go_back()
        await expect(seen.page.locator("#answer h2")).to_have_text("Flat feet")
        await seen.page.go_back()
        await expect(seen.page.locator("#answer h2")).to_have_count(0)


async def test_without_scripts_everything_has_a_link(site: str, browser: Browser) -> None:
    async with watched(browser, java_script_enabled=False) as seen:
        await seen.page.goto(site)
        await expect(seen.page.locator("#ask")).to_be_hidden()
        assert await seen.page.locator("#complaints a").count() == 24
        assert await seen.page.locator("#exercises .card a").count() == 16
        assert await seen.page.locator("noscript a").count() == 10
        await seen.page.get_by_role("link", name="Plantar heel pain").click()
        await expect(seen.page.locator("#answer h2")).to_have_text("Plantar heel pain")
        await seen.page.get_by_role("link", name="Plantar Heel Stretch").first.click()
        await expect(seen.page.locator("h1")).to_have_text("Plantar Heel Stretch")


@pytest.mark.parametrize("how", ["element", "iframe"])
async def test_the_code_it_gives_works_in_somebody_elses_page(
    how: str, site: str, foreign: Foreign, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await seen.page.goto(site)
        await seen.page.select_option("#snippet-thing", label="Desk feet")
        await seen.page.select_option("#snippet-how", how)
        await seen.page.select_option("#snippet-theme", "dark")
        await seen.page.click("#copy")
        await expect(seen.page.locator("#copied")).to_have_text("Copied.")
        code = await seen.page.evaluate("navigator.clipboard.readText()")

    policy = f"default-src 'none'; script-src {site}; frame-src {site}"
    address = foreign.put(f"/copied-{how}", f"<body>{code}</body>", policy)
    async with watched(browser) as seen:
        await seen.page.goto(address)
        inside = seen.page.frame_locator("iframe")
        await expect(inside.locator("html")).to_have_attribute("data-theme", "dark")
        await expect(inside.locator("h1")).to_have_text("Desk feet")
