"""Signs of a text into pieces: «п. 1, 3» is a piece of kind P with two numbers, «113-бабының» one of kind A.

Written in the part of Python that `aryz.browser.transpile` makes into JavaScript, so the site's search reads alike.

Signs: S P Q A sub-point, point, part, article, as a word before its numbers; B an article's word that also counts
(«3 статьи»), W the same that means an article only beside an act («section 5»); s p q a the words after their numbers;
N number, O ordinal word, X an act's name, E that of an act of another country, D a document that is no act («договор»),
c a counted noun («дней»), d the point of a date or decimal, «,» «;» «:» «&» «-» «(» «)», f = «of», «the»; ? any other.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def runs_of(signs: str, numbers: list[str]) -> list[list[Row]]:
    """The pieces of a text, those that nothing but commas and «and» parts in one run."""
    runs: list[list[Row]] = []
    for piece in pieces(signs, numbers):
        gap = "?"
        if len(runs) > 0:
            gap = signs[runs[-1][-1]["end"] : piece["start"]]
        if glued(gap):
            runs[-1].append({**piece, "gap": gap})
        else:
            runs.append([{**piece, "gap": ""}])
    return runs


def glued(gap: str) -> bool:
    """Whether pieces with this between them may belong together."""
    return len(gap) <= 5 and all(sign in ",;:&f()-" for sign in gap)


def cost(gap: str) -> int:
    """How far the pieces at its ends stand apart: 0 side by side, 1 over «and», 2 over a comma."""
    if any(sign in ",;:" for sign in gap):
        return 2
    return 1 if any(sign in "&-" for sign in gap) else 0


def pieces(signs: str, numbers: list[str]) -> list[Row]:
    """`{kind: S P A X, start, end, items, after, weak, part}` in order; `after`: the word stands after its numbers; a
    part is a P that may have points under it.
    """
    made: list[Row] = []
    at = 0
    while at < len(signs):
        sign = signs[at]
        piece: Row | None = None
        if sign == "X":
            piece = _piece("X", at, at + 1, [], False)
        elif sign in "SPQABW":
            piece = _before(signs, numbers, at)
        elif sign in "NO":
            piece = _after(signs, numbers, at)
        if piece is None:
            at += 1
        else:
            at = piece["end"]
            if piece["kind"] != "":
                part = sign == "Q" or signs[piece["end"] - 1] in ["q", "Q"]
                made.append({**piece, "weak": sign == "W", "part": part})
    return made


def _piece(kind: str, start: int, end: int, items: list[Row], after: bool) -> Row:
    return {"kind": kind, "start": start, "end": end, "items": items, "after": after}


def _before(signs: str, numbers: list[str], at: int) -> Row | None:
    """A unit's word with its numbers behind it; «п.п. 2 п. 1» begins with a sub-point, «п.п. 1, 2» with points."""
    sign = signs[at]
    end = at
    while end < len(signs) and signs[end] == sign:
        end += 1
    if sign == "S" and signs[end : end + 2] == "-P":  # «sub-paragraph» is two words
        end += 2
    kind = "A" if sign in "ABW" else "P" if sign == "Q" else sign
    items = _listed(signs, numbers, end, kind)
    if len(items) == 0:
        return None if end == at + 1 else _piece("", at, end, [], False)
    stop = items[-1]["end"]
    if sign == "P" and end > at + 1:
        behind = stop
        while signs[behind : behind + 1] in [",", "f"]:
            behind += 1
        if signs[behind : behind + 1] == "P":
            kind = "S"
    return _piece(kind, at, stop, items, False)


def _after(signs: str, numbers: list[str], at: int) -> Row:
    """Numbers with the unit's word behind them: «113-бабы», «вторая часть», «113 статья»; kind is empty without one."""
    items = _listed(signs, numbers, at, "")
    end = items[-1]["end"]
    unit = end + 1 if signs[end : end + 1] == "-" else end
    sign = signs[unit : unit + 1]
    following = signs[unit + 1 : unit + 2]
    if sign in ["s", "p", "q", "a"]:
        stop = unit + 2 if sign == "s" and following == "p" else unit + 1
        return _piece({"s": "S", "p": "P", "q": "P", "a": "A"}[sign], at, stop, items, True)
    if following not in ["N", "O"] and signs[at] + sign in ["OP", "OQ", "NA"]:
        return _piece("A" if sign == "A" else "P", at, unit + 1, items, False)
    return _piece("", at, end, items, False)


def _listed(signs: str, numbers: list[str], at: int, kind: str) -> list[Row]:
    """The numbers of a list: `{number, range, inner, end}`; `inner` is what stands in brackets: «113(3)(2)».

    A number that counts something («ст. 113, 10 дней») or begins a date or an amount is none of the list.
    """
    items: list[Row] = []
    here = at
    between = ","
    sign = signs[at : at + 1]
    while sign in ["N", "O"] and signs[here : here + 1] == sign and not (sign == "O" and kind == "A"):
        number = numbers[here]
        here += 1
        if kind == "A" and signs[here : here + 3] == "(N)":
            here = _bracketed(signs, numbers, here, {"number": number, "range": between == "-"}, items)
        else:
            if kind != "A" and signs[here : here + 1] == ")":
                here += 1
            items.append({"number": number, "range": between == "-", "inner": [], "end": here})
        if signs[here : here + 1] in [",", ";"]:
            here += 1
        between = ","
        if signs[here : here + 1] in ["&", "-"]:
            between = signs[here]
            here += 1
        if here == items[-1]["end"]:
            here = len(signs)
    while len(items) > 1 and signs[items[-1]["end"] : items[-1]["end"] + 1] in ["c", "d", "N"]:
        items = items[: len(items) - 1]
    return items


def _bracketed(signs: str, numbers: list[str], at: int, item: Row, items: list[Row]) -> int:
    """Adds «113(3)(2)» and, of the same article, «113(1) and (3)»; gives the sign after it."""
    here = at
    more = True
    while more:
        inner: list[str] = []
        while signs[here : here + 3] == "(N)":
            inner.append(numbers[here + 1])
            here += 3
        items.append({**item, "inner": inner, "end": here})
        behind = here
        while behind < here + 2 and signs[behind : behind + 1] in [",", "&"]:
            behind += 1
        more = behind > here and signs[behind : behind + 3] == "(N)"
        if more:
            here = behind
    return here
