"""A person who answers an interview on the screen: knows the answers, reads the prompts, presses keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aryz.interviews.answers import read_question
from aryz.interviews.engine import Program
from aryz.interviews.readers import ADDRESS_PARTS, NAME_PARTS
from aryz.interviews.shown import written
from aryz.project import Project
from tests.terminal.screen import Terminal

FILLERS = {
    "text": "Пример",
    "long_text": "Пример",
    "document": "A1",
    "date": "01.01.1990",
    "money": "1",
    "integer": "1",
    "yes_no": "no",
    "phone": "+7 700 000 00 00",
    "address": {"text": "Пример"},
}
TODAY = date.today().isoformat()


class Person:
    """Follows the engine itself, so that new questions of an interview do not break the tests."""

    def __init__(self, project: Project, program: Program, known: Mapping[str, Any], language: str = "ru"):
        self.project, self.program, self.known, self.language = project, program, known, language
        self.given: dict[str, Any] = {}

    @property
    def texts(self) -> Mapping[str, str]:
        return self.project.interface[self.language]

    @property
    def next(self) -> str | None:
        """The question that comes next, by what was given so far."""
        return self.program.evaluate(self.given, TODAY, self.language).question

    def raw(self, path: str) -> Any:
        """What to type; a file of answers may leave out what its papers do not print, a person may not."""
        spec = self.program.fields[path]
        value = self.known.get(path)
        if value is None and not spec.get("optional") and "required" not in spec:
            return (
                next(iter(spec["choices"])) if spec["type"] in {"choice", "country"} else FILLERS.get(spec["type"], "")
            )
        return written(spec, value)

    def say(self, parts: Mapping[str, Any]) -> str:
        turn = self.program.evaluate(self.given, TODAY, self.language)
        return " ".join(turn.plain(parts, self.language).split())

    def ask(self, question: str) -> str:
        return self.say(self.program.questions[question]["ask"])

    def take(self, question: str) -> None:
        """Note the answers of a question as given."""
        raw = {path: self.raw(path) for path in self.program.questions[question]["fields"]}
        self.given, faults = read_question(self.program, self.given, TODAY, question, raw, self.language)
        assert not faults, faults

    def answer(self, terminal: Terminal, question: str) -> None:
        """Answer one question by keys."""
        terminal.wait(self.ask(question))
        for path in self.program.questions[question]["fields"]:
            self.field(terminal, self.program.fields[path], self.raw(path), self.ask(question))
        self.take(question)

    def pass_by(self, terminal: Terminal, question: str) -> None:
        """Press Enter at each prompt of an answered question: what stands there is right."""
        terminal.wait(self.ask(question))
        for path in self.program.questions[question]["fields"]:
            spec = self.program.fields[path]
            for _ in {"name": NAME_PARTS, "address": ADDRESS_PARTS}.get(spec["type"], [""]):
                terminal.press("enter")

    def field(self, terminal: Terminal, spec: Mapping[str, Any], raw: Any, ask: str) -> None:
        label = self.say(spec["label"]) or ask
        options = [key for key, _ in self.program.options(spec, self.language)]
        if spec["type"] == "yes_no":
            options = ["yes", "no"]
        if spec["type"] == "list":
            self.rows(terminal, spec, raw or [], label)
        elif spec["type"] == "name":
            for part in NAME_PARTS:
                terminal.reply(self.texts[f"web.name.{part}"], "ctrl-u", (raw or {}).get(part, ""))
        elif spec["type"] == "address":
            self.address(terminal, raw or {}, options)
        elif spec["type"] == "choices":
            keys = [key for picked in raw or [] for key in (str(options.index(picked) + 1), " ")]
            terminal.reply(label, *keys)
        elif options:
            terminal.reply(label, str(options.index(raw) + 1) if raw else "")
        elif spec["type"] == "long_text":
            terminal.wait(label)
            terminal.press(raw.replace("\n", "\r"), "ctrl-d") if raw else terminal.press("escape", "enter")
        else:
            terminal.reply(label, "ctrl-u", raw)

    def address(self, terminal: Terminal, parts: Mapping[str, str], regions: list[str]) -> None:
        region = parts.get("region")
        terminal.reply(self.texts["field.address.region"], str(regions.index(region) + 1) if region else "")
        for part in ADDRESS_PARTS[1:]:
            terminal.reply(self.texts[f"field.address.{part}"], "ctrl-u", parts.get(part, ""))

    def rows(self, terminal: Terminal, spec: Mapping[str, Any], rows: list[Any], label: str) -> None:
        more = self.texts["web.list.more"]
        for number, row in enumerate(rows):
            if number or spec.get("optional"):
                terminal.reply(more if number else label, str(number + 1))
            terminal.wait(f"— {number + 1} —")
            for name, part in spec["item"].items():
                self.field(terminal, part, row[name], "")
        terminal.reply(more if rows else label)
