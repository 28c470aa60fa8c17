"""Acts of a corpus that is not ours: which of our acts a row means, and what its other acts may be called.

Corpora name acts as they like: «ТК РК», «Об административных правонарушениях», «K1500000414», «trudovoi-kodeks-95666».
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from aryz.diagnostics import Place
from aryz.law.acts import Act, Article, Names, Registry
from aryz.law.reading.names import is_abroad, is_optional, is_requisite, names_of
from aryz.law.reading.words import tokens

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)?")
_HEAD = re.compile(  # what a title says of its article: «Статья 113.», «113-бап.», «113-modda»
    r"(?<!\w)(?:стать[яи]|ст\.?|articles?|art\.?)\s*(?P<after>\d+(?:-\d+)?)|(?<![\w-])(?P<before>\d+(?:-\d+)?)\s*(?:[-–‐]\s*)?(?:бап|modda|модда)(?!\w)",
    re.I,
)
_KIND = re.compile(  # words that names of acts have or lack: «О миграции населения» is the law of that name
    r"(?:о|об|и|в|от|кодекс\w*|закон\w*|code|law|act|on|and|туралы|зан\w*|kodeks\w*|togrisida\w*|qonun\w*|zakon\w*|ob?"
    r"|i|rus|kaz|codes?|laws?)$"
)
_BESIDE = re.compile(r"(?<![^\W_])(?:rk|kz|рк|қр|\d{4})(?![^\W_])", re.I)  # «tk-rk», «ТК 2015»
_LATIN = str.maketrans({"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya"})  # fmt: skip
_BEGINNING = 5  # letters that tell words apart, whatever their endings
_LANGUAGES = ("ru", "kk", "uz", "en")
# codes of Kazakhstan beside ours: name and abbreviation in each language
_CODES = tuple({language: names.split("; ") for language, names in zip(_LANGUAGES, row, strict=True)} for row in (
    ("Земельный кодекс; ЗК", "Жер кодексі; ЖК", "Yer kodeksi", "Land Code"),
    ("Кодекс о браке и семье; Кодекс о браке (супружестве) и семье; Семейный кодекс; КоБС; СК",
     "Неке және отбасы туралы кодекс; Неке (ерлі-зайыптылық) және отбасы туралы кодекс; Отбасы кодексі; НОК",
     "Oila kodeksi; Nikoh va oila to‘g‘risidagi kodeks",
     "Code on Marriage and Family; Code on Marriage (Matrimony) and Family; Family Code"),
    ("Экологический кодекс; ЭК", "Экологиялық кодекс", "Ekologiya kodeksi", "Environmental Code; Ecological Code"),
    ("Бюджетный кодекс; БК", "Бюджет кодексі; БК", "Byudjet kodeksi", "Budget Code"),
    ("Водный кодекс; ВК", "Су кодексі", "Suv kodeksi", "Water Code"),
    ("Лесной кодекс; ЛК", "Орман кодексі; ОК", "O‘rmon kodeksi", "Forest Code"),
    ("Уголовно-исполнительный кодекс; УИК", "Қылмыстық-атқару кодексі; ҚАК", "Jinoyat-ijroiya kodeksi",
     "Penal Execution Code; Criminal Executive Code"),
    ("Кодекс о таможенном регулировании; Таможенный кодекс; ТмК", "Кедендік реттеу туралы кодекс; Кеден кодексі",
     "Bojxona kodeksi", "Code on Customs Regulation; Customs Code"),
    ("Кодекс о недрах и недропользовании; Кодекс о недрах", "Жер қойнауы және жер қойнауын пайдалану туралы кодекс",
     "Yer osti boyliklari to‘g‘risidagi kodeks", "Code on Subsoil and Subsoil Use; Subsoil Code"),
    ("Жилищный кодекс; ЖК", "Тұрғын үй кодексі", "Uy-joy kodeksi", "Housing Code"),
))  # fmt: skip
Core = tuple[str, ...]


class ForeignActs:
    """The acts of a corpus: each row's, and all of them as a registry."""

    def __init__(self, ours: Registry, place: Place, listed: Iterable[dict[str, Any]]):
        self.ours, self.place = ours, place
        self._ids: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # of acts that are not ours: by id and language
        self._articles: dict[str, dict[str, Article]] = {}
        self._languages: dict[str, set[str]] = defaultdict(set)  # of ours, by id
        self._marks = _marks(ours)
        self._cores = _cores(ours)
        self._titled = _titled(listed)

    def ref(self, row: dict[str, Any]) -> tuple[str, str]:
        """The act and article of a row; empty where it has none. Articles of unknown acts are of one without a name."""
        name, title, language = said(row), str(row.get("title") or ""), language_of(row)
        found = _NUMBER.search(str(row.get("article") or "")) or _HEAD.search(title)
        article = found.group(found.lastgroup or 0) if found else ""
        act = "" if name else self._at_the_head(title, language)
        act = act or (self._id(name, language) if name or article else "")
        if not act:
            return "", ""
        if act in self.ours:
            self._languages[act].add(language)
        else:
            called = str(row.get("act_title") or self._titled.get((name, language)) or name)
            self._names.setdefault(act, {}).setdefault(language, called)
        if article:
            articles = self._articles.setdefault(act, {})
            articles.setdefault(article, Article(article, self.place, {language: title}, {}))
        return act, article

    def _id(self, name: str, language: str) -> str:
        if name not in self._ids:
            found = self._known(name, language)
            titles = (self._known(self._titled.get((name, one), ""), one) for one in _LANGUAGES)
            self._ids[name] = found or next(filter(None, titles), "") or f"act-{len(self._ids)}"
        return self._ids[name]

    def _known(self, name: str, language: str) -> str:
        """Which of our acts is meant, by its name as it is («Конституция 1995 года») or without country and year."""
        for plain in dict.fromkeys(one.strip("_№ -") for one in (name, _BESIDE.sub("", name))):
            found = self._marks.get(plain.lower()) or self._named(plain, language)
            if found:
                return found
        return self._cores.get(_core(name), "")

    def _named(self, name: str, language: str) -> str:
        """Which of our acts is called so, with or without the country: «СК» is the Social Code in Russian, the Tax Code
        in Kazakh; «ЖК», a code of ours in Uzbek alone, is another one in Russian.
        """
        listed = tokens(name)
        while listed and is_optional(listed[0]):
            del listed[0]
        found = self.ours.once(names_of).find(listed, 0, True) if listed else None
        if not found or not found[1] or not all(map(is_optional, listed[found[0] :])):
            return ""
        words, acts = _words(name), found[1]
        called = {act: self.ours[act].names.get(language) for act in acts}
        same = [act for act, own in called.items() if own and words in map(_words, (own.full, own.short, *own.spoken))]
        other = any(words == _words(one) for row in _CODES for one in row[language])
        return same[0] if same else "" if other else acts[0]

    def _at_the_head(self, title: str, language: str) -> str:
        """The act of ours with whose name a title begins: «Трудовой кодекс РК. Статья 113»."""
        found = _HEAD.search(title)
        return self._known(title[: found.start()], language) if found and found.start() else ""

    def registry(self) -> Registry:
        """Our acts and the corpus's, each with the articles of the corpus. Where another country's acts are in a
        language and one of ours is not, «Mehnat kodeksi» is theirs.
        """
        made = Registry()
        theirs = {language for titles in self._names.values() for language, title in titles.items() if _abroad(title)}
        for key, act in self.ours.items():
            own = self._languages.get(key, set())
            names = {one: called for one, called in act.names.items() if one in own or one not in theirs}
            made[key] = replace(act, names=names, articles=self._articles.get(key, {}))
        for key, titles in self._names.items():
            made[key] = Act(key, self.place, "law", _all_names(titles), {}, self._articles.get(key, {}))
        return made


