"""What acts are called, made findable in running text: any case ending, either alphabet, with or without «РК»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

from aryz.law.acts import Registry
from aryz.law.reading.words import Token, portable, tokens

OPENED = {"»": "«", "”": "“„", "“": "„", '"': '"', ")": "("}  # what closes, by what opens it
# words that names have or lack: the country, and «the»
_OPTIONAL = (
    r"рк|кр|qr|республик[аиуе]|республикой|казахстан[ае]?|казахстан|республикасы\w*|qozogiston\w*|respublikasi\w*"
    r"|republic|of|the|kazakhstan"
)
# the day and number that an official name carries within: «Закон РК от 22 июля 2011 года № 477-IV «О миграции…»»
_REQUISITE = (
    r"\d[\d-]*|от|год[ау]?|г|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]"
    r"|октябр[ья]|ноябр[ья]|декабр[ья]|зрк|[ivx]{1,5}|n|no|dated"
)
# the ending that Kazakh and Uzbek put behind an abbreviation: «ЕК-нің»
_ENDING = (
    r"[нтд]ин|[нтд]ын|[гк]е|[гк]а|н[еа]|[дт]е|[дт]а|[дт]ен|[дт]ан|нен|нан|[нтд]и|[нтд]ы|[мпб]ен"
    r"|ning|ga|ka|qa|ni|da|dan|нинг|ни|дан"
)
# whose law it is when it is not ours: «ТК РФ», «O‘zbekiston Mehnat kodeksi»
_ABROAD = (
    r"рф|руз|росси\w*|федераци\w*|узбекистан\w*|[ку][иы]ргыз\w*|киргиз\w*|таджик\w*|белару\w*|белорус\w*|армени\w*"
    r"|туркмен\w*|украин\w*|ресей\w*|озбек\w*|тажик\w*|узбекистон\w*|тожикистон\w*|ozbekiston\w*|rossiya\w*"
    r"|qirgiziston\w*|tojikiston\w*|uzbekistan|russian?|kyrgyz\w*|tajikistan|belarus|armenia|ukraine|federation"
)
_BEFORE = (  # the same before an act's name, in the forms that go with one
    r"рф|ресей(?:дин)?|озбекстан(?:нын)?|кыргызстан(?:нын)?|тажикстан(?:нын)?|узбекистон(?:нинг)?|тожикистон(?:нинг)?"
    r"|(?:ozbekiston|rossiya|qirgiziston|tojikiston)(?:ning)?|uzbekistans?|russian|kyrgyz|tajikistans?"
)
# endings that make another word of it: «конституционный закон», «бюджетная система», «конституциялық», «constitutional»
_DERIVED = r"[льоеи]{0,2}нн?(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми)|[лдт][ыи]к\w*|al|viy\w*|on\w*"
_LAW = r"зан(?:ы\w*|нын|га|да|нан|мен)?"  # Kazakh «заң», too short to be known by its beginning
_optional = re.compile(rf"(?:{_OPTIONAL})$")
_requisite = re.compile(rf"(?:{_REQUISITE})$")
_ending = re.compile(rf"(?:{_ENDING})$")
_abroad = re.compile(rf"(?:{_ABROAD})$")
_before = re.compile(rf"(?:{_BEFORE})$")
_law = re.compile(rf"{_LAW}$")
_derived = re.compile(rf"(?:{_DERIVED})$")
_LONGEST_ENDING = 5  # letters, where words part before the end of the shorter one: «банках» is no form of «банкротстве»


def is_optional(token: Token) -> bool:
    """Whether names may have or lack it: «РК», quotes, commas."""
    return not token.text[0].isalnum() or bool(_optional.match(token.folded))


def is_requisite(token: Token) -> bool:
    """Whether a name may carry it within: «от 22 июля 2011 года № 477-IV»."""
    return bool(_requisite.match(token.folded))


def is_abroad(token: Token) -> bool:
    """Whether it names another country."""
    return bool(_abroad.match(token.folded) or _before.match(token.folded) or _before.match(token.latin))


def abroad(listed: Sequence[Token], start: int, end: int) -> int:
    """The token after a name that is another country's act («Трудовой кодекс Республики Узбекистан»), 0 for ours."""
    after = end
    while after < len(listed) and (_abroad.match(listed[after].folded) or listed[after].folded in {"of", "the"}):
        after += 1
    if any(_abroad.match(token.folded) for token in listed[end:after]):
        return _with_country(listed, start, after)
    before = start - 1
    while before >= 0 and (listed[before].folded == "s" or (listed[before].is_word and is_optional(listed[before]))):
        before -= 1
    said = {listed[before].folded, listed[before].latin} if before >= 0 else set()
    return end if any(_before.match(word) for word in said) else 0


