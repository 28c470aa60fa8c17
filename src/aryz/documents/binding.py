"""Build time: what must not part at the end of a line («ст. 113», «№ 5», «1 250 000 тенге», «А. Б. Иванов», «113-бап»).

One pass over the constant words of a compiled paper, so that whoever writes a template types ordinary spaces and
hyphens. Answers and computed values are bound by the filters that print them.
"""

from __future__ import annotations

import re
from typing import Any

Body = list[Any]

NBSP = "\u00a0"
_HYPHEN = "\u2011"
_UNBROKEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'  # fonts lack U+2011, Word has an element for it
_CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
_SMALL = "[a-zа-яёәіңғүұқөһ]"
_MONTHS = (
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
_SHORT = "ст|ч|п|пп|подп|абз|гл|разд|прил|ул|пр|д|кв|каб|оф|стр|тел|обл|им|г|с"
_COUNTED = f"тенге|теңге|тиын(?:а|ов)?|МРП|АЕК|%|года?|году|жылғы|жылы|(?:{_MONTHS}){_SMALL}*"

# What stands beside a space: the other side may be a tag, that is, the end or the beginning of the words (`^`, `$`).
_SPACES = [
    r"(?<=№) (?=\S|$)",
    rf"(?:(?<![\w.])(?:{_SHORT})\.) (?=\d|[«„]|{_CAPITAL}|$)",
    rf"(?:^|(?<=\d)) (?=(?:{_COUNTED})(?!\w))",
    r"(?<=\d) (?=\d{3}(?!\d))",
    rf"(?<=(?<!\w){_CAPITAL}\.) (?={_CAPITAL})",  # А. Б. Иванов
    rf"(?<={_SMALL}{_SMALL}) (?={_CAPITAL}\. ?{_CAPITAL}\.)",  # Иванов А. Б.
    r"(?<=(?<!\w)т\.) (?=[дпекч]\.)",  # и т. д., т. е.
    rf"(?<=(?<!\w)ҚР) (?={_CAPITAL})",
    r"(?<=\S) (?=[—–](?: |$))",  # a dash begins no line
]
_SPACE = re.compile("|".join(f"(?:{rule})" for rule in _SPACES))
_HYPHENS = re.compile(
    rf"(?<=\d)-(?=\d|{_SMALL})|^-(?={_SMALL})|(?<={_CAPITAL}{_CAPITAL})-(?={_SMALL}{{1,5}}(?!\w))"
)  # 113-бап, {{ number }}-тармақ, ЖШС-ке
_TAG = re.compile(r"(<[^<>]*>?)")
_TEXT = re.compile(r"<w:t[ >]")


def bound(text: str) -> str:
    """Words with the spaces that do not break; letters and length stay."""
    return _SPACE.sub(lambda found: found.group().replace(" ", NBSP), text)


def bind(body: Body) -> Body:
    """The body of a part of a paper with its constant words bound."""
    made: Body = []
    for piece in body:
        if isinstance(piece, str):
            made.append(_bound_xml(piece))
        elif piece[0] == "if":
            made.append(["if", [[condition, bind(inner)] for condition, inner in piece[1]], bind(piece[2])])
        elif piece[0] == "for":
            made.append(["for", piece[1], piece[2], bind(piece[3])])
        else:
            made.append([piece[0], _bound_node(piece[1])])
    return made


def _bound_xml(xml: str) -> str:
    """A piece of XML may begin and end in the words of a `w:t`, or in an attribute, where an output stands."""
    pieces = _TAG.split(xml)
    inside = ">" not in pieces[0]
    for at, piece in enumerate(pieces):
        if at % 2:
            inside = _TEXT.match(piece) is not None
        elif inside and piece:
            pieces[at] = _HYPHENS.sub(_HYPHEN, bound(piece)).replace(_HYPHEN, _UNBROKEN)
    return "".join(pieces)


def _bound_node(node: Any) -> Any:
    """Words that a tag chooses between: «{{ 'п. 1' if … else 'п. 2' }}»."""
    if node[0] == "lit" and isinstance(node[1], str):
        return ["lit", bound(node[1])]
    if node[0] == "if":
        return ["if", node[1], _bound_node(node[2]), _bound_node(node[3])]
    return node
