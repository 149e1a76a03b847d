"""Cutting texts and phrases into tokens, in the same way."""

from dataclasses import dataclass

from api.matching.lexicon.phrases import ANYTHING, PhraseTree
from api.matching.tokens import Token, tokenise


@dataclass(frozen=True)
class Tokeniser:
    """The lists of the grammar on which cutting depends, see `tokens.tokenise`.

    `near_synonyms` holds ways to say the same, and the one word for all of them: *unable to*,
    *could not* and *cannot* all become *cant*.
    """

    near_synonyms: PhraseTree
    emoji: dict[str, str]
    elisions: frozenset[str]
    clause_openers: frozenset[str]

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text, one for each near-synonym of several words."""
        found = tokenise(
            text, emoji=self.emoji, elisions=self.elisions, clause_openers=self.clause_openers
        )
        return self.with_one_word(found)

    def words(self, phrase: str) -> list[str]:
        """Return the words of an editor's phrase; a `*` between them stays."""
        words: list[str] = []
        for piece in phrase.split(f" {ANYTHING} "):
            words += [ANYTHING, *(token.text for token in self.tokens(piece))]
        return words[1:]

    def with_one_word(self, tokens: list[Token]) -> list[Token]:
        hits = self.near_synonyms.scan([token.text for token in tokens])
        if not hits:
            return tokens
        result: list[Token] = []
        place = 0
        for hit in hits:
            result += tokens[place : hit.start]
            result.append(tokens[hit.start]._replace(text=hit.values[0]))
            place = hit.end
        return result + tokens[place:]
