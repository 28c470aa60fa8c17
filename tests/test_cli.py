"""The command line as people call it: what it makes, and one clear message for each mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aryz.content import Content
from aryz.project import Project
from tests.conftest import ROOT, Aryz, run_aryz

EXAMPLE = (ROOT / "examples" / "six-months-unpaid.yml").read_text(encoding="utf-8")


def test_papers_in_both_languages_are_made_and_say_the_sum_in_words(tmp_path: Path) -> None:
    done = run_aryz(
        "assemble",
        "wage-claim",
        "--answers",
        "examples/six-months-unpaid.yml",
        "--out",
        str(tmp_path),
        "--format",
        "docx,txt",
    )
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "wage-claim.kk.docx",
        "wage-claim.kk.txt",
        "wage-claim.ru.docx",
        "wage-claim.ru.txt",
    ]
    russian = (tmp_path / "wage-claim.ru.txt").read_text(encoding="utf-8")
    assert "один миллион сто шестьдесят тысяч" in russian
    assert "с марта 2026 года по август 2026 года" in russian
    kazakh = (tmp_path / "wage-claim.kk.txt").read_text(encoding="utf-8")
    assert "бір миллион жүз алпыс мың" in kazakh
    assert "2026 жылғы 2 наурыздан бастап" in kazakh
    assert "{{" not in russian + kazakh


@pytest.mark.parametrize(
    ("change", "into", "said"),
    [
        ("month: 03.2026", "month: 13.2026", "не месяц"),
        ("born: 14.03.1994", "born: 31.02.1994", "Такого дня нет"),
        ("agreed: 280000}", "agreed: [1]}", "не сумма"),
        ("paid_on: 01.09.2026", "paid_on: 01.05.2026", "раньше срока|не позже законного"),
        ("sex: m", "sex: q", "нет в списке"),
        ("    name: Районный суд города Примерска\n", "", "an answer is missing: court.name"),
        ("post: каменщик", "pots: каменщик", "Did you mean «work.post»"),
        ("  work:\n", "  work:\n   x: [\n", "not valid YAML"),
        ("interview: wage-claim", "interview: passport-return", "holds answers to"),
        ("today: 2026-10-20", "today: 2026-02-30", "is no day"),
        ("witnesses: yes", "witnesses: maybe", "ответьте"),
    ],
)
def test_a_bad_answers_file_gets_one_message_and_nothing_is_written(
    aryz: Aryz, tmp_path: Path, change: str, into: str, said: str
) -> None:
    import re

    assert change in EXAMPLE
    path = tmp_path / "answers.yml"
    path.write_text(EXAMPLE.replace(change, into), encoding="utf-8")
    done = aryz("assemble", "wage-claim", "--answers", str(path), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert re.search(said, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["assemble", "wage-clam", "--answers", "examples/final-pay.yml", "--out", "x"], 1, "wage-claim"),
        (["assemble", "wage-claim", "--answers", "absent.yml", "--out", "x"], 1, "no such file"),
        (
            ["assemble", "wage-claim", "--answers", "examples/six-months-unpaid.yml", "--out", "x", "--lang", "uz"],
            1,
            "ru, kk",
        ),
        (["assemble", "wage-claim", "--answers", "README.md", "--out", "x"], 1, ".yml"),
        (["assemble", "wage-claim", "--answers", "absent", "--out", "x"], 1, "there is no such file"),
        (["assemble", "wage-claim", "--answers", "kb", "--out", "x"], 1, "this is a folder"),
        (
            ["assemble", "inspection-complaint", "--answers", "examples/final-pay.yml", "--out", "README.md"],
            1,
            "no folder",
        ),
        (["assemble", "wage-claim", "--answers", "examples/final-pay.yml", "--out", "x", "--format", "rtf"], 2, "docx"),
        (["interview", "list", "--lang", "de"], 1, "ru, kk, uz, uz-cyrl, en"),
        (["acts", "show", "tk:9999"], 1, "tk.yml"),
        (["leaflets", "--address", "https://aryz.kz", "--out", "README.md"], 1, "README.md: File exists."),
        (["--project", "/", "check"], 1, "No Aryz project"),
        (["nonsense"], 2, "No such command"),
        (["check", "absent.yml"], 1, "There is no file"),
    ],
)
def test_wrong_calls_are_answered_in_words(aryz: Aryz, words: list[str], code: int, said: str) -> None:
    done = aryz(*words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_help_with_an_example() -> None:
    import click

    from aryz.cli import cli

    def visit(command: click.Command, path: str) -> None:
        assert "Example: aryz" in (command.help or ""), path
        if isinstance(command, click.Group):
            for name, child in command.commands.items():
                visit(child, f"{path} {name}")

    visit(cli, "aryz")


def test_check_is_clean_on_the_project() -> None:
    done = run_aryz("check", "--format", "json")
    found = json.loads(done.stdout)["problems"]
    # what rests on memory is listed until someone reads its source; nothing else is wrong
    assert {(problem["code"], problem["severity"]) for problem in found} <= {
        ("data.unverified", "warning"),
        ("contact.unverified", "warning"),
    }
    assert done.returncode == 0


BREAKS: list[tuple[str, str, str, str]] = [
    ("kb/ru/unpaid-wages.md", "[@tk:113.1]", "[@tk:9113.1]", "cite.unknown-article"),
    ("kb/ru/unpaid-wages.md", "[@tk:113.1]", "(ст. 113 ТК)", "cite.by-hand"),
    ("kb/uz/unpaid-wages.md", "(interview:wage-claim)", "(interview:wage-clam)", "link.broken"),
    ("kb/kk/unpaid-wages.md", "topic: pay", "topic: pays", "page.topic"),
    ("kb/ru/index.md", "interview:wage-claim", "interview:wage", "link.broken"),
    ("interviews/common/court.yml", "fields: [court.name,", "fields: [court.nam,", "question.unknown-field"),
    ("interviews/wage-claim.yml", "claim.leave is not empty", "claim.leaves is not empty", "expr.unknown-name"),
    ("interviews/wage-claim.yml", 'when: "work.ended"', 'when: "work.post"', "expr.type"),
    ("interviews/common/court.yml", "[@gpk:29]", "[@gpc:29]", "cite.unknown-act"),
    ("interviews/common/court.yml", "[@gpk:29]", "ст. 29 ГПК", "cite.by-hand"),
    ("interviews/common/worker.yml", "type: country", "type: contry", "field.type"),
    ("interviews/common/wages.yml", "    type: percent\n", "    type: percent\n    typo: 1\n", "yaml.unknown-key"),
    (
        "interviews/common/employer.yml",
        "id: work-contract\n    topic: work\n    ask: {ru:",
        "id: work-contract\n    topic: work\n    ask: {xx:",
        "translation.missing",
    ),
]

# of a file that is broken so, nothing else can be said
BROKEN: list[tuple[str, str, str, str]] = [
    ("interviews/wage-claim.yml", "id: wage-claim\nchecked", "id: wage\nchecked", "interview.id"),
    (
        "interviews/common/wages.yml",
        "claim.date:\n    type: date",
        "claim.date:\n    type: date\n    type: date",
        "yaml.duplicate",
    ),
    ("kb/acts/tk.yml", "kind: code", "kind: cod", "act.value"),
    ("kb/data/base-rate.yml", '"16.75"', '"16,75x"', "data.number"),
    ("kb/unusual.yml", "case.erase: 5", "case.erased: 5", "yaml.unknown-key"),
    ("kb/unusual.yml", "case.open: 30", "case.open: many", "yaml.type"),
    ("kb/consent.yml", "  uz: |-", "  uzb: |-", "yaml.missing"),
]


def test_all_that_an_editor_breaks_is_found_at_once_with_file_and_line(small: Project) -> None:
    from aryz.check import check

    for file, old, new, _ in BREAKS:
        path = small.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {(str(p.place.path), p.code) for p in check(small, limit=0) if p.place.line > 0 or p.code == "link.broken"}
    assert {(file, code) for file, _, _, code in BREAKS} - found == set()


def test_a_file_that_cannot_be_read_hides_no_other_mistake(small: Project) -> None:
    from aryz.check import as_text, check

    (small.kb / "uz" / "seized-passport.md").unlink()
    (small.templates / "wage-claim" / "kk.docx").unlink()
    for file, old, new, _ in BROKEN:
        path = small.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = check(small, limit=0)
    found = {(str(p.place.path), p.code) for p in problems if p.place.line > 0}
    assert {(file, code) for file, _, _, code in BROKEN} - found == set()
    assert {"translation.missing", "template.missing"} <= {p.code for p in problems}
    errors = [p for p in problems if p.severity == "error"]
    assert as_text(errors[:1]).endswith("\n1 error, 0 warnings")
    assert as_text(errors[:2]).endswith("\n2 errors, 0 warnings")


def test_a_question_that_nothing_needs_is_found(small: Project) -> None:
    from aryz.check import check

    path = small.interviews / "wage-claim.yml"
    text = path.read_text(encoding="utf-8").replace(
        "questions:\n", "questions:\n  - {id: idle, ask: {ru: a, kk: a, uz: a, en: a}, fields: [idle.field]}\n", 1
    )
    path.write_text(text.replace("fields:\n", "fields:\n  idle.field: text\n", 1), encoding="utf-8")
    assert "question.unneeded" in {p.code for p in check(small)}


@pytest.mark.parametrize(
    ("file", "walked"),
    [
        ("kb/ru/unpaid-wages.md", []),
        ("templates/clauses", []),  # what the proof says of a clause, it says of the paper
        ("interviews/wage-claim.yml", ["wage-claim"]),
        ("interviews/wage-claim.cases.yml", ["wage-claim"]),
        ("templates/wage-claim/kk.docx", ["wage-claim"]),
        ("interviews/common/dismissal.yml", ["dismissal-claim"]),  # shared, so far by one
    ],
)
def test_only_interviews_that_concern_the_file_asked_for_are_walked(
    content: Content, file: str, walked: list[str]
) -> None:
    from aryz.check import concerned

    assert concerned(content, [content.project.root.resolve() / file]) == walked


def test_values_in_a_circle_are_found(small: Project) -> None:
    from aryz.check import check

    path = small.interviews / "wage-claim.yml"
    text = path.read_text(encoding="utf-8").replace("values:\n", 'values:\n  a: "b + 1"\n  b: "a + 1"\n', 1)
    path.write_text(text, encoding="utf-8")
    assert "value.circle" in {p.code for p in check(small)}


def test_a_wrong_name_is_no_circle_even_if_it_looks_like_a_value(small: Project) -> None:
    from aryz.check import check

    path = small.interviews / "wage-claim.yml"
    text = path.read_text(encoding="utf-8").replace("values:\n", 'values:\n  ar: "arears.total"\n', 1)
    path.write_text(text, encoding="utf-8")
    codes = {p.code for p in check(small)}
    assert "expr.unknown-name" in codes
    assert "value.circle" not in codes


def test_a_build_refuses_a_folder_with_other_files(aryz: Aryz, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = aryz("build", "--out", str(tmp_path))
    assert (done.returncode, "holds other files" in done.stderr) == (1, True)
    assert (tmp_path / "mine.txt").read_text() == "x"


def test_builders_at_once_do_not_meet_and_a_failed_one_leaves_the_old_folder(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from aryz.files import replaced_folder

    path = tmp_path / "made"

    def make(number: int) -> None:
        with replaced_folder(path) as fresh:
            (fresh / "number").write_text(str(number))

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(make, range(20)))
    kept = (path / "number").read_text()
    with pytest.raises(RuntimeError), replaced_folder(path) as fresh:
        (fresh / "number").write_text("half")
        raise RuntimeError
    assert (path / "number").read_text() == kept
    assert [p.name for p in tmp_path.iterdir()] == ["made"]


def test_acts_are_shown() -> None:
    done = run_aryz("acts", "show", "tk:113.3", "--lang", "kk")
    assert "113-бабының 3-тармағы" in done.stdout
    assert "adilet.zan.kz" in done.stdout
