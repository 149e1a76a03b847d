"""The figures of one evaluation, as files of the seed keep them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.records.base import Line, Record

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]{0,39}$")]
Count = Annotated[int, Field(ge=0)]
Share = tuple[Count, Count]
"""So many of so many."""


class Evaluation(Record):
    """One set of sentences, by whom it was written, and its figures by name.

    `lexicon` begins the digest of the lexicon with which it was measured. `found` and `answered`
    (found or asked for) are by language, tier and code; `calibration` is by how sure the layer is.
    """

    name: Name
    writer: Line
    sentences: Count
    lexicon: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    figures: dict[str, Share]
    found: dict[str, dict[str, Share]]
    answered: dict[str, dict[str, Share]]
    calibration: dict[str, Share]
