"""Draw the share picture and the icon of `api/pages/static/`, with the Chromium of the tests.

Run it after a change of the drawing or the colours, and look at the result:

    .venv/bin/python -m scripts.draw_icons
"""

import asyncio
import struct
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.e2e.browsing import CHROMIUM, FLAGS

STATIC = Path(__file__).resolve().parent.parent / "api" / "pages" / "static"
ICON_SIZE = 32

PICTURE = """\
<!doctype html>
<style>
  body { margin: 0; width: 1200px; height: 630px; background: #faf7f1; color: #1c2420; }
  main { padding: 92px 96px; font-family: "DejaVu Serif", serif; }
  h1 { margin: 0; font-size: 104px; letter-spacing: -3px; color: #0c6a58; }
  p { margin: 34px 0 0; width: 520px; font-size: 40px; line-height: 1.3; }
  svg { position: absolute; right: 40px; top: 84px; width: 600px; height: 450px; }
  path { fill: none; stroke-linecap: round; stroke-linejoin: round; }
</style>
<main><h1>Instep</h1><p>Foot exercises with dose, evidence and warning signs</p></main>
<svg viewBox="30 0 200 150">
  <path d="M34 127h190" stroke="#e3dccf" stroke-width="2"/>
  <path d="M70-9 71 0c1 26 2 44-4 60-4 11-13 20-15 36-2 17 7 29 23 29 12 0 18-5 28-10 12-6 24-2 36 4
    12 5 25 6 41 6 13 0 21-3 21-11 0-9-8-14-20-18-19-6-38-17-48-35-8-15-11-35-11-61l-1-9"
    stroke="#1c2420" stroke-width="2.4" style="fill:#e6f0eb"/>
  <path d="M75 125c12 0 18-5 28-10 12-6 24-2 36 4 12 5 25 6 41 6" stroke="#0c6a58"
    stroke-width="4.5"/>
</svg>
"""


async def drawn(browser: Browser, html: str, width: int, height: int) -> bytes:
    """Return a page as a PNG of so many pixels; what it does not paint is transparent."""
    page = await browser.new_page(viewport={"width": width, "height": height})
    await page.set_content(html)
    return await page.screenshot(omit_background=True)


def as_icon(png: bytes) -> bytes:
    """Return a PNG as an `.ico` file with this one picture in 32 bits."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", ICON_SIZE, ICON_SIZE, 0, 0, 1, 32, len(png), 22)
    return header + entry + png


async def main() -> None:
    icon = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        (STATIC / "share.png").write_bytes(await drawn(browser, PICTURE, 1200, 630))
        page = f"<style>body{{margin:0}}</style>{icon}"
        png = await drawn(browser, page, ICON_SIZE, ICON_SIZE)
        (STATIC / "favicon.ico").write_bytes(as_icon(png))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
