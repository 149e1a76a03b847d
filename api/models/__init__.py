"""The tables. Import them from here: `from api.models import Document`."""

from api.models.base import Base
from api.models.bundles import BundleFile, BundlePart, BundlePiece, PublishedBundle
from api.models.catalogue import Catalogue, Document, RetiredSlug, SerialHistory
from api.models.ingredients import Ingredient, Recipe
from api.models.lexicons import Lexicon
from api.models.listings import FacetCount, Listing
from api.models.media import StoredMedia
from api.models.notices import Notice
from api.models.partner_routines import PartnerRoutine
from api.models.partners import ApiKey, Partner, RepeatableAnswer
from api.models.routines import RoutineVersion
from api.models.rules import AdaptationRules, CheckScreens, RuleDocument
from api.models.search import SearchName, SearchText

__all__ = [
    "AdaptationRules",
    "ApiKey",
    "Base",
    "BundleFile",
    "BundlePart",
    "BundlePiece",
    "Catalogue",
    "CheckScreens",
    "Document",
    "FacetCount",
    "Ingredient",
    "Lexicon",
    "Listing",
    "Notice",
    "Partner",
    "PartnerRoutine",
    "PublishedBundle",
    "Recipe",
    "RepeatableAnswer",
    "RetiredSlug",
    "RoutineVersion",
    "RuleDocument",
    "SearchName",
    "SearchText",
    "SerialHistory",
    "StoredMedia",
]
