"""Tags of HTML and of bulletin boards, and links of Markdown: a program wrote them."""

import re

from api.matching.transport.joints import GAP, GLUE

INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    "|strong|sub|sup|tt|u|var|wbr"
)
BLOCK = (
    "address|article|aside|audio|base|blockquote|body|br|button|canvas|caption|center|col|colgroup"
    "|dd|del|details|dialog|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|frame|h[1-6]"
    "|head|header|hr|html|iframe|img|input|label|legend|li|link|main|map|meta|nav|noscript|object"
    "|ol|optgroup|option|p|param|picture|pre|progress|script|section|select|source|style|summary"
    "|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|ul|video"
)
NAMES = f"(?P<name>{INLINE}|{BLOCK})"
ATTRIBUTE = r"""(?:\s*[\w:@.-]{1,40}\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))"""
FLAG = r"(?:\s+(?:hidden|disabled|checked|selected|readonly|required|async|defer|controls|nowrap))"

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
DROPPED = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
DECLARATION = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<!doctype[^<>]*>|<\?[a-z][^<>]*>", re.I)
FIELD = re.compile(
    r"""<input\b[^<>"']*(?:"[^"]*"[^<>"']*)?\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')[^<>]*>""", re.I
)
"""A field of a form with what was typed into it."""

TIME = re.compile(r"<(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}>")
"""A place in time, as programs that listen write it into subtitles."""

KNOWN = re.compile(
    rf"<\s*/?\s*{NAMES}(?:(?=[\s/\"'])(?:{ATTRIBUTE}|{FLAG})*\s*/?)?\s*>"
    rf"|<(?:{INLINE}|{BLOCK})\s[^<>]*=[^<>]*>",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"</?(?:br|hr|p|div|span|li|[uo]l|t[rdh]|table|img|input|em|strong|h[1-6]|font|a(?=\s+href))\b"
    rf"(?:\s{ATTRIBUTE})*\s*/?(?=[\s<]|$)",
    re.IGNORECASE,
)
"""A tag without its end: "the bone<br is sticking out"."""

UNKNOWN = re.compile(
    rf"</[a-z][\w:.-]*\s*>|<[a-z][\w:.-]*\s{ATTRIBUTE}+\s*/?>|<[a-z]\w*[:-][\w:.-]+\s*/?>"
    r"|<[a-z][\w:.-]*\s*/>",
    re.IGNORECASE,
)
CLOSING = re.compile(r"</([a-z]\w*)\s*>", re.IGNORECASE)

BOARD = re.compile(
    r"\[/?(?:b|i|u|s|url|img|quote|code|colou?r|size|font|list|\*|center|spoiler|email|h[1-6]|li|ul"
    r"|ol|p|br|hr|table|tr|td|sub|sup|highlight|indent|align)(?:=[^\[\]]{0,200})?\]",
    re.IGNORECASE,
)
LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:https?:|mailto:|/|#)[^()\s]{0,500}\)", re.IGNORECASE)
REFERENCE = re.compile(r"\[([^\[\]/][^\[\]]{0,499})\]\[[^\[\]]{0,40}\]")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})([^\W_][^\s*]{0,40})\1(?=[^\W_])")
"""Half a word in bold, as some reading aids write it."""


def undo_markup(text: str) -> str:
    """Take tags away and keep their text; "pain <3 days" and "toes < 2" hold no tag."""
    if "<" in text:
        text = COMMENT.sub(GAP, text)
        text = DROPPED.sub(" ", text)
        text = FIELD.sub(r" \1\2 ", text)
        text = TIME.sub(GAP, text)
        text = DECLARATION.sub(" ", text)
        text = without_pairs(text)
        text = KNOWN.sub(gap_for, text)
        text = UNKNOWN.sub(" ", text)
        text = OPEN.sub(" ", text)
    if "[" in text:
        text = LINK.sub(r" \1 ", text)
        text = REFERENCE.sub(r"\1", text)
        text = BOARD.sub(GAP, text)
    return EMPHASIS.sub(r"\2", text) if "*" in text else text


def without_pairs(text: str) -> str:
    """Take away opening tags of unknown elements that are closed somewhere: <text> … </text>."""
    for name in {found.group(1) for found in CLOSING.finditer(text)}:
        text = re.sub(rf"<{name}\s*>", GAP, text)
    return text


def gap_for(tag: re.Match[str]) -> str:
    """Return what stands for a tag: a gap, unless it only says where a word may be cut."""
    name = (tag.group("name") or "br").lower()
    if name == "wbr":
        return GLUE
    return GAP if re.fullmatch(INLINE, name) else " "
