"""Every address against the OpenAPI document, with requests that fit it and requests that do not."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from starlette.applications import Starlette

EXAMPLES = 12  # requests of an address
HOST = {"host": "127.0.0.1"}
# The form can be right and the law not know the day: that is 422, and a wrong form is 400.
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 422]},
        "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 414, 422]},
    }
}


@pytest.fixture(scope="session")
def document(app: Starlette) -> BaseSchema:
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config, headers=HOST)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_the_document_says(document: BaseSchema, mode: GenerationMode) -> None:
    tried = 0
    for found in document.get_all_operations():
        operation = found.ok()
        try:
            requests = operation.as_strategy(generation_mode=mode)

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=requests)
            def ask(case: schemathesis.Case) -> None:
                case.call_and_validate(headers=HOST)

            ask()
            tried += 1
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE, operation.label  # an address that takes nothing
    assert tried > 10
