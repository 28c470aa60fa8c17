"""Pieces into citations: which points belong to which article, and which act is meant.

Written in the part of Python that `aryz.browser.transpile` makes into JavaScript. Russian and English name the point
before its article («п. 3 ст. 113») or behind it («ст. 113 (п. 3)»), Kazakh and Uzbek behind it («113-бабының
3-тармағы»); an act stands before or behind, and one act may serve a whole list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.reading import numerals, pieces

Row = dict[str, Any]
# act → article → {"paragraphs": …, "direct": the sub-paragraphs that stand directly under the article}
Known = Mapping[str, Mapping[str, Mapping[str, list[str]]]]


def citations(signs: str, numbers: list[str], acts: Mapping[int, list[str]], known: Known, context: str) -> list[Row]:
    """`{start, end (signs), refs: [[act, article, paragraph, sub]], sure, unit}` of each citation, in order.

    acts: what the X at a place may be. context: the act meant where none is named. `unit` is the sign of the last
    unit's word. `sure` is false where the words allow another reading.
    """
    made: list[Row] = []
    for run in pieces.runs_of(signs, numbers):
        chains = _chains(signs, run)
        _bind(run, chains)
        for chain in chains:
            place = chain["act"]
            if place is None and (chain["weak"] or _behind_document(signs, chain)):
                continue
            own = place is not None and chain["start"] <= place < chain["end"]
            if not own and _before_document(signs, chain):
                continue
            named = acts[place] if place is not None else ([context] if context != "" else [])
            refs = numerals.refs(chain, named, known)
            sure = chain["sure"] and _whole(signs, chain)
            made.append({**chain, "refs": refs, "sure": sure})
    return made


def bare(signs: str, numbers: list[str], acts: Mapping[int, list[str]], known: Known) -> list[Row]:
    """In a search field: a number beside an act's name («113 тк»)."""
    made: list[Row] = []
    for at, sign in enumerate(signs):
        if sign != "X":
            continue
        for step in [-1, 1]:
            place = at + step
            if signs[place : place + 1] == ",":
                place += step
            if place >= 0 and signs[place : place + 1] == "N" and len(made) == 0:
                having = [act for act in acts[at] if numbers[place] in known[act]]
                act = [*having, *acts[at]][0]
                start, end = min(at, place), max(at, place) + 1
                made.append({"start": start, "end": end, "refs": [[act, numbers[place], "", ""]], "unit": place})
    return made


def _whole(signs: str, chain: Row) -> bool:
    """Whether no unit stands cut off before the citation («3 пункт ст. 113», «глава 15 ГПК, ст. 148»)."""
    start = chain["start"]
    if signs[start] == "X" and _sign_before(signs, start) == "N":
        return False
    return not (start > 1 and signs[start - 1] in "SPQA" and signs[start - 2] in "NO")


def _behind_document(signs: str, chain: Row) -> bool:
    """«шарттың 5-бабы», «ТК РФ, ст. 5»: an article of something that is no act of ours."""
    before = _sign_before(signs, chain["start"])
    apart = before in [",", ":", "("] and _sign_before(signs, chain["start"] - 1) == "E"
    return before in ["D", "E"] or apart


def _before_document(signs: str, chain: Row) -> bool:
    """«статья 5 договора», «статья 5 ТК РФ»."""
    at = chain["end"]
    while signs[at : at + 1] == "f":
        at += 1
    words = at
    while words < at + 2 and signs[words : words + 1] == "?":
        words += 1
    return signs[at : at + 1] in ["D", "E"] or signs[words : words + 1] in ["D", "E"]


def _sign_before(signs: str, at: int) -> str:
    return signs[at - 1] if at > 0 else ""


# points and articles


def _chains(signs: str, run: list[Row]) -> list[Row]:
    """One chain for each article's piece of a run, with the points that belong to it."""
    chains: list[Row] = []
    waiting: list[Row] = []
    named = False
    for piece in run:
        if piece["kind"] != "A":
            if piece["kind"] != "X":
                waiting.append(piece)
            named = piece["kind"] == "X"
            continue
        upper = waiting
        unsure = False
        if len(chains) > 0:
            lower = waiting if named else _lower(waiting, piece)
            chains[-1]["lower"] = lower
            if len(lower) > 0 and not lower[0]["after"] and "&" in lower[0]["gap"]:
                chains[-1]["lost"] = True
            upper = waiting[len(lower) :]
            unsure = len(upper) > 0 and not upper[0]["after"] and pieces.cost(upper[0]["gap"]) == 0
        kept = [one for one in upper if not one["after"]]
        lost = unsure or len(kept) < len(upper)
        chains.append({"article": piece, "upper": kept, "lower": [], "lost": lost})
        waiting = []
        named = False
    if len(chains) > 0 and len(waiting) > 0:
        tail = [] if _foreign(signs, waiting) else waiting
        if len(tail) > 0 and "&" in tail[0]["gap"]:
            chains[-1]["lost"] = True
        else:
            chains[-1]["lower"] = tail
    return [_chain(one) for one in chains]


def _lower(waiting: list[Row], article: Row) -> list[Row]:
    """Of what stands between two articles, that which belongs to the first: Kazakh and Uzbek points, and others when
    something parts them from the second («ст. 113 (п. 3), ст. 115»), or up to the comma between («ст. 113 п. 1, п. 3
    ст. 115»).
    """
    count = 0
    while count < len(waiting) and waiting[count]["after"]:
        count += 1
    if count > 0 or len(waiting) == 0:
        return waiting[:count]
    if pieces.cost(article["gap"]) > 0:
        return waiting
    if pieces.cost(waiting[0]["gap"]) == 0:
        for at, piece in enumerate(waiting):
            if pieces.cost(piece["gap"]) == 2:
                return waiting[:at]
    return []


