"""Tokens: none on loopback; where they are asked for, each address wants its scope."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.web import create_app

PLACES = {"search": "/api/search?q=x", "acts": "/api/acts", "calc": "/api/calc", "assemble": "/api/interviews"}


class Some:
    """Each token is named for its one scope."""

    def check(self, token: str) -> Collection[str] | None:
        return {token} if token in PLACES else None


@pytest.fixture(scope="module")
def guarded(content: Content) -> Iterator[TestClient]:
    app = create_app(content.project, content.programs, content=content, tokens=Some())
    with TestClient(app, base_url="http://127.0.0.1") as made:
        yield made


@pytest.mark.parametrize("scope", PLACES)
def test_a_token_opens_its_own_addresses_alone(guarded: TestClient, scope: str) -> None:
    headers = {"authorization": f"Bearer {scope}"}
    for other, address in PLACES.items():
        answer = guarded.get(address, headers=headers)
        if other == scope:
            assert answer.status_code in {200, 503}  # 503: this application has no index
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "token.scope")
            assert other in answer.headers["www-authenticate"]


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer nobody", "Basic calc", f"Bearer {'x' * 5000}", "Bearer  "])
def test_without_a_known_token_nothing_is_answered(guarded: TestClient, given: str) -> None:
    for address in PLACES.values():
        answer = guarded.get(address, headers={"authorization": given} if given else {})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["code"] in {"token.missing", "token.unknown"}
    assert guarded.get("/api/calc?token=calc").status_code == 401


def test_health_and_the_document_need_none(guarded: TestClient, client: TestClient) -> None:
    assert guarded.get("/api/health").json() == {"ok": True}
    secured = guarded.get("/api/openapi.json").json()
    assert secured["paths"]["/acts"]["get"]["security"]
    assert "401" in secured["paths"]["/acts"]["get"]["responses"]
    assert "security" not in client.get("/api/openapi.json").json()["paths"]["/acts"]["get"]
