"""What is said beside the questions: how many are to come, help, and why a question is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aryz.terminal.face import Kind
from aryz.terminal.steps import Spec

if TYPE_CHECKING:
    from aryz.terminal.dialogue import Dialogue


def progress(dialogue: Dialogue) -> str:
    """«Question 3 · 4 to 9 more»: which one it is on the way, and the least and most that come after it."""
    earlier = [question for question in dialogue.visited if question in dialogue.turn.asked]
    at = earlier.index(dialogue.question) if dialogue.question in earlier else len(earlier)
    head = dialogue.texts["web.question"].format(number=at + 1)
    least, most = getattr(dialogue.turn, "progress", (0, 0))
    if dialogue.question in dialogue.turn.missing:
        least, most = least - 1, most - 1
    if most <= 0:
        return head
    key = "terminal.left.same" if least == most else "terminal.left"
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
    program, texts = dialogue.program, dialogue.texts
    if not dialogue.question:
        return
    for reason in getattr(program, "why", lambda q: [])(dialogue.question):
        end = program.documents.get(reason.get("document", "")) or program.outcomes[reason["outcome"]]
        dialogue.face.say(texts["terminal.why"].format(title=end["title"][dialogue.language]))
        if reason.get("around"):
            dialogue.face.say(f"  «{reason['around']}»", "quiet")
