"""The interviews' pages without a browser: the whole way, mistakes, reload, and who may post."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.shown import written
from aryz.project import tag_of
from aryz.search import Searcher
from aryz.web import create_app
from aryz.web.shared import Shared
from aryz.web.store import MemoryCases
from tests.conftest import ROOT
from tests.twin.dice import own_cases


@pytest.fixture
def client(content: Content, site: Path) -> Iterator[TestClient]:
    searcher = Searcher(content.project.build / "index", content.project.search, content.registry)
    app = create_app(content.project, content.programs, site, searcher)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=True) as made:
        yield made


def begin(client: TestClient, interview: str = "wage-claim", language: str = "ru") -> str:
    """Start a case; returns its address."""
    answer = client.post(f"/interview/{interview}", data={"lang": language})
    return str(answer.url.path).partition("/q/")[0]


def form_of(content: Content, interview: str, question: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What a person types into the form of a question to give these answers."""
    program = content.program(interview)
    data: dict[str, Any] = {"action": "next"}
    for path in program.questions[question]["fields"]:
        spec, value = program.fields[path], answers.get(path)
        data |= inputs_of(path, written(spec, value))
    return data


def inputs_of(name: str, typed: Any) -> dict[str, Any]:
    """A field's inputs by name: parts of names and addresses, rows of lists and their parts."""
    if isinstance(typed, dict):
        return {key: text for part, inner in typed.items() for key, text in inputs_of(f"{name}.{part}", inner).items()}
    if isinstance(typed, list) and typed and isinstance(typed[0], dict):
        return {key: text for at, row in enumerate(typed) for key, text in inputs_of(f"{name}[{at}]", row).items()}
    return {name: typed} if typed not in ("", []) else {}


def anything(spec: dict[str, Any]) -> Any:
    """An answer that a form needs though no paper prints it, so that a file of answers may leave it out."""
    if spec.get("optional") or "required" in spec:
        return None
    plain = {"date": "1990-01-01", "yes_no": False, "address": {"region": None, "district": None, "settlement": None,
             "text": "Примерск"}, "phone": "+7 700 000 00 00", "money": 100, "integer": 1}  # fmt: skip
    return (
        next(iter(spec["choices"]))
        if "choices" in spec and spec["type"] != "address"
        else plain.get(spec["type"], "Пример")
    )


@pytest.mark.parametrize("example", sorted(path.stem for path in (ROOT / "examples").glob("*.yml")))
@pytest.mark.parametrize("language", ["ru", "kk", "uz", "uz-cyrl", "en"])
def test_the_whole_way_to_the_paper(
    client: TestClient, content: Content, monkeypatch: pytest.MonkeyPatch, example: str, language: str
) -> None:
    path = ROOT / "examples" / f"{example}.yml"
    data = read_file(path)
    monkeypatch.setattr(Shared, "today", staticmethod(lambda: str(data["today"])))
    interview, today = data["interview"], str(data["today"])
    program = content.program(interview)
    answers = read_answers(program, data, path, today, content.project.interface["ru"], "ru")
    base = begin(client, interview, language)
    here = client.get(base)
    for _ in range(40):
        where = str(here.url.path)
        if where.endswith("/review"):
            break
        question = where.rpartition("/")[2]
        assert f'<html lang="{tag_of(language)}" ' in here.text
        whole = {path: anything(program.fields[path]) for path in program.questions[question]["fields"]} | answers
        here = client.post(where, data=form_of(content, interview, question, whole))
        assert here.status_code == 200, re.findall(r"<li>(.*?)</li>", here.text)
    assert str(here.url.path).endswith("/review")
    made = program.evaluate(answers, today).documents
    assert made
    for document in made:
        paper = client.get(f"{base}/paper/{document}.kk.docx")
        assert paper.content.startswith(b"PK")
        assert "attachment" in paper.headers["content-disposition"]
    for deadline in program.evaluate(answers, today).deadlines(language):
        assert deadline.title in html.unescape(here.text)
    assert f'href="{base}/package"' in here.text
    assert client.get(f"{base}/save").json()["interview"] == interview


def test_a_mistake_is_said_beside_its_field_and_all_that_was_typed_stays(client: TestClient) -> None:
    base = begin(client)
    client.post(f"{base}/q/pay-day", data={"wages.pay_day": "", "action": "next"})
    typed = {
        "wages.unpaid[0].month": "13.2026",
        "wages.unpaid[0].agreed": "много <b>",
        "wages.unpaid[1].month": "04.2026",
        "wages.unpaid[1].agreed": "250 000",
    }
    page = client.post(f"{base}/q/unpaid", data={**typed, "action": "next"})
    assert page.status_code == 422
    for value in typed.values():
        assert f'value="{html.escape(value)}"' in page.text
    assert "не месяц" in page.text
    assert "не сумма" in page.text
    assert "<b>" not in page.text
    again = client.get(f"{base}/q/unpaid")  # reload
    assert again.text == page.text


