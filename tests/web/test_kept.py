"""Cases in files under a passphrase, in the local web app."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.interviews.cases import parse
from aryz.interviews.declined import proposals
from aryz.interviews.saved import saved
from aryz.sealed import new_key, seal, unseal
from aryz.web import create_app
from tests.conftest import ROOT
from tests.twin.dice import own_cases
from tests.web.test_app import begin

WORDS = "four words put together"


@pytest.fixture
def client(content: Content) -> Iterator[TestClient]:
    app = create_app(content.project, content.programs)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=True) as made:
        yield made


def brought(client: TestClient, data: bytes, phrase: str, language: str = "ru", of: str = "wage-claim") -> str:
    page = client.post(
        f"/interview/{of}", data={"lang": language, "phrase": phrase}, files={"file": ("agat.aryz", data)}
    )
    return unescape(page.text) if page.status_code == 422 else str(page.url.path)


def test_a_case_is_given_out_sealed_and_goes_on(client: TestClient) -> None:
    base = begin(client, language="uz")
    client.post(f"{base}/q/pay-day", data={"wages.pay_day": "5", "action": "next"})
    client.post(f"{base}/q/employer", data={"employer.name": "TOO", "action": "to:review"})  # a draft
    assert f'href="{base}/keep"' in client.get(f"{base}/q/employer").text
    assert 'name="again"' in client.get(f"{base}/keep").text
    file = client.post(f"{base}/keep", data={"phrase": WORDS, "again": WORDS})
    assert file.headers["content-disposition"].endswith('.aryz"') and "wage" not in file.headers["content-disposition"]
    text, _ = unseal(file.content, WORDS)
    case = json.loads(text)
    assert case["answers"]["wages.pay_day"]["value"] == 5 and case["language"] == "uz"
    where = brought(client, file.content, WORDS)
    assert where.endswith("/q/employer")
    assert 'value="TOO"' in client.get(where).text
    assert 'value="5"' in client.get(f"{where.rpartition('/q/')[0]}/q/pay-day").text


def test_an_uzbek_page_marks_russian_words_and_tells_buttons_apart(client: TestClient, content: Content) -> None:
    program = content.programs["passport-return"]
    today, own = next(own_cases(program, ROOT, content.project.interface))
    answers = {**own, "worker.name": {"surname": "Кравец", "given": "Саша", "patronymic": "Ильич"}}
    turn = program.evaluate(answers, today, "uz")
    forms = [form.words for form in proposals(turn, "worker.name", answers["worker.name"])]
    data = seal(saved(program, answers, "uz"), new_key(WORDS))
    review = brought(client, data, WORDS, "uz", "passport-return")
    page = client.get(review).text
    assert '<html lang="uz"' in page and forms and all(f'<span lang="ru">{words}</span>' in page for words in forms)
    links = re.findall(r'<a class="[a-z]+ button" href="[^"]*/paper/[^"]*"[^>]*>(.*?)</a>', page)
    said = [re.sub("<[^>]*>", "", link) for link in links]
    assert len(said) == len(set(said)) > 1 and all(word.startswith(("Word — ", "PDF — ", "TXT — ")) for word in said)
    police = client.get(f"{review.rpartition('/')[0]}/q/police").text
    assert '<span lang="kk">Примерск ауданының полиция бөлімі</span>' in police


@pytest.mark.parametrize("language", ["ru", "kk", "uz", "en"])
def test_what_does_not_open_is_said(client: TestClient, content: Content, language: str) -> None:
    texts, program = content.project.interface[language], content.programs["wage-claim"]
    whole = seal(saved(program, {"wages.pay_day": 5}, "ru"), new_key(WORDS))
    tried = [
        ("sealed.needed", whole, ""),
        ("sealed.passphrase", whole, "other words than those"),
        ("sealed.cut", whole[:-1], WORDS),
        ("sealed.newer", whole[:8] + b"\2" + whole[9:], WORDS),
        ("web.upload.wrong", seal('{"interview": "other", "format": 2, "answers": {}}', new_key(WORDS)), WORDS),
    ]
    for key, data, phrase in tried:
        assert texts[key] in brought(client, data, phrase, language)


def test_a_passphrase_that_will_not_do_is_refused_and_nothing_lost(client: TestClient, content: Content) -> None:
    texts = content.project.interface["ru"]
    base = begin(client)
    client.post(f"{base}/q/pay-day", data={"wages.pay_day": "5", "action": "next"})
    for one, again, key in (("short", "short", "sealed.weak"), (WORDS, "another one of them", "sealed.differ")):
        page = client.post(f"{base}/keep", data={"phrase": one, "again": again})
        assert page.status_code == 422 and texts[key] in page.text
        assert one not in page.text
    assert parse(client.get(f"{base}/save").text, content.project.root)["answers"]["wages.pay_day"]["value"] == 5
