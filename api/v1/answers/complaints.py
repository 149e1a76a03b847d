"""The exercises that help with a complaint, in the shape of v1."""

from collections.abc import Sequence
from typing import Any, Protocol

from api.reviews import weakest
from api.triage import complaint_fact, triage

Content = dict[str, Any]

FROM_COMPLAINT = (
    "evidence",
    "rationale",
    "source",
    "dosage",
    "dosage_range",
    "from_week",
    "evidence_notes",
)
FROM_EXERCISE = ("steps", "feel", "contraindications", "contributors", "interpretation")


class HelpingExercise(Protocol):
    """An exercise that a complaint recommends, as `api.queries.complaints` returns it."""

    @property
    def link(self) -> Content: ...
    @property
    def document(self) -> Content: ...
    @property
    def summary(self) -> Content: ...


class Help(Protocol):
    """The help for a complaint, as `api.queries.complaints` returns it."""

    @property
    def complaint(self) -> Content: ...
    @property
    def notice(self) -> str | None: ...
    @property
    def stop_rule(self) -> str: ...
    @property
    def exercises(self) -> Sequence[HelpingExercise]: ...


def complaint_exercises(found: Help) -> Content:
    """Return the ranked exercises of a complaint, with the safety advice that belongs to them."""
    complaint = found.complaint
    return {
        "complaint": {"slug": complaint["slug"], "name": complaint["name"]},
        "self_care": complaint["self_care"],
        "decision": triage([complaint_fact(complaint["slug"], complaint["self_care"])]),
        "screening": "none",
        "notice": found.notice,
        "red_flags": complaint["red_flags"],
        "asks": complaint["asks"],
        "items": [helping_exercise(exercise) for exercise in found.exercises],
        "avoid": complaint["avoid"],
        "stop_rule": found.stop_rule,
        **{name: complaint[name] for name in ("pain_rule", "plan_shape", "self_care_advice")},
        "evidence_note": complaint["evidence_note"],
        **{name: complaint[name] for name in ("licence", "attribution")},
        "review": weakest(
            [complaint["review"], *(item.document["review"] for item in found.exercises)]
        ),
    }


def helping_exercise(exercise: HelpingExercise) -> Content:
    """Return an exercise's summary with its dose and steps, and why it is recommended."""
    return {
        "rank": exercise.link["rank"],
        "exercise": exercise.summary,
        **{name: exercise.link[name] for name in FROM_COMPLAINT},
        **{name: exercise.document[name] for name in FROM_EXERCISE},
    }
