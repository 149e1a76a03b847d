"""A picture that somebody opens by itself: it moves, and can do nothing else."""

import json
import urllib.request
from typing import Any

import pytest
from playwright.async_api import Browser, Route

HOSTILE = (
    "<script>document.documentElement.setAttribute('data-ran', 'yes')</script>"
    '<image href="/media/other.png" width="9" height="9"/>'
    "<style>@import url('/embed/assets/base.css');</style></svg>"
)


def address_of_svg(site: str) -> str:
    with urllib.request.urlopen(f"{site}/v1/exercises/calf-stretch") as answer:  # noqa: S310
        media = json.load(answer)["media"]
    loop = next(one for one in media if one["kind"] == "animation")
    return site + next(str(file["path"]) for file in loop["files"] if file["format"] == "svg")


@pytest.mark.parametrize("has_policy", [True, False])
async def test_an_svg_runs_no_script_and_loads_nothing(
    site: str, browser: Browser, has_policy: bool
) -> None:
    """Without our policy a hostile file would do both, so this test can fail."""
    answered: list[str] = []

    async def spoilt(route: Route) -> None:
        answer = await route.fetch()
        headers: dict[str, Any] = {**answer.headers}
        if not has_policy:
            del headers["content-security-policy"]
        body = (await answer.text()).replace("</svg>", HOSTILE)
        await route.fulfill(status=200, headers=headers, body=body)

    page = await browser.new_page(reduced_motion="no-preference")
    page.on("response", lambda answer: answered.append(answer.url))
    address = address_of_svg(site)
    await page.route(address, spoilt)

    await page.goto(address)
    await page.wait_for_timeout(300)

    ran = await page.evaluate("document.documentElement.getAttribute('data-ran')")
    others = [url for url in answered if url != address and "favicon" not in url]
    assert (ran, bool(others)) == ((None, False) if has_policy else ("yes", True))
    # Its own styles move it all the same.
    assert await page.evaluate("document.getAnimations().length") > 0
    await page.close()
