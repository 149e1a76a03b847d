"""The regions of an exercise as spots on a drawing of a foot, for pages without a picture.

The drawing shows no movement on purpose: a wrong one would teach it.
"""

Place = tuple[int, int]

MOST = 4
PLACES: dict[str, Place] = {
    "toes": (203, 112),
    "big-toe": (203, 112),
    "lesser-toes": (203, 112),
    "lumbricals-and-interossei": (186, 112),
    "forefoot": (172, 117),
    "ball-of-foot": (172, 117),
    "metatarsals": (160, 108),
    "top-of-foot": (150, 90),
    "midfoot": (140, 96),
    "long-toe-flexors": (140, 112),
    "long-toe-extensors": (150, 90),
    "foot": (116, 108),
    "arch": (116, 108),
    "plantar-fascia": (116, 108),
    "intrinsic-foot-muscles": (116, 108),
    "abductor-hallucis": (116, 108),
    "heel": (70, 108),
    "heel-bone": (70, 108),
    "ankle": (98, 66),
    "tibialis-posterior": (98, 66),
    "fibularis": (98, 66),
    "achilles-tendon": (74, 52),
    "soleus": (78, 26),
    "calf": (78, 14),
    "gastrocnemius": (78, 14),
    "shin": (122, 16),
}
"""By region: x and y in the drawing of 240 by 160 (`templates/parts.html`)."""


def places(regions: list[str]) -> list[Place]:
    """Return the spots of regions, each once; a region outside of the drawing has none."""
    found = dict.fromkeys(PLACES[region] for region in regions if region in PLACES)
    return list(found)[:MOST]
