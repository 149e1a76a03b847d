"""Why an import ends early. Every command knows this, and few import content."""

from collections.abc import Sequence


class SeedRefusedError(Exception):
    """The seed contradicts what the database already published; carries the mistakes."""

    def __init__(self, mistakes: Sequence[object]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes
