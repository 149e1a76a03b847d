"""Drawings in a real browser: lottie-web and the SVG files show what thorvg draws."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page

from api.drawing.lottie import lottie
from api.drawing.scene import FRAMES_A_SECOND, SIZE, Scene
from api.drawing.svg import svg
from api.rasters import frames
from api.records.drawings import DrawnScene
from tests.drawing.drawn import drawn
from tests.drawing.likeness import ALIKE, likeness, on_white

MODULES = Path(__file__).resolve().parents[2] / "openapi" / "node_modules"
LOTTIE_WEB = MODULES / "lottie-web/build/player/lottie.min.js"
STYLE = f"<style>body {{ margin: 0 }} div {{ width: {SIZE}px; height: {SIZE}px }}</style>"
STAGE = f"<!doctype html>{STYLE}<div></div>"
every_drawing = pytest.mark.parametrize(
    ("one", "scene"), drawn().values(), ids=[name.replace(" ", "-") for name in drawn()]
)


async def stage(browser: Browser, **options: Any) -> Page:
    return await browser.new_page(viewport={"width": SIZE, "height": SIZE}, **options)


async def shot(page: Page) -> Any:
    """Return what the page shows, once it has drawn what it was last given."""
    await page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return on_white(Image.open(io.BytesIO(await page.screenshot())))


def expected(scene: Scene, numbers: list[int]) -> list[Any]:
    return [on_white(picture) for picture in frames(lottie(scene), numbers, SIZE)]


@every_drawing
async def test_lottie_web_shows_the_same(one: DrawnScene, scene: Scene, browser: Browser) -> None:
    numbers = [scene.frames * tenth // 10 for tenth in range(10)]
    page = await stage(browser)
    await page.set_content(STAGE)
    await page.add_script_tag(content=LOTTIE_WEB.read_text(encoding="utf-8"))
    await page.evaluate(
        "data => { window.shown = lottie.loadAnimation({container: document.querySelector('div'),"
        " renderer: 'svg', autoplay: false, animationData: data}) }",
        json.loads(lottie(scene)),
    )

    for number, picture in zip(numbers, expected(scene, numbers), strict=True):
        await page.evaluate("frame => window.shown.goToAndStop(frame, true)", number)
        assert likeness(await shot(page), picture) >= ALIKE
    await page.close()


@every_drawing
async def test_the_svg_shows_the_same_at_each_moment(
    one: DrawnScene, scene: Scene, browser: Browser
) -> None:
    numbers = [scene.frames * third // 3 for third in range(3)]
    page = await stage(browser, color_scheme="light", reduced_motion="no-preference")
    await page.set_content(STAGE.replace("<div></div>", f"<div>{svg(scene).decode()}</div>"))

    for number, picture in zip(numbers, expected(scene, numbers), strict=True):
        await page.evaluate(
            "ms => document.getAnimations().forEach(a => { a.pause(); a.currentTime = ms })",
            1000 * number / FRAMES_A_SECOND,
        )
        assert likeness(await shot(page), picture) >= ALIKE
    await page.close()


@every_drawing
async def test_whoever_wants_no_motion_sees_the_poster(
    one: DrawnScene, scene: Scene, browser: Browser
) -> None:
    page = await stage(browser, color_scheme="light", reduced_motion="reduce")
    await page.set_content(STAGE.replace("<div></div>", f"<div>{svg(scene).decode()}</div>"))

    assert await page.evaluate("document.getAnimations().length") == 0
    assert likeness(await shot(page), expected(scene, [scene.poster])[0]) >= ALIKE
    await page.close()
