"""A case from consent to erasure; two tabs, two people; what a client may ask for."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html import unescape

import pytest
import sqlalchemy as sa

from aryz.content import Content
from aryz.interviews.saved import saved
from aryz.project import tag_of
from aryz.sealed import new_key, seal, unseal
from tests.office.conftest import House, Seat, marks_of, pdf, walk

TALK = "/interview/hotline-triage/{}/q/trouble"
WAGES, FIRED = {"triage.trouble": "wages"}, {"triage.trouble": "fired"}


def answer(seat: Seat, case: str, question: str = "trouble", **typed: object) -> None:
    where = f"/interview/hotline-triage/{case}/q/{question}"
    page = seat.fill(where, where, action="next", **typed)
    assert page.status_code == 200, page.text


def said(seat: Seat, case: str) -> str:
    """All answers of a case, as the latest version shows them."""
    newest = re.findall(rf"/cases/{case}/version/(\d+)", seat.get(f"/cases/{case}").text)[0]
    return unescape(seat.get(f"/cases/{case}/version/{newest}").text)


def test_begun_on_a_phone_and_finished_in_the_office(house: House, aigul: Seat, lena: Seat, content: Content) -> None:
    case = house.begin(aigul, client="uz")
    page = aigul.get(f"/interview/hotline-triage/{case}")
    assert '<html lang="uz" ' in page.text  # asked in the client's language
    assert '<html lang="ru" ' in aigul.get(f"/cases/{case}").text  # worked on in one's own
    answer(aigul, case, str(page.url).rpartition("/")[2], **{"safety.signs": "none"})
    answer(aigul, case, **WAGES)
    aigul.fill(f"/cases/{case}/unlock")
    lena_page = lena.get(f"/interview/hotline-triage/{case}")
    assert lena_page.status_code == 200 and "/q/" in str(lena_page.url)
    answer(lena, case, **FIRED)
    assert len(re.findall(rf"/cases/{case}/version/\d+", aigul.get(f"/cases/{case}").text)) == 4


def test_nothing_is_kept_before_the_client_agrees(house: House, aigul: Seat) -> None:
    rows = aigul.get("/cases").text.count("/cases/")
    where = "/cases/new/wage-claim"
    page = aigul.fill(where, where, client="ru", text="2026-11", **{"from": ""})
    assert page.status_code == 422
    assert aigul.get("/cases").text.count("/cases/") == rows


@pytest.mark.parametrize("client", ["ru", "kk", "uz-cyrl", "en"])
def test_the_consent_is_read_in_the_clients_language_and_noted_with_its_version(
    house: House, aigul: Seat, content: Content, client: str
) -> None:
    text = aigul.get(f"/cases/new/hotline-triage?client={client}").text
    assert f'lang="{tag_of(client)}"><p>' in text and "2026-11" in text
    case = house.begin(aigul, client=client)
    page = unescape(aigul.get(f"/cases/{case}").text)
    language = content.project.spoken[client].name
    assert f"Согласие с текстом 2026-11 ({language}), чтение вслух: Aigul" in page


def test_a_consent_taken_back_stops_all_saving(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    answer(aigul, case, **WAGES)
    before = said(aigul, case)
    aigul.fill(f"/cases/{case}/consent", given="no")
    where = TALK.format(case)
    assert aigul.fill(where, where, action="next", **FIRED).status_code == 403
    assert aigul.fill(f"/cases/{case}/version/1").status_code == 403
    assert aigul.fill(f"/cases/{case}/note", text="of the client").status_code == 403
    paper = {"file": ("a.pdf", pdf(), "application/pdf")}
    assert aigul.post(f"/cases/{case}/upload", data=aigul.marks("/account"), files=paper).status_code == 403
    assert not house.office.centre.papers.notes(house.office.centre.people.find("aigul"), case)
    assert said(aigul, case) == before or "пволили" not in said(aigul, case)
    aigul.fill(f"/cases/{case}/consent", given="yes")
    answer(aigul, case, **FIRED)


def test_in_two_tabs_the_second_is_told_and_both_are_kept(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    where = TALK.format(case)
    first, second = aigul.get(where), aigul.get(where)
    assert aigul.post(where, data={**marks_of(first), **WAGES, "action": "next"}).status_code == 200
    told = aigul.post(where, data={**marks_of(second), **FIRED, "action": "next"})
    assert told.status_code == 409
    page = unescape(told.text)
    stands, mine = page.split("Сейчас в деле")[1].split("Ввели вы")
    assert "не платят" in stands and "волили" not in stands
    assert "волили" in mine.partition("</section>")[0]
    # and now mine, from the page that told
    forms = page.split("<form")
    replay = next(one for one in forms if f'action="{where}"' in one)
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', replay))
    assert aigul.post(where, data=hidden).status_code == 200
    assert "волили" in said(aigul, case)
    aside = re.search(rf"/cases/{case}/aside/\w+", aigul.get(f"/cases/{case}").text)
    assert aside is not None
    assert "волили" in aigul.get(aside[0]).text


def test_what_is_typed_is_kept_as_a_draft_and_sent_again_changes_nothing(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    where = TALK.format(case)
    marks = aigul.marks(where)
    draft = {**marks, **WAGES, "action": "draft"}
    first, again = aigul.post(where, data=draft), aigul.post(where, data=draft)
    assert first.json()["version"] == again.json()["version"] == 2
    assert re.search(r'value="wages" checked', aigul.get(where).text)
    marks["version"], marks["request"] = "2", first.json()["request"]
    assert aigul.post(where, data={**marks, **WAGES, "action": "next"}).status_code == 200


def test_while_one_edits_the_other_may_look_and_take_over_by_word(house: House, aigul: Seat, lena: Seat) -> None:
    case = house.begin(aigul)
    where = TALK.format(case)
    aigul.get(where)
    told = lena.get(where)
    assert told.status_code == 409 and "Aigul" in told.text
    assert lena.get(f"/cases/{case}").status_code == 200
    look = re.search(rf"/cases/{case}/version/\d+", told.text)
    assert look is not None and lena.get(look[0]).status_code == 200
    taken = lena.fill(f"/cases/{case}/lock", f"/cases/{case}", take_over="yes")
    assert taken.status_code == 200
    answer(lena, case, **WAGES)
    late = aigul.post(where, data={**aigul.marks(f"/cases/{case}"), **FIRED, "action": "next"})
    assert late.status_code == 409 and "Lena" in late.text
    replay = next(one for one in late.text.split("<form") if f'action="{where}"' in one)
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', replay))
    assert hidden["take_over"] == "yes"
    assert aigul.post(where, data=hidden).status_code == 200
    assert "волили" in said(aigul, case)
    log = lena.get("/log").text
    assert "дело взято на себя" in unescape(log)


def test_an_older_version_comes_back_as_the_newest(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    answer(aigul, case, **WAGES)
    answer(aigul, case, **FIRED)
    assert aigul.fill(f"/cases/{case}/version/2", f"/cases/{case}/version/2").status_code == 200
    assert "волили" not in said(aigul, case) and "/version/4" in aigul.get(f"/cases/{case}").text


def test_handed_over_it_is_seen_by_the_colleague_only(house: House, aigul: Seat, bota: Seat) -> None:
    case = house.begin(aigul)
    to = re.search(r'<option value="(\w+)">Bota', aigul.get(f"/cases/{case}").text)
    assert to is not None
    aigul.fill(f"/cases/{case}/hand-over", to=to[1])
    assert aigul.get(f"/cases/{case}").status_code == 404
    assert bota.get(f"/cases/{case}").status_code == 200


def test_a_paper_goes_in_and_comes_out_under_no_name(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    marks = aigul.marks(f"/cases/{case}")
    files = {"file": ("паспорт Иванова.pdf", pdf(), "application/pdf")}
    page = aigul.post(f"/cases/{case}/upload", data=marks, files=files)
    where = re.search(rf'href="(/cases/{case}/upload/\w+)"', page.text)
    assert where is not None
    back = aigul.get(where[1])
    assert back.content == pdf()
    assert back.headers["content-disposition"].startswith("attachment") and "sandbox" in back.headers[
        "content-security-policy"]  # fmt: skip
    assert "Иванов" not in back.headers["content-disposition"]


def test_the_client_gets_a_copy_and_is_forgotten_by_word(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    answer(aigul, case, **WAGES)
    aigul.fill(f"/cases/{case}/note", text="перезвонить вечером")
    copy = house.grave(aigul, f"/cases/{case}/export")
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        told = json.loads(archive.read("case.json"))
    assert told["notes"][0]["text"] == "перезвонить вечером"
    assert told["versions"][-1]["answers"]["triage.trouble"] == ["wages"]
    assert aigul.fill(f"/cases/{case}/erase", code="not-this-1").status_code == 422
    assert aigul.get(f"/cases/{case}").status_code == 200
    assert house.grave(aigul, f"/cases/{case}/erase", code=f" {told['code'].upper()} ").status_code == 200
    assert aigul.get(f"/cases/{case}").status_code == 404


def test_state_day_and_list(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    code = re.search(r"<h1>([^<]+)</h1>", aigul.get(f"/cases/{case}").text)
    assert code is not None
    assert aigul.fill(f"/cases/{case}/state", state="filed").status_code == 200
    found = aigul.get("/cases", params={"code": code[1][:9], "state": "filed"}).text
    assert f'href="/cases/{case}"' in found and "подано" in found
    assert f'href="/cases/{case}"' not in aigul.get("/cases?state=closed").text
    assert aigul.fill(f"/cases/{case}/keep", day="2026-01-01").status_code == 422
    assert aigul.fill(f"/cases/{case}/keep", day="2027-03-01").status_code == 200
    assert "01.03.2027" in aigul.get(f"/cases/{case}").text


def test_days_of_the_answers_are_in_the_list_and_in_the_telephone(house: House, aigul: Seat, content: Content) -> None:
    case = walk(house, aigul, content, "dismissal")
    listed = aigul.get("/deadlines").text
    day = re.search(rf"/cases/{case}.*?Срок: (\d\d\.\d\d\.\d{{4}})", listed, re.DOTALL)
    assert day is not None
    page = aigul.fill("/deadlines/feed", "/deadlines")
    address = re.search(r"/feed/[\w-]+\.ics", page.text)
    assert address is not None
    stranger = house.seat()
    calendar = stranger.get(address[0])
    assert calendar.status_code == 200 and calendar.text.startswith("BEGIN:VCALENDAR")
    assert "".join(reversed(day[1].split("."))) in calendar.text
    paper = aigul.get(f"/interview/dismissal-claim/{case}/paper/dismissal-claim.ru.docx")
    assert paper.content.startswith(b"PK")
    assert case not in stranger.get("/cases").text
    aigul.fill("/deadlines/feed", "/deadlines", action="stop")
    assert stranger.get(address[0]).status_code == 404


def test_a_clients_file_begins_a_case_and_goes_with_the_client_again(
    house: House, aigul: Seat, content: Content
) -> None:
    words, program = "four words put together", content.programs["hotline-triage"]
    brought = seal(saved(program, {"triage.trouble": "wages"}, "uz"), new_key(words))
    where = "/cases/new/hotline-triage"
    sent = {"client": "uz", "text": "2026-11", "agree": "yes", "from": "", "phrase": "other words than those"}
    page = aigul.post(where, data={**aigul.marks(where), **sent}, files={"file": ("agat.aryz", brought)})
    assert page.status_code == 422 and content.project.interface["ru"]["sealed.passphrase"] in unescape(page.text)
    page = aigul.post(
        where, data={**aigul.marks(where), **sent, "phrase": words}, files={"file": ("agat.aryz", brought)}
    )
    case = str(page.url.path).split("/")[3]
    assert aigul.get(f"/interview/hotline-triage/{case}/q/trouble").text.count("checked") == 1

    page = aigul.fill(f"/cases/{case}/file", f"/cases/{case}", phrase="short", again="short")
    assert page.status_code == 422 and content.project.interface["ru"]["sealed.weak"] in unescape(page.text)
    page = aigul.fill(f"/cases/{case}/file", f"/cases/{case}", phrase=words, again=words, proof="000000")
    assert page.status_code == 422 and "content-disposition" not in page.headers
    page = house.grave(aigul, f"/cases/{case}/file", f"/cases/{case}", phrase=words, again=words)
    assert page.headers["content-disposition"].endswith('.aryz"')
    assert json.loads(unseal(page.content, words)[0])["answers"]["triage.trouble"]["value"] == ["wages"]
    assert "сделана копия для клиента" in house.seat("lena").get("/log").text


def test_a_file_without_the_clients_consent_begins_nothing(house: House, aigul: Seat, content: Content) -> None:
    rows = aigul.get("/cases").text.count("/cases/")
    data = saved(content.programs["hotline-triage"], {}, "ru").encode()
    where = "/cases/new/hotline-triage"
    page = aigul.post(
        where,
        data={**aigul.marks(where), "client": "ru", "text": "2026-11", "from": ""},
        files={"file": ("case.json", data)},
    )
    assert page.status_code == 422
    assert aigul.get("/cases").text.count("/cases/") == rows


def test_a_turn_asks_the_database_few_questions(house: House, aigul: Seat) -> None:
    """Session, case and consent once for each page, and what a save changes: on a busy server each counts."""
    page = aigul.get(f"/interview/hotline-triage/{house.begin(aigul)}/q/trouble")
    asked: list[str] = []
    engine = house.office.centre.database.engine

    @sa.event.listens_for(engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    try:
        data = {**marks_of(page), "triage.trouble": "other", "action": "next"}
        assert aigul.post(page.url.path, data=data).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
    read = [one for one in asked if one.startswith("SELECT")]
    changed = [one for one in asked if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (len(read), len(changed)) == (6, 6), asked
