"""`search/suffixes.yml` compiled: endings folded as words are, classes as numbers."""

from __future__ import annotations

from typing import Any

from aryz.search.datafile import DataFile
from aryz.search.folding import Folder

_LONGEST = 12


def compile_suffixes(file: DataFile, folder: Folder) -> dict[str, Any]:
    """The automata by language. Faults go to the file's findings."""
    exceptions, protected = file.part("exceptions", True), file.part("protected", True)
    made = {}
    for language in file.data:
        if language in ("exceptions", "protected"):
            continue
        if language not in folder.steps:
            file.fault(language, "there is no such language.", f"Write one of {', '.join(folder.steps)}.")
            continue
        one = _Language(file.part(language), language, folder).compiled()
        kept = {folder.fold(word, language) for word in protected.words(language, True)}
        changed = exceptions.part(language, True).pairs()
        one["kept"] = " ".join(sorted(kept))
        one["changed"] = _voiced(kept, one["endings"])
        one["changed"] |= {folder.fold(k, language): folder.fold(v, language) for k, v in changed.items()}
        made[language] = one
    return made


def _voiced(words: set[str], endings: dict[str, str]) -> dict[str, str]:
    """Words as they stand before a vowel: бөлік, but бөліг-і."""
    before = {to: letter for letter, to in endings.items()}
    return {word[:-1] + before[word[-1]]: word for word in sorted(words) if word[-1] in before}


class _Language:
    def __init__(self, file: DataFile, language: str, folder: Folder):
        self.file, self.language, self.folder = file, language, folder
        self.sets = {name: self.fold(letters) for name, letters in file.part("sets").pairs().items()}
        self.classes = file.part("classes")
        self.names = list(self.classes.data)

    def fold(self, letters: str) -> str:
        """The letters of a set, each folded alone."""
        folded = [self.folder.fold(letter, self.language) for letter in letters]
        return "".join(sorted({one for one in folded if len(one) == 1}))

    def compiled(self) -> dict[str, Any]:
        dropped = self.file.part("dropped", optional=True)
        endings = {self.folder.fold(a, self.language): b for a, b in self.file.part("endings", True).pairs().items()}
        return {
            "classes": [self._class(name) for name in self.names],
            "vowels": self.fold(self.file.text("vowels")),
            "endings": {a: self.folder.fold(b, self.language) for a, b in endings.items()},
            "dropped": [[self.fold(letters), dropped.number(letters, 4)] for letters in dropped.data],
            "endings_least": self.file.number("endings_least", 2),
        }

    def _class(self, name: str) -> dict[str, Any]:
        one = self.classes.part(name)
        after = one.words("after")
        for other in after:
            if other != "root" and other not in self.names:
                one.fault("after", f"there is no class «{other}».", "Write the name of a class above, or root.")
        forms: dict[str, str] = {}
        for line in one.words("forms"):
            self._forms(line, one, forms)
        return {
            "forms": forms,
            "after": [self.names.index(other) for other in after if other in self.names],
            "root": "root" in after,
            "least": one.number("least", 2),
            "inner": one.flag("inner"),
        }

    def _forms(self, line: str, one: DataFile, forms: dict[str, str]) -> None:
        names, colon, endings = line.partition(":")
        if not colon or not endings.split():
            one.fault("forms", f"«{line}» is no list of endings.", "Write «V R: лар лер»: sets, a colon, endings.")
            return
        before = ""
        for name in names.split():
            if name != "*" and name not in self.sets:
                one.fault("forms", f"there is no set «{name}».", f"Write one of {', '.join(self.sets)} or «*».")
            before += self.sets.get(name, "")
        for ending in endings.split():
            form = self.folder.fold(ending, self.language)
            if not form or len(form) > _LONGEST:
                one.fault("forms", f"«{ending}» is no ending.", f"Write 1 to {_LONGEST} letters.")
                continue
            known = forms.get(form, before)
            forms[form] = "".join(sorted({*known, *before})) if known != "" and before else ""
