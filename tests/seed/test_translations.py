"""Translations: every text of a record, or none; each mistake names its file and line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from api.records.texts import texts_of
from seed.content import Content, identifier, read_content
from tests.pseudo import PSEUDO, pseudo_language, pseudo_record
from tests.seed.factories import copied_seed, value_of

HEEL = "body_regions.yaml"
CALF = "exercises/calf-stretch.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied_seed(tmp_path)


def write(root: Path, file: str, value: Any, language: str = PSEUDO) -> None:
    path = root / "translations" / language / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def calf(content: Content) -> dict[str, Any]:
    """Return a complete translation of an exercise, as its file holds it."""
    written: dict[str, Any] = pseudo_record(
        value_of(content, "exercises", "calf-stretch")
    ).model_dump(mode="json", warnings=False)
    return written


def mistakes(root: Path) -> list[str]:
    with pseudo_language():
        return [str(mistake) for mistake in read_content(root)[1]]


class TestRead:
    def test_a_translation_replaces_the_texts_and_nothing_else(
        self, root: Path, content: Content
    ) -> None:
        write(root, CALF, calf(content))

        with pseudo_language():
            found, wrong = read_content(root)
            edition = found.edition()

        assert wrong == []
        original = value_of(content, "exercises", "calf-stretch")
        translated = edition.in_language(PSEUDO).exercises["calf-stretch"]
        assert translated == pseudo_record(original)
        assert translated.dosage == original.dosage
        assert list(edition.in_language(PSEUDO).exercises) == ["calf-stretch"]

    def test_a_file_needs_nothing_but_slug_and_texts(self, root: Path, content: Content) -> None:
        heel = value_of(content, "body_regions", "heel")
        texts = {str(place[0]): text for place, text in texts_of(heel) if len(place) == 1}
        links = [{"why": link.why} for link in heel.connected_to]
        write(root, HEEL, [{"slug": "heel", "connected_to": links, **texts}])

        with pseudo_language():
            found, wrong = read_content(root)

        assert wrong == []
        assert found.translations[PSEUDO]["body_regions"]["heel"] == heel

    def test_records_without_texts_are_complete_in_every_language(self, content: Content) -> None:
        with pseudo_language():
            records = content.edition().in_language(PSEUDO)

        silent = [e for e in content.sources if not any(texts_of(e.value))]
        assert list(records.sources) == [identifier(entry.value) for entry in silent]
        assert records.exercises == {}


class TestMistakes:
    def test_a_text_that_is_missing(self, root: Path, content: Content) -> None:
        written = calf(content)
        del written["steps"][2]["text"]
        write(root, CALF, written)

        [mistake] = mistakes(root)

        assert mistake.startswith(f"seed/translations/{PSEUDO}/{CALF}:")
        assert mistake.endswith("steps.2.text: is not translated")

    def test_a_number_that_differs(self, root: Path, content: Content) -> None:
        written = calf(content)
        written["dosage"]["sets"] = 9
        write(root, CALF, written)

        [mistake] = mistakes(root)

        assert mistake.endswith(
            "dosage.sets: is no text to translate, so it has to be left as it is"
        )

    def test_a_field_that_there_is_not(self, root: Path, content: Content) -> None:
        write(root, CALF, {**calf(content), "colour": "blue"})

        [mistake] = mistakes(root)

        assert "colour: is no text to translate" in mistake

    def test_a_record_that_there_is_not(self, root: Path) -> None:
        write(root, HEEL, [{"slug": "tail"}])

        [mistake] = mistakes(root)

        assert mistake.endswith(f"{PSEUDO}/{HEEL}:1: translates tail, which is no record")

    def test_a_text_that_is_too_long(self, root: Path, content: Content) -> None:
        write(root, CALF, {**calf(content), "feel": "x" * 500})

        [mistake] = mistakes(root)

        assert "feel: String should have at most 400 characters" in mistake

    @pytest.mark.parametrize("language", ["en", "xx"])
    def test_a_language_that_has_no_messages(
        self, root: Path, content: Content, language: str
    ) -> None:
        write(root, CALF, calf(content), language)

        [mistake] = mistakes(root)

        assert mistake == (
            f"seed/translations/{language}:1: needs a file of messages,"
            f" api/messages/{language}.yaml"
        )


class TestPlaceholders:
    def test_a_translation_needs_the_placeholders_of_the_original(
        self, root: Path, content: Content
    ) -> None:
        wrong = calf(content)
        at = next(at for at, step in enumerate(wrong["steps"]) if step["plain"])
        wrong["steps"][at]["text"] = wrong["steps"][at]["plain"]
        write(root, CALF, wrong)

        [message] = mistakes(root)

        assert f"steps.{at}.text: needs these placeholders: {{hold_seconds}}" in message
