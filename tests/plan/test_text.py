"""Texts of interviews: outputs and citations, and nothing else in braces."""

from __future__ import annotations

import pytest

from aryz.plan.errors import ExpressionError
from aryz.plan.text import compile_text
from aryz.plan.vocabulary import Vocabulary
from tests.plan.test_expressions import SCOPE


def test_words_and_outputs_alternate() -> None:
    assert [
        part if isinstance(part, str) else part[0] for part in compile_text("a {{ city }} b", SCOPE, Vocabulary())
    ] == [
        "a ",
        "out",
        " b",
    ]


@pytest.mark.parametrize(
    "source", ["{% if ended %}a{% endif %}", "{% if ended %}a {{ city }} b", "{{ city }} b }}", "{{ city"]
)
def test_a_tag_that_is_no_output_is_refused_wherever_it_stands(source: str) -> None:
    with pytest.raises(ExpressionError, match="not closed"):
        compile_text(source, SCOPE, Vocabulary())
