"""Fresh codes before grave steps, notices, another telephone, a lawyer's word, what administrators are warned of."""

from __future__ import annotations

import re

import pyotp
import pytest

from aryz.office.browsers import kind_of_browser
from tests.centre.conftest import PASSWORD
from tests.office.conftest import House, Seat
from tests.office.test_login import enrol, invite


def log_of(house: House) -> list[tuple[str, str]]:
    return [(row.who, row.what) for row in house.office.centre.audit.rows()]


def test_a_copy_and_an_erasure_ask_for_a_fresh_code(house: House, aigul: Seat) -> None:
    case = house.begin(aigul)
    code = house.office.centre.cases.row(house.office.centre.people.find("aigul"), case).code
    for proof in ({}, {"proof": ""}, {"proof": "000000"}):
        refused = aigul.fill(f"/cases/{case}/export", **proof)
        assert refused.status_code == 422 and "zip" not in refused.headers["content-type"]
        assert "уже использован" in refused.text
    assert aigul.fill(f"/cases/{case}/erase", code=code).status_code == 422
    copied = house.grave(aigul, f"/cases/{case}/export")
    assert copied.headers["content-type"] == "application/zip"
    assert "уже использован" in aigul.fill(f"/cases/{case}/export", proof=house.office.code("bota")).text
    assert house.grave(aigul, f"/cases/{case}/erase", code=code).status_code == 200


def test_users_are_invited_and_reset_with_a_fresh_code_only(house: House) -> None:
    admin = house.seat("admin")
    page = admin.fill("/people/add", name="hana", title="Hana, Taraz", role="statistics", proof="000000")
    assert page.status_code == 422 and 'value="Hana, Taraz"' in page.text  # what was typed stays
    assert re.search(r'value="statistics" checked', page.text)
    assert "hana" not in {one.name for one in house.office.centre.people.everyone()}
    assert admin.fill("/people/reset", name="saule").status_code == 422
    assert house.office.centre.people.find("saule").ready


def test_what_happened_is_told_at_the_next_login_and_kept_until_it_is_read(house: House) -> None:
    enrol(house, house.seat(), "indira", invite(house, "indira"))
    first = house.seat("indira")
    assert first.get("/office").url.path == "/cases"
    new = Seat(house.app, base_url="http://127.0.0.1", follow_redirects=True, client=("203.0.113.7", 1),
               headers={"accept-language": "uz", "user-agent": "Mozilla/5.0 (Android 14) Firefox/140.0"})  # fmt: skip
    told = house.login(new, "indira")
    assert told.url.path == "/notices" and "Firefox, Android, 203.0.113.0/24" in told.text
    assert "Yangi brauzerdan" in told.text
    again = house.seat("indira")
    shown = again.get("/office")
    assert shown.url.path == "/notices" and "Вход с нового браузера" in shown.text
    ids = re.search(r'name="read" value="([0-9a-f,]+)"', shown.text)
    assert ids is not None
    assert house.seat("bota").fill("/notices", read=ids[1]).status_code == 200
    assert again.get("/office").url.path == "/notices", "nobody reads them for another"
    assert again.fill("/notices", read=ids[1]).url.path == "/cases"
    assert again.get("/office").url.path == "/cases"
    assert "Нового нет" in again.get("/notices").text


def test_another_telephone_by_a_recovery_code(house: House) -> None:
    spare = enrol(house, house.seat(), "jamila", invite(house, "jamila"))
    seat, elsewhere = house.seat("jamila"), house.seat("jamila")
    wrong = seat.fill("/account/telephone", password="not it", proof=house.office.code("jamila"))
    assert wrong.status_code == 422 and "<svg" not in wrong.text
    asked = seat.fill("/account/telephone", password=PASSWORD, proof=spare)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", asked.text)
    ticket = re.search(r'name="ticket" value="([^"]+)"', asked.text)
    assert secret is not None and ticket is not None
    missed = seat.fill("/account/telephone", ticket=ticket[1], code="000000")
    assert missed.status_code == 422 and secret[1] in missed.text
    house.office.clock.go(30)
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(house.office.clock.wall)
    done = seat.fill("/account/telephone", ticket=ticket[1], code=code)
    assert done.url.path == "/notices" and "другой телефон" in done.text
    assert elsewhere.get("/cases").url.path == "/login"
    assert house.login(house.seat(), "jamila").status_code == 401  # with the old telephone
    assert seat.fill("/account/telephone", ticket="x" * 40, code=code).status_code == 422


def test_a_reset_consultant_sees_cases_after_a_lawyers_word(house: House) -> None:
    enrol(house, house.seat(), "karina", invite(house, "karina"))
    seat = house.seat("karina")
    case, admin, lena = house.begin(seat), house.seat("admin"), house.seat("lena")
    page = house.grave(admin, "/people/reset", name="karina")
    found = re.search(r'<code class="long">([A-Z0-9-]+)</code>', page.text)
    assert found is not None and "ждёт слова юриста" in page.text
    assert seat.get("/cases").url.path == "/login"
    enrol(house, house.seat(), "karina", found[1])
    held = house.seat()
    assert "сброшен (кем: admin)" in house.login(held, "karina").text
    for path in (
        "/cases",
        f"/cases/{case}",
        f"/interview/hotline-triage/{case}/review",
        "/deadlines",
    ):
        assert held.get(path).status_code == 403, path
    assert "Позвоните ему" in held.get("/cases").text
    assert held.get("/vouch").status_code == admin.get("/vouch").status_code == 403
    assert 'href="/vouch">Karina' in lena.get("/cases").text
    assert lena.fill("/vouch", "/vouch", name="karina", proof="000000").status_code == 422
    assert held.get("/cases").status_code == 403
    assert "Никто не ждёт" in house.grave(lena, "/vouch", name="karina").text
    assert held.get(f"/cases/{case}").status_code == 200
    assert "/vouch" not in lena.get("/cases").text


def test_a_page_that_the_role_does_not_open_is_logged_without_what_it_names(house: House, aigul: Seat) -> None:
    case, bota, saule = house.begin(aigul), house.seat("bota"), house.seat("saule")
    for _ in range(2):
        saule.get(f"/cases/{case}?code=secret")
        bota.get(f"/cases/{case}/version/1")
    bota.get("/people")
    rows = log_of(house)  # once an hour each, so other tests may have asked for these pages before
    assert rows.count(("bota", "refused /people")) == rows.count(("saule", "refused /cases/{case}")) == 1
    code = house.office.centre.cases.row(house.office.centre.people.find("aigul"), case).code
    refused = [row.what for row in house.office.centre.audit.rows(code) if row.who == "bota"]
    assert refused == ["refused /cases/{case}/version/{number:int}"]
    assert "нет доступа: /people" in house.seat("lena").get("/log?who=bota").text


def test_administrators_see_what_is_unusual_by_number_only(house: House, aigul: Seat) -> None:
    case, admin = house.begin(aigul), house.seat("admin")
    code = house.office.centre.cases.row(house.office.centre.people.find("aigul"), case).code
    assert code not in admin.get("/people").text
    for _ in range(12):  # within any hour of these six minutes more than five
        house.grave(aigul, f"/cases/{case}/export")
    page = house.seat("admin").get("/people").text
    assert re.search(r"aigul: сделана копия для клиента, раз: \d+", page) and code not in page


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("(Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("<script>", ""),
    ],
)
def test_kinds_of_browsers(said: str, kind: str) -> None:
    assert kind_of_browser(f"Mozilla/5.0 {said}") == kind
