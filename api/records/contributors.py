"""The people the article quotes: `seed/contributors.yaml`."""

from api.records.base import Line, Renameable, Slug


class Contributor(Renameable):
    """Role and affiliation as the source gives them; null where it gives none."""

    role: Line
    credentials: Line | None = None
    affiliation: Line | None = None
    source: Slug
