"""From a query to groups of terms: words, meanings, and what is tried when the index lacks a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from aryz.search.analysis import Analysis, Query, Word
from aryz.search.chunks import form_bit
from aryz.search.postings import FULL, Postings
from aryz.search.ranking import Group, Part
from aryz.search.thesaurus import Meaning, Phrase, Thesaurus
from aryz.search.words import Words

SYNONYM = 95  # of a phrase of the same language that means the word
FOREIGN = 50  # of one of another language
PREFIX = 70
EDIT = 90
ALIKE = 40
KIN_LANGUAGES = ("kk", "uz")  # where our endings are light; Snowball does without
MOST_KIN = 5
KIN = 40  # of other words with the same five letters at their beginning
MOST_PHRASES = 6  # of one language that stand for one meaning
TOLD = 70  # of a word that says a meaning together with others
SAID = 100  # of a meaning that several words say
HINTED = 60  # of one that a single word says, …
HINTS = 2  # … among so many words or fewer; in a longer question, in which nothing else is said, so much less
TRANSLATED = 100  # of a word's own weight for one of another language that says the same
OF_LAW = 30  # the same for what the law says where people say a word of a class, …
OF_LAW_ELSEWHERE = 50  # … in another language than theirs
WEAK = 15  # of a word of questions, such as «сколько»
LENGTHY = 10  # a word of so many letters tells more than a short one, …
TELLS = 140  # … in hundredths …
COUNTS = 200  # … and a number still more


@dataclass(frozen=True)
class Plan:
    """Groups of terms; meant: the query with words of the index in place of unknown ones; said: it has words at all;
    language: the one that most of its words are in; lacking: the index has nothing for one of its words; words: these,
    each with its parts and weight.
    """

    groups: list[Group] = field(default_factory=list)
    meant: str = ""
    said: bool = False
    language: str = ""
    lacking: bool = False
    words: list[tuple[Word, tuple[Part, ...], int]] = field(default_factory=list)

    def wanted(self, postings: Postings) -> dict[str, int]:
        """The terms to show in passages, with their weights."""
        made: dict[str, int] = {}
        for group in self.groups:
            for part in group.parts:
                for term, rare in part.terms(postings):
                    made[term] = max(made.get(term, 0), rare * part.weight)
        return made


def by_language(phrases: Iterable[Phrase], postings: Postings) -> dict[str, tuple[Phrase, ...]]:
    """The phrases that pages may say, by the language of their terms, of each those that tell most."""
    made: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        if 2 * sum(term in postings for term in phrase) > len(phrase):
            made.setdefault(phrase[0][:2], []).append(phrase)
    return {language: _telling(listed, postings) for language, listed in made.items()}


def _telling(phrases: list[Phrase], postings: Postings) -> tuple[Phrase, ...]:
    """Of phrases of one language those that tell most, with the rarest word; what stands everywhere tells nothing."""
    tells = {one: max(postings.get(term).idf for term in one if term in postings) for one in phrases}
    return tuple(sorted(sorted(phrases, key=lambda one: -tells[one])[:MOST_PHRASES]))


class Planner:
    """Makes the groups of a query for one index."""

    def __init__(self, analysis: Analysis, thesaurus: Thesaurus, postings: Postings, words: Words):
        self.analysis, self.thesaurus, self.postings, self.words = analysis, thesaurus, postings, words
        self._listed: dict[int | str, dict[str, tuple[Phrase, ...]]] = {}

    def plan(self, query: Query, typing: bool) -> Plan:
        """A group for each word, then one for each meaning. typing: the last word may go on."""
        wanted = [word for word in query.words if word.terms and not word.minus]
        found = [self._word(word, typing) for word in wanted]
        language = _language(query, [parts for parts, _ in found])
        terms = [
            set(word.terms.values()) | ({part.term for part in parts} if better else set())
            for word, (parts, better) in zip(wanted, found, strict=True)
        ]
        weak = {term for word in wanted if word.weak for term in word.terms.values()}
        telling = sum(bool(parts) and not word.weak for word, (parts, _) in zip(wanted, found, strict=True))
        meanings, told = self._meanings({term for own in terms for term in own}, weak, telling)
        groups, meant, lacking, words = [], {}, False, []
        for word, own, (parts, better) in zip(wanted, terms, found, strict=True):
            lacking = lacking or not (parts or word.weak or word.small)
            weight = WEAK if word.weak else (FULL if told.isdisjoint(own) else TOLD) * self._tells(word) // FULL
            words.append((word, tuple(parts), weight))
            if parts:
                groups.append(Group(tuple(parts), weight))
            if better:
                meant[word.text] = better
        said = " ".join(meant.get(word.text, word.text) for word in query.words) if meant else ""
        return Plan(groups + meanings, said, bool(wanted), language, lacking, words)

    def _tells(self, word: Word) -> int:
        """How much a word tells by its looks, in hundredths."""
        exact = max(word.exact.values(), key=len)
        number = exact[3] in self.analysis.rules["digits"]
        return COUNTS if number else TELLS if len(exact) - 3 >= LENGTHY else FULL

    def translated(self, plan: Plan) -> list[Group]:
        """Groups for words of other languages or of the law that say the same as those of a query."""
        made = [
            (self._translated(word, parts, plan.language), weight, parts)
            for word, parts, weight in plan.words
            if not word.weak
        ]
        return [Group(tuple(parts), weight, beside) for parts, weight, beside in made if parts]

    def shut_out(self, query: Query) -> set[int]:
        """The pages that have a word with a minus."""
        terms = {term for word in query.words if word.minus for term in word.terms.values()}
        return {page for term in terms for page in self.postings.whole(term).pages}

    def _word(self, word: Word, typing: bool) -> tuple[list[Part], str]:
        """The parts of a word, and the word of the index that was meant if this one is unknown."""
        parts = [
            Part(term, form_bit(word.exact[language])) for language, term in word.terms.items() if term in self.postings
        ]
        if typing and word.prefix:
            parts += self._terms(self.words.beginning(word.exact), PREFIX, parts)
        if parts:
            kin = {language: exact for language, exact in word.exact.items() if language in KIN_LANGUAGES}
            return parts + self._terms(self.words.alike(kin)[:MOST_KIN], KIN, parts), ""
        if word.small:
            return parts, ""
        known = any(self.others(term) or term in self.thesaurus.classes for term in word.terms.values())
        near = [] if known else self.words.near(word.exact)  # a word that is known is no slip: «огород» is not «город»
        parts = self._terms(near, EDIT, parts)
        if parts:
            return parts, near[0][3:]
        return self._terms(self.words.alike(word.exact), ALIKE, parts), ""

    def _translated(self, word: Word, parts: tuple[Part, ...], asked: str) -> list[Part]:
        """Parts for words of other languages or of the law that say the same as a word or its correction; as it is
        understood in the language `asked`, if the index has it.
        """
        known = dict.fromkeys(word.terms.values(), FULL) | {part.term: part.weight for part in parts}
        if parts and asked in word.terms:
            known = {term: weight for term, weight in known.items() if term.startswith(asked)}
        made: dict[tuple[Phrase, ...], Part] = {}
        for own, weight in known.items():
            for phrases, says in self._same(own) if weight != KIN else ():
                made.setdefault(phrases, Part(phrases=phrases, weight=says * weight // FULL))
        return list(made.values())

    def _same(self, term: str) -> Iterator[tuple[tuple[Phrase, ...], int]]:
        """Words of other languages that say the same as a term, then what the law says where people say it; each with
        how much it counts.
        """
        for phrases in self.others(term).values():
            yield phrases, TRANSLATED
        for name in self.thesaurus.classes.get(term, ()):
            for language, phrases in self.others(name).items():
                yield phrases, OF_LAW if language == term[:2] else OF_LAW_ELSEWHERE

    def _terms(self, words: list[str], weight: int, known: list[Part]) -> list[Part]:
        """Parts for words of the index, by their stems."""
        have = {part.term for part in known}
        made: dict[str, Part] = {}
        for word in words:
            language, _, letters = word.partition("=")
            term = f"{language}:{self.analysis.stem(letters, language)}"
            if term not in have and term in self.postings:
                made.setdefault(term, Part(term, weight=weight))
        return list(made.values())

    def _meanings(self, have: set[str], weak: set[str], telling: int) -> tuple[list[Group], set[str]]:
        """A group for each meaning that a query's terms say, and the terms that say one together with others.

        telling: how many words of the query the index has, without those of questions.
        """
        made: dict[int, dict[Part, None]] = {}
        said: dict[int, set[str]] = {}
        for meaning in self.thesaurus.fired(have, lambda one: bool(self.listed(one)), weak):
            said.setdefault(meaning.group, set()).update(meaning.said)
            for own, (language, phrases) in product(meaning.languages, self.listed(meaning).items()):
                part = Part(phrases=phrases, weight=SYNONYM if language == own else FOREIGN)
                made.setdefault(meaning.group, {})[part] = None
        told = {term for terms in said.values() if len(terms) > 1 for term in terms}
        hinted = HINTED if told else HINTED * HINTS // max(HINTS, telling)
        groups = [Group(tuple(parts), SAID if len(said[group]) > 1 else hinted) for group, parts in made.items()]
        return groups, told

    def listed(self, meaning: Meaning) -> dict[str, tuple[Phrase, ...]]:
        """What pages say of a meaning, by language."""
        if meaning.group not in self._listed:
            self._listed[meaning.group] = by_language(meaning.law, self.postings)
        return self._listed[meaning.group]

    def others(self, term: str) -> dict[str, tuple[Phrase, ...]]:
        """Words that pages have and that say the same as a term, or of the law what a class says, by language."""
        if term not in self._listed:
            words = [(other,) for other in self.thesaurus.words.get(term, ())]
            self._listed[term] = by_language(words, self.postings)
        return self._listed[term]


def _language(query: Query, found: list[list[Part]]) -> str:
    """The language that most words of a query stand in, in the index; of equal ones the likelier by its letters."""
    counts = dict.fromkeys(query.languages, 0)
    for parts in found:
        for language in {part.term[:2] for part in parts if part.weight != KIN}:
            counts[language] = counts.get(language, 0) + 1
    return max(counts, key=lambda language: counts[language], default="")
