"""Every address says what the command line says with `--json`."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from aryz.api.interviews import Checked
from aryz.content import Content
from aryz.documents.pdf import find_office
from aryz.interviews.cases import read_file
from tests.conftest import ROOT, Aryz

EXAMPLE = ROOT / "examples" / "six-months-unpaid.yml"


def _said(aryz: Aryz, *words: str) -> Any:
    done = aryz(*words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("acts?lang=kk", "acts list --lang kk --json"),
        ("acts/tk/articles/113?lang=uz", "acts show tk:113 --lang uz --json"),
        ("acts/tk/articles/113.3?as_of=2024-05-01&lang=en", "acts show tk:113.3 --as-of 2024-05-01 --lang en --json"),
        ("acts/tk/articles/113/rests", "impact tk:113 --json"),
        ("calc/deadline/rules?lang=en", "calc deadline --lang en --json"),
        ("interviews?lang=uz", "interview list --lang uz --json"),
        ("interviews/wage-claim?lang=kk", "interview answers wage-claim --lang kk"),
        ("search?q=ст.+113+ТК&lang=ru&limit=3", "search ст. 113 ТК --limit 3 --json"),
        ("search?q=pasport&lang=uz&kind=guide", "search --lang uz --kind guide pasport --json"),
    ],
)
def test_what_is_read_is_the_same(client: TestClient, aryz: Aryz, address: str, words: str) -> None:
    answer = client.get(f"/api/{address}")
    assert answer.status_code == 200
    assert answer.json() == _said(aryz, *words.split())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {
                "rows": [
                    {"due": "2026-04-10", "amount": "300000", "payments": [{"on": "2026-07-20", "amount": 100000}]},
                    {"due": "2026-05-08", "amount": 250000, "paid_on": "2026-07-20"},
                    {"due": "2026-06-10", "amount": "250000.50", "paid": "50000.25"},
                ],
                "as_of": "2026-09-01",
                "divisor": "360",
                "method": "by_period",
            },
            "penalty --unpaid 2026-04-10:300000:100000@2026-07-20 --unpaid 2026-05-08:250000:2026-07-20 "
            "--unpaid 2026-06-10:250000.50:50000.25 --as-of 2026-09-01 --divisor 360 --method by_period",
        ),
        (
            {"rows": [{"month": "2026-03", "agreed": 250000, "paid": 100000}], "pay_day": 5, "as_of": "2026-11-24",
             "rate": "15.25"},
            "arrears --month 2026-03:250000:100000 --pay-day 5 --as-of 2026-11-24 --rate 15.25",
        ),
        (
            {"month": "2026-03", "salary": 250000, "overtime": "12.5", "night": 8, "base_paid": ["night"]},
            "overtime --month 2026-03 --salary 250000 --overtime 12.5 --night 8 --base-paid night",
        ),
        (
            {"first": "2026-01-15", "last": "2026-09-30", "average_day": "10000", "used": 7, "pay_days": "calendar"},
            "leave --first 2026-01-15 --last 2026-09-30 --average-day 10000 --used 7 --pay-days calendar",
        ),
        (
            {"last_day": "2026-07-31", "wages": 400000, "leave": "30000", "paid_on": "2026-09-01"},
            "final-pay --last-day 2026-07-31 --wages 400000 --leave 30000 --paid 2026-09-01",
        ),
        ({"rule": "wage-claim", "from": "2026-01-24"}, "deadline --rule wage-claim --from 2026-01-24"),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_calculated_is_the_same(client: TestClient, aryz: Aryz, values: dict[str, Any], words: str) -> None:
    answer = client.post(f"/api/calc/{words.split()[0]}", json=values)
    assert answer.status_code == 200, answer.text
    assert answer.json() == _said(aryz, "calc", *words.split(), "--json")


def _order(**more: Any) -> dict[str, Any]:
    data = read_file(EXAMPLE)
    return {"answers": data["answers"], "today": data["today"], "asked_in": "ru", **more}


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("package", [False, True])
def test_papers_are_the_same_byte_by_byte(client: TestClient, aryz: Aryz, tmp_path: Path, package: bool) -> None:
    order = _order(formats=["docx", "txt"], package=package)
    answer = client.post("/api/assemble/wage-claim?lang=ru", json=order)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store"
    words = ["--answers", str(EXAMPLE), "--out", str(tmp_path), "--format", "docx,txt"]
    assert aryz("assemble", "wage-claim", *words, *(["--package"] if package else [])).returncode == 0
    assert _unzipped(answer.content) == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_answers_are_checked_before_papers_are_made(client: TestClient, aryz: Aryz, tmp_path: Path) -> None:
    given = {key: value for key, value in _order().items() if key != "formats"}
    checked = client.post("/api/check/wage-claim?lang=ru", json=given).json()
    assert [paper["id"] for paper in checked["papers"]] == ["wage-claim"]
    assert all(day["day"] > "2026-01-01" and day["title"] and day["text"] for day in checked["deadlines"])
    done = aryz("assemble", "wage-claim", "--answers", str(EXAMPLE), "--out", str(tmp_path))
    assert [line.partition(": ")[2] for line in done.stderr.splitlines()] == checked["names"]
    refused = client.post("/api/check/wage-claim", json={**given, "answers": {}})
    assert (refused.status_code, refused.json()["code"]) == (422, "answers")


@pytest.mark.parametrize("example", sorted(path.stem for path in (ROOT / "examples").glob("*.yml")))
def test_every_example_can_be_checked(client: TestClient, example: str) -> None:
    data = read_file(ROOT / "examples" / f"{example}.yml")
    given = {"answers": data["answers"], "today": str(data["today"])}
    answer = client.post(f"/api/check/{data['interview']}?lang=kk", json=given)
    assert answer.status_code == 200, answer.text
    checked = Checked.model_validate(answer.json(), strict=True)
    assert checked.papers or checked.outcomes


def test_one_paper_comes_as_itself(client: TestClient) -> None:
    order = _order(papers="kk", formats=["txt"], file="wage-claim.kk.txt")
    text = client.post("/api/assemble/wage-claim", json=order)
    assert text.headers["content-type"].startswith("text/plain")
    assert "Примерск" in text.text
    order = _order(formats=["docx"], file="wage-claim.ru.docx")
    word = client.post("/api/assemble/wage-claim", json=order)
    assert word.content.startswith(b"PK")
    assert 'filename="wage-claim.ru.docx"' in word.headers["content-disposition"]
    lacking = client.post("/api/assemble/wage-claim", json=_order(papers="ru", file="wage-claim.kk.docx"))
    assert (lacking.status_code, lacking.json()["code"]) == (422, "file")


@pytest.mark.office
def test_a_paper_comes_as_pdf(client: TestClient) -> None:
    order = _order(papers="ru", formats=["pdf"], file="wage-claim.ru.pdf")
    assert client.post("/api/assemble/wage-claim", json=order).content.startswith(b"%PDF")


def test_where_no_pdf_can_be_made_that_is_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_office() is not None
    monkeypatch.setattr("aryz.api.interviews.find_office", lambda: None)
    answer = client.post("/api/assemble/wage-claim?lang=en", json=_order(formats=["pdf"]))
    assert (answer.status_code, answer.json()["code"]) == (503, "office")


def test_the_form_of_answers_takes_every_example(client: TestClient, content: Content) -> None:
    import jsonschema

    for path in sorted((ROOT / "examples").glob("*.yml")):
        data = read_file(path)
        schema = client.get(f"/api/interviews/{data['interview']}").json()["answers"]
        flat = _flat(json.loads(json.dumps(data["answers"])), content.program(data["interview"]).fields)
        found = list(jsonschema.Draft202012Validator(schema).iter_errors(flat))
        assert not found, (path.name, [(list(one.path), one.message) for one in found])


def _flat(answers: dict[str, Any], fields: Any, prefix: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in answers.items():
        path = f"{prefix}.{key}".strip(".")
        made |= {path: value} if path in fields or not isinstance(value, dict) else _flat(value, fields, path)
    return made
