"""How fast a compiled paper is made, and how long the engine thinks between two questions.

.venv/bin/python benchmarks/render.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from aryz.content import load_content
from aryz.interviews.cases import read_answers, read_file
from aryz.project import find_project

ROUNDS = 30


def median_ms(act: Callable[[], Any]) -> float:
    """The median of several runs, milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    project = find_project()
    content = load_content(project)
    path = project.root / "examples" / "six-months-unpaid.yml"
    data = read_file(path)
    today = str(data["today"])
    program = content.program("wage-claim")
    answers = read_answers(program, data, path, today, project.interface["ru"], "ru")
    turn = program.evaluate(answers, today)
    template = program.template("wage-claim", "ru")

    ours = median_ms(lambda: template.render_docx(turn.environment("ru")))
    print(f"a three-page claim, compiled: {ours:.2f} ms")
    print(f"a turn of the engine, all answered: {median_ms(lambda: program.evaluate(answers, today)):.2f} ms")


if __name__ == "__main__":
    main()