def same_word(name: str, token: Token) -> bool:
    """Whether a word of a name is the token in any case ending."""
    return _alike(name, token.folded) or (token.latin != "" and _alike(name, token.latin))


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> bool:
    if a == b or (_law.match(a) and _law.match(b)):
        return True
    shorter = min(len(a), len(b))
    if shorter < 5 or a[0].isdigit() or b[0].isdigit():
        return False
    same = 0
    while same < shorter and a[same] == b[same]:
        same += 1
    if same < max(4, shorter - 2) or (same < shorter and max(len(a), len(b)) - same > _LONGEST_ENDING):
        return False
    return bool(_derived.match(a[same:])) == bool(_derived.match(b[same:]))


@dataclass
class Names:
    """All names of all acts, by the beginning of their first word."""

    by_start: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=lambda: defaultdict(list))

    def find(self, listed: Sequence[Token], at: int, loose: bool) -> tuple[int, list[str]] | None:
        """The longest name that begins at a token: (the token after all that belongs to it, the acts called so).
        No acts where it is an act that is not ours; where one of ours has as long a name, only if no word differs.

        loose: abbreviations count in small letters too, as people type them in a search field.
        """
        token = listed[at]
        named = [self.by_start[start] for start in {token.folded[:3], token.latin[:3]} if start in self.by_start]
        best = 0
        acts: list[str] = []
        for words, act, short in chain.from_iterable(named):
            if short and not loose and sum(letter.isupper() for letter in token.text) < 2:
                continue
            end = _match(listed, at, words)
            if end > best or (end == best and end and not act and _verbatim(listed[at:end], words)):
                best, acts = end, [act] if act else []
            elif end == best and end and act and act not in acts:
                acts.append(act)
        return (_with_country(listed, at, _with_ending(listed, best)), acts) if best else None


def _match(listed: Sequence[Token], at: int, words: tuple[str, ...]) -> int:
    """The index after the last word of the name, or 0 when the text says something else."""
    index = at
    for place, word in enumerate(words):
        while place and index < len(listed) and index - at < 40 and not same_word(word, listed[index]):
            if not is_optional(listed[index]) and not _requisite.match(listed[index].folded):
                return 0
            index += 1
        if index >= len(listed) or not same_word(word, listed[index]):
            return 0
        index += 1
    return index


def _verbatim(listed: Sequence[Token], words: tuple[str, ...]) -> bool:
    """Whether tokens are the words of a name without any ending, but for the last: that is «закон» or «code»."""
    said = [token for token in listed if not is_optional(token)]
    return len(said) == len(words) and all(
        word in {token.folded, token.latin} for word, token in zip(words[:-1], said, strict=False)
    )


def _with_ending(listed: Sequence[Token], at: int) -> int:
    """«ЕК-нің»: the ending belongs to the name."""
    tight = at + 1 < len(listed) and listed[at - 1].end == listed[at].start and listed[at].end == listed[at + 1].start
    return at + 2 if tight and listed[at].text in "-–‑" and _ending.match(listed[at + 1].folded) else at


def _with_country(listed: Sequence[Token], start: int, at: int) -> int:
    """The name goes on over «РК», «of the Republic of Kazakhstan» and quotes that were opened within it."""
    end = at
    while at < len(listed) and is_optional(listed[at]):
        token = listed[at]
        if not token.is_word:
            opened = OPENED.get(token.text, "")
            if not any(one.text in opened for one in listed[start:at] if not one.is_word):
                break
        at += 1
        if token.folded not in {"of", "the"}:
            end = at
    return end


def names_of(registry: Registry) -> Names:
    """The names of every act; those in force come first, those of acts that are not ours last."""
    made = Names()
    ours: set[tuple[str, ...]] = set()
    for act in sorted(registry.values(), key=lambda act: act.state != "in_force"):
        known: set[tuple[str, ...]] = set()
        for names in act.names.values():
            for name in (names.full, names.genitive, names.short, *names.spoken):
                words = _folded(name)
                if words and words not in known:
                    known.add(words)
                    short = len(words) == 1 and len(words[0]) <= 5
                    made.by_start[words[0][:3]].append((words, act.id, short))
        ours |= known
    for words in dict.fromkeys(_folded(name) for act in registry.values() for name in act.others):
        if words and words not in ours:
            made.by_start[words[0][:3]].append((words, "", False))
    return made


def _folded(name: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(name) if not is_optional(token))


def as_data(names: Names) -> dict[str, Any]:
    """The names and what may stand within them, for the reader in the browser."""
    return {
        "opened": OPENED,
        "optional": portable(_OPTIONAL),
        "requisite": portable(_REQUISITE),
        "ending": _ENDING,
        "abroad": portable(_ABROAD),
        "before": _BEFORE,
        "law": portable(_LAW),
        "derived": portable(_DERIVED),
        "names": [[list(words), act] for entries in names.by_start.values() for words, act, _ in entries],
    }
