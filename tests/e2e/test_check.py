"""The check before exercise on a phone: one screen at a time, back and forth, to each decision."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e import checking
from tests.e2e.browsing import PHONE, watched
from tests.e2e.checking import CALF, HEEL


async def planned(page: Page) -> dict[str, Any]:
    async with page.expect_response("**/v1/plan-recommendations") as waited:
        await page.get_by_role("button", name="Make a plan").click()
    answer: dict[str, Any] = await (await waited.value).json()
    return answer


class TestTheWays:
    async def test_heel_pain_and_nothing_else_leads_to_the_exercises_and_a_plan(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            assert (await checking.title(page)).startswith("Who is it about?")
            await expect(page.locator(".helps, #warning-signs, .around").first).to_be_hidden()

            assert 3 <= await checking.answer(page) <= checking.MOST_SCREENS

            assert await checking.title(page) == "You can go on to the exercises"
            await expect(page.locator("#answer .help").first).to_be_visible()
            await expect(page.locator("#warning-signs")).to_be_hidden()
            await page.get_by_role("link", name="Go on to a plan").click()
            answer = await planned(page)
            assert answer["outcome"] == "plan"
            assert answer["screening"] == "complete"
            [asked] = checking.bodies(seen, "/v1/plan-recommendations")
            assert asked["answers"] == sorted(
                checking.bodies(seen)[-1]["answers"], key=lambda given: given["code"]
            )
            assert seen.complaints == []

    async def test_a_denied_clot_after_a_flight_ends_with_a_clinician(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site + CALF)
            await checking.answer(seen.page, yes=["long_journey"])

            given = {one["code"]: one["answer"] for one in checking.bodies(seen)[-1]["answers"]}
            assert (given["dvt"], given["long_journey"]) == ("no", "yes")
            assert await checking.title(seen.page) == "See a clinician first"
            await expect(seen.page.locator(".check .care")).to_contain_text("You said no to a sign")
            await expect(seen.page.locator(".helps")).to_be_hidden()
            await expect(seen.page.locator(".beside")).to_be_visible()
            assert (await planned(seen.page))["outcome"] == "see_clinician"

    @pytest.mark.parametrize("word", ["yes", "unsure"])
    async def test_an_urgent_sign_ends_it_at_once_with_its_advice(
        self, word: str, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site + CALF)
            await checking.answer(seen.page, **{word: ["dvt"]})  # type: ignore[arg-type]

            assert await checking.title(seen.page) == "Get care first. No exercises now."
            told = await seen.page.locator(".check").inner_text()
            advice = "Get medical help today. Do not stretch, massage or pump the calf."
            assert told.count(advice) == 1
            assert (
                told.index("Get seen today") < told.index(advice) < told.index("Change an answer")
            )
            for hidden in (".helps", ".around", "#warning-signs"):
                await expect(seen.page.locator(hidden)).to_be_hidden()
            assert (await planned(seen.page))["outcome"] == "seek_care"

    async def test_about_a_child_the_words_are_for_who_answers_and_a_clinician_can_agree(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            await checking.title(page)
            await page.locator("[name=under_18][value=yes]").check()
            await page.locator("[name=someone_else][value=yes]").check()
            await checking.go_on(page)
            assert (await checking.title(page)).startswith("Answer for the child.")
            await checking.answer(page)
            assert await checking.title(page) == "Ask a clinician before you start"
            await expect(page.locator(".helps")).to_be_hidden()

            await page.get_by_role("button", name="A clinician has agreed").click()
            await checking.answer(page)

            assert "under_18" in checking.bodies(seen)[-1]["cleared"]
            assert await checking.title(page) == "You can go on to the exercises"

    async def test_with_care_says_why_and_sends_on_to_the_plan(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site + HEEL)
            await checking.answer(seen.page, unsure=["dizziness_or_falls"])
            assert await checking.title(seen.page) == "You can go on, with care"
            await expect(seen.page.locator(".check .care")).to_contain_text("Dizziness or falls")
            await expect(seen.page.locator(".check")).to_contain_text("A plan leaves out")
            assert (await planned(seen.page))["decision"] == "with_care"

    async def test_without_a_complaint_it_asks_for_one_and_brings_its_exercises(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site)
            await page.get_by_role("button", name="Start the check").click()
            await checking.title(page)
            await checking.go_on(page)
            assert await checking.title(page) == "Which of these fits best?"
            await page.get_by_role("button", name="Pain under the heel").click()
            await checking.answer(page)
            await expect(page.locator("#answer .help").first).to_be_visible()
            await expect(page.locator("#plan-complaint")).to_have_value("plantar-heel-pain")
            assert page.url == f"{site}/"

    async def test_a_plan_without_a_check_begins_with_one(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(site)
            await seen.page.get_by_role("button", name="Make a plan").click()
            await checking.answer(seen.page)
            await expect(seen.page.locator(".session").first).to_be_visible()


class TestBackAndForth:
    async def test_what_was_marked_is_there_again_and_can_be_changed(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            first = await checking.title(page)
            await expect(page.get_by_role("button", name="Back")).to_have_count(0)
            await page.locator("[name=diabetes][value=unsure]").check()
            await checking.go_on(page)
            asked = len(checking.bodies(seen))
            await page.get_by_role("button", name="Back").click()

            assert await checking.title(page) == first
            assert len(checking.bodies(seen)) == asked
            await expect(page.locator("[name=diabetes][value=unsure]")).to_be_checked()
            await page.locator("[name=diabetes][value=yes]").check()
            await expect(page.locator("[name=diabetes][value=unsure]")).not_to_be_checked()
            await page.locator("[name=diabetes][value=yes]").uncheck()
            await expect(page.locator(".check [type=submit]")).to_have_text("None of these")
            await checking.go_on(page)
            given = {one["code"]: one["answer"] for one in checking.bodies(seen)[-1]["answers"]}
            assert given["diabetes"] == "no"

    async def test_a_decision_can_be_taken_back(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + CALF)
            await checking.answer(page, yes=["dvt"])
            await page.get_by_role("button", name="Change an answer").click()
            await page.locator("[name=dvt][value=yes]").uncheck()
            await checking.answer(page)
            assert await checking.title(page) == "You can go on to the exercises"

            await page.get_by_role("button", name="Start the check again").click()
            await expect(page.locator(".check .kicker")).to_contain_text("Screen 1.")
            assert checking.bodies(seen)[-1]["answers"] == []
            assert await page.locator(".check :checked").count() == 0

    async def test_says_how_many_screens_there_can_still_be(
        self, site: str, browser: Browser
    ) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            said = []
            await checking.title(page)
            while await page.locator(".check form").count():
                said.append(await page.locator(".check .kicker").inner_text())
                await expect(page.locator(".check [role=status]")).to_have_text(said[-1])
                await checking.go_on(page)
            assert said[-1] == f"Screen {len(said)}, the last one."
            left = [int(re.findall(r"At most (\d+) more", told)[0]) for told in said[:-1]]
            assert [told.split(".")[0] for told in said[:-1]] == [
                f"Screen {number}" for number in range(1, len(said))
            ]
            assert left == sorted(set(left), reverse=True)
            assert left[-1] == 1

    async def test_a_lost_connection_loses_no_answer(self, site: str, browser: Browser) -> None:
        async with watched(browser, viewport=PHONE) as seen:
            page = seen.page
            await page.goto(site + HEEL)
            await checking.title(page)
            await page.locator("[name=diabetes][value=yes]").check()
            await page.route("**/v1/safety-checks", lambda route: route.abort())
            await page.locator(".check [type=submit]").click()
            await expect(page.get_by_role("alert")).to_contain_text("offline")
            await expect(page.locator("[name=diabetes][value=yes]")).to_be_checked()
            await page.unroute("**/v1/safety-checks")
            await page.get_by_role("button", name="Try again").click()
            await expect(page.locator(".check .kicker")).to_contain_text("Screen 2")
