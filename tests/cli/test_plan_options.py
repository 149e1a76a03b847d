"""`instep plan`: where an earlier plan left off, as it is written on the command line."""

import argparse

import pytest

from api.cli import plan
from api.cli.commands import Commands
from api.planner.rules.request import PlanRequest, ReachedDose
from tests.cases import in_one_test


def asked(*words: str) -> PlanRequest:
    """Return the request that these words of the command line make."""
    parser = argparse.ArgumentParser()
    plan.add(Commands(parser.add_subparsers()))
    return plan.request_of(parser.parse_args(["plan", *words]))


def test_weeks_done_and_doses_that_were_reached_are_read() -> None:
    request = asked(
        "--weeks-done=4",
        "--reached=calf-stretch:reps=3, hold_seconds=20",
        "--reached=standing-heel-lifts:sets=2",
    )

    assert request.weeks_done == 4
    assert request.reached == (
        ReachedDose("calf-stretch", reps=3, hold_seconds=20),
        ReachedDose("standing-heel-lifts", sets=2),
    )


@in_one_test(
    "written",
    ["calf-stretch", "calf-stretch:", "a:sets", "a:sets=x", "a:rounds=2", "a:sets=1,sets=2"],
)
def test_what_is_no_dose_is_refused_with_an_example(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked(f"--reached={written}")

    told = capsys.readouterr().err
    assert "calf-stretch:sets=2,hold_seconds=30" in told or "a whole number" in told
