"""Embeds in a foreign page on another origin, under its strict policy."""

import re
from pathlib import Path

import pytest
from micawber import Provider, ProviderRegistry
from playwright.async_api import Browser, expect

from tests.e2e.browsing import PHONE, Foreign, box, watched

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "embeds.md"
ROUTINE = "first-steps-in-the-morning"
NAME = "First steps in the morning"
VERSION = 4
"""The version that the editors have published, as `seed/` says."""


async def test_a_plain_frame_stands_in_a_strict_page(
    site: str, foreign: Foreign, browser: Browser
) -> None:
    body = f'<body><iframe src="{site}/embed/routines/{ROUTINE}" title="R"></iframe></body>'
    address = foreign.put("/frame", body, f"default-src 'none'; frame-src {site}")

    async with watched(browser) as seen:
        await seen.page.goto(address)

        frame = seen.page.frame_locator("iframe")
        await expect(frame.locator("h1")).to_have_text(NAME)
        await expect(frame.locator("#start")).to_be_visible()
        assert await seen.context.cookies() == []
        theirs_or_ours = (f"{foreign.origin}/", f"{site}/")
        assert all(url.startswith(theirs_or_ours) for url in seen.addresses())
        ours = [url for url in seen.complaints if "favicon" not in url and "404" not in url]
        assert ours == []


async def test_the_page_at_the_root_lets_nobody_frame_it(
    site: str, foreign: Foreign, browser: Browser
) -> None:
    body = f'<body><iframe src="{site}/" title="R"></iframe></body>'
    address = foreign.put("/root", body, f"default-src 'none'; frame-src {site}")
    async with watched(browser) as seen:
        await seen.page.goto(address)
        await seen.page.wait_for_timeout(300)
        assert any("frame-ancestors" in told for told in seen.complaints)


class TestTheElement:
    def page(self, site: str, foreign: Foreign, *elements: str) -> str:
        script = f'<script src="{site}/embed.js" async></script>'
        body = f"<body>{script}{''.join(elements)}</body>"
        policy = f"default-src 'none'; script-src {site}; frame-src {site}"
        return foreign.put(f"/element{len(foreign.pages)}", body, policy)

    async def test_fits_its_height_and_takes_its_name(
        self, site: str, foreign: Foreign, browser: Browser
    ) -> None:
        attributes = f'slug="{ROUTINE}" theme="dark" version="{VERSION}"'
        element = f"<instep-routine {attributes}></instep-routine>"
        address = self.page(site, foreign, element)

        async with watched(browser, viewport=PHONE) as seen:
            await seen.page.goto(address)

            frame = seen.page.locator("instep-routine iframe")
            await expect(frame).to_have_attribute("title", NAME)
            await expect(frame).to_have_attribute("loading", "lazy")
            inside = seen.page.frame_locator("instep-routine iframe")
            await expect(inside.locator("html")).to_have_attribute("data-theme", "dark")
            await expect(inside.locator(".version")).to_contain_text("always shows version")
            needed = await inside.locator("body").evaluate("body => body.scrollHeight")
            await seen.page.wait_for_timeout(300)
            height = (await box(frame))["height"]
            assert height > 1_000
            assert abs(height - needed) <= 2
            await inside.locator("#start").click()
            await inside.get_by_role("button", name="I did this check before").click()
            await inside.locator("#walk").wait_for()
            await seen.page.wait_for_timeout(300)
            assert (await box(frame))["height"] < height
            assert [told for told in seen.complaints if "favicon" not in told] == []

    async def test_believes_nobody_but_its_own_frame(
        self, site: str, foreign: Foreign, browser: Browser
    ) -> None:
        elements = [
            f'<instep-routine slug="{ROUTINE}"></instep-routine>',
            '<instep-exercise slug="calf-stretch" title="Mine"></instep-exercise>',
        ]
        async with watched(browser) as seen:
            await seen.page.goto(self.page(site, foreign, *elements))
            routine = seen.page.locator("instep-routine iframe")
            exercise = seen.page.locator("instep-exercise iframe")
            await expect(routine).to_have_attribute("title", NAME)
            await exercise.scroll_into_view_if_needed()
            await expect(exercise).to_have_attribute("title", "Mine")
            await seen.page.wait_for_timeout(500)
            heights = [(await box(one))["height"] for one in (routine, exercise)]
            assert heights[0] != heights[1]

            lie = "window.postMessage({type: 'instep:frame', height: 7, title: 'lie'}, '*')"
            await seen.page.evaluate(lie)
            other = seen.page.frames[-1]
            await other.evaluate("parent.postMessage({type: 'instep:frame', height: NaN}, '*')")
            await other.evaluate("parent.postMessage({type: 'instep:frame', height: -1}, '*')")
            await other.evaluate("parent.postMessage({type: 'other', height: 12}, '*')")
            await other.evaluate("parent.postMessage(null, '*')")
            await seen.page.wait_for_timeout(300)
            assert (await box(exercise))["height"] == heights[1]
            await other.evaluate("parent.postMessage({type: 'instep:frame', height: 333}, '*')")
            await seen.page.wait_for_timeout(300)

            after = [(await box(one))["height"] for one in (routine, exercise)]
            assert after == [heights[0], 333]
            assert await routine.get_attribute("title") == NAME

    @pytest.mark.parametrize(
        ("accent", "taken"),
        [("#8a1f5c", True), ("#ffe97a", False), ("url(x)", False), ("nonsense", False)],
    )
    async def test_dresses_in_the_readers_accent_if_it_can_be_read(
        self, accent: str, taken: bool, site: str, foreign: Foreign, browser: Browser
    ) -> None:
        async with watched(browser, color_scheme="light") as seen:
            await seen.page.goto(self.page(site, foreign))
            await seen.page.evaluate(
                """(accent) => {
                    const made = document.createElement("instep-routine");
                    made.setAttribute("slug", "desk-feet");
                    made.style.setProperty("--instep-accent", accent);
                    made.style.setProperty("--instep-radius", "3px");
                    document.body.append(made);
                }""",
                accent,
            )
            inside = seen.page.frame_locator("iframe")
            await expect(inside.locator("html")).to_have_attribute("style", re.compile("3px"))
            button = inside.locator("#start")
            color = await button.evaluate("element => getComputedStyle(element).backgroundColor")
            assert (color == "rgb(138, 31, 92)") is taken

    async def test_frames_nothing_for_a_slug_that_is_none(
        self, site: str, foreign: Foreign, browser: Browser
    ) -> None:
        elements = [
            '<instep-routine slug="../../docs"><a href="#x">the link</a></instep-routine>',
            "<instep-exercise></instep-exercise>",
        ]
        async with watched(browser) as seen:
            await seen.page.goto(self.page(site, foreign, *elements))
            await seen.page.wait_for_function("!!customElements.get('instep-routine')")
            assert await seen.page.locator("iframe").count() == 0
            await expect(seen.page.get_by_text("the link")).to_be_visible()


