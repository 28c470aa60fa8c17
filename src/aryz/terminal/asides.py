"""What is said beside the questions: how many are to come, help, and why a question is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aryz.interviews.shown import reasons
from aryz.terminal.face import Kind
from aryz.terminal.steps import Spec

if TYPE_CHECKING:
    from aryz.terminal.dialogue import Dialogue


def progress(dialogue: Dialogue) -> str:
    """«Question 3 · questions left: 4 to 9»: which one it is on the way, and the least and most to come with it."""
    earlier = [question for question in dialogue.visited if question in dialogue.turn.asked]
    at = earlier.index(dialogue.question) if dialogue.question in earlier else len(earlier)
    head = dialogue.texts["web.question"].format(number=at + 1)
    least, most = dialogue.turn.progress
    if not most:
        return head
    key = "progress.exact" if least == most else "progress.left"
    return f"{head} · {dialogue.texts[key].format(least=least, most=most)}"


def say_help(dialogue: Dialogue, spec: Spec | None) -> None:
    """The help of the question and of the field, where to read on, and the commands."""
    say, texts = dialogue.face.say, dialogue.texts
    parts: list[Any] = []
    if spec is not None:
        parts = [dialogue.program.questions[dialogue.question]["help"], spec["help"]]
    for words in filter(None, map(dialogue.plain, parts)):
        say(words)
    if spec is not None and spec.get("example"):
        say(f"{texts['web.example']} {spec['example']}")
    for ref, printed in _cited(dialogue, parts):
        say(f"{printed}: aryz acts show {ref} --lang {dialogue.language}", "quiet")
    for kind in Kind:
        say(texts[f"terminal.command.{kind.value}"], "quiet")


def _cited(dialogue: Dialogue, texts: list[Any]) -> list[tuple[str, str]]:
    """The citations in some texts, each once: its reference and how it is printed."""
    found: dict[str, str] = {}
    for text in texts:
        for part in dialogue.turn.say(text, dialogue.language):
            if not isinstance(part, str):
                found.setdefault(part[1], part[2])
    return list(found.items())


def say_why(dialogue: Dialogue) -> None:
    """Which papers and outcomes need the answer, and the words around it there."""
    if dialogue.question:
        for reason in reasons(dialogue.program, dialogue.question, dialogue.texts, dialogue.language):
            dialogue.face.say(reason)
