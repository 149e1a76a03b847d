"""Pictures of an exercise in the shape of v1: all of them, and the two that stand for it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from api.terms import LICENCE
from api.v1.documents.base import Content, Context
from api.vocabulary import MediaFormat

if TYPE_CHECKING:
    from api.records.drawings import Drawing, DrawnScene
    from api.records.exercises import Exercise
    from api.records.media import MediaFile, Medium

CREDIT = {"author": "Instep", "licence": LICENCE["name"], "ai_generated": False}
"""Whom to name: every line follows from poses that are written in `seed/drawings/`."""

NO_PICTURES = {"poster": None, "animation": None}


def media_of(exercise: "Exercise", context: Context) -> list[Content]:
    """Return every picture of an exercise, with its words in the context's language.

    Raises UntranslatedError if the drawing is not translated: its words are part of the document.
    """
    if exercise.slug not in context.original.drawings:
        return []
    drawing: Drawing = context.record("drawings", exercise.slug)
    scenes = {scene.name: scene for scene in drawing.scenes}
    found = context.media.get(exercise.slug, ())
    return [medium_content(one, scenes[one.scene], exercise) for one in found]


def medium_content(medium: "Medium", scene: "DrawnScene", exercise: "Exercise") -> Content:
    is_loop = medium.kind == "animation"
    return {
        "name": name_of(medium),
        "kind": medium.kind,
        "position": scene.position,
        "view": medium.view,
        "side": "both" if exercise.laterality == "both_together" else medium.side,
        "step_number": medium.step_number,
        "duration_ms": medium.duration_ms,
        "loop": is_loop,
        "reduced_motion_ms": medium.reduced_motion_ms,
        "markers": [asdict(marker) for marker in medium.markers],
        **words_of(medium, scene, exercise),
        "credit": CREDIT,
        "files": [file_content(file) for file in medium.files],
    }


def name_of(medium: "Medium") -> str:
    """Return, for example, `main`, `main-poster` or `main-step-2`."""
    suffixes = {"animation": "", "poster": "-poster", "still": f"-step-{medium.step_number}"}
    return f"{medium.scene}{suffixes[medium.kind]}"


def words_of(medium: "Medium", scene: "DrawnScene", exercise: "Exercise") -> Content:
    """Return the texts in place of a picture; a still also has the words of its step.

    They name no dose: in a routine the same step has another one.
    """
    if medium.step_number is None:
        return {"alt": scene.alt, "long_description": scene.long_description}
    step = exercise.steps[medium.step_number - 1]
    alts = {still.step: still.alt for still in scene.stills}
    return {"alt": alts[medium.step_number], "long_description": step.plain or step.text}


def file_content(file: "MediaFile") -> Content:
    return {
        "format": file.format,
        "theme": file.theme,
        "scale": file.scale,
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.length,
        "width": file.width,
        "height": file.height,
    }


def pictures_of(media: Sequence[Content]) -> Content:
    """Return `poster` and `animation`: the pictures of the first loop, None if there is none."""
    loops = [one for one in media if one["kind"] == "animation"]
    if not loops:
        return NO_PICTURES
    [loop, *_] = loops
    posters = [one for one in media if one["name"] == f"{loop['name']}-poster"]
    poster = picture(posters[0], "png") if posters else picture(loop, "svg")
    return {"poster": poster, "animation": picture(loop, "lottie")}


def picture(medium: Mapping[str, Any], wanted: MediaFormat) -> Content:
    """Return the smallest file of a format, and the one for dark ground if there is one."""
    files = {
        file["theme"]: file
        for file in medium["files"]
        if (file["format"], file["scale"]) == (wanted, 1)
    }
    file, dark = files.get("light") or files["any"], files.get("dark")
    return {
        "path": file["path"],
        "dark_path": dark and dark["path"],
        "format": wanted,
        "width": file["width"],
        "height": file["height"],
        "alt": medium["alt"],
    }


def in_a_session(media: Sequence[Content]) -> list[Content]:
    """Return the pictures for whoever does the exercise: the first loop, and the stills."""
    loops = [one for one in media if one["kind"] == "animation"]
    return [*loops[:1], *(one for one in media if one["kind"] == "still")]
