"""Acts of a corpus that is not ours are known by whatever it calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aryz.content import Content
from aryz.search.cites import Acts
from aryz.search.corpus import read_corpus

ROWS = (
    ("l5", "ru", "Статья 5. Задачи", "Земельный кодекс Республики Казахстан", "5"),
    ("t5", "ru", "Статья 5. Право", "K1500000414", ""),
    ("t5kk", "kk", "5-бап. Құқық", "1123-trudovoi-kodeks-respubliki-kazakhstan-95666", "5"),
    ("k5", "ru", "О постановлении", "Об административных правонарушениях", "Статья 5"),
    ("u5", "uz", "5-modda. Huquq", "O‘zbekiston Respublikasining Mehnat kodeksi", "5"),
    ("e5", "ru", "Экологический кодекс РК. Статья 5. Нормы", "doc-17", "5"),
    ("c5", "ru", "Уголовный кодекс РК. Статья 5. Время", "", ""),
    ("n7", "ru", "Статья 7. Сроки", "", ""),
    ("s6", "ru", "Статья 6. Помощь", "СК РК", "6"),
    ("h6", "ru", "Статья 6. Жильё", "ЖК", "6"),
    ("b5", "kz", "5-бап. Банк", "Закон РК «О банках и банковской деятельности в Республике Казахстан»", "5"),
)


@pytest.fixture(scope="module")
def acts(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Acts:
    corpus: Path = tmp_path_factory.mktemp("foreign") / "c.jsonl"
    fields = ("id", "lang", "title", "act", "article")
    corpus.write_text("\n".join(json.dumps(dict(zip(fields, row, strict=True))) for row in ROWS), encoding="utf-8")
    entries, registry = read_corpus(corpus, content.registry)
    assert next(entry.language for entry in entries if entry.id == "b5") == "kk"
    articles: dict[str, list[str]] = {}
    for entry in entries:
        for ref in entry.refs:
            articles.setdefault(ref, []).append(entry.id)
    return Acts(registry, articles)


@pytest.mark.parametrize(
    "query, found",
    [
        ("ст. 5 ЗК РК", ["l5"]),
        ("ҚР Жер кодексінің 5-бабы", ["l5"]),
        ("Land Code article 5", ["l5"]),
        ("ст. 5 ТК", ["t5", "t5kk"]),
        ("еңбек кодексі 5-бап", ["t5", "t5kk"]),
        ("КоАП ст. 5", ["k5"]),
        ("mehnat kodeksining 5-moddasi", ["u5"]),
        ("ст. 5 экологического кодекса", ["e5"]),
        ("УК РК ст. 5", ["c5"]),
        ("ст. 6 социального кодекса", ["s6"]),  # «СК» is the Tax Code in Kazakh
        ("ст. 6 жилищного кодекса", ["h6"]),  # «ЖК» is the Criminal Code in Uzbek, the Land Code in Kazakh
        ("закон о банках и банковской деятельности, ст. 5", ["b5"]),
        ("ст. 7 ТК РК", ["n7"]),  # its act is not known: better than nothing
    ],
)
def test_a_citation_finds_the_article_whatever_its_act_is_called(acts: Acts, query: str, found: list[str]) -> None:
    assert [page for ref in acts.find(query).refs for page in acts.articles[ref]] == found  # type: ignore[attr-defined]


def test_what_most_titles_say_tells_nothing_of_rows_without_an_act(tmp_path: Path, content: Content) -> None:
    titles = [*(f"Трудовой кодекс РК. Статья {number}" for number in range(1, 30)), "Кодекс неведомого. Статья 3"]
    rows = [{"id": str(at), "lang": "ru", "title": title, "text": "Текст"} for at, title in enumerate(titles)]
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    entries, _ = read_corpus(corpus, content.registry)
    assert {entry.act for entry in entries[:-1]} == {"tk"} != {entries[-1].act}
