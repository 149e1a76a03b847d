"""Messages: filled in by name, in the plural form of the number, and never by halves."""

import pytest
import yaml
from babel import Locale

from api.languages import FALLBACK, negotiate, served
from api.messages import Messages, Pattern, differences
from api.messages.files import FOLDER, get_messages, languages
from tests.pseudo import PSEUDO, pseudo, pseudo_language, pseudo_messages


def english(**patterns: Pattern) -> Messages:
    written = {f"plan.{code}": pattern for code, pattern in patterns.items()}
    return Messages("en", written, get_messages("en").plural)


class TestText:
    def test_fills_in_placeholders_by_name(self) -> None:
        messages = english(both="{exercise}, then {other}.")
        assert messages.text("plan.both", other="B", exercise="A", more=1) == "A, then B."

    def test_does_not_read_placeholders_in_a_parameter(self) -> None:
        assert english(one="{name}!").text("plan.one", name="{name} {0}") == "{name} {0}!"

    @pytest.mark.parametrize(("count", "said"), [(1, "once"), (2, "2 times"), (0, "0 times")])
    def test_takes_the_plural_form_of_the_number(self, count: int, said: str) -> None:
        messages = english(often={"one": "once", "other": "{count} times"})
        assert messages.text("plan.often", count=count) == said

    def test_knows_the_plural_rules_of_other_languages(self) -> None:
        forms = {"one": "{count} stopa", "few": "{count} stopy", "other": "{count} stóp"}
        polish = Messages("pl", {"plan.feet": forms}, Locale.parse("pl").plural_form)
        said = [polish.text("plan.feet", count=count) for count in (1, 3, 5)]
        assert said == ["1 stopa", "3 stopy", "5 stóp"]

    def test_an_unknown_code_is_an_error(self) -> None:
        assert not english().has("plan.nothing")
        with pytest.raises(KeyError, match=r"plan\.nothing"):
            english().text("plan.nothing")

    def test_a_missing_parameter_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="exercise"):
            english(one="{exercise}.").text("plan.one")

    def test_a_missing_count_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="count"):
            english(often={"other": "often"}).text("plan.often")

    @pytest.mark.parametrize(
        "pattern",
        [
            "{exercise",
            "{}",
            "{exercise.name}",
            "{exercise!r}",
            "{days:02}",
            {"one": "once"},
            {"dual": "both", "other": "{count}"},
        ],
    )
    def test_a_broken_pattern_is_refused_when_it_is_read(self, pattern: Pattern) -> None:
        with pytest.raises(ValueError, match=r"plan\.one"):
            english(one=pattern)

    def test_a_section_has_the_patterns_of_its_codes(self) -> None:
        assert english(one="1", two="2").section("plan") == {"one": "1", "two": "2"}
        assert english(one="1").section("pla") == {}


class TestCatalogues:
    @pytest.mark.parametrize("language", languages())
    def test_every_language_has_all_codes_and_placeholders_of_english(self, language: str) -> None:
        assert differences(get_messages(language), get_messages(FALLBACK)) == []

    @pytest.mark.parametrize("language", languages())
    def test_no_code_is_written_twice(self, language: str) -> None:
        written = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
        root = yaml.compose(written, yaml.SafeLoader)
        assert isinstance(root, yaml.MappingNode)
        for _, section in root.value:
            codes = [code.value for code, _ in section.value]
            assert sorted(set(codes)) == sorted(codes)

    def test_what_a_translation_lacks_is_named(self) -> None:
        original = english(old="a {name}", often={"one": "once", "other": "{count}"}, kept="k")
        translated = english(new="b", old="b", often="oft", kept="k")
        assert differences(english(old="{name}", often={"other": "{count}"}, kept=""),
                           original) == []  # fmt: skip
        assert differences(translated, original) == [
            "plan.new is unknown",
            "plan.often has plural forms in one of the two languages only",
            "plan.old needs the placeholders ['name']",
        ]


class TestLanguages:
    def test_a_language_is_served_if_it_has_messages(self) -> None:
        assert PSEUDO not in served()
        with pseudo_language():
            assert served() == ("en", PSEUDO)
            assert negotiate("qps-ploc, en;q=0.5") == PSEUDO
            assert get_messages(PSEUDO).text("plan.rest_day").startswith("⟦Rést")
        assert served() == ("en",)
        assert negotiate(PSEUDO) == FALLBACK

    @pytest.mark.parametrize("language", ["qps", "../en", "EN", ""])
    def test_a_language_without_messages_is_an_error(self, language: str) -> None:
        with pytest.raises(KeyError, match="no messages"):
            get_messages(language)

    def test_the_pseudo_language_is_complete_and_longer(self) -> None:
        assert differences(pseudo_messages(), get_messages("en")) == []
        assert pseudo("Do {count} reps") == "⟦Dö {count} réps~~~~~⟧"
