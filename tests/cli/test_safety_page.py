"""docs/safety.md is made of recorded figures, and says what was reached."""

from pathlib import Path

from api.cli.evaluate import SAFETY_PAGE, safety_page_of
from api.cli.safety_page import safety_page
from seed.evaluations import read_evaluations, record_evaluation
from seed.figures import Evaluation, Share
from tests.databases import seed_content

GOOD = {"found": (96, 100), "false alarms": (0, 10)}


def evaluation(
    name: str = "one", program: str = "0", figures: dict[str, Share] | None = None
) -> Evaluation:
    return Evaluation(
        name=name,
        writer="somebody",
        sentences=100,
        lexicon=program * 12,
        figures=GOOD if figures is None else figures,
        found={"tier": {"urgent": (40, 50)}},
        answered={"tier": {"urgent": (45, 50)}},
        calibration={"0 to 1 %": (1, 50)},
    )


class TestThePage:
    def test_is_as_fresh_as_the_figures(self) -> None:
        assert SAFETY_PAGE.read_text(encoding="utf-8") == safety_page_of(seed_content())

    def test_adds_up_all_sets_and_says_which_goals_are_reached(self) -> None:
        sets = [evaluation(name) for name in ("a", "b")]

        page = safety_page(sets, [])

        assert "| found | at least 95 % | 96.0 % of 200 (92.3 to 98.0) | yes |" in page
        assert "| false alarms | at most 4 % | 0.0 % of 20 (0.0 to 16.1) | yes |" in page
        assert "| calm texts asked | at most 8 % | none measured | no |" in page
        assert "| urgent | 80.0 % of 100 (71.1 to 86.7) |" in page

    def test_adds_up_every_set_whose_texts_were_kept(self) -> None:
        recorded = read_evaluations()

        now = {one.name for one in recorded if one.lexicon == recorded[-1].lexicon}

        assert now == {one.name for one in recorded} - {"real_words"}

    def test_says_if_nothing_was_recorded(self) -> None:
        assert "No such set has been recorded yet." in safety_page([], [])

    def test_tells_the_first_measurement_of_a_set_beside_the_latest(self) -> None:
        lost = evaluation("lost", figures={"found": (50, 100)})
        then, now = evaluation("kept", figures={"found": (70, 100)}), evaluation("kept", "1")

        page = safety_page([lost, then, now], [])

        assert "| found | at least 95 % | 96.0 % of 100 (90.2 to 98.4) | yes |" in page
        assert "| kept | somebody | none measured | 70.0 % of 100" in page
        assert "| lost | somebody | none measured | 50.0 % of 100" in page


def test_of_each_set_the_first_and_the_latest_measurement_are_kept(tmp_path: Path) -> None:
    first, second, third = (evaluation(program=program) for program in "012")
    other = evaluation("other")

    for made in (first, other, second, third):
        record_evaluation(made, tmp_path)

    assert read_evaluations(tmp_path) == [first, other, third]
