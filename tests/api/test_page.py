"""docs/api.md lists the addresses as the document has them."""

from __future__ import annotations

from starlette.testclient import TestClient

from aryz.api.page import MARK, page
from tests.conftest import ROOT


def test_the_page_is_as_the_document(client: TestClient) -> None:
    written = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").partition(MARK)[2]
    assert written.strip() == page(client.get("/api/openapi.json").json()).strip(), "python -m aryz.api.page"


def test_the_document_is_openapi_with_problems(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if status != "200":
                    assert list(answer["content"]) == ["application/problem+json"], (path, status)
