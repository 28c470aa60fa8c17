"""Endings of agglutinating languages taken off by an automaton that the rules carry.

From the end of the word, every ending that may stand there is tried; of all ways to read the word the shortest stem
wins, except that a protected word stays whole. `static/analysis.js` does the same, step by step.
"""

from __future__ import annotations

from typing import Any

_Row = tuple[int, str, int]  # class, letters that must stand before ("": any), harmony (0: any, 1: back, 2: front)


class Suffixes:
    """The endings of one language."""

    def __init__(self, rules: dict[str, Any]):
        classes = rules["classes"]
        self.root = [bool(one["root"]) for one in classes]
        self.least = [int(one["least"]) for one in classes]
        ends = [at for at, one in enumerate(classes) if not one["inner"]]
        self.states = [_table(classes, after) for after in [*(one["after"] for one in classes), ends]]
        self.longest = max((len(form) for one in classes for form in one["forms"]), default=0)
        self.back, self.front = frozenset(rules["back"]), frozenset(rules["front"])
        self.first, self.vowels = frozenset(rules["first"]), frozenset(rules["vowels"])
        self.endings: dict[str, str] = rules["endings"]
        self.dropped = frozenset(rules["dropped"])
        self.dropped_least = int(rules["dropped_least"])
        self.endings_least = int(rules["endings_least"])
        self.exceptions: dict[str, str] = rules["exceptions"]

    def stem(self, word: str) -> str:
        stem = word[: self._cut(word)]
        if stem in self.exceptions:
            return self.exceptions[stem]
        if len(stem) > self.dropped_least and stem[-1] in self.dropped:
            stem = stem[:-1]
        if len(stem) >= self.endings_least and stem[-1] in self.endings:
            return stem[:-1] + self.endings[stem[-1]]
        return stem

    def _cut(self, word: str) -> int:
        """The length of the stem."""
        harmony, first_vowel = self._harmony(word)
        best, kept = len(word), 0
        todo = [(len(word), len(self.states) - 1)]
        seen = set(todo)
        while todo:
            end, state = todo.pop()
            if word[:end] in self.exceptions:
                kept = max(kept, end)
            table = self.states[state]
            for size in range(1, min(self.longest, end - 1) + 1):
                left = end - size
                for number, before, wanted in table.get(word[left:end], ()):
                    if before and word[left - 1] not in before:
                        continue
                    if wanted and harmony[left] not in (0, wanted):
                        continue
                    if self.root[number] and self.least[number] <= left < best and first_vowel < left:
                        best = left
                    if (left, number) not in seen:
                        seen.add((left, number))
                        todo.append((left, number))
        return kept or best

    def _harmony(self, word: str) -> tuple[list[int], int]:
        """For each length of the beginning its harmony, and where the first vowel stands."""
        made, now, first_vowel = [0], 0, len(word)
        for at, ch in enumerate(word):
            if ch in self.front:
                now = 2
            elif ch in self.back and not (ch in self.first and first_vowel == len(word)):
                now = 1
            if ch in self.vowels:
                first_vowel = min(first_vowel, at)
            made.append(now)
        return made, first_vowel


def _table(classes: list[dict[str, Any]], numbers: list[int]) -> dict[str, list[_Row]]:
    """Endings of the classes that may stand here."""
    made: dict[str, list[_Row]] = {}
    for number in numbers:
        for form, (before, harmony) in classes[number]["forms"].items():
            made.setdefault(form, []).append((number, before, harmony))
    return made
