"""docs/safety.md is made of recorded figures, and says what was reached."""

from api.cli.evaluate import SAFETY_PAGE, safety_page_of
from api.cli.safety_page import safety_page
from seed.figures import Evaluation
from tests.databases import seed_content


def evaluation(**figures: tuple[int, int]) -> Evaluation:
    named = {name.replace("_", " "): share for name, share in figures.items()}
    return Evaluation(
        name="one",
        writer="somebody",
        sentences=100,
        lexicon="0" * 12,
        figures=named,
        found={"tier": {"urgent": (40, 50)}},
        answered={"tier": {"urgent": (45, 50)}},
        calibration={"0 to 1 %": (1, 50)},
    )


class TestThePage:
    def test_is_as_fresh_as_the_figures(self) -> None:
        assert SAFETY_PAGE.read_text(encoding="utf-8") == safety_page_of(seed_content())

    def test_adds_up_all_sets_and_says_which_goals_are_reached(self) -> None:
        sets = [evaluation(found=(96, 100), false_alarms=(0, 10)) for _ in range(2)]

        page = safety_page(sets, [])

        assert "| found | at least 95 % | 96.0 % of 200 (92.3 to 98.0) | yes |" in page
        assert "| false alarms | at most 4 % | 0.0 % of 20 (0.0 to 16.1) | yes |" in page
        assert "| calm texts asked | at most 8 % | none measured | no |" in page
        assert "| urgent | 80.0 % of 100 (71.1 to 86.7) |" in page

    def test_says_if_nothing_was_recorded(self) -> None:
        assert "No such set has been recorded yet." in safety_page([], [])
