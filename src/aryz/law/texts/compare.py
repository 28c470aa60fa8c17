"""The difference of two redactions: which norms were amended, added, repealed, moved, renamed or restored.

A change is told for the smallest numbered unit (point or sub-point, with its unnumbered parts and table rows), or for
an article as a whole when it came or went. White space never counts; notes on amendments are no norm and are not
looked at. What the publisher merely corrected (letters of the other alphabet, quotes, dashes, ё, one mistyped letter)
is marked `misprint`: it is shown, but it is no change of the norm.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aryz.law.texts.alike import Pairing, is_misprint, normal, pair, words_marked
from aryz.law.texts.model import Annex, Article, Text, Unit, unit_ref

Marked = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """`ref` is the unit's new place (its old place when repealed or moved); `to` the new place of what moved.

    kind: amended | added | repealed | moved | heading | restored. `words`: («same» | «removed» | «added», text).
    """

    ref: str
    kind: str
    old: str
    new: str
    misprint: bool = False
    to: str = ""
    words: Marked = ()


@dataclass(frozen=True)
class _Piece:
    """A numbered unit with all its lines as one text. `state`: «» or «repealed»."""

    ref: str
    article: str
    text: str
    repealed: bool

    @property
    def living(self) -> bool:
        return bool(self.text) and not self.repealed


def compare(old: Text, new: Text) -> list[Change]:
    """All changes from `old` to `new`, in the order of the new text; what is gone stands where it stood."""
    before = {article.number: article for article in old.articles}
    after = {article.number: article for article in new.articles}
    moved = _moved_articles(before, after)
    changes: list[Change] = []
    for number in _order([a.number for a in old.articles], [a.number for a in new.articles]):
        if number in moved.values() and number not in before:
            continue  # told at its old place
        if number in moved and number not in after:
            target = after[moved[number]]
            changes.append(_moved_article(old.act, before[number], target))
            changes += _inside(old.act, before[number], target)
        else:
            changes += _article(new.act, before.get(number), after.get(number))
    changes = _moved_between(changes)
    return [*_divisions(old, new), *_plain(new.act, old, new), *changes]


def _order(old: list[str], new: list[str]) -> list[str]:
    """The new order, with what is gone after the neighbour that it stood behind."""
    made = list(new)
    known = set(new)
    for index, number in enumerate(old):
        if number not in known:
            at = made.index(old[index - 1]) + 1 if index else 0
            made.insert(at, number)
            known.add(number)
    return made


# articles


def _whole(article: Article) -> str:
    return "\n".join([article.heading, *(unit.text for unit in article.units)])


def _body(article: Article) -> str:
    return " ".join(unit.text for unit in article.units if not unit.repealed)


def _living(article: Article | None) -> bool:
    return article is not None and article.state == "in_force"


def _moved_articles(before: dict[str, Article], after: dict[str, Article]) -> dict[str, str]:
    """Old number → new number of articles that were renumbered: gone here, come there, nearly the same words."""
    gone = {n: _body(a) for n, a in before.items() if _living(a) and not _living(after.get(n))}
    come = {n: _body(a) for n, a in after.items() if _living(a) and not _living(before.get(n))}
    return pair(gone, come, Pairing.FAR)


def _moved_article(act: str, old: Article, new: Article) -> Change:
    first, second = _whole(old), _whole(new)
    return Change(
        f"{act}:{old.number}", "moved", first, second, False, f"{act}:{new.number}", words_marked(first, second)
    )


def _article(act: str, old: Article | None, new: Article | None) -> list[Change]:
    ref = f"{act}:{(new or old or _NONE).number}"
    if not _living(old) and not _living(new):
        return []
    if not _living(new):
        assert old is not None
        return [Change(ref, "repealed", _whole(old), "")]
    assert new is not None
    if not _living(old):
        restored = old is not None and old.state == "repealed"
        return [Change(ref, "restored" if restored else "added", "", _whole(new))]
    assert old is not None
    return [*_heading(ref, old.heading, new.heading), *_inside(act, old, new)]


_NONE = Article("", "")


def _heading(ref: str, old: str, new: str) -> list[Change]:
    if normal(old) == normal(new):
        return []
    return [Change(ref, "heading", old, new, is_misprint(old, new), "", words_marked(old, new))]


# units of an article


def _pieces(act: str, article: Article) -> list[_Piece]:
    """The article's numbered units in order, each with the lines that belong to it."""
    lines: dict[str, list[Unit]] = {}
    for unit in article.units:
        lines.setdefault(unit_ref(act, article, unit), []).append(unit)
    return [
        _Piece(ref, article.number, "\n".join(u.text for u in units if not u.repealed), all(u.repealed for u in units))
        for ref, units in lines.items()
    ]


