"""The words of the index: those that begin as one types, and those a slip of the finger away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cached_property

SHORTEST_PREFIX = 2
SHORTEST_EDIT = 5
SHORTEST_FAR = 9
FAR = 2  # slips in a long word
RIGHT = 3  # its first letters, which are right
MOST = 24


class Words:
    """Words as `ru=зарплаты`, read when they are first needed."""

    def __init__(self, read: Callable[[], list[str]]):
        self._read = read

    @cached_property
    def rows(self) -> list[str]:
        """All words, sorted."""
        return sorted(row.rpartition(" ")[0] for row in self._read() if row)

    @cached_property
    def counts(self) -> dict[str, int]:
        """In how many chunks of pages each word stands."""
        return {word: int(count) for row in self._read() if row for word, _, count in [row.rpartition(" ")]}

    def beginning(self, typed: Mapping[str, str]) -> list[str]:
        """Words that begin with what was typed (`exact` by language), the commonest first."""
        found = []
        for exact in typed.values():
            if len(exact) - 3 < SHORTEST_PREFIX:
                continue
            at = bisect_left(self.rows, exact)
            while at < len(self.rows) and self.rows[at].startswith(exact):
                found.append(self.rows[at])
                at += 1
        return sorted(found, key=lambda word: (-self.counts[word], word))[:MOST]

    def alike(self, typed: Mapping[str, str]) -> list[str]:
        """Words with the same five letters at their beginning: a stem for what nothing else is known of."""
        long = [exact[: 3 + SHORTEST_EDIT] for exact in typed.values() if len(exact) - 3 > SHORTEST_EDIT]
        return self.beginning({str(at): exact for at, exact in enumerate(long)})

    def near(self, typed: Mapping[str, str]) -> list[str]:
        """Words one letter added, lost, changed or swapped away; the first letter is right. If none, those two away."""
        found: dict[str, None] = {}
        for exact in typed.values():
            if len(exact) - 3 >= SHORTEST_EDIT:
                found.update(dict.fromkeys(word for word in self._edits(exact) if word in self.counts))
        if not found:
            found.update(dict.fromkeys(word for exact in typed.values() for word in self._far(exact)))
        return sorted(found, key=lambda word: (-self.counts[word], word))[:MOST]

    def _far(self, exact: str) -> list[str]:
        """Words two such slips away from a long one, whose first letters are right."""
        if len(exact) - 3 < SHORTEST_FAR:
            return []
        head = exact[: 3 + RIGHT]
        at = bisect_left(self.rows, head)
        found = []
        while at < len(self.rows) and self.rows[at].startswith(head):
            if abs(len(self.rows[at]) - len(exact)) <= FAR and slips(self.rows[at], exact) <= FAR:
                found.append(self.rows[at])
            at += 1
        return found

    @cached_property
    def _letters(self) -> dict[str, str]:
        """The letters of each language's words."""
        made: dict[str, set[str]] = {}
        for word in self.rows:
            made.setdefault(word[:2], set()).update(word[3:])
        return {language: "".join(sorted(letters)) for language, letters in made.items()}

    def _edits(self, exact: str) -> list[str]:
        head, word = exact[:3], exact[3:]
        letters = self._letters.get(exact[:2], "")
        made = [head + word[:at] + word[at + 1 :] for at in range(1, len(word))]
        made += [head + word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)]
        for at in range(1, len(word) + 1):
            made += [head + word[:at] + letter + word[at:] for letter in letters]
            made += [head + word[:at] + letter + word[at + 1 :] for letter in letters if at < len(word)]
        return made


def slips(one: str, other: str) -> int:
    """How many letters must be added, lost, changed or swapped with the next to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, other_letter in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
