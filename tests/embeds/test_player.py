"""What the player of a page counts down, and which of it is said aloud."""

from typing import Any

from api.messages.files import get_messages
from api.pages.pictures import moving, parts_of, poster, shown, still
from api.pages.player import course

ENGLISH = get_messages("en")
NUMBERS = ("sets", "reps", "reps_start", "hold_seconds", "rep_seconds", "rest_seconds")


def item(**dose: Any) -> dict[str, Any]:
    dosage = dict.fromkeys((*NUMBERS, "tempo", "duration_seconds"))
    exercise = {"slug": "toe-yoga", "name": "Toe Yoga"}
    return {"exercise": exercise, "dosage": {**dosage, "each_side": False, **dose}}


def found(*items: dict[str, Any]) -> list[tuple[int, str, int, bool]]:
    return [
        (one["item"], one["kind"], one["ms"] // 1000, one["said"]) for one in course(items, ENGLISH)
    ]


def test_begins_with_the_repetitions_that_the_dose_begins_with() -> None:
    held = item(sets=1, reps=10, reps_start=2, hold_seconds=5)
    assert [one[1] for one in found(held)].count("hold") == 2


def test_says_what_there_is_to_do_but_not_the_moments_between() -> None:
    held = item(sets=2, reps=1, hold_seconds=20, rest_seconds=30)
    moved = item(sets=1, reps=2, rep_seconds=4)
    assert found(held, moved) == [
        (0, "prepare", 9, True),
        (0, "move", 1, False),
        (0, "hold", 20, True),
        (0, "return", 1, False),
        (0, "rest", 28, True),
        (0, "move", 1, False),
        (0, "hold", 20, True),
        (1, "prepare", 10, True),
        (1, "move", 4, True),
        (1, "rest", 2, False),
        (1, "move", 4, True),
    ]


def test_of_a_tempo_only_the_beginning_is_said() -> None:
    lifted = item(sets=1, reps=1, rep_seconds=7, tempo="3-1-3")
    assert [one[1:] for one in found(lifted)] == [
        ("prepare", 10, True),
        ("move", 3, True),
        ("hold", 1, False),
        ("return", 3, False),
    ]


def file(kind: str, theme: str, scale: int = 1) -> dict[str, Any]:
    path = f"/media/{theme}{scale}.{kind}"
    size = 400 * scale
    return {
        "format": kind,
        "theme": theme,
        "scale": scale,
        "path": path,
        "width": size,
        "height": size,
    }


def medium(kind: str, *files: dict[str, Any], step: int | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "step_number": step,
        "duration_ms": 6000,
        "markers": [{"name": "setup", "at_ms": 0, "ms": 1700}],
        "alt": f"A {kind}.",
        "files": list(files),
    }


PNGS = [file("png", theme, scale) for theme in ("light", "dark") for scale in (3, 1)]
MEDIA = [
    medium("poster", *PNGS),
    medium("animation", file("lottie", "light"), file("svg", "any")),
    medium("still", file("png", "light"), step=2),
]


def test_takes_the_files_that_a_page_can_show() -> None:
    thing = {"media": MEDIA}
    light = {"path": "/media/light1.png", "width": 400, "height": 400}
    assert shown(MEDIA[0]) == {**light, "dark_path": "/media/dark1.png", "alt": "A poster."}
    assert still(thing, 2) == {**light, "dark_path": None, "alt": "A still."}
    assert moving(thing) == {
        "svg": "/media/any1.svg",
        "ms": 6000,
        "alt": "A animation.",
        "parts": {"setup": [0, 1700]},
    }


def test_an_exercise_without_pictures_has_none() -> None:
    nothing: tuple[dict[str, Any], ...] = ({}, {"media": []}, {"poster": None})
    for thing in nothing:
        assert poster(thing) is None
        assert still(thing, 1) is None
        assert moving(thing) is None


def test_a_summary_names_its_own_poster() -> None:
    named = {"path": "/media/a.png", "dark_path": None, "width": 400, "height": 400, "alt": "A"}
    assert poster({"poster": named}) == named


def test_parts_that_follow_each_other_are_one_and_the_first_round_counts() -> None:
    names = ("setup", "move", "move 2", "hold", "return", "move 3", "hold 2", "return 2")
    markers = [{"name": name, "at_ms": 100 * at, "ms": 100} for at, name in enumerate(names)]
    assert parts_of(markers) == {
        "setup": [0, 100],
        "move": [100, 200],
        "hold": [300, 100],
        "return": [400, 100],
    }
