"""What one edition has of the one before: every file is what it is, and little comes anew."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aryz.kb.takealong import Edition, write_packs
from aryz.project import Project

Make = Callable[[str, dict[str, str], Path | None], Path]
WORDS = [f"word{number}" for number in range(3000)]


def page(seed: int, lines: int = 120) -> str:
    dice = random.Random(seed)
    return "".join(f"<p>{' '.join(dice.choices(WORDS, k=12))}</p>\n" for _ in range(lines))


PAGES = {f"p{number:02}": page(number) for number in range(40)}


@pytest.fixture
def make(project: Project, tmp_path: Path) -> Make:
    """Writes a site of pages with its packs, over the site before."""

    def made(name: str, pages: dict[str, str], last: Path | None) -> Path:
        for slug, text in {"": "start", **pages}.items():
            folder = tmp_path / name / "en" / slug
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(text, encoding="utf-8")
        for room in ("assets/search", "files/en"):
            (tmp_path / name / room).mkdir(parents=True)
        write_packs(project, tmp_path / name, Edition("2026-11-26"), last)
        return tmp_path / name

    return made


def packs(site: Path) -> dict[str, int]:
    return dict(json.loads((site / "take" / "en.json").read_text(encoding="utf-8"))["packs"])


def fresh(site: Path, last: Path) -> int:
    """The bytes that who has the one before fetches."""
    return sum(size for name, size in packs(site).items() if name not in packs(last))


def unpacked(site: Path) -> dict[str, str]:
    """The files as a phone puts them together."""

    def plain(name: str) -> bytes:
        return gzip.decompress((site / "take" / f"{name}.pack").read_bytes())

    index = json.loads(plain(next(iter(packs(site)))))
    parts = []
    for name, lengths in index["packs"].items():
        data, at = plain(name), 0
        for length in lengths:
            parts.append(data[at : at + length])
            at += length
    return {path: b"".join(parts[one] for one in own).decode() for path, own in index["files"].items()}


def whole(site: Path) -> bool:
    return unpacked(site) == {
        f"{path.parent.relative_to(site).as_posix()}/": path.read_text(encoding="utf-8")
        for path in site.rglob("index.html")
    }


def test_a_sentence_a_page_and_a_line_of_every_page_come_alone(make: Make) -> None:
    first = make("first", PAGES, None)
    assert whole(first)
    line = {slug: text.replace("</p>\n", "</p>\n<p>menu, with a line more</p>\n", 1) for slug, text in PAGES.items()}
    del line["p07"]
    for name, pages, most in [
        ("sentence", PAGES | {"p03": PAGES["p03"].replace("</p>\n<p>", " One sentence more.</p>\n<p>", 1)}, 1_500),
        ("page", PAGES | {"p03b": page(99)}, 1_500 + len(gzip.compress(page(99).encode()))),
        ("line", line, 3_000),
    ]:
        made = make(name, pages, first)
        assert whole(made) and fresh(made, first) < most, name


def test_many_editions_on_a_language_is_hardly_larger_than_made_at_once(make: Make) -> None:
    dice, pages, last = random.Random(1), dict(PAGES), make("0", PAGES, None)
    for number in range(1, 25):
        for slug in dice.sample(sorted(pages), 4):
            pages[slug] = page(1000 + dice.randrange(10_000))
        last = make(str(number), pages, last)
    assert whole(last)
    assert sum(packs(last).values()) < 1.25 * sum(packs(make("at once", pages, None)).values())


@pytest.mark.parametrize("fault", ["changed", "gone", "no list", "another form"])
def test_a_damaged_edition_is_not_built_upon(make: Make, fault: str) -> None:
    first = make("first", PAGES, None)
    victim = max(packs(first), key=packs(first).__getitem__)
    pack, listed = first / "take" / f"{victim}.pack", first / "take" / "en.json"
    if fault == "changed":
        pack.write_bytes(gzip.compress(b"something else"))
    elif fault == "gone":
        pack.unlink()
    elif fault == "no list":
        listed.write_text("{")
    else:
        listed.write_text(json.dumps(json.loads(listed.read_text()) | {"form": 99}))
    assert whole(make("next", PAGES, first))
    shutil.rmtree(first)
    assert whole(make("alone", PAGES, first))