def test_a_russian_form_in_doubt_can_be_written_by_hand(client: TestClient, content: Content) -> None:
    base = begin(client, "passport-police")
    asked = content.program("passport-police").asked_by["worker.name"][0][0]
    typed = {"worker.name.surname": "Оспан", "worker.name.given": "Айгуль", "worker.sex": "f", "action": "next"}
    client.post(f"{base}/q/{asked}", data=typed)
    page = client.get(f"{base}/q/{asked}")
    assert 'Склонение предложено программой: «<span lang="ru">Оспан Айгули</span>»' in page.text
    assert 'name="worker.name.gen" value=""' in page.text
    wrong = client.post(f"{base}/q/{asked}", data={**typed, "worker.name.gen": "Омар Айгуль"})
    assert wrong.status_code == 422
    assert 'name="worker.name.gen" value="Омар Айгуль"' in wrong.text
    client.post(f"{base}/q/{asked}", data={**typed, "worker.name.gen": "Оспан Айгуль"})
    assert client.get(f"{base}/save").json()["answers"]["worker.name"]["value"]["gen"] == "Оспан Айгуль"


def test_rows_are_added_and_removed_and_the_language_changes_without_losing_a_word(client: TestClient) -> None:
    base = begin(client)
    url = f"{base}/q/unpaid"
    typed = {"wages.unpaid[0].month": "03.2026", "wages.unpaid[0].agreed": "100"}
    page = client.post(url, data={**typed, "action": "add:wages.unpaid"})
    assert 'name="wages.unpaid[1].month"' in page.text
    page = client.post(url, data={**typed, "wages.unpaid[1].month": "05.2026", "action": "remove:wages.unpaid#0"})
    assert 'value="05.2026"' in page.text
    assert 'value="03.2026"' not in page.text
    for language, tag, asked in (("uz", "uz", "oylar"), ("uz-cyrl", "uz-Cyrl", "ойлар")):
        page = client.post(url, data={**typed, "action": f"lang:{language}"})
        assert f'<html lang="{tag}" ' in page.text and asked in page.text
        assert 'value="03.2026"' in page.text


def test_previous_leads_to_the_question_that_was_seen_before(client: TestClient, content: Content) -> None:
    """In this interview the order of asking is not the file's: its first question is asked fourth."""
    program = content.program("employer-claim")
    base = begin(client, "employer-claim")
    _, answers = next(own_cases(program, ROOT, content.project.interface))
    seen = ["work", "free", "exists", "about"]
    for question, then in pairwise(seen):
        page = client.post(f"{base}/q/{question}", data=form_of(content, "employer-claim", question, answers))
        assert str(page.url.path) == f"{base}/q/{then}"
    for number, (earlier, question) in reversed(list(enumerate(pairwise(seen), 1))):
        page = client.post(f"{base}/q/{question}", data={"action": "back"})
        assert str(page.url.path) == f"{base}/q/{earlier}"
        assert content.project.interface["ru"]["web.question"].format(number=number) in page.text
    assert 'value="back"' not in page.text  # the first


def test_a_changed_answer_keeps_the_others(client: TestClient) -> None:
    base = begin(client)
    client.post(f"{base}/q/pay-day", data={"wages.pay_day": "5", "action": "next"})
    row = {"wages.unpaid[0].month": "03.2026", "wages.unpaid[0].agreed": "100"}
    client.post(f"{base}/q/unpaid", data={**row, "action": "next"})
    page = client.post(f"{base}/q/pay-day", data={"wages.pay_day": "7", "action": "next"})
    assert str(page.url.path).endswith("/q/employer")
    assert 'value="100"' in client.get(f"{base}/q/unpaid").text