def _inside(act: str, old: Article, new: Article) -> list[Change]:
    """The changes of an article's units. Renumbered ones are paired by their words first."""
    before, after = _pieces(act, old), _pieces(act, new)
    first = {_local(p.ref): p for p in before}
    second = {_local(p.ref): p for p in after}
    pairs = _renumbered(first, second)
    changes: list[Change] = []
    for key in _order(list(first), list(second)):
        if key in pairs:
            a, b = first[key], second[pairs[key]]
            changes.append(_moved(a, b))
        at_old = first.get(key) if key not in pairs else None
        at_new = second.get(key) if key not in pairs.values() else None
        changes += _unit(at_old, at_new, second.get(key) or first.get(key))
    return changes


def _local(ref: str) -> str:
    """The address inside the article: «3.2» of «tk:113.3.2», so that renumbered articles compare unit by unit."""
    return ref.partition(":")[2].partition(".")[2]


def _renumbered(first: dict[str, _Piece], second: dict[str, _Piece]) -> dict[str, str]:
    """Old address → new address of units that kept their words under another number."""
    odd_old = {k: p.text for k, p in first.items() if p.living and not _alike_at(p, second.get(k))}
    odd_new = {k: p.text for k, p in second.items() if p.living and not _alike_at(p, first.get(k))}
    return {a: b for a, b in pair(odd_old, odd_new, Pairing.NEAR).items() if a != b}


def _alike_at(piece: _Piece, other: _Piece | None) -> bool:
    """Whether the same address holds the same words."""
    return other is not None and normal(piece.text) == normal(other.text)


def _moved(a: _Piece, b: _Piece) -> Change:
    return Change(a.ref, "moved", a.text, b.text, False, b.ref, words_marked(a.text, b.text))


def _unit(old: _Piece | None, new: _Piece | None, shown: _Piece | None) -> list[Change]:
    if shown is None:
        return []
    was, now = old is not None and old.living, new is not None and new.living
    if was and now:
        assert old is not None
        assert new is not None
        if normal(old.text) == normal(new.text):
            return []
        return [
            Change(
                new.ref,
                "amended",
                old.text,
                new.text,
                is_misprint(old.text, new.text),
                "",
                words_marked(old.text, new.text),
            )
        ]
    if was:
        assert old is not None
        return [Change(old.ref, "repealed", old.text, "")]
    if now:
        assert new is not None
        return [Change(new.ref, "restored" if old is not None else "added", "", new.text)]
    return []


def _moved_between(changes: list[Change]) -> list[Change]:
    """Units that went from one article to another: a repealed and an added one with the same words are one move."""
    gone = {str(i): c.old for i, c in enumerate(changes) if c.kind == "repealed"}
    come = {str(i): c.new for i, c in enumerate(changes) if c.kind == "added"}
    pairs = pair(gone, come, Pairing.FAR)
    if not pairs:
        return changes
    made: list[Change] = []
    taken = set(pairs.values())
    for index, change in enumerate(changes):
        if str(index) in pairs:
            target = changes[int(pairs[str(index)])]
            marked = words_marked(change.old, target.new)
            made.append(Change(change.ref, "moved", change.old, target.new, False, target.ref, marked))
        elif str(index) not in taken:
            made.append(change)
    return made


# what stands outside articles


def _divisions(old: Text, new: Text) -> list[Change]:
    """Headings of sections and chapters that changed their words; where an article stands is no norm."""
    before, after = _headings(old.articles), _headings(new.articles)
    made: list[Change] = []
    for key, heading in after.items():
        if key in before:
            made += _heading(new.act, before[key], heading)
    return made


def _headings(articles: Iterable[Article]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for article in articles:
        path: list[str] = []
        for division in article.divisions:
            path.append(f"{division.kind} {division.number}")
            if division.number:
                found.setdefault(tuple(path), division.heading)
    return found


def _plain(act: str, old: Text, new: Text) -> list[Change]:
    """The preamble and the annexes, each as one text."""
    made = _lines(act, "\n".join(u.text for u in old.preamble), "\n".join(u.text for u in new.preamble))
    before, after = _annexes(old.annexes), _annexes(new.annexes)
    for heading in dict.fromkeys([*before, *after]):
        made += _lines(act, before.get(heading, ""), after.get(heading, ""))
    return made


def _annexes(annexes: Iterable[Annex]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    made: dict[str, str] = {}
    for annex in annexes:
        key = normal(re.split(r"[.\n]", annex.heading)[0])
        seen[key] += 1
        made[f"{key} {seen[key]}"] = "\n".join([annex.heading, *(unit.text for unit in annex.units)])
    return made


def _lines(act: str, old: str, new: str) -> list[Change]:
    if normal(old) == normal(new):
        return []
    kind = "amended" if old and new else "added" if new else "repealed"
    first, second = _changed_lines(old, new) if kind == "amended" else (old, new)
    return [Change(act, kind, first, second, is_misprint(first, second), "", words_marked(first, second))]


def _changed_lines(old: str, new: str) -> tuple[str, str]:
    """Only the lines that differ: an annex may be long."""
    a, b = old.split("\n"), new.split("\n")
    first: list[str] = []
    second: list[str] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            first += a[i:j]
            second += b[k:m]
    return "\n".join(first), "\n".join(second)
