"""The files of `search/` compiled into one dict that JSON can carry: the analysis, ready for its two interpreters.

Everything that depends on a programming language (small letters, what a letter is) is decided here once, so that
`analysis.py` and `static/analysis.js` only look things up. A fault in the files is a finding with its line and mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings
from aryz.search.datafile import DataFile
from aryz.search.folding import Folder
from aryz.search.suffixes import compile_suffixes
from aryz.yamlfile import YamlMap

LANGUAGES = ("ru", "kk", "uz", "en")  # a further one is named in folding.yml alone
SHORT = 5  # letters of a word that stand for it when its ending is not understood
SNOWBALL = {"ru": "russian", "en": "english"}
_FILES = ("folding.yml", "languages.yml", "suffixes.yml", "stopwords.yml")


def load(folder: Path) -> dict[str, Any]:
    """The rules that the files in `folder` describe. Raises ContentError with all that is wrong in them."""
    paths = [folder / name for name in _FILES]
    return _load(folder, tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in paths))


@cache
def _load(folder: Path, stamps: tuple[int, ...]) -> dict[str, Any]:
    findings = Findings()
    folding, languages, suffixes, words = (DataFile(folder / name, findings) for name in _FILES)
    findings.stop_on_errors()
    rules = _letters(folding)
    rules |= _hints(languages, list(rules["fold"]))
    findings.stop_on_errors()
    folder_of = Folder(rules)
    rules |= {"snowball": SNOWBALL, "short": SHORT}
    rules["suffixes"] = compile_suffixes(suffixes, folder_of)
    for kind in ("stop", "weak"):
        rules[kind] = _words(words.part(kind), folder_of, rules["fold"])
    findings.stop_on_errors()
    return rules


def _words(file: DataFile, folder: Folder, languages: Iterable[str]) -> dict[str, list[str]]:
    """Lists of words by language, folded."""
    return {
        one: sorted({folder.fold(word, one) for word in file.words(one, optional=one not in LANGUAGES)})
        for one in languages
    }


def _letters(file: DataFile) -> dict[str, Any]:
    letters, silent = _ranges(file, "letters"), _ranges(file, "silent")
    apostrophes = file.text("apostrophes")
    own = file.part("lower").pairs()
    lower = {ch: small for ch in _each(letters) if len(small := ch.lower()) == 1 and small != ch}
    lower |= dict.fromkeys(_each(silent), "") | dict.fromkeys(apostrophes, "'") | own
    twins = file.part("look_alikes").pairs()
    for key, value in twins.items():
        if len(key) != 1 or len(value) != 1:
            file.fault(
                "look_alikes", f"«{key}: {value}» is no pair of letters.", "Write «Latin letter: Cyrillic letter»."
            )
    return {
        "letters": letters,
        "silent": silent,
        "digits": file.text("digits"),
        "apostrophes": apostrophes,
        "lower": {ch: small for ch, small in lower.items() if ch != small},
        "twins": twins,
        "vowels": file.text("vowels"),
        "tables": _tables(file.part("tables")),
        "fold": _fold(file),
        "cyrillic": ["Ѐ", "ԯ"],
    }


def _tables(file: DataFile) -> dict[str, dict[str, str]]:
    made = {}
    for name in file.data:
        part = file.part(name)
        made[name] = part.pairs()
        for key, value in made[name].items():
            if not key.lstrip("^~") or key != key.lower():
                part.fault(key, "this is no string of small letters.", "Write small letters, «^» or «~» before them.")
            if value != value.lower():
                part.fault(key, "a capital letter stands in the target.", "Write small letters.")
    return made


def _fold(file: DataFile) -> dict[str, dict[str, Any]]:
    made = {}
    languages, tables = file.part("languages"), file.part("tables")
    for language in [*LANGUAGES, *(key for key in languages.data if key not in LANGUAGES)]:
        one = languages.part(language)
        if one.text("alphabet", "either") not in ("latin", "cyrillic", "either"):
            one.fault("alphabet", "there is no such alphabet.", "Write latin, cyrillic or either.")
        for name in one.words("tables"):
            if name not in tables.data:
                one.fault("tables", f"there is no table «{name}».", f"Write one of {', '.join(tables.data)}.")
        made[language] = {"alphabet": one.text("alphabet", "either"), "tables": one.words("tables")}
    return made


def _hints(file: DataFile, known: list[str]) -> dict[str, Any]:
    alphabets = file.part("alphabets")
    rules = []
    listed = file.data.get("rules")
    for at, row in enumerate(listed if isinstance(listed, list) else []):
        one = DataFile(file.path, file.findings, row, f"rules[{at}]") if isinstance(row, YamlMap) else None
        if one is None:
            file.fault(f"rules[{at}]", "a mapping must stand here.", "Write «{letters: …, languages: […]}».")
            continue
        parts = [*one.text("letters", ""), *one.words("parts", optional=True)]
        if not parts:
            one.fault("letters", "the rule fits no word.", "Write «letters: …» or «parts: […]».")
        rules.append({"parts": parts, "languages": _languages(one, "languages", known)})
    keyboards = file.part("keyboards").pairs()
    if len({len(row) for row in keyboards.values()}) > 1:
        file.fault("keyboards", "the keyboards have different numbers of keys.", "Write one letter for each key.")
    return {
        "alphabets": {name: _languages(alphabets, name, known) for name in ("cyrillic", "latin", "none")},
        "hints": rules,
        "keyboards": keyboards,
        "kazakh_keys": file.part("kazakh_keys").pairs(),
    }


def _languages(file: DataFile, key: str, known: list[str]) -> list[str]:
    for language in file.words(key):
        if language not in known:
            file.fault(key, f"there is no language «{language}».", f"Write one of {', '.join(known)}.")
    return file.words(key)


def _ranges(file: DataFile, key: str) -> list[list[str]]:
    made = []
    for row in file.words(key):
        if len(row) != 3 or row[1] != "-" or row[0] > row[2]:
            file.fault(key, f"«{row}» is no range of letters.", "Write «first-last», as a-z.")
            continue
        made.append([row[0], row[2]])
    return made


def _each(ranges: list[list[str]]) -> list[str]:
    return [chr(code) for first, last in ranges for code in range(ord(first), ord(last) + 1)]
