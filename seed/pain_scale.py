"""The numbers of the pain scale in the texts of editors: `{pain_fine}` and its neighbours."""

from typing import Any

from api.pain_scale import PLACEHOLDERS


def filled(written: Any) -> Any:
    """Return what was read from YAML with the placeholders of the pain scale filled in."""
    if isinstance(written, str):
        for name, value in PLACEHOLDERS.items():
            written = written.replace(f"{{{name}}}", str(value))
    elif isinstance(written, dict):
        return {key: filled(value) for key, value in written.items()}
    elif isinstance(written, list):
        return [filled(value) for value in written]
    return written
