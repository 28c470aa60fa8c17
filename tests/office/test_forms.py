"""Forms that are forged, sent again, too large or too slow; sessions that somebody planted."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from aryz.centre.filetypes import LARGEST
from aryz.content import Content
from aryz.office import create_office
from tests.office.conftest import House, Seat, marks_of, pdf


def test_a_form_without_the_mark_of_the_session_does_nothing(house: House, aigul: Seat, bota: Seat) -> None:
    case = house.begin(aigul)
    right = aigul.marks(f"/cases/{case}")
    for wrong in ({}, {"form": ""}, {"form": bota.marks("/account")["form"]}, {"form": right["form"][:-1]}):
        data = {**right, "text": "forged", **wrong}
        if not wrong:
            del data["form"]
        assert aigul.post(f"/cases/{case}/note", data=data).status_code == 403
    assert "forged" not in aigul.get(f"/cases/{case}").text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_a_form_from_another_site_is_refused_whatever_it_carries(
    house: House, aigul: Seat, headers: dict[str, str]
) -> None:
    case = house.begin(aigul)
    marks = aigul.marks(f"/cases/{case}")
    assert aigul.post(f"/cases/{case}/note", data={**marks, "text": "x"}, headers=headers).status_code == 403
    seat = house.seat()
    assert seat.post("/login", data={"name": "aigul"}, headers=headers).status_code == 403  # login as another, too


def test_the_same_form_sent_twice_is_done_once_and_with_other_words_is_another(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    marks = aigul.marks(f"/cases/{case}")
    for _ in range(2):
        assert aigul.post(f"/cases/{case}/note", data={**marks, "text": "came once"}).status_code == 200
    page = aigul.post(f"/cases/{case}/note", data={**marks, "text": "typed after going back"})
    assert page.text.count("came once") == 1
    assert page.text.count("typed after going back") == 1


def test_an_old_form_of_a_session_that_ended_does_nothing(house: House) -> None:
    seat = house.seat("aigul")
    case = house.begin(seat)
    marks = seat.marks(f"/cases/{case}")
    cookie = seat.cookies["aryz"]
    seat.post("/logout", data=marks)
    replayed = house.seat()
    replayed.cookies.set("aryz", cookie)
    assert replayed.post(f"/cases/{case}/note", data={**marks, "text": "too late"}).status_code == 401
    house.login(replayed, "aigul")
    assert replayed.post(f"/cases/{case}/note", data={**marks, "text": "too late"}).status_code == 403
    assert "too late" not in replayed.get(f"/cases/{case}").text


def test_a_session_that_was_planted_is_not_the_one_that_logs_in(house: House) -> None:
    thief, victim = house.seat("bota"), house.seat()
    planted = thief.cookies["aryz"]
    victim.cookies.set("aryz", planted)
    typed = {"name": "aigul", "password": "three calm green camels", "code": house.office.code("aigul")}
    answer = victim.post("/login", data=typed, follow_redirects=False)
    fresh = answer.cookies["aryz"]
    assert fresh != planted
    assert thief.get("/account").url.path == "/login"  # the planted one is over


def test_the_cookie_is_closed_to_scripts_and_other_sites(house: House) -> None:
    seat = house.seat()
    seat.follow_redirects = False
    set_cookie = house.login(seat, "aigul").headers["set-cookie"].casefold()
    assert "httponly" in set_cookie and "samesite=strict" in set_cookie and "path=/" in set_cookie
    assert "max-age" not in set_cookie and "domain" not in set_cookie


def test_over_https_the_cookie_is_bound_to_the_host(house: House, content: Content) -> None:
    app = create_office(content, house.office.centre, hosts=["office.example.kz"], secure=True)
    seat = Seat(app, base_url="https://office.example.kz", follow_redirects=False)
    set_cookie = house.login(seat, "aigul").headers["set-cookie"]
    assert set_cookie.startswith("__Host-aryz=") and "Secure" in set_cookie and "Path=/" in set_cookie


def test_large_bodies_are_refused_before_they_are_read(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    marks = aigul.marks(f"/cases/{case}")
    assert aigul.post(f"/cases/{case}/note", data={**marks, "text": "x" * 1_000_001}).status_code == 413
    for more, status in ((LARGEST, 422), (LARGEST + 200_000, 413)):  # the first is read, and said beside the case
        files = {"file": ("a.pdf", pdf() + b" " * more, "application/pdf")}
        assert aigul.post(f"/cases/{case}/upload", data=marks, files=files).status_code == status
    chunked = aigul.post(f"/cases/{case}/note", content=iter([b"text=x"]))
    assert chunked.status_code == 413


def test_a_body_that_does_not_come_to_its_end_is_let_go(house: House, content: Content) -> None:
    app = create_office(content, house.office.centre, body_within=0.5)
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.2)
        return {"type": "http.request", "body": b"n", "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-length", b"1000"),
               (b"content-type", b"application/x-www-form-urlencoded")]  # fmt: skip
    scope = {"type": "http", "method": "POST", "path": "/login", "raw_path": b"/login", "query_string": b"",
             "headers": headers, "client": ("10.0.0.1", 1), "server": ("127.0.0.1", 80), "scheme": "http",
             "root_path": "", "http_version": "1.1"}  # fmt: skip

    async def tried() -> None:
        await asyncio.wait_for(app(scope, receive, send), 60)

    with ThreadPoolExecutor(1) as beside:  # in the tests' own thread the browser's loop may run
        beside.submit(asyncio.run, tried()).result()
    assert said[0]["status"] == 408


def test_each_form_of_each_page_carries_the_mark(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    lena, admin = house.seat("lena"), house.seat("admin")
    pages = [(aigul, path) for path in ("/cases/new/wage-claim", f"/cases/{case}", "/deadlines", "/account",
             f"/interview/hotline-triage/{case}/q/signs", f"/cases/{case}/version/1")]  # fmt: skip
    for seat, path in [*pages, (lena, "/log"), (admin, "/people")]:
        text = seat.get(path).text
        forms = [part.partition("</form>")[0] for part in text.split('method="post"')[1:]]
        mark = f'name="form" value="{marks_of(seat.get(path))["form"]}"'
        assert forms and all(mark in one for one in forms), path
