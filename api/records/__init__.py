"""Records: the editors' content, validated. `seed/schemas/` describes them to editors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.records.adaptation_rules import AdaptationRule
    from api.records.body_regions import BodyRegion
    from api.records.complaints import Complaint
    from api.records.contributors import Contributor
    from api.records.drawings import Drawing
    from api.records.exercises import Exercise
    from api.records.insights import Insight
    from api.records.media import Medium
    from api.records.reviews import Review
    from api.records.routines import Routine
    from api.records.screens import Screen
    from api.records.sources import Source
    from api.records.vocabularies import Condition, Equipment, Notice, RedFlag


@dataclass(frozen=True)
class Records:
    """Every record that a document is built from, by slug or code, in the editors' order.

    The attributes have the names of the seed's files and folders.
    """

    sources: Mapping[str, "Source"]
    contributors: Mapping[str, "Contributor"]
    conditions: Mapping[str, "Condition"]
    red_flags: Mapping[str, "RedFlag"]
    equipment: Mapping[str, "Equipment"]
    notices: Mapping[str, "Notice"]
    screens: Mapping[str, "Screen"]
    adaptation_rules: Mapping[str, "AdaptationRule"]
    body_regions: Mapping[str, "BodyRegion"]
    exercises: Mapping[str, "Exercise"]
    complaints: Mapping[str, "Complaint"]
    insights: Mapping[str, "Insight"]
    routines: Mapping[str, "Routine"]
    drawings: Mapping[str, "Drawing"]


Key = tuple[str, str]
"""A document's type and slug, for example `("exercise", "calf-stretch")`."""


Reviews = Mapping[tuple[str, str, str], "Review"]
"""Reviews by type, slug and language."""


Media = Mapping[str, Sequence["Medium"]]
"""Pictures by the slug of their exercise."""


@dataclass(frozen=True)
class Edition:
    """Everything that the editors publish at one time.

    `original` holds the records as written, `translations` by language those that are complete in
    it, and `removed` the things that are gone for good, with what replaces each (None: nothing).
    `reviews` holds the clinical reviews by the type, slug and language of what was reviewed,
    `media` the pictures of exercises by slug, which are the same in every language.
    """

    original: Records
    translations: Mapping[str, Records]
    removed: Mapping[Key, str | None]
    reviews: Reviews = field(default_factory=dict)
    media: Media = field(default_factory=dict)

    def in_language(self, language: str) -> Records:
        """Return the records that are complete in a language; untranslated texts are left out."""
        return self.translations.get(language, self.original)
