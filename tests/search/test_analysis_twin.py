"""The browser analyses words as Python does: the same terms, the same places, for every word there is and many more."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from aryz.search import rules
from aryz.search.analysis import Analysis
from aryz.search.bundle import STATIC
from aryz.search.packing import mapping
from aryz.search.passages import surely
from aryz.search.snowball import analysis_parts
from tests.conftest import ROOT

RUNNER = """
const fs = require("fs");
const { script, keyboard, rules, words, texts } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
const { Analysis, own, cutAt } = new Function(script + "; return { Analysis, own, cutAt };")();
const a = new Analysis(rules), layouts = eval(keyboard);
const made = words.map((word) => a.order.flatMap((l) => [a.fold(word, l), a.term(word, l), a.short(word, l)]));
const seen = texts.map((text) => ({ tokens: a.tokens(text).map((t) => [t.text, text.slice(t.start, t.end)]),
  query: a.query(text), layouts: layouts(a, cutAt(text, 1000), own) }));
fs.writeFileSync(process.argv[2], JSON.stringify({ made, seen }));
"""
KEYBOARD = STATIC / "keyboard.js"
FOLDERS = ("kb", "interviews", "search", "docs")
ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "uz": "абвгғдеёжзийкқлмноўпрстуфхҳцчшъьэюя",
    "uz-latin": "abdefghijklmnopqrstuvxyz‘’'ʻ`şçğõ",
    "kk-latin": "aäbdefgğhiıjklmnñoöpqrsştuūüvyzáǵńóúý'",
}
ROOTS = {
    "kk": ["қала", "мекеме", "шарт", "еңбек", "заң", "келісім", "тау", "қызметкер", "ұл", "іс", "жаз", "төле", "кітап"],
    "uz": ["bola", "shartnoma", "mehnat", "ish", "qonun", "to‘la", "yoz", "huquq", "shahar", "o‘g‘il"],
}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis.load(ROOT / "search")


def _content() -> tuple[list[str], list[str]]:
    """All words of the content, and its lines."""
    finder = Analysis.load(ROOT / "search")
    files = [
        f for folder in FOLDERS for f in sorted((ROOT / folder).rglob("*")) if f.suffix in (".md", ".yml", ".jsonl")
    ]
    texts = [file.read_text(encoding="utf-8") for file in files]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return sorted({word for text in texts for word in finder.words(text)}), lines


def _chained(dice: random.Random) -> Iterable[str]:
    """Roots with up to four endings, drawn from the tables themselves."""
    tables = rules.load(ROOT / "search")["suffixes"]
    for language, roots in ROOTS.items():
        classes = tables[language]["classes"]
        for _ in range(2500):
            parts: list[str] = []
            allowed = list(range(len(classes)))
            for _ in range(dice.randint(1, 4)):
                number = dice.choice(allowed)
                parts.insert(0, dice.choice(list(classes[number]["forms"])))
                allowed = classes[number]["after"] or allowed
            yield dice.choice(roots) + "".join(parts)


def _strange(dice: random.Random) -> Iterable[str]:
    signs = "\0\u0301\u0306\u0308\u00ad\u200d\ufeff𝐀🙂\ud7ff'’-.\"«»ẞİſÅ世Ω1७"
    for alphabet in ALPHABETS.values():
        letters = alphabet + alphabet.upper()
        for _ in range(1200):
            yield "".join(dice.choice(letters) for _ in range(dice.randint(1, 14)))
        for _ in range(300):
            yield "".join(dice.choice(letters + signs) for _ in range(dice.randint(1, 12)))
        yield letters * (10_000 // len(letters))
        yield from letters
    mixed = "".join(ALPHABETS.values())
    for _ in range(1000):
        yield "".join(dice.choice(mixed + signs) for _ in range(dice.randint(1, 10)))


def _texts(lines: list[str], dice: random.Random) -> list[str]:
    marks = [
        '"',
        "«",
        "»",
        " -",
        "- ",
        "-",
        "\n",
        "\u00a0-",
        "🙂",
        "t,tr",
        "е4бек",
        " 43-1 ",
        "1867-68",
        "2026-11-25",
        "“",
        "”",
    ]
    made = [
        "",
        " ",
        '"',
        "-",
        '-"a b" c',
        "a" * 10_000,
        "x " * 5_000,
        "🙂" * 1500 + " слово",
        *dice.sample(lines, 1500),
    ]
    for _ in range(800):
        words = dice.choice(lines).split()
        made.append("".join(dice.choice(words) + dice.choice([" ", *marks]) for _ in range(dice.randint(1, 6))))
    return made


def _query(analysis: Analysis, text: str) -> dict[str, Any]:
    """The query as the browser gives it: places in UTF-16."""
    query = analysis.query(text)
    words = []
    for word in query.words:
        start = len(text[: word.start].encode("utf-16-le")) // 2
        words.append({**vars(word), "start": start, "end": start + len(word.text)})
    return {"words": words, "languages": query.languages}


def test_the_browser_makes_the_same_terms_and_places(analysis: Analysis, tmp_path: Path) -> None:
    dice = random.Random(113)
    content, lines = _content()
    strange = list(_strange(dice))
    found = [word for text in strange for word in analysis.words(text)]
    words = list(dict.fromkeys([*content, *_chained(dice), *found]))
    texts = [*_texts(lines, dice), *strange[::4]]
    given = {
        "script": analysis_parts(),
        "keyboard": KEYBOARD.read_text("utf-8"),
        "rules": analysis.rules | {"lower": mapping(analysis.rules["lower"])},
        "words": words,
        "texts": texts,
    }
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    command = ["node", "-e", RUNNER, str(tmp_path / "given.json"), str(tmp_path / "made.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    theirs = json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))
    for word, terms in zip(words, theirs["made"], strict=True):
        ours = [
            made
            for language in analysis.order
            for made in (analysis.fold(word, language), analysis.term(word, language), analysis.short(word, language))
        ]
        assert terms == ours, word
        for language, folded, term in zip(analysis.order, ours[::3], ours[1::3], strict=True):
            assert term is None or folded.startswith(surely(term[3:], language)), word
    for text, seen in zip(texts, theirs["seen"], strict=True):
        assert seen["tokens"] == [[t.text, text[t.start : t.end]] for t in analysis.tokens(text)], text
        assert seen["query"] == _query(analysis, text), text
        assert seen["layouts"] == analysis.layouts(text), text
    print(f"{len(words)} words of which {len(content)} of the content, {len(texts)} texts: the same in both")
    assert len(content) > 10_000
