"""A text means the same after mail, forms, editors, keyboards and old programs had it."""

import base64
import html
import json
import re
import textwrap
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, quote_plus

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from api.matching.reading.outcome import Match
from api.matching.reading.understanding import is_word
from api.matching.transport import MAX_CHARACTERS, plain_text
from api.matching.transport.line_ends import flowing
from tests.cases import in_one_test
from tests.matching.cases import BY_EDITORS, cases
from tests.matching.test_transport import EMERGENCIES, cut_with, signs

Form = Callable[[str], str]
Matcher = Callable[[str], Match]


def each(blank: str) -> Form:
    return lambda text: text.replace(" ", blank)


def wrapped(width: int, *, mark: str = "", end: str = "\n") -> Form:
    return lambda text: end.join(mark + line for line in textwrap.wrap(text, width))


def apostrophe(sign: str) -> Form:
    return lambda text: text.replace("'", sign)


def misread(codepage: str) -> Form:
    return lambda text: text.replace("'", "\u2019").encode().decode(codepage, "replace")


def numbers(pattern: str) -> Form:
    return lambda text: "".join(pattern.format(ord(c)) for c in text)


def dressed(kind: str) -> Form:
    """Return the form in letters of a kind: "CIRCLED LATIN SMALL LETTER {}"."""

    def letter(character: str) -> str:
        if not (character.isascii() and character.isalpha()):
            return character
        return unicodedata.lookup(kind.format(character.upper()))

    return lambda text: "".join(map(letter, text.replace("Q", "q")))


def half_bold(text: str) -> str:
    return " ".join(f"**{word[:2]}**{word[2:]}" for word in text.split(" "))


def excel(text: str) -> str:
    return text.replace(", ", ",_x000D_\n").replace(" ", "_x0020_")


def editor(text: str) -> str:
    """Return the document of an editor in which each word was typed by itself."""
    return json.dumps({"ops": [{"insert": f"{word} "} for word in text.split(" ")]})


def subject(text: str) -> str:
    return f"=?UTF-8?B?{base64.b64encode(text.encode()).decode()}?="


def subject_by_letters(text: str) -> str:
    return f"=?utf-8?Q?{quote(text, safe=' ').replace('%', '=').replace(' ', '_')}?="


def first_cyrillic(text: str) -> str:
    return re.sub(r"[aoe](?=\w)", lambda c: {"a": "а", "o": "о", "e": "е"}[c.group()], text)


FORMS: dict[str, Form] = {
    "a word a line": each("\n"),
    "a word a line, Windows": each("\r\n"),
    "paragraphs": each("\n\n"),
    "line separators": each("\u2028"),
    "line breaks and lines": each("<br />\n"),
    "lines by number": each("&#10;"),
    "lines by name": each("&NewLine;"),
    "lines in an address": lambda text: quote(text).replace("%20", "%0D%0A"),
    "lines of programs": each("\\r\\n"),
    "wrapped": wrapped(20),
    "wrapped with blanks": wrapped(15, end=" \n"),
    "answered": wrapped(12, mark="> "),
    "answered twice": wrapped(20, mark=">> "),
    "answered in HTML": wrapped(12, mark="&gt; ", end="<br>\r\n"),
    "a list": wrapped(12, mark="- "),
    "dots for breath": each("... "),
    "ellipses": each("\u2026 "),
    "commas for breath": lambda text: text.replace(" ", ",,, ", 3),
    "hyphens at lines": cut_with("-\n"),
    "hyphens at lines of Windows": cut_with("-\r\n"),
    "hyphens in answers": cut_with("-\n> "),
    "hyphens at breaks": cut_with("-<br>"),
    "hyphens without lines": cut_with("- "),
    "typographic hyphens": cut_with("\u2010\n"),
    "not signs": cut_with("\u00ac\n"),
    "comments in words": cut_with("<!-- -->"),
    "control characters in words": cut_with("\x07"),
    "lone surrogates in words": cut_with("\ud800"),
    "colours of a terminal": lambda text: f"\x1b[1;31m{text.replace(' ', chr(27) + '[0m ')}",
    "Mongolian separators": each("\u180e"),
    "selectors of ideographs": cut_with("\U000e0100"),
    "enclosing marks": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u20dd", text),
    "first letters bold": lambda text: re.sub(r"\b([a-z])(?=\w)", r"<b>\1</b>", text),
    "half the word bold": half_bold,
    "circled": dressed("CIRCLED LATIN CAPITAL LETTER {}"),
    "squared": dressed("NEGATIVE SQUARED LATIN CAPITAL LETTER {}"),
    "in parentheses": dressed("PARENTHESIZED LATIN SMALL LETTER {}"),
    "small capitals": lambda text: text.translate(str.maketrans("aceot", "\u1d00\u1d04\u1d07ᴏᴛ")),
    "Cyrillic letters": first_cyrillic,
    "references of a page of Markdown": lambda text: re.sub(r"(\w{4,})", r"[\1][2]", text),
    "numbers of eight digits": numbers("&#{:08d};"),
    "hexadecimal numbers of eight digits": numbers("&#x{:08X};"),
    "escaped eight times": lambda text: text.replace("'", "&" + "amp;" * 8 + "#39;"),
    "blanks escaped eight times": each("&" + "amp;" * 8 + "nbsp;"),
    "percent five times": lambda text: quote(text).replace("%", "%25252525"),
    "bare names of blanks": each(" nbsp "),
    "Office": excel,
    "octal": lambda text: text.replace("'", "\\047"),
    "octal of UTF-8": lambda text: "".join(
        chr(byte) if byte < 0x80 else f"\\{byte:o}" for byte in text.encode()
    ),
    "rich text": lambda text: text.replace("'", "\\'92"),
    "style sheet": apostrophe("\\27 "),
    "subject": subject,
    "subject by letters": subject_by_letters,
    "mail in small letters": lambda text: text.replace("'", "=e2=80=99"),
    "editor": editor,
    "list of words": lambda text: json.dumps(text.split(" "), ensure_ascii=False),
    "document in a document": lambda text: json.dumps(json.dumps({"text": html.escape(text)})),
    "field of a form": lambda text: f'<input type="text" value="{text}">',
    "subtitles": lambda text: re.sub(r" ", "<00:00:01.480><c> </c>", text),
    "form of an address": lambda text: f"text={quote_plus(text)}",
    **{f"read as {page}": misread(page) for page in ("mac_roman", "cp850", "cp437", "cp1251")},
    "lost no-break blanks": each("Â "),
    **{
        f"apostrophe as {sign!r}": apostrophe(sign)
        for sign in (
            *("\u2032", "\u201a", "\u05f3", "\ua78c", '"', "''", " ' ", "' ", " '", ";", "_", "*"),
            *("8217;", "&8217;", "#8217;", "&#8217 ", "&rsquo ", "&prime;", " "),
        )
    },
}  # fmt: skip


