"""A text means the same however it was escaped, tagged or cut on its way here."""

import json
import quopri
import random
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from html import escape
from html.entities import codepoint2name
from urllib.parse import quote, quote_plus

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.reading.understanding import is_word
from api.matching.transport import MAX_CHARACTERS, plain_text
from tests.cases import in_one_test
from tests.matching.cases import BY_EDITORS, cases

Form = Callable[[str], str]
Matcher = Callable[[str], Match]

EMERGENCIES = (
    "I can't feel my foot, it's cold and blue",
    "the bone is sticking out of my foot",
    "my calf is swollen and I'm short of breath",
    "back pain, I can't feel my crotch and I can't pee",
    "my foot is hot, red and swollen and the redness is spreading",
    "I felt a pop in my achilles and now I can't stand on tiptoe",
    "my left calf is swollen, warm and red",
    "me duele el talón y tengo fiebre, el pie está rojo e hinchado",
    "mein Fuß ist plötzlich kalt, blau und taub, ich habe große Angst",
    "j'ai mal au pied et de la fièvre, il est très rouge et gonflé",
)


def by_name(text: str) -> str:
    return "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in text)


def without_semicolons(text: str) -> str:
    return by_name(escape(text)).replace("&#x27;", "&apos;").replace(";", "")


def entities(pattern: str, *, kept: str = "abcdefghijklmnopqrstuvwxyzIABC ,.") -> Form:
    """Return the form in which each character is a number, but those that are kept."""
    return lambda text: "".join(c if c in kept else pattern.format(ord(c)) for c in text)


def cut_with(character: str) -> Form:
    """Return the form in which each longer word is cut once, in its middle."""

    def cut(text: str) -> str:
        words = text.split(" ")
        return " ".join(
            f"{w[: len(w) // 2]}{character}{w[len(w) // 2 :]}" if len(w) > 3 else w for w in words
        )

    return cut


def json_text(text: str) -> str:
    return json.dumps(text)[1:-1].replace("'", "\\'")


def mail(text: str) -> str:
    return quopri.encodestring(text.encode(), quotetabs=True).decode()


def latin_1_read_wrong(text: str) -> str:
    return text.replace("'", "\u2019").encode().decode("cp1252")


