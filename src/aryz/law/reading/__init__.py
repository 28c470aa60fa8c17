"""Citations read from running text in four languages and both alphabets, as people write them.

`words` makes the text's words into signs, one for each that matters, and `names` finds the acts among them; `pieces`
groups signs («п. 1 и 3»), `chains` ties points to articles and articles to acts, `numerals` writes lists out. The last
three run in the browser as well: `data` is what they need there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aryz.law.acts import Registry
from aryz.law.citations import CitationError, Ref, parse_ref, resolve
from aryz.law.reading import chains
from aryz.law.reading.data import known
from aryz.law.reading.names import OPENED, abroad, is_optional, names_of
from aryz.law.reading.words import ordinal, sign_of, tokens, unsaid


@dataclass(frozen=True)
class Found:
    """A citation in a text, none overlapping another. `refs` is empty when the act is not named; `case` is that of a
    Kazakh or Uzbek ending; `sure` is false where the words allow another reading.
    """

    start: int
    end: int
    text: str
    refs: tuple[Ref, ...]
    case: str = "nom"
    sure: bool = True


_UNITS = frozenset(
    "SPQABWspqa"
)  # signs of articles and their parts, without one of which nothing is cited but in loose
_DIRECT = re.compile(r"(?<![\w@:.])[a-z][a-z0-9-]*:\d[\d.-]*\)?(?![\w:])")
_KK_CASES = (("ынын", "gen"), ("инин", "gen"), ("ына", "dat"), ("ине", "dat"), ("ында", "loc"), ("инде", "loc"),
             ("ынан", "abl"), ("инен", "abl"), ("ымен", "ins"), ("имен", "ins"), ("ын", "acc"),
             ("ин", "acc"))  # fmt: skip
_UZ_CASES = (("ning", "gen"), ("ga", "dat"), ("ni", "acc"), ("da", "loc"), ("dan", "abl"))


def read(text: str, registry: Registry, act: str = "", loose: bool = False) -> list[Found]:
    """Every citation of a text, in order.

    act: the act meant where none is named. loose: as in a search field: abbreviations in small letters, and a bare
    number beside an act's name («113 тк»).
    """
    return _Reader(text, registry, loose).found(act) if re.search(r"[0-9]", text) else []


def certain(found: Found, registry: Registry) -> bool:
    """Whether the reading is the only one and every citation of it leads somewhere."""
    try:
        for ref in found.refs:
            resolve(ref, registry)
    except CitationError:
        return False
    return bool(found.refs) and found.sure


class _Reader:
    """The signs of a text, and the way back from signs to its words."""

    def __init__(self, text: str, registry: Registry, loose: bool):
        self.text, self.registry, self.loose = text, registry, loose
        self.tokens = tokens(text)
        self.numbers: list[str] = []
        self.spans: list[tuple[int, int]] = []  # the tokens of each sign
        self.acts: dict[int, list[str]] = {}  # the acts that each X may be
        cites = loose or any(token.is_word and sign_of(token) in _UNITS for token in self.tokens)
        self.signs = "".join(self._signs()) if cites else ""  # names are dear to look for, and most texts cite nothing

    def _signs(self) -> list[str]:
        """One sign for each token that matters; an act's name is one sign."""
        names = self.registry.once(names_of)
        signs: list[str] = []
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            found = names.find(self.tokens, at, self.loose) if token.text[0].isalnum() else None
            sign, end = ("X", found[0]) if found else (self._sign(at, signs), at + 1)
            if found and (after := abroad(self.tokens, at, end) or (0 if found[1] else end)):
                sign, end = "E", after
            if sign:
                if found and sign == "X":
                    self.acts[len(signs)] = found[1]
                signs.append(sign)
                self.numbers.append(token.folded if sign == "N" else ordinal(token) if sign == "O" else "")
                self.spans.append((at, end))
            at = end
        return signs

    def _sign(self, at: int, signs: list[str]) -> str:
        token = self.tokens[at]
        if token.text == ".":
            if signs and signs[-1] in "SPQABWc" and self.spans[-1][1] == at:
                return ""  # the point of an abbreviation
            return "d" if self._within_number(at) else "?"
        return "" if unsaid(self.tokens, at) else sign_of(token)

    def _within_number(self, at: int) -> bool:
        """Whether a point stands within a date or a decimal."""
        around = self.tokens[at - 1 : at + 2] if at else []
        return len(around) == 3 and around[0].is_number and around[2].is_number and around[0].end + 1 == around[2].start

    def found(self, act: str) -> list[Found]:
        signs, numbers, articles = self.signs, self.numbers, self.registry.once(known)
        rows = chains.citations(signs, numbers, self.acts, articles, act)
        made = [one for match in _DIRECT.finditer(self.text) if (one := self._direct(match))]
        direct = list(made)
        for row in rows:
            one = self._found(row)
            if not any(a.start < one.end and one.start < a.end for a in direct):
                made.append(one)
        if self.loose and not made:
            made = [self._found({**row, "sure": True, "after": False}) for row in
                    chains.bare(signs, numbers, self.acts, articles)]  # fmt: skip
        return sorted(made, key=lambda one: one.start)

    def _direct(self, match: re.Match[str]) -> Found | None:
        try:
            ref = parse_ref(match.group().rstrip(".-"))
        except CitationError:
            return None
        return Found(match.start(), match.end(), match.group(), (ref,)) if ref.act in self.registry else None

    def _found(self, row: chains.Row) -> Found:
        first, last = self._from(row["start"]), self.spans[row["end"] - 1][1]
        last, balanced = self._closed(first, last)
        first = self._opened(first, last)
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        refs = tuple(Ref(*parts) for parts in row["refs"])
        case = self._case(row["unit"]) if row["after"] else "nom"
        return Found(start, end, self.text[start:end], refs, case, row["sure"] and balanced)

    def _from(self, start: int) -> int:
        """The first token of a citation: «ҚР» before the act's name belongs to it."""
        at = self.spans[start][0]
        while start in self.acts and at and self.tokens[at - 1].is_word and is_optional(self.tokens[at - 1]):
            at -= 1
        return at

    def _closed(self, first: int, last: int) -> tuple[int, bool]:
        """The end of a citation with the bracket that closes what it opened, and whether it closes that alone."""
        deep, strange = 0, False
        begun = self._mark(first - 1) == "(" and self._mark(last) != ")"
        for at in range(first, last):
            mark = self._mark(at)
            if mark == ")" and deep == 0:  # «подп. 2)» closes nothing; «ТК), ст. 115» and «(п. 2) ст. 49» do
                strange = strange or begun or not self.tokens[at - 1].is_number
            deep += (mark == "(") - (mark == ")" and deep > 0)
        while deep and self._mark(last) == ")":
            deep, last = deep - 1, last + 1
        return last, deep == 0 and not strange

    def _opened(self, first: int, last: int) -> int:
        """The first token with the quote that the name closes: ««Адам саудасына қарсы…» ҚР Заңының»."""
        marks = [token.text for token in self.tokens[first:last] if not token.is_word]
        quote = self._mark(first - 1)
        closed = quote in "«“„" and sum(quote in OPENED.get(mark, "") for mark in marks) > marks.count(quote)
        return first - 1 if quote and closed else first

    def _mark(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _case(self, unit: int) -> str:
        """The case by the ending of the last unit's word."""
        after = self.spans[unit][1]
        token = self.tokens[after - 1]
        if after < len(self.tokens) and self.tokens[after].folded in {"bilan", "билан"}:
            return "ins"
        word = token.latin if token.folded.startswith(("модда", "банд", "кисм")) else token.folded
        endings = _UZ_CASES if word[0] < "а" else _KK_CASES
        word = word.removeprefix("modda")  # whose own end looks like that of a case
        return next((case for ending, case in endings if word.endswith(ending)), "nom")
