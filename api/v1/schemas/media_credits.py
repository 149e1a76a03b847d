"""Credits of pictures as v1 answers them."""

from pydantic import Field

from api.v1.schemas.base import Name, Output, PageOf, Path, Slug
from api.v1.schemas.media import MediaCredit


class CreditedExercise(Output):
    """An exercise with pictures, and each credit that one of them has."""

    slug: Slug
    url: Path
    name: Name
    credits: list[MediaCredit] = Field(max_length=40)


class MediaCreditPage(PageOf):
    items: list[CreditedExercise] = Field(max_length=100)