def language_of(row: dict[str, Any]) -> str:
    """The language of a row, by two letters or three."""
    language = str(row.get("lang") or row.get("language") or "ru")[:2].lower()
    language = "kk" if language in {"kz", "ka"} else language
    return language if language in _LANGUAGES else "ru"


def said(row: dict[str, Any]) -> str:
    """What a row calls its act."""
    return " ".join(str(row.get("act") or "").split())


def _marks(ours: Registry) -> dict[str, str]:
    """Our acts by id, by number and by their names on the official site."""
    made: dict[str, str] = {}
    numbers = Counter(act.number.lower() for act in ours.values())
    for act in ours.values():
        made |= {link.rsplit("/", 1)[-1].lower().strip("_"): act.id for link in act.official.values()}
        if act.number and numbers[act.number.lower()] == 1:
            made[act.number.lower()] = act.id
    return made | {key.lower(): key for key in ours}


def _cores(ours: Registry) -> dict[Core, str]:
    """Our acts by the words that tell their names apart; of those that are called so one in force."""
    made: dict[Core, str] = {}
    for act in sorted(ours.values(), key=lambda act: act.state != "in_force"):
        for names in act.names.values():
            for core in filter(None, map(_core, (names.full, *names.spoken))):
                made.setdefault(core, act.id)
    return made


