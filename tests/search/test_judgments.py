"""The judged queries of search: each names pages that exist, and what is wrong with one is said with its line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from click.testing import CliRunner

from aryz.build import build_index, entries
from aryz.check import check
from aryz.cli import cli
from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.project import Project
from aryz.search import Searcher
from aryz.search.evaluate import judged
from aryz.search.judgments import CLASSES, FILE, load_judgments


def test_every_judged_page_exists_and_every_class_and_language_has_its_share(content: Content) -> None:
    findings = Findings()
    rows = load_judgments(content.project.search / FILE, findings, {entry.id for entry in entries(content)})
    assert [str(problem) for problem in findings] == []
    classes = Counter(row["class"] for row in rows)
    languages = Counter(row["lang"] for row in rows)
    assert len(rows) >= 320
    assert set(classes) == set(CLASSES)
    assert min(classes.values()) >= 25
    assert min(languages[one] for one in ("ru", "kk", "uz")) >= 60
    assert languages["en"] >= 40


def test_a_judgment_that_cannot_be_right_is_found_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(
        '- {q: "зарплата", lang: ru, class: lay, relevant: {unpaid-wagse: 3}}\n'
        '- {q: "зарплата", lang: ru, class: lay, relevant: {unpaid-wages: 4}}\n'
        '- {q: "", lang: fr, class: layy, relevant: {}}\n'
        "- зарплата\n",
        encoding="utf-8",
    )
    findings = Findings()
    load_judgments(path, findings, {"unpaid-wages"})
    found = [(problem.place.line, problem.place.field) for problem in findings]
    expected = [(1, "unpaid-wagse"), (2, "unpaid-wages"), (2, "q"), (3, "q"), (3, "lang"), (3, "class")]
    assert found == [*expected, (3, "relevant"), (4, "")]
    assert "Did you mean «unpaid-wages»?" in findings.problems[0].mend


def test_check_tells_of_a_judged_page_that_is_gone(copy: Project) -> None:
    path = copy.search / FILE
    path.write_text('- {q: "зарплата", lang: ru, class: lay, relevant: {gone: 3}}\n', encoding="utf-8")
    problems = check(copy, [path], limit=0)
    assert [(problem.code, problem.place.line) for problem in problems] == [("search.judgment", 1)]


def test_a_page_counts_by_its_id_and_by_class_and_language(content: Content, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(
        '- {q: "ст. 113 ТК", lang: ru, class: citation, relevant: {tk:113: 3}}\n'
        '- {q: "Mehnat kodeksi 113-modda", lang: uz, class: citation, relevant: {tk:113: 3}}\n'
        '- {q: "ст. 113 ТК", lang: kk, class: lay, relevant: {tk:7: 3}}\n',
        encoding="utf-8",
    )
    with Searcher(build_index(content), content.project.search, content.registry) as searcher:
        figures = judged(path, searcher)
    assert figures["classes"]["citation"] == {"n": 2, "ndcg@10": 1.0, "recall@10": 1.0, "mrr": 1.0}
    assert {name: row["mrr"] for name, row in figures["languages"].items()} == {"ru": 1.0, "uz": 1.0, "kk": 0.0}


def test_a_run_is_saved_and_compared(tmp_path: Path) -> None:
    corpus, queries, run = (tmp_path / name for name in ("c.jsonl", "q.jsonl", "run.json"))
    corpus.write_text('{"id": "a", "lang": "ru", "title": "Отпуск", "text": "Сколько дней отпуска"}\n', "utf-8")
    queries.write_text('{"q": "отпуск", "lang": "ru", "class": "law-term", "relevant": {"a": 1}}\n', "utf-8")
    asked = ["search", "eval", "--corpus", str(corpus), "--queries", str(queries)]
    saved = CliRunner().invoke(cli, [*asked, "--save", str(run)])
    assert saved.exit_code == 0, saved.output
    worse = json.loads(run.read_text("utf-8"))
    worse["classes"]["law-term"]["ndcg@10"] = 0.25
    run.write_text(json.dumps(worse), "utf-8")
    compared = CliRunner().invoke(cli, [*asked, "--compare", str(run)])
    row = next(line for line in compared.output.splitlines() if line.startswith("law-term"))
    assert row.endswith("+0.7500")
