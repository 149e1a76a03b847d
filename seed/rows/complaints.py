"""Rows of a complaint, its lay names and its variants."""

from api.records.complaints import Avoid, Complaint, Helper
from api.vocabulary import RECOMMENDING
from seed.rows.base import Row, Rows, numbered

PLAN = ("exercises", "avoid", "variants", "plan_shape")
"""What a complaint with `same_plan_as` takes from the other one."""


def add_complaint(rows: Rows, complaint: Complaint, complaints: dict[str, Complaint]) -> None:
    """Add a complaint; one with `same_plan_as` gets the rows of that one's plan as its own."""
    planned = complaints.get(complaint.same_plan_as or "", complaint)
    owner = {"complaint": complaint.slug}
    rows["complaints"].append(
        complaint.model_dump(
            mode="json",
            include={
                "slug",
                "name",
                "description",
                "self_care",
                "notice",
                "same_plan_as",
                "evidence_note",
            },
        )
        | {
            "plan_shape": planned.plan_shape and planned.plan_shape.model_dump(mode="json"),
            "provenance": provenance(complaint, planned),
        }
    )
    add_lay_names(rows, complaint)
    rows["complaint_regions"] += numbered(complaint.regions, "region", **owner)
    rows["complaint_red_flags"] += numbered(complaint.red_flags, "red_flag", **owner)
    rows["complaint_conditions"] += numbered(complaint.asks, "condition", **owner)
    rows["complaint_sources"] += numbered(complaint.sources, "source", **owner)
    rows["complaint_codes"] += [
        {**owner, "position": at, **code.model_dump()} for at, code in enumerate(complaint.codes)
    ]
    add_variant(rows, complaint.slug, 0, None, None, planned.exercises, planned.avoid)
    for at, variant in enumerate(planned.variants, start=1):
        # What names no exercise of ours (flip-flops, hard floors) holds for every variant.
        avoid = [*variant.avoid, *(item for item in planned.avoid if item.exercise is None)]
        add_variant(
            rows, complaint.slug, at, variant.condition, variant.note, variant.exercises, avoid
        )


def provenance(complaint: Complaint, planned: Complaint) -> Row:
    """Return the complaint's own provenance, with that of the plan it takes over."""
    own: Row = complaint.provenance.model_dump(mode="json")
    if planned is complaint:
        return own
    theirs = planned.provenance.model_dump(mode="json")
    differs = own["default"] != theirs["default"]
    plan = {part: theirs["default"] for part in PLAN if differs} | {
        path: claim for path, claim in theirs["fields"].items() if path.split(".")[0] in PLAN
    }
    return own | {"fields": own["fields"] | plan}


def add_lay_names(rows: Rows, complaint: Complaint) -> None:
    names = complaint.lay_names
    listed = [
        *((text, "en", False) for text in names.en),
        *((text, "en", True) for text in names.misspelt),
        *((text, "es", False) for text in names.es),
        *((text, "de", False) for text in names.de),
        *((text, "fr", False) for text in names.fr),
    ]
    rows["complaint_lay_names"] += [
        {
            "complaint": complaint.slug,
            "position": at,
            "text": text,
            "language": language,
            "misspelt": misspelt,
        }
        for at, (text, language, misspelt) in enumerate(listed)
    ]


def add_variant(
    rows: Rows,
    slug: str,
    position: int,
    condition: str | None,
    note: str | None,
    helpers: list[Helper],
    avoid: list[Avoid],
) -> None:
    owner = {"complaint": slug, "variant": condition or "unstated"}
    rows["complaint_variants"].append(
        {**owner, "condition": condition, "position": position, "note": note}
    )
    rank = 0
    for at, helper in enumerate(helpers):
        recommends = helper.result in RECOMMENDING
        rank += recommends
        rows["complaint_exercises"].append(
            {
                **owner,
                "position": at,
                **helper.model_dump(),
                "rank": rank if recommends else None,
            }
        )
    rows["complaint_avoids"] += [
        {**owner, "position": at, **item.model_dump()} for at, item in enumerate(avoid)
    ]
