"""The walk through a routine: by keyboard, with holds, sides and rests."""

from playwright.async_api import Browser, Page, expect

from tests.e2e.browsing import watched

SAME = "I did this check before, and nothing has changed"


async def start(page: Page) -> None:
    """Begin the walk as somebody does who made the check before."""
    await page.click("#start")
    await page.get_by_role("button", name=SAME).click()


async def part(page: Page, name: str) -> str:
    return (await page.locator(f"[data-walk={name}]").inner_text()).strip()


async def test_holds_change_sides_and_end(site: str, browser: Browser) -> None:
    """Two holds of thirty seconds on each side, as the dose says."""
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/achilles-tendon-stretch")
        await start(page)
        assert await part(page, "what") == "Get into position"
        await expect(page.locator("#walk .steps li").first).to_be_visible()
        await page.click("[data-walk=go]")
        seen_texts: list[str] = []
        for _ in range(400):
            what = await part(page, "what")
            if not seen_texts or seen_texts[-1] != what:
                seen_texts.append(what)
            if await part(page, "name") == "Done":
                break
            await page.clock.run_for(500)

        assert seen_texts == [
            "Get ready: Achilles Tendon Stretch. Start with your left foot.",
            "Move into place.",
            "Hold for 30 seconds. Number 1 of 2.",
            "Come back.",
            "Move into place.",
            "Hold for 30 seconds. Number 2 of 2.",
            "Come back.",
            "Change sides. Now your right foot.",
            "Move into place.",
            "Hold for 30 seconds. Number 1 of 2.",
            "Come back.",
            "Move into place.",
            "Hold for 30 seconds. Number 2 of 2.",
            "How does it feel? If something hurt, do less next time.",
        ]
        assert seen.complaints == []


async def test_begins_with_the_dose_that_the_page_begins_with(site: str, browser: Browser) -> None:
    """ "Begin with 5 and work up to 10": five holds, and the steps stay in sight during each."""
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/plantar-heel-stretch")
        await expect(page.locator(".dose")).to_contain_text("Begin with 5")
        await start(page)
        await page.click("[data-walk=go]")
        await page.clock.run_for(5_500)

        assert await part(page, "what") == "Hold for 10 seconds. Number 1 of 5."
        assert await part(page, "place") == "Exercise 1 of 1 · Left foot"
        await expect(page.locator("#walk .steps li").first).to_be_visible()


async def test_rests_between_sets_and_counts_repetitions(site: str, browser: Browser) -> None:
    """Two sets of five heel lifts to begin with, three seconds up, one there and three down."""
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/standing-heel-lifts")
        await start(page)
        await page.click("[data-walk=go]")
        await page.clock.run_for(10_500)
        assert await part(page, "what") == "Lift for 3 seconds. Number 1 of 5."
        assert await part(page, "clock") == "3"
        await page.clock.run_for(1_000)
        assert await part(page, "clock") == "2"
        await page.clock.run_for(42_000)
        assert await part(page, "what") == "Rest. Next is set 2 of 2."
        await page.clock.run_for(60_000)
        assert await part(page, "what") == "Lift for 3 seconds. Number 1 of 5."


