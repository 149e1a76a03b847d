"""Sets of body regions as integers: one bit for a region, numbered by the sorted slugs.

With the regions foot, heel and leg, 0b011 is the set of foot and heel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.planner.catalogue import Catalogue, Exercise


@dataclass(frozen=True)
class Regions:
    """`above` has for each region itself and all around it, `below` itself and all inside it."""

    numbers: Mapping[str, int]
    above: Mapping[str, int]
    below: Mapping[str, int]

    def worked_by(self, exercise: Exercise, role: str) -> int:
        """Return the regions that an exercise works on in a role, with every region around them."""
        found = 0
        for item in exercise.regions:
            if item.role == role:
                found |= self.above.get(item.region, 0)
        return found

    def loaded_by(self, exercise: Exercise) -> tuple[int, int]:
        """Return the regions that an exercise loads heavily, and these with all inside them."""
        regions = subregions = 0
        for item in exercise.regions:
            if exercise.load == "high" and item.effect == "strengthens":
                regions |= bits([item.region], self.numbers)
                subregions |= self.below.get(item.region, 0)
        return regions, subregions


def regions_of(catalogue: Catalogue) -> Regions:
    numbers = {slug: at for at, slug in enumerate(sorted(catalogue.regions))}
    below = dict.fromkeys(numbers, 0)
    for region in catalogue.regions.values():
        for ancestor in region.path:
            below[ancestor] = below.get(ancestor, 0) | 1 << numbers[region.slug]
    above = {slug: bits(region.path, numbers) for slug, region in catalogue.regions.items()}
    return Regions(numbers, above, below)


def bits(codes: Iterable[str], numbers: Mapping[str, int]) -> int:
    """Return codes as bits; a code that the catalogue does not have counts for nothing."""
    found = 0
    for code in codes:
        if code in numbers:
            found |= 1 << numbers[code]
    return found
