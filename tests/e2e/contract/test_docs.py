"""The page to try the API out works in a browser, one click an operation, and asks nobody else."""

import re
from typing import Literal

import pytest
from playwright.async_api import Browser, Page

OPERATIONS = ("exercises-list_exercises", "exercises-get_exercise", "complaints-match_complaints")


@pytest.fixture
async def page(browser: Browser, site: str) -> Page:
    page = await browser.new_page()
    await page.goto(f"{site}/docs")
    await page.wait_for_selector(".opblock")
    return page


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_one_click_asks_the_example_and_shows_its_answer(page: Page, operation: str) -> None:
    block = page.locator(f"#operations-{operation}")
    await block.locator(".opblock-summary").click()

    await block.locator("button.execute").click()

    answer = block.locator(".live-responses-table tbody tr").first
    assert (await answer.locator(".response-col_status").inner_text()).strip().startswith("200")
    assert '"slug"' in await answer.locator(".highlight-code").first.inner_text()


async def test_a_padlock_stands_where_a_key_is_required(page: Page) -> None:
    locked = page.locator(".opblock:has(.authorization__btn) .opblock-summary-path")

    paths = [(path or "").replace("\u200b", "") for path in await locked.all_text_contents()]

    assert len(paths) >= 7
    assert all(path.startswith("/v1/partner") for path in paths)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
async def test_it_is_as_light_as_the_reader_likes(
    scheme: Literal["light", "dark"], is_dark: bool, browser: Browser, site: str
) -> None:
    page = await browser.new_page(color_scheme=scheme)
    await page.goto(f"{site}/docs")
    await page.wait_for_selector(".opblock")

    color = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    title = await page.evaluate("getComputedStyle(document.querySelector('.title')).color")

    assert (sum(channels(title)) > 3 * 128) == is_dark, color


def channels(color: str) -> list[float]:
    """Return red, green and blue of a colour as a browser writes it."""
    return [float(number) for number in re.findall(r"[\d.]+", color)[:3]]


async def test_it_asks_no_third_party_and_complains_of_nothing(browser: Browser, site: str) -> None:
    page = await browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    await page.goto(f"{site}/docs")
    await page.wait_for_selector(".opblock")

    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert complaints == []
