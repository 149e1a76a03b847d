"""The drawings of the seed, composed once for all tests."""

from functools import cache

from api.drawing.cameras import compose
from api.drawing.scene import Scene
from api.records.drawings import DrawnScene
from tests.databases import seed_content


@cache
def drawn() -> dict[str, tuple[DrawnScene, Scene]]:
    """Return each scene of the seed by its name, for example `calf-stretch main`."""
    content = seed_content()
    return {
        f"{entry.value.slug} {one.name}": (one, compose(one.script))
        for entry in content.drawings
        for one in entry.value.scenes
    }
