"""Citations read from running text in four languages and both alphabets, as people write them.

The words become signs, one for each thing that matters (a number, a word for article, point or sub-point, the name of
an act, «and», a comma), and three small patterns over the signs find what is a citation. Russian and English name the
unit before its number («п. 3 ст. 113»), Kazakh and Uzbek after it («113-бабының 3-тармағы», «113-moddasi»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from aryz.law.acts import Article, Registry
from aryz.law.citations import CitationError, Ref, parse_ref, resolve
from aryz.law.reading_names import Names, Token, is_optional, names_of, tokens


@dataclass(frozen=True)
class Found:
    """A citation in a text. `refs` is empty when the act is not named; `case` is that of a Kazakh or Uzbek ending."""

    start: int
    end: int
    text: str
    refs: tuple[Ref, ...]
    case: str = "nom"


# signs: S P A sub-point, point, article before the number; s p a after it; N number, O ordinal word, X act, «,» «&» «-»
# «(» «)», f = «of», «the»; ? = anything else
UNITS = (
    ("S", re.compile(r"(?:подпункт\w*|подп|пп|sub|subparagraphs?|subparas?)$")),
    ("P", re.compile(r"(?:пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?|п|част(?:ь|и|ью|ей|ям|ями|ях)|ч|paragraphs?|paras?"
                     r"|parts?)$")),
    ("A", re.compile(r"(?:стать(?:я|и|е|ю|ей|ям|ями|ях)|статей|ст|articles?|arts?|sections?|ss?)$")),
    ("s", re.compile(r"(?:тармакша\w*|kichik|кичик)$")),
    ("p", re.compile(r"(?:тарма[кг]\w*|боли[кг]\w*|band(?:i\w*|lari\w*)?|qism(?:i\w*|lari\w*)?|банд(?:и\w*|лари\w*)"
                     r"|кисм(?:и\w*|лари\w*))$")),
    ("a", re.compile(r"(?:бап(?:тар\w*|ка|та|тан|пен|тын|ты)?|баб(?:ы|ын|ына|ында|ынан|ынын|ымен)\w*|modda\w*"
                     r"|модда\w*)$")),
)  # fmt: skip
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        ("перв бирінши birinchi first", "втор екинши ikkinchi second", "трет ушинши uchinchi third",
         "четверт тортинши tortinchi fourth", "пят бесинши beshinchi fifth", "шест алтыншы oltinchi sixth",
         "седьм жетинши yettinchi seventh", "восьм сегизинши sakkizinchi eighth", "девят тогызыншы toqqizinchi ninth",
         "десят оныншы oninchi tenth"), 1)
    for word in words.replace("і", "и").split()
}  # fmt: skip
_RU_ORDINAL = re.compile(r"(перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)(?:ая|ой|ую|ые|ых|ый|ого|ому|ым|ом"
                         r"|ья|ьей|ью|ьи|ьих|ьего|ьему|ьим|ьем)$")  # fmt: skip
AND = {"и", "или", "либо", "жане", "немесе", "мен", "пен", "бен", "va", "yoki", "ва", "еки", "and", "or"}
OF = {"of", "the", "указанной", "настоящего"}

OPENED = {"»": "«", "”": "“„", "“": "„", '"': '"', ")": "("}  # what closes, by what opens it

_LIST = r"(?:N\)?|O)(?:[,;]?[&-]?(?:N\)?|O))*"
_PAREN = r"N(?:\(N\))*(?:[,;]?[&-]?N(?:\(N\))*)*"
BEFORE = re.compile(
    rf"(?:(?P<s>S+-?P?{_LIST}|PP{_LIST}(?=[,f]*P))[,f]*)?(?:(?P<p>P+{_LIST}|OP+)[,f]*)?A+(?P<a>{_PAREN})"
    rf"(?:[,f]*(?P<p2>P+{_LIST}))?"
)
AFTER = re.compile(rf"(?P<a>N(?:[,;]?[&-]?N)*-?)a(?:,?(?P<p>{_LIST}-?)p)?(?:,?(?P<s>{_LIST}-?)sp?)?")
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
    if not re.search(r"\d", text):
        return []
    return _Reader(text, registry, act, loose).found()


class _Reader:
    def __init__(self, text: str, registry: Registry, act: str, loose: bool):
        self.text, self.registry, self.act, self.loose = text, registry, act, loose
        self.tokens = tokens(text)
        self.signs = ""
        self.spans: list[tuple[int, int]] = []  # the tokens of each sign
        self.acts: dict[int, list[str]] = {}  # the acts that each X may be
        self._sign(_names(registry))

    def _sign(self, names: Names) -> None:
        """One sign for each token that matters; an act's name is one sign."""
        at = 0
        while at < len(self.tokens):
            found = names.find(self.tokens, at, self.loose) if self.tokens[at].text[0].isalnum() else None
            if found:
                end = self._with_country(at, found[0])
                self.acts[len(self.signs)] = found[1]
                self._put("X", at, end)
                at = end
                continue
            sign = self._of_token(at)
            if sign:
                self._put(sign, at, at + 1)
            at += 1

    def _put(self, sign: str, start: int, end: int) -> None:
        self.signs += sign
        self.spans.append((start, end))

    def _with_country(self, start: int, at: int) -> int:
        """The name goes on over «РК», «of the Republic of Kazakhstan» and quotes that were opened within it."""
        end = at
        while at < len(self.tokens) and is_optional(self.tokens[at]):
            token = self.tokens[at]
            if not token.is_word:
                opened = OPENED.get(token.text, "")
                if not any(one.text in opened for one in self.tokens[start:at] if not one.is_word):
                    break
            at += 1
            if token.folded not in OF:
                end = at
        return end

    def _of_token(self, at: int) -> str:
        token = self.tokens[at]
        if token.text[0].isdigit():
            return "N"
        if not token.is_word:
            return self._of_mark(at)
        for sign, pattern in UNITS:
            if pattern.match(token.folded):
                return sign
        if token.folded in AND or token.text in "&":
            return "&"
        if token.folded in OF:
            return "f"
        return "O" if _ordinal(token) else "?"

    def _of_mark(self, at: int) -> str:
        token = self.tokens[at]
        if token.text == "." and self.signs[-1:] in {"S", "P", "A"} and self.spans[-1][1] == at:
            return ""  # the point of an abbreviation
        if token.text in ",;()":
            return token.text
        if token.text in "-–—−":
            return "-"
        return "?" if token.text not in '"«»“”§№' else ""

    # chains

    def found(self) -> list[Found]:
        made = [self._direct(match) for match in _DIRECT.finditer(self.text)]
        chains = self._chains()
        for index, (match, after) in enumerate(chains):
            listed = self._found(match, after, chains, index)
            if listed is not None:
                made.append(listed)
        if self.loose and not made:
            made += self._bare()
        kept = [one for one in made if one is not None]
        return sorted(kept, key=lambda one: one.start)

    def _direct(self, match: re.Match[str]) -> Found | None:
        try:
            ref = parse_ref(match.group().rstrip(".-"))
        except CitationError:
            return None
        return Found(match.start(), match.end(), match.group(), (ref,)) if ref.act in self.registry else None

    def _chains(self) -> list[tuple[re.Match[str], bool]]:
        """The matches of both orders, without overlaps, in the order of the text."""
        both = [(m, False) for m in BEFORE.finditer(self.signs)] + [(m, True) for m in AFTER.finditer(self.signs)]
        made: list[tuple[re.Match[str], bool]] = []
        for match, after in sorted(both, key=lambda pair: (pair[0].start(), -pair[0].end())):
            if not made or match.start() >= made[-1][0].end():
                made.append((match, after))
        return made

    def _found(
        self, match: re.Match[str], after: bool, chains: Sequence[tuple[re.Match[str], bool]], index: int
    ) -> Found | None:
        place = self._act_of(match, after, chains, index)
        start, end = match.start(), match.end()
        if place is not None and start - 3 <= place < end + 3:
            start, end = min(start, place), max(end, place + 1)
        first, last = self.tokens[self._from(start)], self.tokens[self.spans[end - 1][1] - 1]
        words = self.text[first.start : last.end]
        acts = self.acts[place] if place is not None else ([self.act] if self.act else [])
        if not acts and first.folded in {"section", "sections", "s", "ss"}:
            return None  # a section of anything
        refs = self._refs(match, acts)
        return Found(first.start, last.end, words, refs, self._case(match) if after else "nom")

    def _from(self, start: int) -> int:
        """The first token of a citation: «ҚР» before the act's name belongs to it."""
        at = self.spans[start][0]
        while start in self.acts and at and self.tokens[at - 1].is_word and is_optional(self.tokens[at - 1]):
            at -= 1
        return at

    def _act_of(
        self, match: re.Match[str], after: bool, chains: Sequence[tuple[re.Match[str], bool]], index: int
    ) -> int | None:
        """The sign of the act that a chain belongs to: beside it, or beside a neighbour that it is listed with."""
        own = self._beside(match, after, chains, index)
        if own is not None:
            return own
        for step in (1, -1):
            at = index
            while 0 <= at + step < len(chains) and self._listed(chains, at, at + step):
                at += step
                other = self._beside(*chains[at], chains, at)
                if other is not None:
                    return other
        return None

    def _beside(
        self, match: re.Match[str], after: bool, chains: Sequence[tuple[re.Match[str], bool]], index: int
    ) -> int | None:
        behind = re.match(r"f*X", self.signs[match.end() :])
        before = re.search(r"X[,:?]?f?$", self.signs[: match.start()])
        at_end = match.end() + len(behind.group()) - 1 if behind else None
        at_start = before.start() if before else None
        if at_start is not None and not after and index:
            last = chains[index - 1][0]
            if re.fullmatch(r"f*", self.signs[last.end() : at_start]):
                at_start = None  # it is the name that stands behind the citation before
        following = chains[index + 1] if index + 1 < len(chains) else None
        if at_end is not None and after and following and following[1] and following[0].start() <= at_end + 2:
            at_end = None  # it stands before the next one
        first, second = (at_start, at_end) if after else (at_end, at_start)
        return first if first is not None else second

    def _listed(self, chains: Sequence[tuple[re.Match[str], bool]], a: int, b: int) -> bool:
        """Whether nothing but «and» and commas, and the act of one of them, stands between two chains."""
        first, second = sorted((a, b))
        between = self.signs[chains[first][0].end() : chains[second][0].start()]
        return re.fullmatch(r"f*X?[,;]?&?X?", between) is not None and len(between) < 5

    # what a chain says

    def _refs(self, match: re.Match[str], acts: Sequence[str]) -> tuple[Ref, ...]:
        """The citations of a chain; of several acts of one name, the one that has the article."""
        groups = match.groupdict()
        articles = self._articles(match, acts)
        points = self._numbers(match, "p") or (self._numbers(match, "p2") if groups.get("p2") else []) or [""]
        subs = self._numbers(match, "s") or [""]
        chosen = next((act for act in acts if all(a in self.registry[act].articles for a, _ in articles)), None)
        act = chosen or (acts[0] if acts else "")
        if not act:
            return ()
        made: list[Ref] = []
        for (article, inner), point, sub in product(articles, points, subs):
            levels = inner or ([point, sub] if sub else [point])
            ref = Ref(act, article, *levels[:2]) if levels != [""] else Ref(act, article)
            made.append(self._fitted(ref) if inner else ref)
        return tuple(dict.fromkeys(made))

    def _articles(self, match: re.Match[str], acts: Sequence[str]) -> list[tuple[str, list[str]]]:
        """(article, what stands in brackets behind it: «113(3)(2)») of a chain."""
        start, end = match.span("a")
        made: list[tuple[str, list[str]]] = []
        at = start
        while at < end:
            sign = self.signs[at]
            if sign == "N":
                number = self._text(at)
                inner: list[str] = []
                while self.signs[at + 1 : at + 4] == "(N)" and at + 3 < end + 1:
                    inner.append(self._text(at + 2))
                    at += 3
                if made and self._is_range(start, at, number):
                    made += [(n, []) for n in self._between(made[-1][0], number, acts)]
                else:
                    made += [(part, inner) for part in self._split(number, acts)]
            at += 1
        return self._same_article(made)

    @staticmethod
    def _same_article(made: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
        return list({f"{a}{i}": (a, i) for a, i in made}.values())

    def _is_range(self, start: int, at: int, number: str) -> bool:
        return at > start and self.signs[at - 1] == "-"

    def _split(self, number: str, acts: Sequence[str]) -> list[str]:
        """«43-1» is one article; «113-115», when no act has it, is a range."""
        first, dash, last = number.partition("-")
        if not dash or "-" in last or int(last) <= int(first) or any(number in self.registry[a].articles for a in acts):
            return [number]
        return [first, *self._between(first, last, acts)]

    def _between(self, first: str, last: str, acts: Sequence[str]) -> list[str]:
        """The articles after `first` up to `last`, with the hyphenated ones that the registry has."""
        low, high = _order(first), _order(last)
        known = {n for act in acts for n in self.registry[act].articles if low < _order(n) <= high}
        plain = {str(n) for n in range(low[0] + 1, min(high[0], low[0] + 200) + 1)}
        known |= {n for n in plain if _order(n) <= high}
        return sorted(known, key=_order)

    def _numbers(self, match: re.Match[str], group: str) -> list[str]:
        """The numbers of a point or sub-point list, ranges written out."""
        if not match.groupdict().get(group):
            return []
        made: list[str] = []
        start, end = match.span(group)
        for at in range(start, end):
            if self.signs[at] == "O":
                made.append(_ordinal(self.tokens[self.spans[at][0]]))
            elif self.signs[at] == "N":
                number = self._text(at)
                if made and self.signs[at - 1] == "-" and number.isdigit() and made[-1].isdigit():
                    made += [str(n) for n in range(int(made[-1]) + 1, min(int(number), int(made[-1]) + 100) + 1)]
                else:
                    made.append(number)
        return made

    def _text(self, at: int) -> str:
        return self.tokens[self.spans[at][0]].text

    def _fitted(self, ref: Ref) -> Ref:
        """«668(1)» is a sub-point when the article has no points but has sub-points of its own."""
        article = self._article(ref)
        if article is None or not ref.paragraph or ref.sub or ref.paragraph in article.paragraphs:
            return ref
        direct = article.subparagraphs.get("", ())
        return Ref(ref.act, ref.article, "", ref.paragraph) if ref.paragraph in direct else ref

    def _article(self, ref: Ref) -> Article | None:
        act = self.registry.get(ref.act)
        return act.articles.get(ref.article) if act else None

    def _case(self, match: re.Match[str]) -> str:
        """The case by the ending of the last unit's word."""
        token = self.tokens[self.spans[match.end() - 1][1] - 1]
        following = self.tokens[self.spans[match.end() - 1][1] :][:1]
        if following and following[0].folded in {"bilan", "билан"}:
            return "ins"
        word = token.latin if token.folded.startswith(("модда", "банд", "кисм")) else token.folded
        endings = _UZ_CASES if word[0] < "а" else _KK_CASES
        return next((case for ending, case in endings if word.endswith(ending)), "nom")

    def _bare(self) -> Iterator[Found]:
        """In a search field: a number beside an act's name."""
        for match in re.finditer(r"X,?N|N,?X", self.signs):
            act = next(at for at in range(*match.span()) if self.signs[at] == "X")
            number = next(at for at in range(*match.span()) if self.signs[at] == "N")
            first, last = self.spans[match.start()][0], self.spans[match.end() - 1][1] - 1
            acts = [a for a in self.acts[act] if self._text(number) in self.registry[a].articles] or self.acts[act]
            start, end = self.tokens[first].start, self.tokens[last].end
            yield Found(start, end, self.text[start:end], (Ref(acts[0], self._text(number)),))


def _ordinal(token: Token) -> str:
    """«вторая» → «2»; empty for another word."""
    match = _RU_ORDINAL.match(token.folded)
    return _ORDINALS.get(match[1] if match else token.folded, "")


def _order(number: str) -> tuple[int, int]:
    first, _, last = number.partition("-")
    return int(first), int(last.partition("-")[0] or 0)


@lru_cache(maxsize=4)
def _cached(key: int, registry: _Holder) -> Names:
    return names_of(registry.registry)


class _Holder:
    """Lets a registry be remembered by what it is, not by its words."""

    def __init__(self, registry: Registry):
        self.registry = registry

    def __hash__(self) -> int:
        return id(self.registry)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.registry is self.registry


def _names(registry: Registry) -> Names:
    return _cached(id(registry), _Holder(registry))


def certain(found: Found, registry: Registry) -> bool:
    """Whether every citation read leads somewhere."""
    try:
        for ref in found.refs:
            resolve(ref, registry)
    except CitationError:
        return False
    return bool(found.refs)
