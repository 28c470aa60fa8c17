"""A text as words, numbers and marks, and the sign that each of them is for `pieces`.

The browser's twin of this module is `browser/static/reading.js`; the patterns and tables reach it as data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

APOSTROPHES = "'’‘ʻʼ`´"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TOKEN = re.compile(
    rf"[0-9]+(?:[-\u2010\u2011][0-9]+)*[⁰¹²³⁴-⁹]*|[^\W\d_⁰¹²³⁴-⁹]+(?:[{APOSTROPHES}][^\W\d_⁰¹²³⁴-⁹]+)*|\S"
)
_FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие") | {ord(sign): None for sign in APOSTROPHES}
# Uzbek Cyrillic letters as the Latin ones without apostrophes, so that «меҳнат кодекси» is «mehnat kodeksi»
UZBEK = {"ш": "sh", "ч": "ch", "ё": "yo", "ю": "yu", "я": "ya", "ц": "ts", "ў": "o", "ғ": "g", "қ": "q", "ҳ": "h",
         "х": "x", "ж": "j", "й": "y", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "з": "z", "и": "i",
         "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
         "э": "e", "ъ": "", "ь": "", "ы": "i", "щ": "sh"}  # fmt: skip

# what a whole word is, in folded letters; the first that fits gives the sign (`pieces` says what the signs mean)
WORDS = (
    ("S", r"подпункт\w*|подп|пп|sub|subparagraphs?|subparas?"),
    ("P", r"пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?|п|paragraphs?|paras?|points?"),
    ("Q", r"част(?:ь|и|ью|ей|ям|ями|ях)|ч|parts?"),
    ("A", r"стать(?:я|е|ю|ей)|ст"),
    ("B", r"стать(?:и|ям|ями|ях)|статей|articles?|arts?"),
    ("W", r"sections?|secs?|ss?"),
    ("s", r"тармакша\w*|kichik|кичик"),
    ("p", r"тарма[кг]\w*|band(?:i\w*|lari\w*)?|банд(?:и\w*|лари\w*)"),
    ("q", r"боли[кг]\w*|qism(?:i\w*|lari\w*)?|кисм(?:и\w*|лари\w*)"),
    ("a", r"бап(?:тар\w*|ка|та|тан|пен|тын|ты)?|баб(?:ы|ын|ына|ында|ынан|ынын|ымен)\w*|modda\w*|модда\w*"),
    ("&", r"и|или|либо|также|жане|немесе|мен|пен|бен|va|yoki|ва|еки|and|or"),
    ("f", r"of|the|указанно(?:й|го)|настояще(?:й|го)"),
    ("D", r"договор(?!енн)\w*|контракт\w*|соглашени\w*|устав(?:а|у|ом|е)?|анкет\w*|регламент\w*|инструкци\w*"
          r"|шарт\w*|келисим\w*|жаргы\w*|shartnoma\w*|kelishuv\w*|шартнома\w*|contracts?|agreements?|charter|policy|form"),
    ("c", r"дн(?:я|ей|ям|ями)|день|рабоч\w+|календарн\w+|месяц\w*|месячн\w+|год(?:а|ов|у)?|лет|недел\w+|час(?:а|ов)?"
          r"|раза?|тенге|мрп|процент\w*|человек\w*|кун(?:и|нин|ге|де)?|жумыс|кунтизбелик|ай(?:да|га|лык)?|жыл\w*|апта\w*"
          r"|сагат\w*|рет|есе|адам\w*|пайыз\w*|айек|kun\w*|ish|oy\w*|yil\w*|soat\w*|hafta\w*|marta|kishi|som|foiz"
          r"|working|calendar|business|days?|weeks?|months?|years?|hours?|times|tenge|percent"),
)  # fmt: skip
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        ("перв бирінши birinchi first", "втор екинши ikkinchi second", "трет ушинши uchinchi third",
         "четверт тортинши tortinchi fourth", "пят бесинши beshinchi fifth", "шест алтыншы oltinchi sixth",
         "седьм жетинши yettinchi seventh", "восьм сегизинши sakkizinchi eighth", "девят тогызыншы toqqizinchi ninth",
         "десят оныншы oninchi tenth"), 1)
    for word in words.replace("і", "и").split()
}  # fmt: skip
RU_ORDINAL = (
    r"(перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)"
    r"(?:ая|ой|ую|ые|ых|ый|ого|ому|ым|ом|ья|ьей|ью|ьи|ьих|ьего|ьему|ьим|ьем)"
)
MARKS = {sign: sign for sign in ",;:()"} | dict.fromkeys("-–—−\u2010\u2011", "-") | dict.fromkeys('"«»“”„§', "")
MARKS |= {"&": "&", "%": "c", "₸": "c"}
# what is written behind a number to make it an ordinal: «113-ші бап», «113-chi modda», «113-я статья»
TAILS = r"ши|шы|нши|ншы|инши|chi|nchi|inchi|чи|инчи|[яйю]|го|му|ей|ой|th|st|nd|rd"
_SHAPES = [(sign, re.compile(rf"(?:{shape})$")) for sign, shape in WORDS]
_TAIL = re.compile(rf"(?:{TAILS})$")
_RU_ORDINAL = re.compile(rf"{RU_ORDINAL}$")


class Token(NamedTuple):  # some hundred thousand are made of the content
    """A number, a word or a mark of the text.

    `folded` is the word in small letters, without those people leave out; of a number, «43-1» however it is written.
    """

    text: str
    start: int
    end: int
    folded: str
    latin: str = ""  # an Uzbek word in Cyrillic, as its Latin letters

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return "0" <= self.text[0] <= "9"


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of a text, with their places."""
    made = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        made.append(Token(word, match.start(), match.end(), *_spelt(word)))
    return made


