"""A review sheet as Markdown and as a page of HTML that needs no other file."""

import re
from collections.abc import Sequence
from html import escape

from seed.review_sheets import Command, Facts, Heading, Paragraph, Part, Table, Ticks

SIGNS = re.compile(r"([\\`*_\[\]<>#|])")
"""Signs that mean something in Markdown."""

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.3rem;"
    "text-align:left;vertical-align:top}li{break-inside:avoid}.ticks{list-style:none;padding:0}"
    "code{overflow-wrap:anywhere}"
)


def as_markdown(parts: Sequence[Part]) -> str:
    return "\n".join(markdown(part) for part in parts)


def markdown(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"{'#' * level} {plain(text)}\n"
        case Paragraph(text):
            return f"{plain(text)}\n"
        case Ticks(lines):
            return "".join(f"- [ ] {plain(line)}\n" for line in lines)
        case Facts(lines):
            return "".join(f"{'  ' * depth}- {plain(line)}\n" for depth, line in lines)
        case Table(head, rows):
            written = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
            return "".join(f"| {' | '.join(row)} |\n" for row in written)
        case Command(text):
            return f"```sh\n{text}\n```\n"


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return SIGNS.sub(r"\\\1", text)


def as_html(parts: Sequence[Part]) -> str:
    title = next(part.text for part in parts if isinstance(part, Heading))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>{STYLE}</style></head><body>\n"
        + "\n".join(html(part) for part in parts)
        + "\n</body></html>"
    )


def html(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Ticks(lines):
            boxes = "".join(f"<li>☐ {escape(line)}</li>" for line in lines)
            return f'<ul class="ticks">{boxes}</ul>'
        case Facts(lines):
            return f"<ul>{''.join(fact(depth, line) for depth, line in lines)}</ul>"
        case Table(head, rows):
            cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
            body = "".join(
                f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
            )
            return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
        case Command(text):
            return f"<p><code>{escape(text)}</code></p>"


def fact(depth: int, line: str) -> str:
    return f'<li style="margin-left:{depth * 1.5}rem">{escape(line)}</li>'