def _words(name: str) -> list[str]:
    """A name without the country, as it is spelled."""
    return [token.text.lower() for token in tokens(name) if not is_optional(token)]


def _abroad(name: str) -> bool:
    return any(map(is_abroad, tokens(name)))


def _core(name: str) -> Core:
    """The beginnings of a name's own words in Latin letters; nothing for another country's act or an abbreviation."""
    if _abroad(name):
        return ()
    listed = [token for token in tokens(name) if token.is_word and len(token.folded) > 1]
    own = [token for token in listed if not (is_optional(token) or is_requisite(token) or _KIND.match(token.folded))]
    words = [token.folded.translate(_LATIN) for token in own]
    words = [word for word in words if word not in {"respubliki", "kazakhstan", "rk"}]
    return tuple(word[:_BEGINNING] for word in words) if any(len(word) >= _BEGINNING for word in words) else ()


def _titled(listed: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What titles say before the article, by act and language, where nearly all of an act say the same."""
    heads: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in filter(said, listed):  # rows without an act are not of one act
        title = str(row.get("title") or "")
        found = _HEAD.search(title)
        head = title[: found.start()].strip(" .,:;–—-|/«»\"'()") if found else ""
        heads[said(row), language_of(row)][head] += 1
    made = {}
    for key, counted in heads.items():
        head, count = counted.most_common(1)[0]
        if head and count * 10 >= sum(counted.values()) * 9:
            made[key] = head
    return made


def _all_names(titles: dict[str, str]) -> dict[str, Names]:
    """What an act may be called, by what the corpus calls it; a well-known code in every language."""
    made = {language: _called(title) for language, title in titles.items()}
    cores = {_core(title) for title in titles.values()} - {()}
    short = {(language, _BESIDE.sub("", title.lower()).strip("_ -")) for language, title in titles.items()}
    for row in _CODES:
        listed = [(language, name) for language, names in row.items() for name in names]
        if not any(_core(name) in cores or (language, name.lower()) in short for language, name in listed):
            continue
        for language, names in row.items():
            known = made.get(language)
            if known:
                made[language] = replace(known, spoken=(*known.spoken, *names))
            else:
                made[language] = Names(names[0], names[0], names[-1], tuple(names))
    return made


def _called(title: str) -> Names:
    """«Трудовой кодекс Республики Казахстан» is «ТК» too, «O‘zbekiston Respublikasining Mehnat kodeksi» that alone."""
    words = [token for token in tokens(title) if token.is_word]
    own = [token for token in words if not (is_optional(token) or is_abroad(token))]
    while own and own[-1].folded in {"в", "of", "in"}:
        del own[-1]
    code = own if len(own) == 2 and own[1].folded[:5] in {"кодек", "kodek", "code"} else []
    short = "".join(token.text[0] for token in code).upper() if code and code[0].text[0] > "z" else ""
    spoken = (" ".join(token.text for token in own), short)
    return Names(title, title, short or title, tuple(name for name in spoken if name and name != title))
