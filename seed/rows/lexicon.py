"""The row that holds the lexicon of the matcher."""

import hashlib

from api.serialisation import serialise
from seed.content import Content
from seed.lexicon.document import document
from seed.rows.base import Rows

LANGUAGE = "en"
"""Its sentences are English; its phrases are of every language that is understood."""


def add_lexicon(rows: Rows, content: Content) -> None:
    text = serialise(document(content))
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows["lexicons"].append({"language": LANGUAGE, "digest": digest, "document": text})
