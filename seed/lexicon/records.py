"""The lexicon of the matcher as an editor writes it: `seed/lexicon/*.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.records.base import Code, Line, Record, Slug
from seed.figures import Evaluation

Phrase = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Phrases = Annotated[list[Phrase], Field(max_length=400)]
Condition = Annotated[str, StringConstraints(pattern=r"^[a-z_|+\- ]+$", max_length=300)]
Strength = Literal["name", "strong", "usual", "general", "weak"]


class Words(Record):
    """Phrases by language; `other` takes the main words of Italian, Portuguese and Dutch.

    `exact` takes those of any further one: read as written, since words that we do not know may
    look like them.
    """

    en: Phrases = Field(default_factory=list)
    es: Phrases = Field(default_factory=list)
    de: Phrases = Field(default_factory=list)
    fr: Phrases = Field(default_factory=list)
    other: Phrases = Field(default_factory=list)
    exact: Phrases = Field(default_factory=list)

    def all(self) -> list[str]:
        """Return every phrase; the first is the English one that answers show as a reason."""
        return [*self.en, *self.es, *self.de, *self.fr, *self.other, *self.exact]


class LexiconConcept(Record):
    """One thing that can be said in many ways: a part, a sign, a circumstance, a background.

    `condition`: the one of conditions.yaml that a person has who says it.
    """

    code: Code
    kind: Literal["part", "elsewhere", "non_body", "sign", "circumstance", "background"]
    words: Words
    regions: list[Slug] = Field(default_factory=list, max_length=6)
    lasting: bool = False
    wide: bool = False
    wished: bool = False
    implies: list[Code] = Field(default_factory=list, max_length=6)
    condition: Code | None = None


class RuleLine(Record):
    """Concepts that have to meet, and the greatest distance between them in words."""

    when: Condition
    within: Annotated[int, Field(ge=1, le=400)] = 14


class ComplaintRules(Record):
    """Rules that suggest one complaint, by their strength.

    `steps_back`: a more exact complaint that fits comes before it.
    """

    complaint: Slug
    steps_back: bool = False
    strong: list[Condition | RuleLine] = Field(default_factory=list, max_length=60)
    usual: list[Condition | RuleLine] = Field(default_factory=list, max_length=60)
    general: list[Condition | RuleLine] = Field(default_factory=list, max_length=60)
    weak: list[Condition | RuleLine] = Field(default_factory=list, max_length=60)


class FlagRules(Record):
    """Rules that state one warning sign (`any`), and rules that make it worth asking for (`ask`).

    `within` holds for lines without one. Where `unless` holds, whatever the distance, the sign
    cannot be there: it is neither raised nor asked for, not by what was learned either.
    """

    flag: Code
    unless: Condition | None = None
    within: Annotated[int, Field(ge=1, le=400)] = 14
    any: list[Condition | RuleLine] = Field(min_length=1, max_length=60)
    ask: list[Condition | RuleLine] = Field(default_factory=list, max_length=60)


class ComplaintNames(Record):
    """Names of a complaint beside its lay_names."""

    complaint: Slug
    words: Words
    strength: Strength = "name"


class Question(Record):
    """A question that distinguishes complaints; messages.yaml has its text by its `code`."""

    code: Code
    between: list[Slug] = Field(min_length=1, max_length=6)
    unless: list[Code] = Field(default_factory=list, max_length=10)


class Topic(Record):
    """Words that show that some concepts are not meant as body or complaint (`all`: none is)."""

    code: Code
    words: Phrases
    takes: list[Code] = Field(min_length=1, max_length=60)


class OtherMeanings(Record):
    idioms: list[Phrase] = Field(max_length=2000)
    topics: list[Topic] = Field(max_length=60)


class LexiconGrammar(Record):
    """Cue words by their effect; each list is explained in grammar.yaml."""

    stopwords: Phrases
    small_words: Phrases
    near_synonyms: dict[Phrase, Phrases]
    negators: Phrases
    post_negators: Phrases
    becoming: Phrases
    absence: Phrases
    pseudo_negations: Phrases
    answers: Phrases
    scope_terminators: Phrases
    list_conjunctions: Phrases
    clause_openers: Phrases
    historical: Phrases
    recent: Phrases
    other_experiencers: Phrases
    first_person: Phrases
    mine: Phrases
    possessives: Phrases
    sides: Phrases
    lengths: Phrases
    elisions: Phrases
    age_units: Phrases
    age_adjectives: Phrases
    age_suffixes: Phrases
    age_prefixes: Phrases
    age_followers: Phrases
    date_prepositions: Phrases
    children: Phrases
    speakers: Phrases
    copulas: Phrases
    aged_things: Phrases
    counted_things: Phrases
    unstemmed: Phrases = Field(default_factory=list)
    emoji: dict[Phrase, Phrase]


class OrdinaryWords(Record):
    """Real words that look like words of the lexicon: never read as a misspelling."""

    words: list[Phrase] = Field(max_length=12000)


class LexiconMessages(Record):
    """The messages of the matcher in one language: `questions` and `labels` by their codes."""

    unrecognised: Line
    questions: dict[Code, Line]
    labels: dict[Code, Annotated[str, StringConstraints(min_length=1, max_length=120)]]


class LearnedRanking(Record):
    """The learned order of complaints, as `scripts.layer.ranking` writes it; nobody edits it.

    `weights` has a line for each feature (`api.matching.layer.weights`), of which `digest` is the
    SHA-256. `speaks` is a strength (`api.matching.layer.ranking`).
    """

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    complaints: list[Slug]
    speaks: int
    weights: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class LearnedLayer(Record):
    """The learned layer, as `scripts.layer` writes it; nobody edits it by hand.

    `weights` has a line for each feature (`api.matching.layer.weights`), of which `digest` is the
    SHA-256. From a strength of `alarm` on a sign is raised, from one of `ask` on it is asked for;
    both by its code. `evaluations` were measured on each writer's sentences, with a layer that had
    learned from the others' only.
    """

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    evaluations: list[Evaluation]
    alarm: dict[Code, int]
    ask: dict[Code, int]
    weights: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
