"""When two pieces of a text are the same norm: equal but for print, renumbered, or corrected by the publisher."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from enum import Enum

_SPACE = re.compile(r"[\s\u00a0\u202f\u2009\u00ad\u200b]+")
_WORD = re.compile(r"\w+(?:-\w+)*", re.UNICODE)
_TOKEN = re.compile(r"\S+|\s+")
# letters that print alike in Latin and Cyrillic, and marks that say the same
_ALIKE = str.maketrans("aceopxyABCEHIKMOPTXYiI«»“”„\"'’‘ё–—−‑", "асеорхуАВСЕНІКМОРТХУіІ" + '"' * 9 + "е" + "-" * 4)
_WEIGHTY = {"не", "ни", "вправе", "обязан", "обязана", "обязаны", "может", "могут", "запрещается", "допускается",
            "емес", "жоқ", "міндетті", "құқылы", "тыйым"}  # fmt: skip


class Pairing(Enum):
    """How near the words must be: units of one article may be short; pieces of different articles must be long."""

    NEAR = (0.75, 4)
    FAR = (0.82, 8)


def normal(text: str) -> str:
    """The text without what is no norm: white space and what stands at the end of a line."""
    return _SPACE.sub(" ", text).strip().rstrip(";.,: ")


def words(text: str) -> list[str]:
    """The words, small, with look-alike letters made one."""
    return _WORD.findall(text.translate(_ALIKE).lower())


def is_misprint(old: str, new: str) -> bool:
    """Whether only the print was corrected: look-alike letters, quotes, dashes, ё, or a letter within one long word.

    Numbers, negations and words of right or duty are never a misprint; nor is a word that became another: its first
    three letters and its last two must stay, and it must be the only word that differs.
    """
    if not old or not new:
        return False
    if _bare(old) == _bare(new):
        return True
    first, second = words(old), words(new)
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and _mistyped(*differing[0])


def _bare(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_ALIKE)).strip()


def _mistyped(a: str, b: str) -> bool:
    if any(c.isdigit() for c in a + b) or {a, b} & _WEIGHTY or min(len(a), len(b)) < 6:
        return False
    if a[:3] != b[:3] or a[-2:] != b[-2:] or a.startswith("не") is not b.startswith("не"):
        return False
    return _distance_at_most(a, b, 1) or _swapped(a, b)


def _swapped(a: str, b: str) -> bool:
    """Two neighbouring letters changed places."""
    if len(a) != len(b):
        return False
    at = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(at) == 2 and at[1] == at[0] + 1 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]


def _distance_at_most(a: str, b: str, most: int) -> bool:
    """Whether `most` letters put in, left out or exchanged make one word the other."""
    if abs(len(a) - len(b)) > most:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] <= most


def similarity(first: list[str], second: list[str]) -> float:
    """0…1 by the words and their order."""
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def pair(old: Mapping[str, str], new: Mapping[str, str], kind: Pairing) -> dict[str, str]:
    """Old key → new key of texts that are nearly the same, each used once, the likest first.

    Only texts that share rare runs of three words are measured, so that a whole code stays fast.
    """
    least, shortest = kind.value
    first = {key: words(text) for key, text in old.items()}
    second = {key: words(text) for key, text in new.items()}
    index: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, found in second.items():
        for run in _runs(found):
            index[run].append(key)
    scored: list[tuple[float, int, int, str, str]] = []
    place = {key: number for number, key in enumerate(new)}
    for number, (key, found) in enumerate(first.items()):
        for other in _candidates(found, index):
            if min(len(found), len(second[other])) < shortest and found != second[other]:
                continue
            score = similarity(found, second[other])
            if score >= least:
                scored.append((-score, abs(number - place[other]), number, key, other))
    made: dict[str, str] = {}
    for _, _, _, key, other in sorted(scored):
        if key not in made and other not in made.values():
            made[key] = other
    return made


def _runs(found: list[str]) -> set[tuple[str, ...]]:
    size = min(3, len(found))
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)} if size else set()


def _candidates(found: list[str], index: Mapping[tuple[str, ...], list[str]]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for run in _runs(found):
        for key in index.get(run, ()):
            counts[key] += 1
    return sorted(counts, key=lambda key: -counts[key])[:8]


def words_marked(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The words as («same» | «removed» | «added», text). Texts that share less than a third are shown whole."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    same = sum(
        len(piece.strip()) for block in matcher.get_matching_blocks() for piece in a[block.a : block.a + block.size]
    )
    if same * 3 < max(len(old), len(new)):
        return tuple(pair for pair in (("removed", old), ("added", new)) if pair[1])
    made: list[tuple[str, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            made.append(("same", "".join(a[i:j])))
            continue
        if j > i:
            made.append(("removed", "".join(a[i:j])))
        if m > k:
            made.append(("added", "".join(b[k:m])))
    return _joined(made)


def _joined(pieces: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Lone white space between two changes goes with them: «[a]{b} [c]{d}» reads «[a c]{b d}»."""
    made: list[tuple[str, str]] = []
    index = 0
    while index < len(pieces):
        removed = added = ""
        while index < len(pieces) and (
            pieces[index][0] != "same"
            or (not pieces[index][1].strip() and (removed or added) and _changes(pieces, index + 1))
        ):
            kind, text = pieces[index]
            removed += text if kind != "added" else ""
            added += text if kind != "removed" else ""
            index += 1
        made += [pair for pair in (("removed", removed), ("added", added)) if pair[1]]
        if index < len(pieces):
            made.append(pieces[index])
            index += 1
    return tuple(made)


def _changes(pieces: list[tuple[str, str]], index: int) -> bool:
    return index < len(pieces) and pieces[index][0] != "same"
