"""How long a turn of the engine takes: answers in, the next question out, on interviews of 300 and 1,000 questions.

    python benchmarks/turns.py

Each interview has a condition on four questions of ten, values computed from answers, and an end that needs all of it.
It is walked from the first question to the end; a turn is one `evaluate` and the look at its next question.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.load import load_interview
from aryz.interviews.workshop import Workshop

SIZES = (300, 1000)


def text(count: int) -> str:
    """An interview of `count` questions as YAML."""
    fields, questions, values, says = [], [], [], []
    for n in range(count):
        kind = ("yes_no", "text", "money", "date")[n % 4]
        when = f', when: "f{n - n % 4 - 4}.a"' if n >= 4 and n % 10 in {1, 3, 6, 8} else ""
        fields.append(f"  f{n}.a: {{type: {kind}, label: Field {n}}}")
        questions.append(f"  - {{id: q{n}, ask: Question {n}?, fields: [f{n}.a]{when}}}")
        if kind == "money":
            values.append(f'  v{n}: "f{n}.a + tenge(1)"')
            says.append(f"{{{{ v{n} | currency }}}}")
        elif kind == "yes_no":
            says.append(f"{{{{ 'yes' if f{n}.a else 'no' }}}}")
        else:
            says.append(f"{{{{ f{n}.a{' | format_date' if kind == 'date' else ''} }}}}")
    lines = [
        "id: large",
        "title: Large",
        "summary: Large.",
        "fields:",
        *fields,
        "questions:",
        *questions,
        "values:",
        *values,
    ]
    lines += ["outcomes:", '  - {id: end, kind: advice, title: End, say: "' + " ".join(says) + '"}']
    return "\n".join(lines)


def program(count: int) -> Program:
    findings = Findings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yml"
        path.write_text(text(count), encoding="utf-8")
        interview = load_interview(path, ["ru"], lambda key: {"ru": key}, findings)
    assert interview is not None
    workshop = Workshop(Path(), {}, lambda *_: "", lambda *_: [], lambda *_: "", lambda _: [], {}, ["ru"], findings)
    plan = compile_interview(interview, workshop)
    findings.stop_on_errors()
    return Program(plan, {})


def walk(made: Program) -> list[float]:
    """Milliseconds of each turn from the first question to the end."""
    answers: dict[str, Any] = {}
    times = []
    while True:
        start = time.perf_counter()
        question = made.evaluate(answers, "2026-11-25").question
        times.append((time.perf_counter() - start) * 1000)
        if question is None:
            return times
        for path in made.questions[question]["fields"]:
            answers[path] = {"yes_no": True, "text": "words", "money": 5, "date": "2026-01-01"}[
                made.fields[path]["type"]
            ]


def main() -> None:
    for count in SIZES:
        made = program(count)
        times = walk(made)
        print(
            f"{count} questions, {len(times)} turns: median {statistics.median(times):.3f} ms, "
            f"95th percentile {sorted(times)[int(len(times) * 0.95)]:.3f} ms, worst {max(times):.3f} ms"
        )


if __name__ == "__main__":
    main()
