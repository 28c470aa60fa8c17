"""Two server processes on one PostgreSQL: a case is begun on one and finished on the other."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.centre.conftest import PASSWORD, Office, office_at
from tests.centre.conftest import postgres as postgres
from tests.centre.postgres import Postgres
from tests.office.conftest import marks_of
from tests.office.servers import Server


@pytest.fixture
def servers(postgres: Postgres, tmp_path: Path) -> Iterator[tuple[Office, list[str]]]:
    """An office with a consultant, and the addresses of two processes that serve it."""
    url = postgres.create("two_servers")
    office = office_at(url, tmp_path)
    office.clock.wall = int(time.time()) - 120  # the servers have the clock of this computer
    office.person("aigul")
    running = [Server(url, office.key_file), Server(url, office.key_file)]
    try:
        for one in running:
            one.wait()
        yield office, [one.address for one in running]
    finally:
        for one in running:
            one.stop()
        office.centre.close()


def test_begun_on_one_server_and_finished_on_the_other(servers: tuple[Office, list[str]]) -> None:
    office, (here, there) = servers
    with httpx.Client(follow_redirects=True, timeout=30) as seat:
        office.clock.wall = int(time.time()) - 30
        login = {"name": "aigul", "password": PASSWORD, "code": office.code("aigul")}
        assert (
            seat.post(f"{here}/login", data=login).url.path == "/cases"
        )  # cookies know no ports: one session for both
        consent = f"{here}/cases/new/hotline-triage"
        agreed = {"client": "uz", "text": "2026-11", "agree": "yes", "from": "", **marks_of(seat.get(consent))}
        page = seat.post(consent, data=agreed)
        assert page.status_code == 200
        case = page.url.path.split("/")[3]
        typed = {"safety.signs": "none", "action": "next"}
        page = seat.post(
            f"{there}{page.url.path}", data={**marks_of(page), **typed}
        )  # the page of one, sent to the other
        assert page.status_code == 200 and str(page.url).startswith(there)
        page = seat.post(f"{here}{page.url.path}", data={**marks_of(page), "triage.trouble": "other", "action": "next"})
        for _ in range(12):
            if page.url.path.endswith("/review"):
                break
            names = dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]+)"', page.text))
            where = there if str(page.url).startswith(here) else here
            page = seat.post(f"{where}{page.url.path}", data={**marks_of(page), **names, "action": "next"})
            assert page.status_code == 200, page.text
        assert page.url.path == f"/interview/hotline-triage/{case}/review"
        shown = seat.get(f"{there}/cases/{case}").text
        assert len(re.findall(rf"/cases/{case}/version/\d+", shown)) >= 3
        seat.post(f"{there}/logout", data=marks_of(seat.get(f"{there}/account")))
        assert seat.get(f"{here}/cases").url.path == "/login"
