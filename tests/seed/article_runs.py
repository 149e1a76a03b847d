"""How the tests know the article without keeping it: by digests of its runs of words.

`article_runs.txt` holds, for each run of eight words inside one of its paragraphs, the first twelve
digits of the SHA-256, sorted. The title is left out, since we cite it. Whoever has the text writes
the file anew with `python -m tests.seed.article_runs < article.txt`.
"""

import re
import sys
from hashlib import sha256
from pathlib import Path

LENGTH = 8
FILE = Path(__file__).with_name("article_runs.txt")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def digests(text: str) -> set[str]:
    """Return the digest of each run of eight words that stands inside one paragraph."""
    found = set()
    for paragraph in re.split(r"\n\s*\n", text.lower().replace("’", "'")):
        words = WORD.findall(paragraph)
        for at in range(len(words) - LENGTH + 1):
            found.add(sha256(" ".join(words[at : at + LENGTH]).encode()).hexdigest()[:12])
    return found


def main() -> None:
    """Read the article, whose first paragraph that long is its title, and write the file."""
    paragraphs = re.split(r"\n\s*\n", sys.stdin.read())
    title = next(paragraph for paragraph in paragraphs if digests(paragraph))
    paragraphs.remove(title)
    FILE.write_text("\n".join(sorted(digests("\n\n".join(paragraphs)))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