class TestAnEmergency:
    @in_one_test("form", FORMS)
    def test_is_found_in_every_form(self, match_once: Matcher, form: str) -> None:
        for sentence in EMERGENCIES:
            if len(sent := FORMS[form](sentence)) > MAX_CHARACTERS:
                continue
            plain, found = match_once(sentence), match_once(sent)

            assert signs(found) >= signs(plain), sent
            assert found.outcome == "seek_care"

    def test_counts_in_the_line_that_states_it(self, match_once: Matcher) -> None:
        sentence = "no swelling\nmy foot is cold and blue, I can't feel it\nno fever"

        assert match_once(sentence).outcome == "seek_care"


class TestACalmText:
    @in_one_test(
        "text",
        [
            "heel-toe, heel- and toe-walking, foot - ankle",
            "my foot (left) & ankle: 50% better; it's *much* better - 7/10",
            "he said \"it hurts\" and 'that' is it",
            "does it hurt?s or can?",
            "[1] my heel [2]",
            "{ my heel } hurts",
            "x_y, snake_case and 2*3*4",
            "C:\\feet\\left and \\0 or \\1",
            "ÂNGULO, FORÊT, À l'aube, Âge",
            "боль в пятке",
            "πόνος στη φτέρνα",
            "a < b, 5 > 3 & x = y; 100 %",
        ],
    )
    def test_stays_as_it_is(self, lexicon: Lexicon, text: str) -> None:
        assert plain_text(text, partial(is_word, lexicon)) == text

    def test_states_no_sign_because_its_lines_were_wrapped(self, match_once: Matcher) -> None:
        texts = [case.labelled.text for file in BY_EDITORS for case in cases(file)][::15]
        calm = [text for text in texts if match_once(text).outcome != "seek_care"]

        alarmed = [text for text in calm if match_once(wrapped(25)(text)).outcome == "seek_care"]

        assert len(alarmed) <= len(calm) / 100, alarmed


class TestHostileText:
    @in_one_test(
        "piece",
        [
            "[", "{", '{"a":', "=?a?B?", "=?a?B?=?", "a-\n", "a-", "\n-", "...", "\n>", "&amp;",
            "&#0", "%25", "<input value=", '<input value="', "<00:", "**a", "*a*b", "[a][", "\\0",
            "\\'", "_x0020_", "\x1b[0", "aа", "а'", "isn ", "isn'", "it'", "ΓÇ", ",", ", ", "can",
        ],
    )  # fmt: skip
    def test_takes_few_steps(self, lexicon: Lexicon, piece: str) -> None:
        text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
        started = time.process_time()

        flowing(plain_text(text, partial(is_word, lexicon)))
        took = time.process_time() - started
        match(lexicon, text)

        assert took < 0.25