async def test_the_keyboard_is_enough(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/routines/first-steps-in-the-morning")
        for _ in range(10):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.id") == "start":
                break
        await page.keyboard.press("Enter")
        same = page.get_by_role("button", name=SAME)
        await expect(same).to_be_visible()
        for _ in range(30):
            if await same.evaluate("button => button === document.activeElement"):
                break
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        assert await part(page, "name") == "Seated Point and Flex"
        assert await page.evaluate("document.activeElement.dataset.walk") == "name"
        await page.keyboard.press("Space")
        await page.clock.run_for(1_000)
        assert await part(page, "go") == "Pause"
        await page.keyboard.press("Space")
        paused = await part(page, "clock")
        await page.clock.run_for(30_000)
        assert await part(page, "clock") == paused
        assert await part(page, "go") == "Keep going"
        await page.keyboard.press("ArrowRight")
        assert await part(page, "name") == "Plantar Heel Stretch"
        await page.keyboard.press("ArrowLeft")
        assert await part(page, "name") == "Seated Point and Flex"
        await page.keyboard.press("Escape")
        await expect(page.locator("#items")).to_be_visible()
        assert await page.evaluate("document.activeElement.id") == "start"


async def test_tells_a_screen_reader_each_change_but_not_each_second(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/plantar-heel-stretch")
        await start(page)
        said = page.locator("[data-walk=said]")
        await expect(said).to_have_attribute("aria-live", "polite")
        await page.evaluate(
            """() => {
                window.heard = [];
                new MutationObserver(() => window.heard.push(
                    document.querySelector("[data-walk=said]").textContent
                )).observe(document.querySelector("[data-walk=said]"), {childList: true});
            }"""
        )
        await page.click("[data-walk=go]")
        await page.clock.run_for(28_000)
        assert await page.evaluate("window.heard") == [
            "Hold for 10 seconds. Number 1 of 5.",
            "Hold for 10 seconds. Number 2 of 5.",
        ]
        await expect(page.locator(".walk-clock")).to_have_attribute("aria-hidden", "true")


async def test_moves_nothing_where_less_motion_is_asked(site: str, browser: Browser) -> None:
    for motion, animated in (("reduce", False), ("no-preference", True)):
        async with watched(browser, reduced_motion=motion) as seen:
            await seen.page.goto(f"{site}/embed/exercises/calf-stretch")
            await start(seen.page)
            lasts = await seen.page.locator(".walk-clock circle").last.evaluate(
                "ring => getComputedStyle(ring).transitionDuration"
            )
            assert (lasts not in ("", "0s")) is animated


async def test_one_a_day_asks_which_one_and_plays_only_that(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        routines = await (await page.request.get(f"{site}/v1/routines?format=one_a_day")).json()
        await page.goto(f"{site}/embed/routines/{routines['items'][0]['slug']}")
        await start(page)
        choices = page.locator("[data-walk=choice] button")
        assert await choices.count() > 1
        chosen = await choices.nth(1).inner_text()
        await choices.nth(1).click()
        assert await part(page, "name") == chosen
        await page.click("[data-walk=go]")
        for _ in range(600):
            name = await part(page, "name")
            if name == "Done":
                break
            assert name == chosen
            await page.clock.run_for(1_000)
        assert await part(page, "name") == "Done"


BESIDES = """() => {
    window.locks = [];
    const request = async () => {
        window.locks.push("on");
        return { released: false, release: async () => window.locks.push("off") };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
    window.buzzes = 0;
    Object.defineProperty(navigator, "vibrate", { value: () => (window.buzzes += 1) });
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
        window.tones += 1;
        return start.apply(this, at);
    };
}"""


async def test_keeps_the_screen_on_while_it_runs_and_is_silent_unless_asked(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.add_init_script(f"({BESIDES})()")
        await page.goto(f"{site}/embed/exercises/achilles-tendon-stretch")
        await start(page)
        assert await page.evaluate("window.locks") == []
        await page.click("[data-walk=go]")
        await page.clock.run_for(40_000)
        assert await page.evaluate("window.locks") == ["on"]
        assert await page.evaluate("[window.tones, window.buzzes]") == [0, 0]
        await page.click("[data-walk=go]")
        assert await page.evaluate("window.locks") == ["on", "off"]

        await page.get_by_label("Sound").check()
        await page.get_by_label("Vibration").check()
        await page.click("[data-walk=go]")
        await page.clock.run_for(40_000)
        assert await page.evaluate("[window.tones, window.buzzes]") == [3, 2]
        assert seen.complaints == []


async def test_a_page_that_was_hidden_makes_up_for_it(site: str, browser: Browser) -> None:
    """A browser hardly runs the clocks of a hidden page: one look after 50 seconds is enough."""
    async with watched(browser) as seen:
        page = seen.page
        await page.clock.install()
        await page.goto(f"{site}/embed/exercises/achilles-tendon-stretch")
        await start(page)
        await page.click("[data-walk=go]")
        await page.clock.fast_forward(50_000)
        assert await part(page, "what") == "Hold for 30 seconds. Number 2 of 2."
        assert await part(page, "clock") in ("16", "17")
