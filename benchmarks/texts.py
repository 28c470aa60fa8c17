"""How long a code of 200 articles takes: read, kept in twelve redactions, loaded, compared.

.venv/bin/python benchmarks/texts.py
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from aryz.law.texts import store
from aryz.law.texts.compare import compare
from aryz.law.texts.importing import import_file
from aryz.law.texts.model import Text

SYLLABLES = (
    "са",
    "до",
    "во",
    "де",
    "ли",
    "но",
    "ра",
    "ко",
    "ме",
    "та",
    "ги",
    "по",
    "ру",
    "ше",
    "ни",
    "ла",
    "ви",
    "го",
    "ся",
    "ту",
)


def word(dice: random.Random) -> str:
    """An invented word."""
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))


def code(dice: random.Random, articles: int = 200) -> str:
    """An invented code in the mirror's form, about a megabyte."""
    lines = []
    for number in range(1, articles + 1):
        if number % 20 == 1:
            lines.append(f"## Глава {number // 20 + 1}. {word(dice).upper()}")
        lines.append(f'<a id="st{number}"></a>\n\n#### Статья {number}. {word(dice).capitalize()} {word(dice)}')
        for point in range(1, dice.randint(3, 8)):
            lines.append(f"{point}. " + " ".join(word(dice) for _ in range(dice.randint(20, 60))) + ":")
            for sub in range(1, dice.randint(2, 7)):
                lines.append(f"   {sub}) " + " ".join(word(dice) for _ in range(dice.randint(10, 35))) + ";")
    return "\n\n".join(lines)


def amended(text: Text, dice: random.Random, day: str) -> Text:
    """A next redaction: thirty units get other words, one article comes, one goes."""
    articles = list(text.articles)
    for _ in range(30):
        at = dice.randrange(len(articles))
        units = list(articles[at].units)
        place = dice.randrange(len(units))
        units[place] = replace(units[place], text=units[place].text + f" {word(dice)} {word(dice)}")
        articles[at] = replace(articles[at], units=tuple(units))
    gone = articles.pop(dice.randrange(len(articles)))
    articles.append(replace(gone, number=f"{900 + int(day[:4]) - 2000}", heading=word(dice)))
    return replace(text, in_force=day, articles=tuple(articles))


def main() -> None:
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "code.md"
        path.write_text(code(dice), encoding="utf-8")
        print(f"code: {path.stat().st_size / 1e6:.2f} MB")
        start = time.perf_counter()
        text = import_file(path, "tk", "2010-01-01", folder / "texts")
        print(f"import: {time.perf_counter() - start:.2f} s, {len(text.articles)} articles")
        texts = [text]
        for year in range(2011, 2022):
            texts.append(amended(texts[-1], dice, f"{year}-01-01"))
        start = time.perf_counter()
        store.write(folder / "texts", texts)
        print(f"write 12 redactions: {time.perf_counter() - start:.2f} s")
        sizes = {p.name: p.stat().st_size / 1e6 for p in (folder / "texts" / "tk").iterdir()}
        print("kept: " + ", ".join(f"{key} {size:.2f} MB" for key, size in sorted(sizes.items())))
        start = time.perf_counter()
        loaded = store.load(folder / "texts", "tk", "ru")
        print(f"load 12 redactions: {time.perf_counter() - start:.2f} s")
        start = time.perf_counter()
        changes = compare(loaded[-2], loaded[-1])
        print(f"compare two neighbours: {time.perf_counter() - start:.2f} s, {len(changes)} changes")
        start = time.perf_counter()
        changes = compare(loaded[0], loaded[-1])
        print(f"compare the first and the last: {time.perf_counter() - start:.2f} s, {len(changes)} changes")


if __name__ == "__main__":
    main()