FORMS: dict[str, Form] = {
    "named entities": by_name,
    "escaped": escape,
    "apos": lambda text: text.replace("'", "&apos;"),
    "without semicolons": without_semicolons,
    "decimal": entities("&#{};"),
    "decimal, padded": entities("&#{:05d};"),
    "hexadecimal": entities("&#x{:x};"),
    "capital hexadecimal": entities("&#X{:04X};"),
    "every letter a number": entities("&#{};", kept=" ,."),
    "hexadecimal without semicolon": lambda text: text.replace("'", "&#x27"),
    "decimal without semicolon": lambda text: text.replace("'", "&#39"),
    "no-break blanks": lambda text: text.replace(" ", "&nbsp;"),
    "no-break blanks by number": lambda text: text.replace(" ", "&#160;"),
    "no-break blanks without semicolon": lambda text: text.replace(" ", "&nbsp"),
    "no-break blanks in capitals": lambda text: text.replace(" ", "&NBSP;"),
    "no-break blanks cut by a translator": lambda text: text.replace(" ", " & nbsp ; "),
    "no-break blanks without ampersand": lambda text: text.replace(" ", "nbsp;"),
    "escaped twice": lambda text: escape(by_name(text).replace(" ", "&nbsp;")),
    "escaped three times": lambda text: escape(escape(text.replace(" ", "&nbsp;"))),
    "line breaks": lambda text: text.replace(" ", "<br>"),
    "closed line breaks": lambda text: text.replace(" ", "<br/>"),
    "open line breaks": lambda text: text.replace(" ", "<br "),
    "capital line breaks": lambda text: text.replace(" ", " <BR /> "),
    "escaped line breaks": lambda text: text.replace(" ", "&lt;br&gt;"),
    "paragraph": lambda text: f"<p>{text}</p>",
    "attributes": lambda text: f'<p class="numb" title="a > b" hidden>{text}',
    "broken attributes": lambda text: f"<div style=color:red class='x' data-x>{text}</div>",
    "emphasis": lambda text: text.replace(" ", " <b>", 3).replace(",", "</b>,"),
    "every word a span": lambda text: "".join(f"<span>{w}</span>" for w in text.split(" ")),
    "every word a list item": lambda text: "".join(f"<li>{w}</li>" for w in text.split(" ")),
    "comment": lambda text: text.replace(" ", "<!-- walking in the garden -->"),
    "style": lambda text: f"<style>p {{color: green}}</style>{text}",
    "elements of their own": lambda text: f'<note lang="x"><text>{text}</text></note>',
    "CDATA": lambda text: f"<![CDATA[{text}]]>",
    "percent": quote,
    "percent, everything": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "percent with plus": quote_plus,
    "percent twice": lambda text: quote(quote(text)),
    "percent of Latin-1": lambda text: quote(text, encoding="latin-1"),
    "percent between blanks": lambda text: text.replace(" ", "%20", 3).replace("'", "%27"),
    "percent of a script": lambda text: text.replace("'", "%u2019"),
    "percent of an entity": lambda text: quote(text.replace("'", "&#39;").replace(" ", "&nbsp;")),
    "JSON": json_text,
    "JSON twice": lambda text: json_text(json_text(text)),
    "JSON apostrophes": lambda text: text.replace("'", "\\u2019"),
    "JSON without backslash": lambda text: text.replace("'", "u2019"),
    "JSON lines": lambda text: "\\n" + text.replace(", ", ",\\t") + "\\r\\n",
    "JSON of an entity": lambda text: text.replace("'", "\\u0026#39;"),
    "Python": lambda text: ascii(text)[1:-1],
    "soft hyphens": cut_with("\u00ad"),
    "soft hyphens as entities": cut_with("&shy;"),
    "soft hyphens as numbers": cut_with("&#173;"),
    "soft hyphens at lines": cut_with("\u00ad\n"),
    "zero-width joiners": cut_with("\u200d"),
    "zero-width non-joiners": cut_with("\u200c"),
    "word joiners": cut_with("\u2060"),
    "byte order marks": cut_with("\ufeff"),
    "variation selectors": cut_with("\ufe0f"),
    "direction marks": cut_with("\u200e"),
    "tag characters": cut_with("\U000e0061"),
    "places to break": cut_with("<wbr>"),
    "zero-width blanks": lambda text: text.replace(" ", "\u200b"),
    "zero-width blanks as entities": lambda text: text.replace(" ", "&ZeroWidthSpace;"),
    "word joiners between words": lambda text: text.replace(" ", "\u2060"),
    "mail": mail,
    "mail of Latin-1": lambda text: quopri.encodestring(
        text.encode("latin-1"), quotetabs=True
    ).decode(),
    "wrong encoding": latin_1_read_wrong,
    "lost apostrophes": lambda text: text.replace("'", "\ufffd"),
    "apostrophes as C1": lambda text: text.replace("'", "\x92"),
    "board": lambda text: f"[b]{text.replace(' ', '[/b] [color=red]', 2)}[/color][/quote]",
    "Markdown": lambda text: f"> **{text.replace(' ', '** _', 1)}_",
    "escaped Markdown": lambda text: text.replace("'", "\\'").replace(",", "\\,"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}


def signs(found: Match) -> set[tuple[str, str]]:
    return {(flag.code, flag.tier) for flag in found.red_flags}


class TestAnEmergency:
    @in_one_test("form", FORMS)
    def test_is_found_in_every_form(self, match_once: Matcher, form: str) -> None:
        for sentence in EMERGENCIES:
            plain, sent = match_once(sentence), match_once(FORMS[form](sentence))

            assert plain.outcome == "seek_care"
            assert signs(sent) == signs(plain), sentence
            assert sent.outcome == "seek_care"

    def test_is_found_in_forms_of_forms(self, lexicon: Lexicon) -> None:
        chance = random.Random(7)  # noqa: S311 - nothing secret
        for _ in range(150):
            outer, inner = (
                chance.choice(["escaped", "JSON", "paragraph", "percent"]),
                "soft hyphens",
            )
            sentence = chance.choice(EMERGENCIES[:7])

            sent = FORMS[outer](FORMS[inner](sentence))

            assert signs(match(lexicon, sent)) == signs(match(lexicon, sentence)), sent


class TestAPlainText:
    @in_one_test(
        "text",
        [
            "pain <3 days, toes < 2 and > 1",
            "foot & ankle, heel&toe, R&D, AT&T",
            "if pain<5 and swelling>2, <left> foot",
            "50% worse, 100%, 20%20 and 5%-10%",
            "heel+arch pain + a numb toe",
            "left\\right foot, heel\\toe, pain\\numbness",
            "level=10, pain = 20 days",
            "[left] foot (right), snake_case",
            "crushed&amputated toe, numb&paralysed",
            "numb &not; able to move",
            "does it hurt?s",
            "膝が痛い 👩\u200d⚕️",
            "café, Fuß, ñandú, «talón»",
        ],
    )
    def test_stays_as_it_is(self, lexicon: Lexicon, text: str) -> None:
        assert plain_text(text, partial(is_word, lexicon)) == text

    def test_stays_as_it_is_in_every_case(self, lexicon: Lexicon) -> None:
        texts = [case.labelled.text for file in BY_EDITORS for case in cases(file)]

        changed = [text for text in texts if plain_text(text, partial(is_word, lexicon)) != text]

        assert changed == []

    def test_keeps_words_apart_that_only_an_invisible_blank_parts(self, lexicon: Lexicon) -> None:
        read = partial(plain_text, is_word=partial(is_word, lexicon))

        assert read("my\u200bheel\u200bhurts") == "my heel hurts"
        assert read("he\u200bel and mor\u2060ning, foot\u00adball") == "heel and morning, football"


class TestHostileText:
    @in_one_test(
        "piece",
        [
            "<", "<!--", "<p a=\"", "<p a='", "<script>", "&", "&#", "&lt", "&amp;", "%2", "%25",
            "\\", "\\u", "[url=", "[a](http:", "=", "=C3", "a\u200b", "a\u2060b", "\u00ad", "Ã",
            "<a b=c ", "</a>", "<x>", "</x", "&& ", "< / ", "u00", "![", "\ufffd", "<b \n", "<a =",
        ],
    )  # fmt: skip
    def test_takes_few_steps(self, lexicon: Lexicon, piece: str) -> None:
        text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
        started = time.process_time()

        plain_text(text, partial(is_word, lexicon))

        assert time.process_time() - started < 0.25
