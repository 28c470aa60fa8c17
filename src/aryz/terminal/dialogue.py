"""From question to question: forwards as the engine wants it, back, to the review, in another language.

What is typed lands in `drafts` at once and becomes an answer when `interviews.answers` finds it right; nothing else
judges it. So whatever interrupts a person, `answers` and `drafts` hold all that was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aryz.interviews.answers import Faults, read_question
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text
from aryz.interviews.shown import written
from aryz.plan.faults import Fault
from aryz.terminal import asides
from aryz.terminal.face import Command, Face, Kind, Menu, Option
from aryz.terminal.review import review
from aryz.terminal.steps import Draft, Spec, Step, steps_of

Texts = Mapping[str, Mapping[str, str]]
_REVIEW = "="  # no question can have this id
_ASIDE = {Kind.HELP, Kind.WHY, Kind.LANGUAGE}  # commands after which the same prompt comes again


class StoppedError(Exception):
    """The person stopped here on purpose."""


class LeftError(Exception):
    """The person left at once: nothing is to be saved or left on the screen."""


@dataclass(frozen=True)
class Setting:
    """What is there beside one interview."""

    interface: Texts
    languages: Mapping[str, str]  # their names by id
    interviews: Texts  # titles by id and language
    guides: Texts  # titles by name and language


class Dialogue:
    """One person's way through an interview. `asked_in`: by path the language in which an answer was given."""

    def __init__(
        self,
        program: Program,
        setting: Setting,
        face: Face,
        today: str,
        language: str,
        answers: dict[str, Any] | None = None,
        drafts: dict[str, Draft] | None = None,
        asked_in: dict[str, str] | None = None,
    ):
        self.program, self.setting, self.face = program, setting, face
        self.today, self.language = today, language
        self.answers: dict[str, Any] = dict(answers or {})
        self.drafts: dict[str, Draft] = dict(drafts or {})
        self.asked_in: dict[str, str] = dict(asked_in or {})
        self.question = ""  # the one asked now
        self.package = False  # whether all is wanted in one file at the end
        self.turn = self.look()
        self.visited = list(self.turn.asked)

    # what steps need

    @property
    def texts(self) -> Mapping[str, str]:
        return self.setting.interface[self.language]

    def look(self) -> Turn:
        """The state of the case now."""
        self.face.texts = self.texts
        self.turn = self.program.evaluate(self.answers, self.today, self.language)
        return self.turn

    def plain(self, parts: Mapping[str, list[Any]]) -> str:
        """A text of the interview in the language spoken now."""
        return self.turn.plain(parts, self.language)

    def label(self, spec: Spec) -> str:
        """What stands before a prompt: the field's label, or the question where it has none."""
        return self.plain(spec["label"]) or self.plain(self.program.questions[self.question]["ask"])

    def written(self, spec: Spec) -> Any:
        """What a prompt begins with where nothing was given: the default, as people write it."""
        return written(spec, self.turn.value(spec.get("default")))

    def faults(self) -> Faults:
        """What is wrong with the draft of the question, by path."""
        draft = self.drafts[self.question]
        return read_question(self.program, self.answers, self.today, self.question, draft, self.language)[1]

    def worded(self, fault: Fault) -> str:
        """A fault in the language spoken now."""
        return fault_text(fault, self.texts, self.language)

    def fault_at(self, at: str, proposals: bool = True) -> str:
        """What is wrong with one field of the draft; "" when nothing is, or other fields come first.

        proposals: whether other words that are proposed for the answer count.
        """
        fault = self.faults().get(at)
        return self.worded(fault) if fault and (proposals or "proposal" not in fault.params) else ""

    # the way

    def run(self) -> str:
        """Ask until the person wants the papers; returns the interview to go on with then, or "".

        Raises StoppedError, LeftError, EndedError and KeyboardInterrupt.
        """
        at: str | None = None  # a question that the person wants, the review, or what the engine wants
        while True:
            turn = self.look()
            question = turn.question if at is None else at
            try:
                if question is None or question == _REVIEW:
                    chosen, interview = review(self)
                    if not chosen and turn.question is None:
                        return interview
                    if chosen:
                        self._change(chosen)
                    at = _REVIEW if chosen and turn.question is not None else None
                else:
                    self.ask(question)
                    at = None
            except Command as command:
                at = self._follow(command, at)

    def _change(self, question: str) -> None:
        """Ask a question that was chosen on the review; going back from it leads there again."""
        try:
            self.ask(question)
        except Command as command:
            if command.kind not in {Kind.BACK, Kind.REVIEW}:
                raise

    def _follow(self, command: Command, at: str | None) -> str | None:
        """Where a command leads from the question asked now, or from the review."""
        if command.kind is Kind.STOP:
            raise StoppedError
        if command.kind is Kind.LEAVE:
            raise LeftError
        if command.kind is Kind.REVIEW:
            return _REVIEW
        if command.kind is Kind.BACK:
            return self._previous(at)
        self.aside(command)
        return at

    def _previous(self, at: str | None) -> str | None:
        """The question before: the last one that was visited earlier and still counts."""
        here = self.turn.question if at is None else at
        asked = set(self.turn.asked)
        until = self.visited.index(here) if here in self.visited else len(self.visited)
        earlier = [question for question in self.visited[:until] if question in asked]
        if not earlier:
            self.face.say(self.texts["terminal.first"], "quiet")
        return earlier[-1] if earlier else at

    def ask(self, question: str) -> None:
        """Ask one question until its answers are right, and take them. Raises Command."""
        self.question = question
        if question not in self.visited:
            self.visited.append(question)
        standing = {path: self._standing(path) for path in self.program.questions[question]["fields"]}
        draft = self.drafts[question] = _copied({**standing, **self.drafts.get(question, {})})
        try:
            self._head()
            steps = [
                step
                for path in self.program.questions[question]["fields"]
                for step in steps_of(self, self.program.fields[path], draft, path, path)
            ]
            self.walk(steps, "")
            made, _ = read_question(self.program, self.answers, self.today, question, draft, self.language)
            self.answers = made
            self.asked_in |= dict.fromkeys(self.program.questions[question]["fields"], self.language)
            self.drafts.pop(question)
        finally:
            if question in self.drafts and _bare(draft) == _bare(standing):
                del self.drafts[question]  # nothing was typed

    def _standing(self, path: str) -> Any:
        spec = self.program.fields[path]
        return written(spec, self.answers[path]) if path in self.answers else self.written(spec)

    def walk(self, steps: list[Step], prefix: str) -> None:
        """Take steps until nothing under `prefix` is wrong. Raises Command for what leads away from them."""
        at = 0
        while True:
            try:
                while at < len(steps):
                    steps[at].run()
                    at += 1
            except Command as command:
                if command.kind in _ASIDE:
                    self.aside(command, steps[at].spec)
                elif command.kind is Kind.BACK and at > 0:
                    at -= 1
                else:
                    raise
                continue
            wrong = [(path, fault) for path, fault in self.faults().items() if path.startswith(prefix)]
            if not wrong:
                return
            path, fault = wrong[0]
            at = next((n for n, step in enumerate(steps) if _within(path, step.at)), 0)
            propose = steps[at].propose
            if propose is not None and "proposal" in fault.params:
                propose(fault.params["proposal"])
            self.face.say(self.worded(fault), "fault")

    # beside the way

    def _head(self) -> None:
        """The question itself, before its prompts."""
        spec = self.program.questions[self.question]
        self.face.say()
        self.face.say(asides.progress(self), "quiet")
        self.face.say(self.plain(spec["ask"]), "title")
        text = self.plain(spec["help"])
        if text:
            self.face.say(text)

    def aside(self, command: Command, spec: Spec | None = None) -> None:
        """Help, the reason of a question, another language: then the same prompt comes again."""
        if command.kind is Kind.HELP:
            asides.say_help(self, spec)
        elif command.kind is Kind.WHY:
            asides.say_why(self)
        elif self._speak(command.language) and spec is not None:
            self._head()

    def _speak(self, language: str) -> bool:
        """Go over to a language, or ask which one; whether it is another one now."""
        if not language:
            picked: list[str] = []
            options = [Option(key, name) for key, name in self.setting.languages.items()]
            try:
                self.face.menu(Menu(self.texts["site.language"], options, [self.language], keep=picked.extend))
            except Command as command:
                if command.kind in {Kind.STOP, Kind.LEAVE}:
                    raise
                return False
            language = picked[-1] if picked else self.language
        if language not in self.setting.languages:
            known = ", ".join(f"@{key}" for key in self.setting.languages)
            self.face.say(self.texts["terminal.no_language"].format(value=language, known=known), "fault")
            return False
        self.language = language
        self.look()
        return True


def _within(path: str, at: str) -> bool:
    return path == at or path.startswith((f"{at}[", f"{at}."))


def _copied(draft: Any) -> Any:
    """A draft that can be written into while the first one stays as it was."""
    if isinstance(draft, dict):
        return {key: _copied(value) for key, value in draft.items()}
    return [_copied(value) for value in draft] if isinstance(draft, list) else draft


def _bare(draft: Any) -> Any:
    """What is given in a draft, without the empty places."""
    if isinstance(draft, dict):
        return {key: bare for key, value in draft.items() if (bare := _bare(value))}
    return [_bare(value) for value in draft] if isinstance(draft, list) else draft