def _foreign(signs: str, waiting: list[Row]) -> bool:
    """«… и п. 3 договора»: the point of a document that is no act."""
    at = waiting[-1]["end"]
    while signs[at : at + 1] == "f" or (signs[at : at + 1] == "?" and at < waiting[-1]["end"] + 2):
        at += 1
    return signs[at : at + 1] == "D"


def _chain(one: Row) -> Row:
    """`specs` are the points of the article: [numbers of points, numbers of sub-points]."""
    article = one["article"]
    listed = [*one["upper"], article, *one["lower"]]
    specs = [*_bottom_up(_under_parts(one["upper"])), *_top_down(_under_parts(one["lower"]))]
    several = len(article["items"]) > 1 or any(item["inner"] for item in article["items"])
    crowded = any(len(spec[0]) > 1 and len(spec[1]) > 0 for spec in specs)
    return {
        "start": listed[0]["start"],
        "end": listed[-1]["end"],
        "unit": listed[-1]["end"] - 1,
        "articles": article["items"],
        "specs": specs,
        "after": article["after"],
        "weak": article["weak"],
        "sure": not (several and len(specs) > 0) and not crowded and not one["lost"],
        "act": None,
    }


def _under_parts(listed: list[Row]) -> list[Row]:
    """«п. 12 ч. 2 ст. 128 УК»: where parts are named, a point stands under one."""
    if not any(piece["part"] for piece in listed):
        return listed
    made: list[Row] = []
    for piece in listed:
        point = piece["kind"] == "P" and not piece["part"]
        made.append({**piece, "kind": "S"} if point else piece)
    return made


def _bottom_up(listed: list[Row]) -> list[list[list[Row]]]:
    """«подп. 1) п. 1 и п. 3»; sub-points behind the last point belong to it, without any to the article itself."""
    specs: list[list[list[Row]]] = []
    subs: list[Row] = []
    for piece in listed:
        if piece["kind"] == "S":
            subs = [*subs, *piece["items"]]
        else:
            specs.append([piece["items"], subs])
            subs = []
    if len(subs) > 0:
        if len(specs) > 0 and len(specs[-1][1]) == 0:
            specs[-1] = [specs[-1][0], subs]
        else:
            specs.append([[], subs])
    return specs


def _top_down(listed: list[Row]) -> list[list[list[Row]]]:
    """«1-тармағының 2) тармақшасы», «п. 1 подп. 2)»."""
    specs: list[list[list[Row]]] = []
    for piece in listed:
        if piece["kind"] == "P":
            specs.append([piece["items"], []])
        elif len(specs) > 0:
            specs[-1] = [specs[-1][0], [*specs[-1][1], *piece["items"]]]
        else:
            specs.append([[], piece["items"]])
    return specs


# acts


def _bind(run: list[Row], chains: list[Row]) -> None:
    """Give each chain the sign of its act: the act's name within it, beside it, or beside one listed with it.

    A name that touches a chain is taken into it.
    """
    order: list[Row] = []
    waiting = 0
    for piece in run:
        if piece["kind"] != "X":
            continue
        while waiting < len(chains) and chains[waiting]["start"] < piece["start"]:
            order.append({"chain": chains[waiting], "gap": _gap_of(run, chains[waiting]["start"])})
            waiting += 1
        if len(order) > 0 and order[-1]["chain"] is not None and order[-1]["chain"]["end"] > piece["start"]:
            order[-1]["chain"]["act"] = piece["start"]
        else:
            order.append({"chain": None, "gap": piece["gap"], "at": piece["start"]})
    while waiting < len(chains):
        order.append({"chain": chains[waiting], "gap": _gap_of(run, chains[waiting]["start"])})
        waiting += 1
    _claim(order)


def _gap_of(run: list[Row], start: int) -> str:
    """The gap before the piece that begins there."""
    low, high = 0, len(run) - 1
    while low < high:
        middle = (low + high) // 2
        if run[middle]["start"] < start:
            low = middle + 1
        else:
            high = middle
    gap: str = run[low]["gap"]
    return gap


def _claim(order: list[Row]) -> None:
    """Every name takes the chains on the side where it stands nearer, up to the next name."""
    for at, one in enumerate(order):
        if one["chain"] is not None:
            continue
        left = order[at - 1]["chain"] if at > 0 else None
        right = order[at + 1]["chain"] if at + 1 < len(order) else None
        leftward = left is not None
        if left is not None and right is not None:
            near, far = pieces.cost(one["gap"]), pieces.cost(order[at + 1]["gap"])
            leftward = near < far or (near == far and left["act"] is None)
        if leftward:
            _take(order, at, -1)
        elif right is not None:
            _take(order, at, 1)
    last: int | None = None
    for one in order:  # a chain behind the last name of its list
        chain = one["chain"]
        if chain is None:
            last = one["at"]
        elif chain["act"] is None and last is not None:
            chain["act"] = last
            chain["sure"] = False


def _take(order: list[Row], at: int, step: int) -> None:
    """The chains on one side of a name are the name's; the nearest takes the name into itself."""
    name = order[at]["at"]
    place = at + step
    first = True
    while 0 <= place < len(order) and order[place]["chain"] is not None:
        chain = order[place]["chain"]
        taken = chain["act"] is not None  # by the name before: «ТК, ст. 113 ГПК»; the nearer one has it
        if taken and (not first or pieces.cost(order[at]["gap"]) >= pieces.cost(order[place]["gap"])):
            return
        chain["act"] = name
        if first:
            chain["start"] = min(chain["start"], name)
            chain["end"] = max(chain["end"], name + 1)
        first = False
        place += step
