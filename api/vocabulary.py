"""The word lists that shapes, tables and documents share, each written once.

A list may grow inside v1 (the contract says so); a word never changes its meaning.
"""

from typing import Literal, get_args

Kind = Literal["stretch", "strength", "mobility", "motor_control", "balance"]
Load = Literal["low", "high"]
Position = Literal["seated", "standing", "kneeling", "lying"]
Level = Literal["beginner", "intermediate", "advanced"]
Laterality = Literal["each_side", "both_together"]
Phase = Literal["setup", "move", "hold", "return", "safety"]
RegionRole = Literal["primary", "secondary"]
RegionEffect = Literal["stretches", "strengthens", "mobilises", "controls"]
When = Literal["before_first_steps", "end_of_day", "before_bed"]
Interpretation = Literal["described", "standard", "probable", "ambiguous"]
ContributorRole = Literal["describes", "echoes"]
ContraindicationAction = Literal["exclude", "modify", "needs_clearance"]

Grade = Literal[
    "guideline", "pooled", "trial", "expert", "article", "indirect", "editorial", "none"
]
"""`expert`: a named expert or programme advises it; `editorial`: the editors' own pick."""
Result = Literal["supports", "mixed", "no_effect", "caution", "avoid"]
SelfCare = Literal["yes", "with_care", "after_clearance", "no"]
Tier = Literal["emergency", "urgent", "see_clinician"]
Origin = Literal["article", "reference", "editorial"]

RegionKind = Literal["area", "joint", "muscle_group", "muscle", "tendon", "fascia", "bone"]
SourceKind = Literal[
    "article",
    "guideline",
    "systematic_review",
    "randomised_trial",
    "trial_protocol",
    "follow_up",
    "observational_study",
    "review",
    "leaflet",
    "unidentified_study",
]
SourceRead = Literal["full", "abstract", "excerpt", "not_read"]
ReviewedType = Literal["exercise", "complaint", "routine"]
ReviewStatus = Literal["not_clinically_reviewed", "reviewed", "lapsed"]
Collection = Literal["article", "extended"]
Offers = Literal["none", "after_clearance", "restricted", "unchanged"]
"""What a warning sign or a condition leaves of the exercises."""
Restriction = Literal["seated_only", "seated_or_supported_only", "per_exercise"]
"""How a condition restricts exercises, the strictest first."""

AdviceTopic = Literal[
    "shoes",
    "insoles",
    "splints",
    "ice_and_heat",
    "pain_relief",
    "pacing",
    "daily_life",
    "what_to_expect",
    "coming_back",
    "when_to_come_back",
]

MediaKind = Literal["animation", "poster", "still"]
MediaView = Literal["lateral", "top", "front"]
MediaFormat = Literal["lottie", "dotlottie", "svg", "webp", "png"]
MediaTheme = Literal["light", "dark", "any"]

RoutineFormat = Literal["short_series", "one_a_day", "circuit"]
Goal = Literal["relieve", "flexibility", "strength", "control", "balance", "prevent"]
OwnerKind = Literal["editors", "partner"]
KeyScope = Literal["read", "routines:write"]
PartnerRoutineState = Literal["draft", "published", "archived", "withdrawn", "deleted"]
Topic = Literal[
    "anatomy",
    "flexibility",
    "strength",
    "kinetic_chain",
    "complaints",
    "ageing",
    "habits",
    "exercises",
]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DocumentType = Literal[
    "exercise",
    "complaint",
    "body-region",
    "condition",
    "red-flag",
    "equipment",
    "contributor",
    "source",
    "insight",
    "routine",
]
LineType = Literal[DocumentType, "retired-slug", "notice", "lexicon", "screens", "adaptation-rules"]
"""The types of a bundle's lines."""

PlanStyle = Literal["sessions", "one_a_day"]
FootSide = Literal["left", "right", "both"]
SegmentKind = Literal["prepare", "move", "hold", "return", "rest", "switch"]
"""What a player counts down."""
AnswerWord = Literal["yes", "no", "unsure"]
AgeGroup = Literal["under_18", "adult", "over_65"]
WhoItIsAbout = Literal["self", "someone_else"]
ExerciseSort = Literal["name", "-updated_at", "relevance"]

DoneShare = Literal["none", "part", "all"]
"""How much of an exercise was done, from the least to the most."""
CheckInFeedback = Literal["too_hard", "too_easy", "pain", "bored"]
NextMorning = Literal["better", "none", "same", "worse"]
"""The pain of the morning after, compared with the mornings before; `none`: there was none."""
DoseChange = Literal["up", "same", "down", "out", "new"]
AdaptationDecision = Literal["go_on", "hold", "ease", "pause"]
"""What a rule makes of a plan that goes on, the mildest first."""

SearchedType = Literal["exercise", "complaint", "body-region", "routine", "insight"]
Change = Literal["upsert", "delete"]
Retirement = Literal["renamed", "removed"]

GRAVE: tuple[Tier, ...] = ("emergency", "urgent")
"""Signs of these tiers mean care at once, whatever else is stated or cleared."""

RECOMMENDING: tuple[Result, ...] = ("supports", "mixed")
"""Only these results rank an exercise or recommend it (contract, Resources)."""


def words(literal: object) -> tuple[str, ...]:
    """Return the words of one of the lists above, in their published order."""
    return get_args(literal)
