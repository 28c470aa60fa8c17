"""The browser's search gives the same pages in the same order as Python's: judged and odd queries, while one types."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aryz import yamlfile
from aryz.content import Content
from aryz.files import write_text
from aryz.search import Searcher, nodejs
from aryz.search.bundle import STATIC
from aryz.search.copies import Copies
from aryz.search.packing import bucket, first, packed, unpacked
from aryz.search.shards import ORDER, write_site
from tests.conftest import ROOT
from tests.search.conftest import Make, page

LANGUAGES = ("ru", "kk", "uz", "en", None)
ODD = [
    "", "  ", "-", '"', "а", "и в на по", "\0\x07", "((((a+)+)+)+$", "<img src=x onerror=alert(1)>", "x" * 10_000,
    '"трудовой договор"', '"рабочих дня" -паспорт', "«трудовой", '"еңбек шарты" жалақы', "зарплата -суд",
    "nheljdjq ljujdjh", "t4,tr", "сверхурочныы", "зарплтау не платят", "зарпл", "за", "конституция.",
    "ст 113", "113 бап", "tk:113", "п. 3 ст. 113 ТК РК оплата", "статья 1", "ст. 43-1", "113-modda", "ТК РФ ст. 5",
    "меҳнат кодексининг 113-моддаси пул бермади", "art. 113 and art 115", "ЕК 113-бабының 2-тармағы", "５ 113",
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(content: Content, site: Path) -> Iterator[Searcher]:
    with Searcher(content.project.build / "index", content.project.search, content.registry) as opened:
        yield opened


def compare(searcher: Searcher, asked: list[nodejs.Asked], **options: Any) -> None:
    answers = nodejs.find(searcher, asked, **options)
    for (text, language), theirs in zip(asked, answers, strict=True):
        ours = searcher.find(text, language, **{k: v for k, v in options.items() if k != "facets"})
        assert [hit["url"] for hit in theirs["hits"]] == [hit.url for hit in ours.hits], (text, language)
        assert [hit["url"] for hit in theirs["interviews"]] == [hit.url for hit in ours.interviews], (text, language)
        same = (theirs["count"], theirs["meant"], theirs["hint"])
        assert same == (ours.count, ours.meant, ours.hint), (text, language)
        if options.get("facets"):
            assert {name: dict(rows) for name, rows in theirs["facets"].items()} == ours.facets, (text, language)


def test_judged_and_odd_queries_find_the_same(searcher: Searcher) -> None:
    judged = [(row["q"], row["lang"]) for row in yamlfile.load(ROOT / "search" / "judgments.yml")]
    compare(searcher, judged + [(text, LANGUAGES[at % 5]) for at, text in enumerate(ODD)])


def test_the_same_while_one_types_and_of_any_language(searcher: Searcher) -> None:
    dice = random.Random(7)
    judged = dice.sample([row["q"] for row in yamlfile.load(ROOT / "search" / "judgments.yml")], 40)
    compare(searcher, [(text[: dice.randint(1, len(text))], dice.choice(LANGUAGES)) for text in judged], typing=True)
    compare(searcher, [(text, "ru") for text in judged[:15]], facets=True, chosen={"kind": "act"}, limit=5, skip=5)


def test_a_copy_finds_the_same_in_whatever_order_its_pages_came(searcher: Searcher) -> None:
    asked = [(row["q"], row["lang"]) for row in yamlfile.load(ROOT / "search" / "judgments.yml") if row["lang"] == "ru"]
    order = Copies(searcher.pages, (), {}).order
    turned = {"ru": [*reversed(order["ru"]), "act that is gone"]}
    alike = 0
    for (text, language), found in zip(asked, nodejs.find(searcher, asked, copy="ru", before=turned), strict=True):
        ours = [hit.url for hit in searcher.find(text, language).hits if hit.language == "ru"]
        alike += ours[:1] == [hit["url"] for hit in found["hits"]][:1]
    assert alike >= 0.93 * len(asked) > 50  # other languages lend points to pages that the copy has not


@pytest.mark.parametrize("text", ['aryzShard("o/order",{"ru":["", "guide pay"]})\n', "aryz({", ""])
def test_an_index_of_another_release_or_half_written_gives_way(searcher_of: Make, tmp_path: Path, text: str) -> None:
    searcher, before = searcher_of([page("pay", "Зарплата", "Не платят.")]), tmp_path / "search" / "old"
    write_text(before / f"{ORDER}.js", text)
    write_site(searcher, tmp_path, {})
    (made,) = before.parent.iterdir()
    assert made != before and '"guide pay"' in (made / f"{ORDER}.js").read_text(encoding="utf-8")


def test_wordings_hold_on_their_day(searcher_of: Make) -> None:
    searcher = searcher_of([
        page("tk:1", "Отпуск", "Отпуск 24 дня.", kind="act", act="tk", refs=["tk:1"], until="2020-01-01"),
        page("tk:1", "Отпуск", "Отпуск 30 дней.", kind="act", act="tk", refs=["tk:1"], since="2020-01-01"),
    ])  # fmt: skip
    for day in ("2019-12-31", "2020-01-01"):
        ours = searcher.find("отпуск", "ru", as_of=day)
        theirs = nodejs.find(searcher, [("отпуск", "ru")], day=day)[0]
        assert len(ours.hits) == 1
        assert [hit["excerpt"] for hit in theirs["hits"]] == [hit.excerpt for hit in ours.hits]
        assert [hit["marks"] for hit in theirs["hits"]] == [[list(mark) for mark in hit.marks] for hit in ours.hits]


def test_rows_of_numbers_come_back_in_both(tmp_path: Path) -> None:
    dice = random.Random(5)
    rows = [[[], [], []], [[8_000_000], [255], [0]], [[0, 1, 2], [7, 7, 7], [1, 128, 65_535]]]
    for _ in range(60):
        pages = sorted(dice.sample(range(dice.choice((400, 25_000))), dice.randint(0, 330)))
        few, bell = [dice.choice((1, 1, 1, 128)) for _ in pages], [sum(dice.choices(range(60), k=4)) for _ in pages]
        rows.append([pages, few, bell])
    texts = [packed(*row) for row in rows]
    assert [unpacked(text, 2) for text in texts] == rows
    assert [first(text) for text in texts[1:3]] == [8_000_000, 0]
    script = (STATIC / "packing.js").read_text(encoding="utf-8")
    asked = f"{json.dumps(texts)}.map((text) => unpacked(text, 2).map((one) => [...one]))"
    (tmp_path / "ask.js").write_text(f"{script};console.log(JSON.stringify({asked}))")
    read = subprocess.run(["node", str(tmp_path / "ask.js")], capture_output=True, check=True, text=True)
    assert json.loads(read.stdout) == rows


@pytest.mark.parametrize("text", ["////", "/" * 400, "gA", "+///AAAA", "-"])
def test_damaged_rows_are_refused_at_once(tmp_path: Path, text: str) -> None:
    script = (STATIC / "packing.js").read_text(encoding="utf-8")
    asked = f"try {{ unpacked({text!r}, 2); }} catch {{ console.log('refused'); }}"
    (tmp_path / "ask.js").write_text(f"{script};{asked}")
    done = subprocess.run(["node", tmp_path / "ask.js"], capture_output=True, check=True, text=True, timeout=20)
    assert done.stdout == "refused\n"


def test_rows_lie_in_all_of_the_shards() -> None:
    assert {bucket(key, 7) for key in map(str, range(100))} == set(range(7))
