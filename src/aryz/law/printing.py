"""Citations printed: short («п. 3 ст. 113 ТК РК») or in full words, in the case a sentence needs, several merged.

Forms: `short` abbreviates units and act; `full` names the act in full; `long` writes units and act in full words;
`middle` is the same without the act. Cases: nom gen dat acc ins prep in Russian (loc and abl are prep and gen); nom gen
dat acc loc abl ins in Kazakh and Uzbek (prep is loc); English has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aryz.law.act_cases import whole
from aryz.law.acts import Act, Registry
from aryz.law.citations import CitationError, Ref, parse_ref, resolve
from aryz.plan import wording

FORMS = ("short", "full", "long", "middle")
CASES = ("nom", "gen", "dat", "acc", "ins", "prep", "loc", "abl")
NBSP = "\u00a0"


@dataclass(frozen=True)
class Group:
    """Units of one kind that are said together: «пункты 1 и 3 статьи 113»; only the last level may be several."""

    act: Act
    articles: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    subs: tuple[str, ...] = ()

    @property
    def levels(self) -> list[tuple[str, list[str]]]:
        """What it is called and the numbers, from the article down."""
        levels = [("article", self.articles), (self.act.units, self.paragraphs), (self.act.subunits, self.subs)]
        return [(kind, list(numbers)) for kind, numbers in levels if numbers]


def print_ref(text: str | Ref, registry: Registry, language: str, case: str = "nom", form: str = "short") -> str:
    """One citation as texts of `language` write it. Raises CitationError."""
    ref = parse_ref(text) if isinstance(text, str) else text
    return print_refs([ref], registry, language, case, form)


def print_refs(
    refs: Sequence[Ref | str], registry: Registry, language: str, case: str = "nom", form: str = "short"
) -> str:
    """Several citations, merged where they share what stands above. Raises CitationError."""
    parsed = [parse_ref(ref) if isinstance(ref, str) else ref for ref in refs]
    if form not in FORMS:
        raise CitationError(f"«{form}» is no form of a citation.", f"Use one of: {', '.join(FORMS)}.", "cite.form")
    if case not in CASES:
        raise CitationError(f"«{case}» is no case.", f"Use one of: {', '.join(CASES)}.", "cite.form")
    said = []
    for ref in parsed:
        act, _ = resolve(ref, registry)
        if not ref.article:
            said.append(whole(act, language, case))
    groups = merged([(resolve(ref, registry)[0], ref) for ref in parsed if ref.article])
    return "; ".join([*said, *(_printer(language)(group, case, form) for group in groups)])


def print_unchecked(ref: Ref, act: Act, language: str, case: str = "nom") -> str:
    """An article or unit that the registry need not know, such as one of an older redaction."""
    return _printer(language)(merged([(act, ref)])[0], case, "short")


def print_marked(marked: str, registry: Registry, language: str, case: str = "nom", form: str = "short") -> str:
    """What stands in `[@…]` and `cite("…")`: `tk:113.1,tk:113.3|dat|long`. Raises CitationError."""
    refs, words = marks(marked)
    for word in words:
        if word in CASES:
            case = word
        elif word in FORMS:
            form = word
        else:
            known = ", ".join([*CASES, *FORMS])
            raise CitationError(f"«{word}» is no case or form of a citation.", f"Known: {known}.", "cite.form")
    return print_refs(refs, registry, language, case, form)


def marks(marked: str) -> tuple[list[Ref], list[str]]:
    """The citations and the words after «|» of a marker. Raises CitationError."""
    refs, *words = marked.split("|")
    return [parse_ref(ref) for ref in refs.split(",")], words


def refs_of(marked: str) -> list[str]:
    """The citations of a marker as they are written, without reading them."""
    return marked.partition("|")[0].split(",")


@dataclass
class Mentions:
    """What a page named already: an act is named in full once, and short afterwards."""

    named: set[str] = field(default_factory=set)

    def form(self, acts: Sequence[str]) -> str:
        """`full` when one of the acts comes for the first time, else `short`."""
        new = set(acts) - self.named
        self.named |= new
        return "full" if new else "short"


def merged(refs: Sequence[tuple[Act, Ref]]) -> list[Group]:
    """Groups in the order of the citations; neighbours join when they differ in their last level alone."""
    groups: list[Group] = []
    for act, ref in refs:
        one = Group(act, (ref.article,), _some(ref.paragraph), _some(ref.sub))
        joined = _join(groups[-1], one) if groups else None
        if joined is None:
            groups.append(one)
        else:
            groups[-1] = joined
    return groups


def _some(number: str) -> tuple[str, ...]:
    return (number,) if number else ()


def _join(a: Group, b: Group) -> Group | None:
    if a.act.id != b.act.id:
        return None
    if a.subs and b.subs and (a.articles, a.paragraphs) == (b.articles, b.paragraphs):
        return Group(a.act, a.articles, a.paragraphs, a.subs + b.subs)
    if not a.subs and not b.subs and a.paragraphs and b.paragraphs and a.articles == b.articles:
        return Group(a.act, a.articles, a.paragraphs + b.paragraphs)
    if not a.subs and not b.subs and not a.paragraphs and not b.paragraphs:
        return Group(a.act, a.articles + b.articles)
    return None


def _listed(numbers: Sequence[str], word: str) -> str:
    """«1, 2 и 3»."""
    if len(numbers) == 1:
        return numbers[0]
    return f"{', '.join(numbers[:-1])} {word} {numbers[-1]}"


Printer = Callable[[Group, str, str], str]


def _printer(language: str) -> Printer:
    """A language of the four, or one whose citations are data; without any they print as English ones do."""
    return {"ru": _russian, "kk": _kazakh, "uz": _uzbek}.get(language) or partial(_patterned, language)


def _patterned(language: str, group: Group, case: str, form: str) -> str:
    """By the patterns of the language (`cite` in kb/languages.yml): `first` goes down from the act, `last` up to it."""
    patterns = wording.CITATIONS.get(language)
    if not patterns:
        return _english(group, case, form, language)
    names = group.act.names[language]
    and_ = wording.AND.get(language) or ","
    units = [
        patterns.get(kind, "{numbers}").format(numbers=_listed(numbers, and_)).replace(" ", NBSP)
        for kind, numbers in group.levels
    ]
    act = [] if form == "middle" else [names.short if form == "short" else names.genitive]
    return " ".join([*act, *units] if patterns.get("act") == "first" else [*units[::-1], *act])


# Russian: the smallest unit stands first and takes the case; what is above it stands in the genitive.

_RU_FORMS = {  # one: nom gen dat acc ins prep; several: the same
    "sub": ("подпункт подпункта подпункту подпункт подпунктом подпункте",
            "подпункты подпунктов подпунктам подпункты подпунктами подпунктах"),
    "point": ("пункт пункта пункту пункт пунктом пункте", "пункты пунктов пунктам пункты пунктами пунктах"),
    "paragraph": ("пункт пункта пункту пункт пунктом пункте", "пункты пунктов пунктам пункты пунктами пунктах"),
    "part": ("часть части части часть частью части", "части частей частям части частями частях"),
    "article": ("статья статьи статье статью статьёй статье", "статьи статей статьям статьи статьями статьях"),
}  # fmt: skip
_RU_SHORT = {"sub": "подп.", "point": "п.", "paragraph": "п.", "part": "ч.", "article": "ст."}
_BRACKETED = ("sub", "point")
_RU_CASES = {"nom": 0, "gen": 1, "dat": 2, "acc": 3, "ins": 4, "prep": 5, "loc": 5, "abl": 1}


def _russian(group: Group, case: str, form: str) -> str:
    parts = []
    for index, (kind, plain) in enumerate(group.levels[::-1]):
        numbers = [f"{number})" for number in plain] if kind in _BRACKETED else plain
        word = _RU_SHORT[kind]
        if form in {"long", "middle"}:
            forms = _RU_FORMS[kind][len(numbers) > 1].split()
            word = forms[_RU_CASES[case] if index == 0 else 1]
        parts.append(f"{word}{NBSP}{_listed(numbers, 'и')}")
    if form != "middle":
        names = group.act.names["ru"]
        parts.append(names.short if form == "short" else names.genitive)
    return " ".join(parts)


# Kazakh and Uzbek: the act stands first, then article, paragraph, sub-paragraph; the last takes the case.

_KK_ENDINGS = {
    "ы": {"nom": "", "gen": "ның", "dat": "на", "acc": "н", "loc": "нда", "prep": "нда", "abl": "нан", "ins": "мен"},
    "і": {"nom": "", "gen": "нің", "dat": "не", "acc": "н", "loc": "нде", "prep": "нде", "abl": "нен", "ins": "мен"},
}
_KK_WORDS = {"article": ("бабы", "баптары"), "paragraph": ("тармағы", "тармақтары"), "part": ("бөлігі", "бөліктері"),
             "sub": ("тармақшасы", "тармақшалары"), "point": ("тармағы", "тармақтары")}  # fmt: skip
_UZ_ENDINGS = {
    "nom": "",
    "gen": "ning",
    "dat": "ga",
    "acc": "ni",
    "loc": "da",
    "prep": "da",
    "abl": "dan",
    "ins": " bilan",
}
_UZ_WORDS = {"article": ("moddasi", "moddalari"), "paragraph": ("bandi", "bandlari"), "part": ("qismi", "qismlari"),
             "sub": ("kichik bandi", "kichik bandlari"), "point": ("bandi", "bandlari")}  # fmt: skip


def _kk(word: str, case: str) -> str:
    return word + _KK_ENDINGS[word[-1]][case]


def _kazakh(group: Group, case: str, form: str) -> str:
    levels = group.levels
    parts = []
    for index, (kind, numbers) in enumerate(levels):
        word = _kk(_KK_WORDS[kind][len(numbers) > 1], case if index == len(levels) - 1 else "gen")
        listed = [f"{number})" for number in numbers] if kind in _BRACKETED else numbers
        between = NBSP if kind in _BRACKETED else "-"
        parts.append(f"{_listed(listed, 'және')}{between}{word}")
    names = group.act.names["kk"]
    named = [] if form == "middle" else [names.short if form == "short" else names.genitive]
    return " ".join([*named, *parts])


def _uzbek(group: Group, case: str, form: str) -> str:
    parts = []
    for kind, numbers in group.levels:
        parts.append(f"{_listed(numbers, 'va')}-{_UZ_WORDS[kind][len(numbers) > 1]}")
    names = group.act.names["uz"]
    named = [] if form == "middle" else [names.short if form == "short" else names.genitive]
    return " ".join([*named, *parts]) + _UZ_ENDINGS[case]


# English: «Labour Code, art. 113(3)»; in full «paragraph 3 of article 113 of the Labour Code».

_EN_WORDS = {"article": ("article", "articles"), "paragraph": ("paragraph", "paragraphs"), "part": ("part", "parts"),
             "sub": ("sub-paragraph", "sub-paragraphs"), "point": ("point", "points")}  # fmt: skip


def _english(group: Group, case: str, form: str, language: str = "en") -> str:
    names = group.act.names[language]
    if form in {"long", "middle"}:
        levels = group.levels[::-1]
        said = " of ".join(f"{_EN_WORDS[kind][len(n) > 1]}{NBSP}{_listed(n, 'and')}" for kind, n in levels)
        return said if form == "middle" else f"{said} of the {names.full}"
    units = [f"{article}{tail}" for article in group.articles for tail in _tails(group)]
    word = "art." if len(units) == 1 else "arts"
    return f"{names.short if form == 'short' else names.full}, {word}{NBSP}{_listed(units, 'and')}"


def _tails(group: Group) -> list[str]:
    """«(3)», «(3)(2)» for each unit of the group; one empty tail for articles alone."""
    above = "".join(f"({number})" for number in group.paragraphs[:1])
    if group.subs:
        return [f"{above}({sub})" for sub in group.subs]
    return [f"({number})" for number in group.paragraphs] or [""]