def test_a_saved_case_goes_on_and_a_wrong_file_is_refused_in_words(client: TestClient) -> None:
    base = begin(client)
    client.post(f"{base}/q/pay-day", data={"wages.pay_day": "5", "action": "next"})
    client.get(f"{base}?lang=uz-cyrl")  # in whatever letters it was answered
    case = client.get(f"{base}/save").content
    page = client.post("/interview/wage-claim", data={"lang": "ru"}, files={"file": ("c.json", case)})
    assert str(page.url.path).endswith("/q/employer")
    assert 'value="5"' in client.get(f"{str(page.url.path).rpartition('/q/')[0]}/q/pay-day").text
    for wrong in (b"nonsense: [", b"\xff\xfe", case.replace(b"wage-claim", b"other")):
        page = client.post("/interview/wage-claim", data={"lang": "ru"}, files={"file": ("c.json", wrong)})
        assert page.status_code == 422
        assert "Файл не открылся" in page.text


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"origin": "http://127.0.0.1"}, 303),
    ],
)
def test_only_our_own_pages_may_post(client: TestClient, headers: dict[str, str], code: int) -> None:
    answer = client.post("/interview/wage-claim", data={"lang": "ru"}, headers=headers, follow_redirects=False)
    assert answer.status_code == code


def test_other_hosts_and_large_bodies_are_refused(client: TestClient) -> None:
    assert client.get("/interview", headers={"host": "evil.example"}).status_code == 400
    large = client.post("/interview/wage-claim", data={"lang": "x" * 1_100_000})
    assert large.status_code == 413


def test_pages_are_not_kept_and_load_nothing_foreign(client: TestClient) -> None:
    base = begin(client)
    answer = client.get(base)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers
    assert "<title>Aryz</title>" in answer.text


def test_leaving_forgets_the_case(client: TestClient) -> None:
    base = begin(client)
    answer = client.post(f"{base}/erase", data={"leave": "1"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "https://www.kazhydromet.kz/")
    assert client.get(base).status_code == 404


@pytest.mark.parametrize("address", ["/interview/none", "/interview/wage-claim/nope", "/interview/wage-claim/nope/q/x"])
def test_what_is_not_there_is_said_with_a_way_back(client: TestClient, address: str) -> None:
    answer = client.get(address + "?lang=uz")
    assert answer.status_code == 404
    assert "/interview?lang=uz" in answer.text


def test_papers_are_not_made_before_all_is_answered(client: TestClient) -> None:
    base = begin(client)
    assert client.get(f"{base}/paper/wage-claim.ru.docx").status_code == 404


def test_the_search_api(client: TestClient) -> None:
    hits = client.get("/api/search", params={"q": "не платят зарплату", "lang": "ru"}).json()["hits"]
    assert "ru/unpaid-wages/" in [hit["url"] for hit in hits[:2]]
    assert client.get("/api/search", params={"q": "x", "lang": "xx"}).status_code == 400


def test_untouched_cases_are_forgotten() -> None:
    cases = MemoryCases(idle=-1)
    assert cases.get(cases.create("a", "ru").id) is None
    few = MemoryCases(most=2)
    first = few.create("a", "ru")
    few.create("a", "ru")
    few.create("a", "ru")
    assert few.get(first.id) is None


def test_all_in_one_file(client: TestClient, content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aryz.web.ending.find_office", lambda: None)
    path = ROOT / "examples" / "final-pay.yml"
    monkeypatch.setattr(Shared, "today", staticmethod(lambda: str(read_file(path)["today"])))
    program = content.program("inspection-complaint")
    answers = read_answers(program, read_file(path), path, Shared.today(), content.project.interface["ru"], "ru")
    base = begin(client, "inspection-complaint", "uz")
    assert client.get(f"{base}/package").status_code == 404
    where = str(client.get(base).url.path)
    while not where.endswith("/review"):
        typed = form_of(content, "inspection-complaint", where.rpartition("/")[2], answers)
        where = str(client.post(where, data=typed).url.path)
    made = client.get(f"{base}/package")
    assert made.headers["content-disposition"] == 'attachment; filename="inspection-complaint.zip"'
    assert made.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert {"note.uz.txt", "inspection-complaint.kk.docx", "deadlines.ics"} <= set(archive.namelist())


def test_help_is_one_tap_away_on_every_page_and_stands_with_the_advice(content: Content) -> None:
    helplines = content.library.contacts.helplines(content.project)
    app = create_app(content.project, content.programs, helplines=helplines)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=True) as client:
        for address in (
            "/interview?lang=uz",
            "/interview/wage-claim?lang=kk",
            begin(client, language="uz"),
            "/nowhere",
        ):
            page = client.get(address).text
            assert page.index('href="tel:112"') < page.index("<main"), address
        where = str(client.get(begin(client, "hotline-triage")).url.path)
        answers = {"safety.signs": ["locked"], "triage.now": "yes"}
        while not where.endswith("/review"):
            typed = form_of(content, "hotline-triage", where.rpartition("/")[2], answers)
            where = str(client.post(where, data=typed).url.path)
        page = client.get(where).text
        calls = page[page.index('id="contacts"') :]
        assert calls.index('href="tel:102"') < calls.index('href="tel:103"') < calls.index("</section>")
