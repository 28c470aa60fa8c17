"""What is wrong is told clearly, in the language asked for, and nothing of it is repeated or kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aryz.api.guard import LARGEST_BODY
from aryz.content import Content
from aryz.web import create_app

SECRET = "Шерзод-Примеров-<script>alert(1)</script>"


def _problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    made: dict[str, Any] = answer.json()
    assert made["status"] == status
    assert made["detail"]
    assert "Traceback" not in answer.text
    return made


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("nothing", 404, "not_found"),
        ("acts/zz", 404, "cite.unknown-act"),
        ("acts/tk/articles/99999", 404, "cite.unknown-article"),
        ("acts/tk/articles/113.99", 404, "cite.unknown-paragraph"),
        ("acts/tk/articles/113?as_of=2015-01-01", 404, "cite.not-in-force"),
        ("acts/tk/articles/113?as_of=2026-02-30", 400, "form"),
        ("acts/tk/articles/113?as_of=99999-01-01", 400, "form"),
        ("acts/tk/articles/113?as-of=2024-01-01", 400, "form"),
        ("acts/..%2f..%2fetc%2fpasswd", 404, "not_found"),
        ("acts/tk/articles/..%5c..%5cpasswd", 400, "form"),
        ("interviews/%2e%2e", 400, "form"),
        ("interviews/no-such-one", 404, "interview"),
        ("search?q=x&lang=xx", 400, "language"),
        ("search?q=x&kind=case", 400, "form"),
        ("search?q=x&limit=-1", 400, "form"),
        (f"search?q={'x' * 1001}", 400, "form"),
        (f"search?q={'x' * 9000}", 414, "large"),
        ("cite?ref=<script>", 422, "cite.form"),
        ("calc/penalty", 405, "method"),
        ("calc/taxes", 404, "not_found"),
    ],
)
def test_reading_is_refused(client: TestClient, address: str, status: int, code: str) -> None:
    assert _problem(client.get(f"/api/{address}"), status)["code"] == code


@pytest.mark.parametrize(
    ("calculator", "values", "status", "field"),
    [
        ("penalty", {"rows": []}, 400, "rows"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": "1"}] * 201}, 400, "rows"),
        ("penalty", {"rows": [{"due": "2026-04-10"}]}, 400, "rows[0].amount"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": 0.1}]}, 400, "rows[0].amount"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": "-5"}]}, 400, "rows[0].amount"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": True}]}, 400, "rows[0].amount"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": 10**30}]}, 400, "rows[0].amount"),
        ("penalty", {"rows": [{"due": "2026-04-10", "amount": "1", "paid": 1, "payments": []}]}, 422, "rows[0]"),
        ("penalty", {"rows": [{"due": "10.04.2026", "amount": "1"}]}, 400, "rows[0].due"),
        ("penalty", {"rows": "many"}, 400, "rows"),
        ("overtime", {"month": "2026-13"}, 400, "month"),
        ("leave", {"first": "2026-01-15", "last": "2026-09-30", "colour": 1}, 400, "colour"),
        ("arrears", {"rows": [{"month": "2026-03", "agreed": 1}], "pay_day": 32}, 400, "pay_day"),
    ],
)
def test_a_wrong_field_is_named(
    client: TestClient, calculator: str, values: dict[str, Any], status: int, field: str
) -> None:
    found = _problem(client.post(f"/api/calc/{calculator}", json=values), status)
    assert field in {one["field"] for one in found["errors"]}


def test_a_name_of_a_field_that_cannot_be_sent_back_is_no_mistake_of_the_program(client: TestClient) -> None:
    body = b'{"rule": "wage-claim", "from": "2026-01-24", "\\ud800' + b"x" * 1000 + b'": 1}'
    found = _problem(client.post("/api/calc/deadline", content=body, headers={"content-type": "application/json"}), 400)
    assert len(found["errors"][0]["field"]) <= 200


def test_what_the_law_cannot_say_is_told_in_its_words(client: TestClient) -> None:
    far = {"rule": "wage-claim", "from": "9999-12-31"}  # nothing can be counted from it
    assert _problem(client.post("/api/calc/deadline", json=far), 422)["code"] == "date.max"
    late = {"rows": [{"due": "2198-04-10", "amount": "1"}], "as_of": "2199-12-31"}
    assert "kb/data/base-rate.yml" in _problem(client.post("/api/calc/penalty?lang=en", json=late), 422)["detail"]
    unknown = _problem(client.post("/api/calc/deadline?lang=kk", json={"rule": "wage", "from": "2026-01-24"}), 422)
    assert (unknown["code"], "wage-claim" in unknown["detail"]) == ("deadline.rule", True)


def test_each_language_has_its_words_and_the_header_is_heard(client: TestClient) -> None:
    words = {lang: client.get(f"/api/acts/zz?lang={lang}").json()["detail"] for lang in ("ru", "kk", "uz", "en")}
    assert len(set(words.values())) == 4
    heard = client.get("/api/acts/zz", headers={"accept-language": "fr, kk-KZ;q=0.8, ru"})
    assert heard.json()["detail"] == words["kk"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"null", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"answers": {}}', "text/plain", 400),
        (b'{"answers": {}, "package": "yes"}', "application/json", 400),
        (b'{"answers": {}, "formats": ["exe"]}', "application/json", 400),
        (b'{"answers": {}, "file": "../../etc/passwd"}', "application/json", 400),
        (b'{"answers": {}, "papers": "xx"}', "application/json", 422),
        (b'{"answers": {}, "asked_in": "xx"}', "application/json", 422),
        (b'{"answers": {"\\ud800": 1}}', "application/json", 422),
        (b'{"answers": {"court.name": "\\ufffe"}}', "application/json", 422),
        (b'{"answers": {"a": ' + b"[" * 40 + b"]" * 40 + b"}}", "application/json", 422),
        (b'{"answers": {"evidence": [' + b"{}," * 300 + b"{}]}}", "application/json", 422),
        (b"x" * (LARGEST_BODY + 1), "application/json", 413),
    ],
)
def test_a_broken_or_large_body_is_refused(client: TestClient, body: bytes, kind: str, status: int) -> None:
    answer = client.post("/api/assemble/wage-claim", content=body, headers={"content-type": kind})
    found = _problem(answer, status)
    assert found["code"] != "form" or found["errors"]  # «see errors» is said


def test_json_that_stands_too_deep_is_told_so(client: TestClient) -> None:
    for body, code in ((b'{"answers": ' + b"[" * 100_000, "yaml.deep"), (b"\xff\xfe", "json_invalid")):
        answer = client.post("/api/assemble/wage-claim", content=body, headers={"content-type": "application/json"})
        assert [one["code"] for one in _problem(answer, 400)["errors"]] == [code]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", ""])
def test_another_host_is_refused_as_every_mistake_is(client: TestClient, host: str) -> None:
    answer = client.get("/api/health", headers={"host": host, "accept-language": "kk"})
    found = _problem(answer, 400)
    assert (found["code"], "Host" in found["detail"]) == ("host", True)


def test_a_body_without_a_length_is_measured_too(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 100_000 + 1):
            yield b"x" * 100_000

    answer = client.post("/api/assemble/wage-claim", content=pieces(), headers={"content-type": "application/json"})
    _problem(answer, 413)


def test_a_body_that_does_not_come_is_given_up(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aryz.api.guard.SLOWEST_BODY", 0.05)
    sent: list[Any] = []

    async def never() -> Any:
        await anyio.sleep_forever()

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", b"5")]
    scope = {"type": "http", "method": "POST", "path": "/api/calc/penalty", "query_string": b"", "headers": headers}
    anyio.run(app, scope, never, send)
    assert sent[0]["status"] == 408


def test_a_page_of_another_site_cannot_send(client: TestClient) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        _problem(client.post("/api/calc/deadline", json={}, headers=headers), 403)


def test_answers_are_refused_field_by_field_and_not_repeated(client: TestClient) -> None:
    order = {"answers": {"worker": {"name": SECRET, "email": "x" * 501}, "nothing": SECRET, "work.start": "2026-02-30"}}
    answer = client.post("/api/assemble/wage-claim?lang=en", json=order)
    found = {one["field"]: one for one in _problem(answer, 422)["errors"]}
    assert {"nothing", "work.start", "worker.email", "worker.name"} <= set(found)
    assert SECRET not in answer.text
    lacking = client.post("/api/assemble/wage-claim?lang=en", json={"answers": {}})
    missing = [one for one in _problem(lacking, 422)["errors"] if one["code"] == "answers.missing"]
    assert {"employer.name", "employer.address"} <= {one["field"] for one in missing}
    assert all(one["detail"].startswith("This answer is missing: ") for one in missing)


def test_a_mistake_of_the_program_tells_and_logs_nothing_of_the_case(
    content: Content, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: Any, **more: Any) -> Any:
        raise ValueError(SECRET)

    monkeypatch.setattr("aryz.api.interviews.make", broken)
    app = create_app(content.project, content.programs, content=content)
    with TestClient(app, base_url="http://127.0.0.1") as client, caplog.at_level(logging.DEBUG):
        answer = client.post("/api/assemble/wage-claim", json={"answers": {"worker.name": SECRET}})
    assert "Шерзод" not in json.dumps(_problem(answer, 500), ensure_ascii=False)
    assert "ValueError" in caplog.text
    assert "Шерзод" not in caplog.text
