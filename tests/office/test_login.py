"""From the invitation to the end of all sessions, through the pages; and what must be there to start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import AryzError
from aryz.office import Serving, create_office
from aryz.office.serving import checked_centre
from aryz.office.tokens import TokenFile
from tests.centre.conftest import PASSWORD, office_at
from tests.office.conftest import House, Seat


def invite(house: House, name: str, role: str = "consultant") -> str:
    page = house.grave(house.seat("admin"), "/people/add", name=name, title=name.title(), role=role)
    found = re.search(r'<code class="long">([A-Z0-9-]+)</code>', page.text)
    assert found is not None
    return found[1]


def enrol(house: House, seat: Seat, name: str, code: str) -> str:
    """Through the two pages of the first login; gives a recovery code."""
    page = seat.post("/login/first", data={"name": name, "invitation": code})
    assert "<svg" in page.text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert secret is not None
    house.office.secrets[name] = secret[1].replace(" ", "")
    typed = {"name": name, "invitation": code, "password": PASSWORD, "again": PASSWORD}
    weak = seat.post("/login/first/finish", data={**typed, "password": "short", "again": "short", "code": "1"})
    assert weak.status_code == 422 and "<svg" in weak.text
    differ = seat.post("/login/first/finish", data={**typed, "again": "another", "code": "1"})
    assert differ.status_code == 422
    done = seat.post("/login/first/finish", data={**typed, "code": house.office.code(name)})
    codes = re.findall(r"<code>([A-Z0-9-]+)</code>", done.text)
    assert len(codes) == 10
    return str(codes[0])


def test_from_the_invitation_to_the_first_case(house: House) -> None:
    code, seat = invite(house, "dana"), house.seat()
    spare = enrol(house, seat, "dana", code)
    assert seat.post("/login/first", data={"name": "dana", "invitation": code}).status_code == 401  # once only
    entered = house.login(seat, "dana")
    assert entered.url.path == "/cases"
    other = house.seat()
    spared = other.post("/login", data={"name": "Dana ", "password": PASSWORD, "code": spare})
    assert spared.url.path == "/notices" and "Осталось: 9" in spared.text
    assert house.begin(other)


def test_wrong_tries_wait_here_and_lock_nobody_elsewhere(house: House) -> None:
    code = invite(house, "erlan")
    enrol(house, house.seat(), "erlan", code)
    thief = house.seat()
    wrong = {"name": "erlan", "password": "wrong wrong wrong", "code": "000000"}
    answers = [thief.post("/login", data=wrong) for _ in range(8)]
    assert answers[0].status_code == 401 and answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "erlan" in answers[0].text and "wrong wrong" not in answers[0].text
    elsewhere = Seat(house.app, base_url="http://127.0.0.1", follow_redirects=True, client=("203.0.113.7", 1))
    assert house.login(elsewhere, "erlan").status_code == 200 and "erlan" in elsewhere.get("/account").text


def test_leaving_at_once_ends_the_session_and_wipes(house: House) -> None:
    seat = house.seat("aigul")
    case, cookie = house.begin(seat), seat.cookies["aryz"]
    marks = seat.marks(f"/cases/{case}")
    left = seat.post("/leave", data={**marks, "leave": "1"}, follow_redirects=False)
    assert left.status_code == 303 and "kazhydromet" in left.headers["location"]
    assert '"cookies"' in left.headers["clear-site-data"] and '"cache"' in left.headers["clear-site-data"]
    assert "aryz" not in seat.cookies
    seat.cookies.set("aryz", cookie)
    assert seat.get(f"/cases/{case}").url.path == "/login"
    again = house.seat("aigul")
    assert again.get(f"/cases/{case}").status_code == 200  # what was saved is there


def test_all_sessions_end_by_one_word(house: House) -> None:
    here, there = house.seat("bota"), house.seat("bota")
    assert "/account/end" in here.get("/account").text
    here.fill("/account/end-all")
    assert here.get("/cases").url.path == there.get("/cases").url.path == "/login"


def test_one_session_ends_and_this_one_goes_on(house: House) -> None:
    here, there = house.seat("saule"), house.seat("saule")
    ids = re.findall(r'name="session" value="(\w+)"', there.get("/account").text)
    mine = re.search(r'<strong>Это здесь.*?name="session" value="(\w+)"', here.get("/account").text, re.DOTALL)
    assert mine is not None and len(ids) >= 2
    for one in ids:
        if one != mine[1]:
            here.fill("/account/end", session=one)
    assert there.get("/account").url.path == "/login" and here.get("/account").url.path == "/account"
    assert here.fill("/account/end", session="").status_code == 422


def test_left_alone_one_has_to_log_in_again(house: House) -> None:
    seat = house.seat("aigul")
    house.office.clock.go(31 * 60)
    assert seat.get("/cases").url.path == "/login"
    assert seat.post("/cases/x/note", data={"text": "x"}).status_code == 401


def test_a_new_password_and_new_recovery_codes(house: House) -> None:
    enrol(house, house.seat(), "farid", invite(house, "farid"))
    seat = house.seat("farid")
    wrong = seat.fill(
        "/account/password", password="not it", new="eight brave quiet horses", again="eight brave quiet horses"
    )
    assert wrong.status_code == 422
    assert len(re.findall("<li><code>", seat.fill("/account/recovery", password=PASSWORD).text)) == 10
    new = "eight brave quiet horses"
    seat.fill("/account/password", password=PASSWORD, new=new, again=new)
    assert seat.get("/cases").url.path == "/login"
    code = house.office.code("farid")
    told = seat.post("/login", data={"name": "farid", "password": new, "code": code})
    assert told.url.path == "/notices" and "Пароль сменён" in told.text and "Запасные коды заменены" in told.text


def test_a_disabled_person_is_out_at_once_and_nobody_disables_himself(house: House) -> None:
    enrol(house, house.seat(), "gulya", invite(house, "gulya"))
    seat, admin = house.seat("gulya"), house.seat("admin")
    assert admin.fill("/people/disable", name="gulya").status_code == 422, "without a fresh code"
    assert seat.get("/cases").url.path == "/cases"
    house.grave(admin, "/people/disable", name="gulya")
    assert seat.get("/cases").url.path == "/login"
    assert house.login(seat, "gulya").status_code == 401
    for action in ("disable", "reset"):
        assert admin.fill(f"/people/{action}", name="Admin").status_code == 422
    assert house.grave(admin, "/people/reset", name="nobody").status_code == 422
    assert admin.get("/people").status_code == 200


def test_the_server_does_not_start_without_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARYZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("ARYZ_DATA", str(tmp_path))
    monkeypatch.delenv("ARYZ_KEY_FILE", raising=False)
    monkeypatch.delenv("ARYZ_KEY_PASSPHRASE", raising=False)
    with pytest.raises(AryzError, match="aryz db upgrade"):
        checked_centre()
    office = office_at(f"sqlite:///{tmp_path / 'centre.sqlite'}", tmp_path)
    with pytest.raises(AryzError, match="ARYZ_KEY_FILE"):
        checked_centre()
    monkeypatch.setenv("ARYZ_KEY_FILE", str(office.key_file))
    with pytest.raises(AryzError, match="administrator"):
        checked_centre()
    office.centre.people.invite("root", "Root", "administrator")
    checked_centre().close()
    with office.centre.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(AryzError, match=r"upgrade|newer"):
        checked_centre()


def test_the_api_asks_for_a_token_with_the_scope(house: House, content: Content, tmp_path: Path) -> None:
    kept = TokenFile(tmp_path / "tokens")
    token = kept.add("bot", ["calc"])
    assert token not in (tmp_path / "tokens").read_text()
    app = create_office(content, house.office.centre, hosts=["office.example.kz"], secure=True, tokens=kept)
    seat = Seat(app, base_url="https://office.example.kz")
    bearer = {"authorization": f"Bearer {token}"}
    assert seat.get("/api/search?q=x").status_code == 401
    assert seat.get("/api/search?q=x", headers=bearer).status_code == 403
    assert seat.get("/api/calculators", headers=bearer).status_code not in {401, 403}
    kept.drop("bot")
    assert seat.get("/api/search?q=x", headers=bearer).status_code == 401
    for name, scopes in (("bot", []), ("bot", ["all"]), ("../x", ["calc"])):
        with pytest.raises(AryzError):
            kept.add(name, scopes)


def test_what_it_listens_to_is_said_or_refused() -> None:
    with pytest.raises(AryzError, match="ARYZ_HOSTS"):
        Serving.of("0.0.0.0", 8000, 1, {})
    for wrong in ({"ARYZ_HOSTS": "*"}, {"ARYZ_HOSTS": "*.kz"}, {"ARYZ_HOSTS": "a.kz", "ARYZ_PROXY": "*"}):
        with pytest.raises(AryzError):
            Serving.of("0.0.0.0", 8000, 1, wrong)
    given = Serving.of("0.0.0.0", 8000, 2, {"ARYZ_HOSTS": "office.example.kz", "ARYZ_PROXY": "10.0.0.2"})
    assert given.secure and "office.example.kz" in given.hosts
    assert not Serving.of("127.0.0.1", 8000, 1, {}).secure
    assert Serving.of("127.0.0.1", 8000, 1, {"ARYZ_PROXY": "127.0.0.1"}).secure
