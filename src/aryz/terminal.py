"""An interview in the terminal: one question after another, plain lines, so that it works over ssh and read aloud.

Commands at any prompt: `?` shows the help, `<` goes back one question, `!` saves and stops.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aryz.interviews.answers import NAME_PARTS, read_question
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text

Ask = Callable[[str], str]
Say = Callable[[str], None]
BACK, HELP, STOP = "<", "?", "!"


class Stopped(Exception):  # noqa: N818 (not an error: the person wants to stop here)
    """The person stopped; `answers` is what was given so far."""

    def __init__(self, answers: dict[str, Any]):
        self.answers = answers
        super().__init__()


class _Back(Exception):  # noqa: N818
    """Go back one question."""


def run(
    program: Program, answers: dict[str, Any], today: str, language: str, texts: Mapping[str, str], ask: Ask, say: Say
) -> dict[str, Any]:
    """Ask until the papers lack nothing; returns all answers. Raises Stopped."""
    again: str | None = None
    while True:
        turn = program.evaluate(answers, today, language)
        question = again or turn.question
        again = None
        if question is None:
            return answers
        try:
            answers = _Asker(program, turn, language, texts, ask, say).question(question, answers, today)
        except _Back:
            before = turn.asked
            again = _previous(program, before, question)


def _previous(program: Program, asked: list[str], question: str) -> str:
    at = program.order.index(question)
    earlier = [q for q in asked if program.order.index(q) < at]
    return earlier[-1] if earlier else question


class _Asker:
    def __init__(self, program: Program, turn: Turn, language: str, texts: Mapping[str, str], ask: Ask, say: Say):
        self.program, self.turn, self.language, self.texts = program, turn, language, texts
        self.ask, self.say = ask, say
        self.answers: dict[str, Any] = {}

    def question(self, question: str, answers: dict[str, Any], today: str) -> dict[str, Any]:
        """Ask one question until its answers are right."""
        self.answers = answers
        spec = self.program.questions[question]
        self.say("")
        self.say(self.turn.plain(spec["ask"], self.language))
        self.help = self.turn.plain(spec["help"], self.language)
        if self.help:
            self.say(f"  {self.help}")
        raw: dict[str, Any] = {}
        wanted = list(spec["fields"])
        while True:
            for path in wanted:
                raw[path] = self._field(path, self.program.fields[path], len(spec["fields"]) > 1)
            made, faults = read_question(self.program, answers, today, question, raw, self.language)
            if not faults:
                return made
            for path, fault in faults.items():
                self.say(f"  × {path}: {fault_text(fault, self.texts, self.language)}")
            wanted = [path for path in spec["fields"] if any(at.split("[")[0] == path for at in faults)]

    def _prompt(self, words: str) -> str:
        while True:
            try:
                typed = self.ask(words).strip()
            except EOFError:
                raise Stopped(self.answers) from None
            if typed == HELP:
                self.say(f"  {self.help or '–'}")
            elif typed == BACK:
                raise _Back
            elif typed == STOP:
                raise Stopped(self.answers)
            else:
                return typed

    def _field(self, path: str, field: Mapping[str, Any], labelled: bool) -> Any:
        label = self.turn.plain(field["label"], self.language)
        help_text = self.turn.plain(field["help"], self.language)
        if help_text:
            self.say(f"  {help_text}")
        if field["type"] == "list":
            return self._list(path, field)
        return self._single(field, label if labelled or field["type"] == "name" else label or path)

    def _single(self, field: Mapping[str, Any], label: str) -> Any:
        kind = field["type"]
        if kind == "name":
            return {part: self._prompt(f"  {self.texts[f'web.name.{part}']}: ") for part in NAME_PARTS}
        if kind in {"choice", "choices", "country"}:
            return self._choose(field, label)
        if kind == "yes_no":
            words = {self.texts["web.yes"].lower(): True, self.texts["web.no"].lower(): False}
            typed = self._prompt(f"  {label} [{'/'.join(words)}]: ")
            return words.get(typed.lower(), typed)
        hint = f" ({field['example']})" if field.get("example") else ""
        default = self.turn.value(field.get("default"))
        shown = f" [{default}]" if default is not None else ""
        typed = self._prompt(f"  {label}{hint}{shown}: ")
        if typed == "" and default is not None and kind in {"date", "month", "text", "integer"}:
            return str(default)
        return typed

    def _choose(self, field: Mapping[str, Any], label: str) -> Any:
        options = self.program.options(field, self.language)
        keys = [key for key, _ in options]
        self.say(f"  {label}")
        for number, (_, words) in enumerate(options, start=1):
            self.say(f"    {number}. {words}")
        many = field["type"] == "choices"
        typed = self._prompt("  1, 2 … : " if many else "  № : ")
        picked = [keys[int(n) - 1] if n.isdigit() and 0 < int(n) <= len(keys) else n for n in _numbers(typed)]
        return picked if many else (picked[0] if picked else "")

    def _list(self, path: str, field: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        while True:
            self.say(f"  — {len(rows) + 1} —")
            row = {
                name: self._single(part, self.turn.plain(part["label"], self.language) or name)
                for name, part in field["item"].items()
            }
            if any(value not in ("", None) for value in row.values()):
                rows.append(row)
            more = self._prompt(f"  {self.texts['web.list.more']} [{self.texts['web.yes']}/{self.texts['web.no']}]: ")
            if more.lower() != self.texts["web.yes"].lower():
                return rows


def _numbers(typed: str) -> list[str]:
    return [part for part in typed.replace(",", " ").split() if part]
