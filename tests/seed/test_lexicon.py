"""The files of the lexicon: mistakes name file and line, and each file is stored once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from api.db import Database
from api.matching.lexicon.compiled import Lexicon as CompiledLexicon
from api.matching.lexicon.compiling.lexicon import compile_lexicon
from api.matching.lexicon.compiling.source import LexiconSource
from api.matching.lexicon.messages import EVERY_LANGUAGE
from api.models import Lexicon
from api.queries import complaint_matches
from api.queries.complaint_matches import KeptByDigest, compile_document, match_text
from seed.checks import check
from seed.content import Content, read_content
from seed.importer import import_content
from seed.lexicon.document import document, messages
from tests.matching.pseudo import pseudo_translation, with_pseudo_lexicon
from tests.pseudo import PSEUDO, pseudo, pseudo_language
from tests.seed.factories import copied_seed, edited, rewrite

RULE = "    - heel + pain + first_steps\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_seed(tmp_path)


def mistakes(folder: Path) -> list[str]:
    content, wrong = read_content(folder)
    return [str(mistake) for mistake in sorted(wrong) or check(content)]


class TestMistakes:
    @pytest.mark.parametrize(
        ("file", "old", "new", "message"),
        [
            (
                "complaint_rules",
                RULE,
                "    - heel + swolen + first_steps\n",
                "strong.0: swolen is not among concepts; did you mean swollen?",
            ),
            (
                "complaint_rules",
                RULE,
                "    - heel pain\n",
                "strong.0: 'heel pain' cannot be read: a + or - is missing before pain",
            ),
            (
                "complaint_rules",
                "- complaint: arch-pain\n",
                "- complaint: arch-pian\n",
                "complaint: arch-pian is not among complaints; did you mean arch-pain?",
            ),
            (
                "flag_rules",
                "- flag: cauda_equina\n",
                "- flag: cauda_equine\n",
                "flag: cauda_equine is not among red_flags; did you mean cauda_equina?",
            ),
            (
                "parts",
                "  regions: [heel, heel-bone, heel-fat-pad]\n",
                "  regions: [heel, heel-bnoe]\n",
                "regions: heel-bnoe is not among body_regions; did you mean heel-bone?",
            ),
            ("signs", "- code: burning\n", "- code: heel\n", "code: heel is a concept already,"),
            ("grammar", "sides:", "side:", "side: is not a field"),
            (
                "layer",
                "weights: |\n",
                "weights: |\n  x\tdvt=1\n",
                "weights: is not what was trained",
            ),
            (
                "layer",
                "alarm:\n",
                "alarm:\n  dtv: 1\n",
                "alarm: dtv is not among red_flags; did you mean dvt?",
            ),
        ],
    )
    def test_name_file_and_line(
        self, folder: Path, file: str, old: str, new: str, message: str
    ) -> None:
        path = folder / "lexicon" / f"{file}.yaml"
        line = rewrite(path, old, new)

        assert any(
            m.startswith(f"seed/lexicon/{file}.yaml:{line}: {message}") for m in mistakes(folder)
        )

    def test_an_endless_phrase_is_one(self, folder: Path) -> None:
        path = folder / "lexicon" / "signs.yaml"
        rewrite(path, "en: [burning,", "en: [a b c d e f g h i j k, burning,")

        assert "has more than 10 words" in mistakes(folder)[0]


class TestTheDocument:
    def test_takes_lay_names_and_regions_from_the_catalogue(self, content: Content) -> None:
        names = {n["complaint"]: n["phrases"] for n in document(content)["names"][:24]}
        phrases = {c["code"]: c["phrases"] for c in document(content)["concepts"]}

        assert "talalgie" in names["plantar-heel-pain"]
        assert "gastrocnemius" in [phrase.lower() for phrase in phrases["calf"]]

    def test_a_rule_with_an_unknown_concept_does_not_compile(self, content: Content) -> None:
        plain = document(content)
        plain["flag_rules"] = [{"subject": "dvt", "when": "calf + swolen", "within": 5}]

        with pytest.raises(KeyError, match="swolen"):
            compile_lexicon(LexiconSource.from_plain(plain))


class TestTranslations:
    def written(self, folder: Path, content: Content, **changed: Any) -> Path:
        """Write the messages of the pseudo-language as a file of the seed."""
        path = folder / "translations" / PSEUDO / "lexicon" / "messages.yaml"
        path.parent.mkdir(parents=True)
        fields = {**pseudo_translation(content), **changed}
        path.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
        return path

    def test_are_read_from_their_folder(self, folder: Path, content: Content) -> None:
        self.written(folder, content)

        with pseudo_language():
            found, wrong = read_content(folder)
            assert [*wrong, *check(found)] == []
        assert messages(found) == messages(with_pseudo_lexicon(content))

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"questions": {}}, "questions: which_one is missing"),
            ({"labels": {"child_age": "x"}}, "labels: heel is missing"),
            ({"labels": {"hele": "x"}}, "labels.hele: hele is never used"),
            ({"unrecognised": None}, "unrecognised: Input should be a valid string"),
        ],
    )
    def test_are_complete_or_refused(
        self, folder: Path, content: Content, changed: dict[str, Any], message: str
    ) -> None:
        self.written(folder, content, **changed)

        with pseudo_language():
            assert message in " ".join(mistakes(folder))

    def test_give_a_label_one_meaning(self, folder: Path, content: Content) -> None:
        labels = pseudo_translation(content)["labels"]
        self.written(folder, content, labels={**labels, "foot_drop": "Fallfuß"})

        with pseudo_language():
            assert "foot drop is called" in " ".join(mistakes(folder))

    def test_are_of_a_language_that_is_served(self, folder: Path, content: Content) -> None:
        self.written(folder, content)

        assert "needs a file of messages, api/messages/qps.yaml" in " ".join(mistakes(folder))


class TestTheDatabase:
    async def test_a_second_import_writes_nothing(
        self, scratch: Database, content: Content
    ) -> None:
        imported = await import_content(scratch, content, keep=False)

        assert imported.counts()["lexicon"]["ok"] == 1
        assert imported.lexicon == "ok"

    async def test_a_further_language_brings_messages_and_compiles_nothing(
        self, scratch: Database, content: Content, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compiled: list[str] = []

        def compile_and_count(language: str, document: str) -> CompiledLexicon:
            compiled.append(language)
            return compile_document(language, document)

        lexicons = KeptByDigest(compile_and_count, most=2)
        monkeypatch.setattr(complaint_matches, "LEXICONS", lexicons)

        imported = await import_content(scratch, with_pseudo_lexicon(content))

        assert imported.counts()["lexicon"]["changed"] == 1
        async with scratch.reading() as session:
            english, pseudo_text, french = [
                await match_text(session, language, "ankle") for language in ("en", PSEUDO, "fr")
            ]
        assert compiled == [EVERY_LANGUAGE]
        assert english.match == pseudo_text.match == french.match
        assert pseudo_text.messages.unrecognised == pseudo(english.messages.unrecognised)
        assert french.messages == english.messages

    async def test_a_language_that_lost_its_messages_answers_in_english(
        self, scratch: Database, content: Content
    ) -> None:
        await import_content(scratch, with_pseudo_lexicon(content))

        imported = await import_content(scratch, content)

        assert imported.counts()["lexicon"]["changed"] == 1
        async with scratch.reading() as session:
            found = await match_text(session, PSEUDO, "ankle")
        assert found.messages.language == "en"

    async def test_a_changed_lexicon_answers_from_the_next_request_on(
        self, scratch: Database, content: Content
    ) -> None:
        async with scratch.reading() as session:
            assert (await match_text(session, "en", "zanzibaritis")).match.outcome == "unrecognised"
        names = content.lexicon["names"]
        more = names[0].value.model_copy(
            update={"words": names[0].value.words.model_copy(update={"en": ["zanzibaritis"]})}
        )
        changed = {**content.lexicon, "names": [replace(names[0], value=more), *names[1:]]}

        imported = await import_content(scratch, replace(content, lexicon=changed))

        assert imported.counts()["lexicon"]["changed"] == 1
        assert imported.publication.upserts == []
        async with scratch.reading() as session:
            found = await match_text(session, "en", "zanzibaritis")
            digests = (await session.scalars(select(Lexicon.digest))).all()
        assert found.match.matches[0].complaint == more.complaint
        assert len(digests) == 2

    async def test_a_changed_lay_name_changes_it_too(
        self, scratch: Database, content: Content
    ) -> None:
        renamed = edited(content, "complaints", "bunion", name="Zanzibar toe")

        imported = await import_content(scratch, renamed, keep=False)

        assert imported.counts()["lexicon"]["changed"] == 1