@lru_cache(maxsize=50_000)
def _spelt(word: str) -> tuple[str, str]:
    """A word folded, and an Uzbek one in Cyrillic in its Latin letters."""
    low = word.lower()
    latin = "".join([UZBEK.get(letter, letter) for letter in low]) if "а" <= low[0] <= "ӿ" else ""
    return number(word) if "0" <= word[0] <= "9" else low.translate(_FOLD), latin


def number(text: str) -> str:
    """«43-1» of any way to write it: with another hyphen, as «43¹»."""
    plain = text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
    above = text[len(plain) :].translate(_SUPERSCRIPT)
    return re.sub("[\u2010\u2011]", "-", plain) + (f"-{above}" if above else "")


def sign_of(token: Token) -> str:
    """The sign of a token that is no act's name; empty for quotes, which count for nothing."""
    if token.is_number:
        return "N"
    return _word_sign(token.folded) if token.is_word else MARKS.get(token.text, "?")


@lru_cache(maxsize=50_000)  # the same words stand on every page
def _word_sign(folded: str) -> str:
    for sign, shape in _SHAPES:
        if shape.match(folded):
            return sign
    return "O" if _ordinal(folded) else "?"


def unsaid(listed: Sequence[Token], at: int) -> bool:
    """Whether a word adds nothing to what stands beside it: «113-ші бап», «а также»."""
    token = listed[at]
    if token.folded == "а":
        return at + 1 < len(listed) and listed[at + 1].folded == "также"
    if at < 2 or not _TAIL.match(token.folded):
        return False
    figure, dash = listed[at - 2], listed[at - 1]
    return figure.is_number and MARKS.get(dash.text) == "-" and figure.end + 1 == token.start


def ordinal(token: Token) -> str:
    """«вторая» → «2»; empty for another word."""
    return _ordinal(token.folded)


def _ordinal(folded: str) -> str:
    match = _RU_ORDINAL.match(folded)
    return ORDINALS.get(match[1] if match else folded, "")


def as_data() -> dict[str, Any]:
    """The tables and patterns, for the reader in the browser."""
    fold = {chr(key): chr(value) if isinstance(value, int) else "" for key, value in _FOLD.items()}
    return {
        "token": _TOKEN.pattern.replace("[^\\W\\d_⁰¹²³⁴-⁹]", "\\p{L}"),
        "fold": fold,
        "uzbek": UZBEK,
        "words": [[sign, portable(shape)] for sign, shape in WORDS],
        "ordinals": ORDINALS,
        "ruOrdinal": RU_ORDINAL,
        "tails": TAILS,
        "marks": MARKS,
    }


def portable(pattern: str) -> str:
    """For JavaScript, whose `\\w` knows no Cyrillic."""
    return pattern.replace("\\w", "[\\p{L}\\p{N}_]")