async def test_an_oembed_consumer_that_others_wrote_puts_it_into_a_strict_page(
    site: str, foreign: Foreign, browser: Browser
) -> None:
    consumer = ProviderRegistry()
    consumer.register(rf"{re.escape(site)}/embed/\S+", Provider(f"{site}/oembed"))
    url = f"{site}/embed/routines/{ROUTINE}?version={VERSION}"

    answer = consumer.request(url, maxwidth=400)
    parsed = consumer.parse_html(f"<p>{url}</p>", maxwidth=400)

    assert (answer["type"], answer["width"], answer["title"]) == ("rich", 400, NAME)
    assert f'src="{url}"' in answer["html"]
    address = foreign.put(
        "/oembed", f"<body>{parsed}</body>", f"frame-src {site}; style-src 'none'"
    )
    async with watched(browser) as seen:
        await seen.page.goto(address)
        frame = seen.page.frame_locator("iframe")
        await expect(frame.locator("h1")).to_have_text(NAME)
        assert (await box(seen.page.locator("iframe")))["width"] == 400
        assert not any("Content Security Policy" in told for told in seen.complaints)


@pytest.mark.parametrize("number", [0, 1], ids=["element", "frame"])
async def test_what_the_guide_shows_works_as_it_stands_there(
    number: int, site: str, foreign: Foreign, browser: Browser
) -> None:
    guide = GUIDE.read_text(encoding="utf-8").replace("https://api.instep.example", site)
    code = re.findall(r"^```html\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (policy,) = re.findall(r"^```text\n(.*?)\n```$", guide, re.MULTILINE | re.DOTALL)
    assert len(code) == 2
    body = f"<body>{code[number]}</body>"
    address = foreign.put(f"/guide{number}", body, f"default-src 'none'; {policy}")

    async with watched(browser) as seen:
        await seen.page.goto(address)
        heading = seen.page.frame_locator("iframe").locator("h1")
        await expect(heading).to_have_text([NAME, "Calf Stretch"][number])
        assert not any("Content Security Policy" in told for told in seen.complaints)


async def test_without_scripts_everything_is_there(site: str, browser: Browser) -> None:
    async with watched(browser, java_script_enabled=False) as seen:
        await seen.page.goto(f"{site}/embed/routines/{ROUTINE}")
        assert await seen.page.locator(".item").count() == 3
        assert await seen.page.locator(".steps li:visible").count() > 10
        await expect(seen.page.locator("#start")).to_be_hidden()
        await expect(seen.page.locator("#stop")).to_be_visible()


async def test_on_paper_everything_is_open_and_nothing_is_a_button(
    site: str, browser: Browser
) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(f"{site}/embed/routines/{ROUTINE}")
        await seen.page.emulate_media(media="print")
        assert await seen.page.locator("button:visible").count() == 0
        for text in ("Good to know", "Common mistakes", "No clinician has reviewed this yet."):
            await expect(seen.page.get_by_text(text).first).to_be_visible()
        await expect(seen.page.get_by_text(f"{site}/embed/routines/{ROUTINE}")).to_be_visible()
        assert len(await seen.page.pdf()) > 10_000


async def test_a_walk_in_progress_prints_the_whole_routine(site: str, browser: Browser) -> None:
    async with watched(browser) as seen:
        await seen.page.goto(f"{site}/embed/routines/{ROUTINE}")
        await seen.page.click("#start")
        await seen.page.emulate_media(media="print")
        assert await seen.page.locator(".item:visible").count() == 3
        await expect(seen.page.locator("#walk")).to_be_hidden()
