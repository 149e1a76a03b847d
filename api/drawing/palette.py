"""The few colours of all drawings, by what they stand for, on light and on dark ground."""

from enum import StrEnum


class Role(StrEnum):
    GROUND = "ground"
    INK = "ink"
    BODY = "body"
    FAR = "far"
    SHIRT = "shirt"
    SHORTS = "shorts"
    PROP = "prop"
    FLOOR = "floor"
    FELT = "felt"
    MOVES = "moves"


LIGHT: dict[Role, str] = {
    Role.GROUND: "#FFFFFF",
    Role.INK: "#22303C",
    Role.BODY: "#EFECE6",
    Role.FAR: "#D0CBC3",
    Role.SHIRT: "#9DB4C0",
    Role.SHORTS: "#5F7D8C",
    Role.PROP: "#E3E7EA",
    Role.FLOOR: "#6B7885",
    Role.FELT: "#C2410C",
    Role.MOVES: "#1D4ED8",
}
"""Warm greys, no skin: the person could be anybody."""

DARK: dict[Role, str] = {
    Role.GROUND: "#11181F",
    Role.INK: "#E6EDF2",
    Role.BODY: "#4A5058",
    Role.FAR: "#363B42",
    Role.SHIRT: "#2F5468",
    Role.SHORTS: "#233F50",
    Role.PROP: "#27323B",
    Role.FLOOR: "#8FA0AE",
    Role.FELT: "#FF8A4C",
    Role.MOVES: "#7FB0FF",
}

THEMES = {"light": LIGHT, "dark": DARK}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
