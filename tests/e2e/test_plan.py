"""The plan builder at `/`: a week to print, or why there is none."""

import json
from collections.abc import Collection
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e import checking
from tests.e2e.browsing import PHONE, Watched, watched

ADDRESS = "/v1/plan-recommendations"


async def planned(page: Page, *, yes: Collection[str] = ()) -> dict[str, Any]:
    """Press the button and answer the check that comes first; return what the server answered."""
    async with page.expect_response(f"**{ADDRESS}") as waited:
        await page.get_by_role("button", name="Make a plan").click()
        await checking.answer(page, yes=yes, place="#plan-result ")
    answer: dict[str, Any] = await (await waited.value).json()
    await expect(page.locator("#plan-result h3")).to_be_visible()
    return answer


def asked(seen: Watched) -> list[dict[str, Any]]:
    posts = [request for request in seen.requests if request.url.endswith(ADDRESS)]
    return [json.loads(request.post_data or "") for request in posts]


async def test_lays_out_the_week_that_the_planner_gives(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        answer = await planned(seen.page)

        assert answer["outcome"] == "plan"
        assert asked(seen)[0]["days"] == ["mon", "wed", "fri"]
        assert await seen.page.locator(".strip li.on").count() == 3
        told = " ".join((await seen.page.inner_text("#plan-result")).split())
        for statement in (answer["notice"], answer["pain_rule"]["text"]):
            assert " ".join(statement.split()) in told
        names = {exercise["slug"]: exercise["name"] for exercise in answer["exercises"]}
        for phase in answer["phases"]:
            for session in phase["sessions"]:
                for item in session["items"]:
                    assert names[item["exercise"]] in told
                    assert item["dosage"]["text"] in told
        assert seen.complaints == []


async def test_asks_for_what_was_chosen(site: str, browser: Browser) -> None:
    async with watched(browser, viewport=PHONE) as seen:
        await seen.page.goto(f"{site}/?complaint=toe-weakness")
        await seen.page.locator("#plan-minutes").fill("4")
        await seen.page.select_option("#plan-weeks", "2")
        await seen.page.select_option("#plan-level", "intermediate")
        await seen.page.get_by_label("Sat").check()
        answer = await planned(seen.page, yes=["diabetes"])
        [body] = asked(seen)
        assert {"code": "diabetes", "answer": "yes"} in body["answers"]
        chosen = {
            "complaints": ["toe-weakness"],
            "minutes_per_session": 4,
            "weeks": 2,
            "level": "intermediate",
            "days": ["mon", "wed", "fri", "sat"],
        }
        assert {name: body[name] for name in chosen} == chosen
        assert answer["outcome"] == "after_clearance"


async def test_a_complaint_that_needs_clearance_gets_none_until_it_is_cleared(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(f"{site}/?complaint=nerve-symptoms")
        answer = await planned(seen.page)
        assert answer["outcome"] == "after_clearance"
        assert await seen.page.locator(".session").count() == 0
        await expect(seen.page.locator("#plan-result h3")).to_have_text("See a clinician first")

        await seen.page.get_by_role("button", name="A clinician has cleared me").click()

        await expect(seen.page.locator(".session").first).to_be_visible()
        assert asked(seen)[-1]["cleared"] == ["nerve-symptoms"]


async def test_prints_on_a_page_with_nothing_but_the_plan(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        await planned(seen.page)
        await seen.page.emulate_media(media="print")
        for left_out in ("nav", "#ask", "#plan-form", "#embed", "#exercises", "#warning-signs"):
            await expect(seen.page.locator(left_out)).to_be_hidden()
        assert await seen.page.locator("button:visible").count() == 0
        await expect(seen.page.locator(".session").first).to_be_visible()
        assert len(await seen.page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("margin", ["0mm", "10mm"])
async def test_on_paper_no_text_lies_over_another_and_all_is_said(
    paper: str, margin: str, site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        answer = await planned(seen.page)
        margins: Any = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        printed = await seen.page.pdf(format=paper, margin=margins, print_background=True)

    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(printed)]
    text = " ".join(" ".join(page.get_text_bounded().split()) for page in pages)
    assert [over for page in pages for over in overlapping(page)] == []
    assert len(pages) <= 4
    for exercise in answer["exercises"]:
        for step in exercise["steps"]:
            assert step["text"] in text


def overlapping(page: Any) -> list[tuple[str, str]]:
    """Return each pair of pieces of text of a page of which one is printed over the other."""
    boxes = [page.get_rect(number) for number in range(page.count_rects())]
    found = []
    for one, other in combinations(boxes, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        if wide > 1 and high > 2:
            texts = page.get_text_bounded(*one), page.get_text_bounded(*other)
            # Two letters that lean into each other ("Tw") are a piece of their own.
            if min(map(len, texts)) > 2:
                found.append(texts)
    return found


async def test_a_plan_goes_when_another_question_is_asked(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(f"{site}/?complaint=flat-feet")
        await planned(seen.page)
        await seen.page.fill("#text", "sudden pop in my calf, cannot walk")
        await seen.page.get_by_role("button", name="Ask").click()
        await expect(seen.page.locator("#found")).to_contain_text("Get seen today")
        await expect(seen.page.locator("#plan-result")).to_be_empty()
        await expect(seen.page.locator("#answer")).to_be_empty()


async def test_says_when_no_day_was_chosen(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(site)
        for day in ("Mon", "Wed", "Fri"):
            await seen.page.get_by_label(day).uncheck()
        await seen.page.get_by_role("button", name="Make a plan").click()
        await expect(seen.page.locator("#plan-result")).to_have_text("Choose at least one day.")
        assert asked(seen) == []
