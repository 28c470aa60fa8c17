"""Endings of agglutinating languages taken off by an automaton that the rules carry.

From the end of the word, every ending that may stand there is tried; of all ways to read the word the shortest stem
wins, except that a protected word stays whole. `static/analysis.js` does the same, step by step.
"""

from __future__ import annotations

from typing import Any

_Row = tuple[int, str]  # class, letters one of which must stand before ("": any)


_ROUNDS = 4


class Suffixes:
    """The endings of one language."""

    def __init__(self, rules: dict[str, Any]):
        classes = rules["classes"]
        self.root = [bool(one["root"]) for one in classes]
        self.least = [int(one["least"]) for one in classes]
        ends = [at for at, one in enumerate(classes) if not one["inner"]]
        self.states = [_table(classes, after) for after in [*(one["after"] for one in classes), ends]]
        self.sizes = [sorted({len(form) for form in table}) for table in self.states]
        self.vowels = frozenset(rules["vowels"])
        self.endings: dict[str, str] = rules["endings"]
        self.dropped = [(frozenset(letters), int(least)) for letters, least in rules["dropped"]]
        self.endings_least = int(rules["endings_least"])
        self.exceptions: dict[str, str] = {word: word for word in rules["kept"].split()} | rules["changed"]

    def stem(self, word: str) -> str:
        stem = word
        for _ in range(_ROUNDS):  # «норма» is itself read as inflected: its forms must come as far
            if stem in self.exceptions:
                return self.exceptions[stem]
            cut = self._cut(stem)
            if cut == len(stem):
                break
            stem = stem[:cut]
        for letters, least in self.dropped:
            if len(stem) > least and stem[-1] in letters and self._follows_other(stem):
                stem = stem[:-1]
        if len(stem) >= self.endings_least and stem[-1] in self.endings:
            return stem[:-1] + self.endings[stem[-1]]
        return stem

    def _follows_other(self, stem: str) -> bool:
        """Whether a vowel stands after a consonant, or a consonant after a vowel, at the end."""
        return (stem[-1] in self.vowels) != (stem[-2] in self.vowels)

    def _cut(self, word: str) -> int:
        """The length of the stem."""
        first_vowel = next((at for at, ch in enumerate(word) if ch in self.vowels), len(word))
        best, kept = len(word), 0
        todo = [(len(word), len(self.states) - 1)]
        seen = set(todo)
        while todo:
            end, state = todo.pop()
            if word[:end] in self.exceptions:
                kept = max(kept, end)
            table = self.states[state]
            for size in self.sizes[state]:
                left = end - size
                if left < 1:
                    break
                for number, before in table.get(word[left:end], ()):
                    if before and word[left - 1] not in before:
                        continue
                    if self.root[number] and self.least[number] <= left < best and first_vowel < left:
                        best = left
                    if (left, number) not in seen:
                        seen.add((left, number))
                        todo.append((left, number))
        return kept or best


def _table(classes: list[dict[str, Any]], numbers: list[int]) -> dict[str, list[_Row]]:
    """Endings of the classes that may stand here."""
    made: dict[str, list[_Row]] = {}
    for number in numbers:
        for form, before in classes[number]["forms"].items():
            made.setdefault(form, []).append((number, before))
    return made
