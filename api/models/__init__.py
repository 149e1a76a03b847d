"""The tables. Import them from here: `from api.models import Document`."""

from api.models.adaptation_rules import AdaptationRules
from api.models.base import Base
from api.models.catalogue import (
    BundleFile,
    Catalogue,
    Document,
    PublishedBundle,
    RetiredSlug,
    SerialHistory,
)
from api.models.lexicons import Lexicon
from api.models.listings import FacetCount, Listing
from api.models.media import StoredMedia
from api.models.notices import Notice
from api.models.partner_routines import PartnerRoutine
from api.models.partners import ApiKey, Partner, RepeatableAnswer
from api.models.routines import RoutineVersion
from api.models.screens import CheckScreens
from api.models.search import SearchName, SearchText

__all__ = [
    "AdaptationRules",
    "ApiKey",
    "Base",
    "BundleFile",
    "Catalogue",
    "CheckScreens",
    "Document",
    "FacetCount",
    "Lexicon",
    "Listing",
    "Notice",
    "Partner",
    "PartnerRoutine",
    "PublishedBundle",
    "RepeatableAnswer",
    "RetiredSlug",
    "RoutineVersion",
    "SearchName",
    "SearchText",
    "SerialHistory",
    "StoredMedia",
]
