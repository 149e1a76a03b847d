"""From what editors wrote to a lexicon that is ready to match."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from api.matching.lexicon.compiled import PSEUDO, Lexicon
from api.matching.lexicon.cues import AgeWords, SmallWords
from api.matching.lexicon.near_synonyms import said_alike
from api.matching.lexicon.phrases import ANYTHING, Phrases, tree
from api.matching.lexicon.rules import (
    CompiledRule,
    Condition,
    RuleBook,
    index_rules,
    parse_condition,
)
from api.matching.lexicon.source import STRENGTHS, Concept, LexiconSource, Name
from api.matching.lexicon.spelling import Spelling
from api.matching.tokens import words_of

LOOSE = 0.93
"""What a name is worth when its words stand together in another order."""

SPELT_FROM = 3
PROMINENT = 20
"""A word that so many phrases have is what a typo near it most likely meant."""


def spellings(phrase: str) -> tuple[str, ...]:
    """Return a phrase as written, and with ae, oe, ue where it has umlauts."""
    typed = phrase
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ü", "Ue"), ("Ä", "Ae")):
        typed = typed.replace(umlaut, letters)
    return (phrase,) if typed == phrase else (phrase, typed)


class Compiler:
    """Turns a source into a lexicon, one kind of knowledge after the other."""

    def __init__(self, source: LexiconSource) -> None:
        self.source = source
        self.grammar = source.grammar
        self.alike = Phrases()
        self.alike = tree(
            (self.cut(said), word) for word, ways in source.grammar.same_as for said in ways
        )
        self.light = frozenset(self.cut_all(source.grammar.light))
        self.elisions = frozenset(source.grammar.elisions)
        self.kinds = {concept.code: concept.kind for concept in source.concepts}
        self.spelling = self.build_spelling()
        parts = {code for code, kind in self.kinds.items() if kind in ("part", "elsewhere")}
        things = {code for code, kind in self.kinds.items() if kind == "thing"}
        others = self.kinds.keys() - parts - things
        self.things = self.concept_tree(things)
        self.concepts = (self.concept_tree(parts), self.concept_tree(others))

    def concept_tree(self, codes: Collection[str]) -> Phrases:
        """Return a tree of concepts; parts have their own, so that a sign may hold one's words
        ("numb between the legs")."""
        return tree(
            (self.stems(spelt), concept.code)
            for concept in self.source.concepts
            if concept.code in codes
            for phrase in concept.phrases
            for spelt in spellings(phrase)
        )

    def cut(self, phrase: str) -> list[str]:
        elisions = frozenset(self.grammar.elisions)
        cut: list[str] = []
        for piece in phrase.split(f" {ANYTHING} "):
            words = words_of(piece, pictures={}, elisions=elisions, turns=frozenset())
            cut += [ANYTHING, *(word.text for word in said_alike(words, self.alike))]
        return cut[1:]

    def cut_all(self, phrases: Iterable[str]) -> list[str]:
        return [word for phrase in phrases for word in self.cut(phrase)]

    def stems(self, phrase: str) -> list[str]:
        """Return a phrase as the matcher sees it: without light words, each by its stem.

        A phrase that would shrink to one word ("it popped") keeps all of them.
        """
        cut = self.cut(phrase)
        kept = [word for word in cut if word not in self.light]
        if len(kept) < 2:
            return self.all_stems(phrase)
        return [stem for word in kept for stem in self.spelling.read(word).stems]

    def all_stems(self, phrase: str) -> list[str]:
        """Return every word of a phrase by its stem; a light word stays as it is."""
        read = self.spelling.read
        cut = self.cut(phrase)
        return [word if word in self.light else read(word).stems[0] for word in cut]

    def build_spelling(self) -> Spelling:
        phrases = [p for c in self.source.concepts for p in c.phrases]
        phrases += [p for name in self.source.names for p in name.phrases]
        exact = set(self.source.as_written)
        ours = [spelt for p in phrases if p not in exact for spelt in spellings(p)]
        grammar = self.grammar
        small = [*grammar.negators, *grammar.not_negating, *grammar.denied_after]
        small += [*grammar.past, *grammar.still, *self.source.idioms]
        small += [word for topic in self.source.topics for word in topic.words]
        spelt = set(self.cut_all(ours))
        as_written = set(self.cut_all(self.source.as_written)) - spelt - set(grammar.as_typed)
        deny = set(self.cut_all([*grammar.negators, *grammar.denied_after]))
        body = [c for c in self.source.concepts if c.kind in ("part", "sign")]
        joinable = self.single([phrase for concept in body for phrase in concept.phrases])
        named = self.single([p for name in self.source.names for p in name.phrases])
        return Spelling.build(
            sorted(spelt | as_written | set(self.cut_all(small))),
            ordinary=[*self.source.ordinary, *grammar.light],
            targets={w for w in spelt - deny if len(w) >= SPELT_FROM and w.isalpha()} - self.light,
            core=joinable | named,
            prominent=self.prominent(ours) & (joinable | named),
            small={w for w in self.light if len(w) > 1},
            as_typed={*grammar.as_typed, *as_written},
            joinable=joinable,
        )

    def prominent(self, phrases: Iterable[str]) -> set[str]:
        """Return the words that so many phrases have that most talk of feet has one of them."""
        had = Counter(word for phrase in phrases for word in {*self.cut(phrase)})
        return {word for word, times in had.items() if times >= PROMINENT}

    def single(self, phrases: Iterable[str]) -> set[str]:
        """Return the phrases that are one word."""
        return {cut[0] for phrase in phrases if len(cut := self.cut(phrase)) == 1}

    def label(self, concept: Concept) -> str:
        return concept.phrases[0] if concept.phrases else concept.code

    def names(self) -> tuple[Phrases, dict[str, tuple[str, float, str]], list[CompiledRule]]:
        """Return the tree of names, what each key in it stands for, and the loose forms."""
        pairs: list[tuple[list[str], str]] = []
        named: dict[str, tuple[str, float, str]] = {}
        loose: list[CompiledRule] = []
        for name in self.source.names:
            for phrase in (spelt for p in name.phrases for spelt in spellings(p)):
                stems = self.stems(phrase)
                items = self.items(stems)
                weight = self.weight(name, items)
                if not stems or weight == 0:
                    continue
                key = f"{name.complaint}:{' '.join(stems)}"
                named.setdefault(key, (name.complaint, weight, phrase))
                pairs.append((stems, key))
                exact = all(item in self.kinds for item in items)
                if len(items) > 1 and not exact and not set(stems) & self.negating:
                    condition = Condition(tuple((item,) for item in sorted(items)), ())
                    rule = CompiledRule(
                        name.complaint, condition, weight * LOOSE, len(items) + 3, phrase
                    )
                    loose.append(rule)
        return tree(pairs), named, loose

    @cached_property
    def negating(self) -> frozenset[str]:
        return frozenset(s for phrase in self.grammar.negators for s in self.stems(phrase))

    def items(self, stems: list[str]) -> set[str]:
        """Return what a name is made of: concepts, and words that belong to none (`=word`).

        Who says it ("me duele el talón") is no part of a name.
        """
        hits = [hit for book in self.concepts for hit in book.scan(stems)]
        taken = {i for hit in hits for i in range(hit.start, hit.end)}
        items = {hit.values[0] for hit in hits}
        left = {stem for i, stem in enumerate(stems) if i not in taken}
        return items | {f"={stem}" for stem in left.difference(self.grammar.first_person)}

    def weight(self, name: Name, items: set[str]) -> float:
        """Return a name's weight: less for one that only puts a part and a sign together.

        A part of the body alone is no name (`ankel` among the misspellings of a sprain).
        """
        kinds = {self.kinds.get(item) for item in items}
        if kinds <= {"part", "elsewhere", "circumstance"}:
            return 0.0
        if name.strength == "name" and None not in kinds:
            return STRENGTHS["usual"]
        return STRENGTHS[name.strength]

    def ready(self, rules: Iterable[tuple[str, str, float, int]]) -> list[CompiledRule]:
        return [
            CompiledRule(subject, self.checked(parse_condition(when), when), weight, within)
            for subject, when, weight, within in rules
        ]

    def checked(self, condition: Condition, text: str) -> Condition:
        """Raise KeyError for a concept that no editor wrote."""
        for concept in (*condition.never, *(c for group in condition.groups for c in group)):
            if concept not in self.kinds and concept not in PSEUDO:
                raise KeyError(f"{concept} in the rule '{text}' is no concept")
        return condition

    def book(self, rules: Iterable[CompiledRule]) -> RuleBook:
        parts = {code for code, kind in self.kinds.items() if kind in ("part", "elsewhere")}
        signs = {code for code, kind in self.kinds.items() if kind == "sign"}
        wide = {concept.code for concept in self.source.concepts if concept.wide}
        return RuleBook(index_rules(rules), frozenset(parts), frozenset(signs), frozenset(wide))

    def phrases(self, phrases: Iterable[str]) -> Phrases:
        return tree((self.stems(phrase), phrase) for phrase in phrases)

    def small_words(self) -> SmallWords:
        grammar = self.grammar
        return SmallWords(
            negators=self.phrases(grammar.negators),
            negating=frozenset(self.single(grammar.negators)),
            answers=frozenset(grammar.answers),
            not_negating=self.phrases(grammar.not_negating),
            denied_after=self.phrases(grammar.denied_after),
            denying=frozenset(self.single(grammar.denied_after)),
            past=self.phrases(grammar.past),
            still=self.phrases(grammar.still),
            scope_ends=frozenset(grammar.scope_ends),
            list_joins=frozenset(grammar.list_joins),
            relatives=frozenset(grammar.relatives),
            first_person=frozenset(grammar.first_person),
            possessives=frozenset(grammar.possessives),
        )

    def lexicon(self) -> Lexicon:
        source, grammar = self.source, self.grammar
        names, named, loose = self.names()
        complaint_rules = self.ready(
            (r.subject, r.when, STRENGTHS[r.strength], r.within) for r in source.complaint_rules
        )
        flag_rules = self.ready((r.subject, r.when, 1.0, r.within) for r in source.flag_rules)
        literals = {item for rule in loose for group in rule.condition.groups for item in group}
        return Lexicon(
            spelling=self.spelling,
            things=self.things,
            concepts=self.concepts,
            names=names,
            idioms=tree((self.all_stems(idiom), idiom) for idiom in source.idioms),
            topics=tree((self.stems(w), t.code) for t in source.topics for w in t.words),
            topic_takes={topic.code: frozenset(topic.takes) for topic in source.topics},
            small=self.small_words(),
            ages=AgeWords(
                units=frozenset(grammar.years),
                children=frozenset(grammar.children),
                speakers=frozenset(grammar.speakers),
                follow=frozenset(grammar.age_follows),
                old=frozenset(grammar.old),
                things=frozenset(grammar.old_things),
            ),
            light=self.light,
            alike=self.alike,
            turns=frozenset(grammar.turns),
            elisions=self.elisions,
            pictures=dict(source.pictures),
            lasting=frozenset(c.code for c in source.concepts if c.lasting),
            implied={c.code: c.implies for c in source.concepts},
            complaining=frozenset(
                c.code for c in source.concepts if c.kind == "sign" and not c.wished
            ),
            owners=frozenset(grammar.owners),
            labels={c.code: self.label(c) for c in source.concepts},
            literals=frozenset(item for item in literals if item.startswith("=")),
            named=named,
            complaints=self.book([*complaint_rules, *loose]),
            flags=self.book(flag_rules),
            red_flags={flag.code: flag for flag in source.red_flags},
            self_care=dict(source.self_care),
            questions=source.questions,
            messages=dict(source.messages),
            general=frozenset(source.general),
        )


def compile_lexicon(source: LexiconSource) -> Lexicon:
    """Compile what editors wrote; takes about 0.6 s, once.

    Raises ValueError or KeyError for a rule that cannot be read or names no concept.
    """
    return Compiler(source).lexicon()
