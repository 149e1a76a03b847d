"""The tables. Import them from here: `from api.models import Exercise`."""

from api.models.base import Base
from api.models.body_regions import BodyRegion, BodyRegionConnection
from api.models.catalogue import Bundle, Catalogue, Document, RetiredSlug
from api.models.complaints import (
    Complaint,
    ComplaintAvoid,
    ComplaintCode,
    ComplaintCondition,
    ComplaintExercise,
    ComplaintLayName,
    ComplaintRedFlag,
    ComplaintRegion,
    ComplaintSource,
    ComplaintVariant,
)
from api.models.contributors import Contributor
from api.models.exercises import (
    Exercise,
    ExerciseContraindication,
    ExerciseContributor,
    ExerciseEquipment,
    ExerciseLadder,
    ExerciseRegion,
    ExerciseSource,
    ExerciseStep,
)
from api.models.insights import (
    Insight,
    InsightComplaint,
    InsightContributor,
    InsightRegion,
    InsightSource,
)
from api.models.lexicons import Lexicon
from api.models.listings import FacetCount, Listing
from api.models.partner_routines import (
    PartnerRoutine,
    PartnerRoutineVersion,
)
from api.models.partners import ApiKey, Partner
from api.models.routines import Routine, RoutineComplaint, RoutineItem, RoutineVersion
from api.models.search import SearchName, SearchText
from api.models.sources import Source
from api.models.vocabularies import Condition, Equipment, Notice, RedFlag

__all__ = [
    "ApiKey",
    "Base",
    "BodyRegion",
    "BodyRegionConnection",
    "Bundle",
    "Catalogue",
    "Complaint",
    "ComplaintAvoid",
    "ComplaintCode",
    "ComplaintCondition",
    "ComplaintExercise",
    "ComplaintLayName",
    "ComplaintRedFlag",
    "ComplaintRegion",
    "ComplaintSource",
    "ComplaintVariant",
    "Condition",
    "Contributor",
    "Document",
    "Equipment",
    "Exercise",
    "ExerciseContraindication",
    "ExerciseContributor",
    "ExerciseEquipment",
    "ExerciseLadder",
    "ExerciseRegion",
    "ExerciseSource",
    "ExerciseStep",
    "FacetCount",
    "Insight",
    "InsightComplaint",
    "InsightContributor",
    "InsightRegion",
    "InsightSource",
    "Lexicon",
    "Listing",
    "Notice",
    "Partner",
    "PartnerRoutine",
    "PartnerRoutineVersion",
    "RedFlag",
    "RetiredSlug",
    "Routine",
    "RoutineComplaint",
    "RoutineItem",
    "RoutineVersion",
    "SearchName",
    "SearchText",
    "Source",
]
