"""The review: what was answered, topic by topic, with a way to each answer; then the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aryz.interviews import calling
from aryz.interviews.declined import to_check
from aryz.interviews.engine import Turn
from aryz.interviews.say import fault_text
from aryz.interviews.shown import by_topic, readable
from aryz.plan import wording
from aryz.terminal.face import Command, Kind, Menu, Option

if TYPE_CHECKING:
    from aryz.terminal.dialogue import Dialogue

_ON, _ALL, _STOP, _TO = "+", "*", "!", "→"  # no question can have these ids


def review(dialogue: Dialogue) -> tuple[str, str]:
    """Show the answers and ask what to do. Returns the question to change, "" to go on or make the papers; and the
    interview to go on with afterwards, or "".
    """
    dialogue.question = ""
    _announce(dialogue)
    options = [*_answers(dialogue), *_ways_on(dialogue)]
    picked: list[str] = []

    def keep(keys: list[str]) -> None:
        picked[:] = keys

    standing = [option.key for option in options if option.key == _ON]
    title = dialogue.program.plan["title"][dialogue.language]
    dialogue.face.menu(Menu(title, options, standing, dialogue.texts["terminal.review.hint"], keep=keep))
    if picked == [_STOP]:
        raise Command(Kind.STOP)
    chosen = picked[0] if picked else _ON
    dialogue.package = chosen == _ALL
    return ("" if chosen[0] in (_ON, _ALL, _TO) else chosen), (chosen[1:] if chosen[0] == _TO else "")


def _announce(dialogue: Dialogue) -> None:
    """Notices, faults, outcomes and papers, before the answers."""
    say, turn, texts = dialogue.face.say, dialogue.turn, dialogue.texts
    say()
    say(texts["web.review"], "title")
    for fault in turn.faults.values():
        say(fault_text(fault, texts, dialogue.language), "fault")
    for notice in turn.notices(dialogue.language):
        say(f"! {_joined(notice)}")
    if turn.question is not None:
        return
    say_outcomes(dialogue, turn)
    _say_deadlines(dialogue, turn)
    if turn.complete and turn.documents:
        say(texts["web.papers"], "title")
        for document in turn.documents:
            say(f"• {dialogue.program.documents[document]['title'][dialogue.language]}")
        say(texts["web.papers.check"], "quiet")
    elif not turn.complete:
        say(texts["web.papers.none"], "fault")


def say_outcomes(dialogue: Dialogue, turn: Turn) -> None:
    """The advice that comes out, as plain text, and where it leads."""
    say, texts, language = dialogue.face.say, dialogue.texts, dialogue.language
    for end in turn.outcomes:
        outcome = dialogue.program.outcomes[end]
        say()
        say(texts[f"outcome.{outcome['kind']}"], "quiet")
        say(outcome["title"][language], "title")
        say(_unmarked(dialogue.plain(outcome["say"])))
        if outcome["guides"]:
            say(f"{texts['outcome.guides']}:", "quiet")
        for guide in outcome["guides"]:
            titles = dialogue.setting.guides.get(guide, {})
            own = language if language in titles else next(iter(dialogue.setting.interface))
            say(f"• {titles.get(own, guide)} (kb/{own}/{guide}.md)")
    calls = calling.all_of(dialogue.program.plan, (dialogue.program.outcomes[end] for end in turn.outcomes))
    if calls:
        say()
        say(texts["outcome.contacts"], "title")
    for row in calls:
        say(f"• {calling.said(row, language)}")


def _say_deadlines(dialogue: Dialogue, turn: Turn) -> None:
    """The days that count, the nearest first."""
    say, texts = dialogue.face.say, dialogue.texts
    deadlines = turn.deadlines(dialogue.language)
    if deadlines:
        say()
        say(texts["outcome.deadlines"], "title")
    for deadline in deadlines:
        past = f" ({texts['deadline.past']})" if deadline.day < turn.today else ""
        say(f"• {wording.date_short(deadline.day)}{past} — {deadline.title}. {deadline.text}")


def _unmarked(markdown: str) -> str:
    """Markdown as people read it aloud: no stars and signs, lists with bullets."""
    lines = []
    for line in markdown.strip().splitlines():
        bare = line.lstrip("#").strip() if line.startswith("#") else line.replace("**", "").replace("__", "")
        lines.append(f"• {bare[2:]}" if bare.startswith(("- ", "* ")) else bare)
    return "\n".join(lines)


def _joined(parts: list[Any]) -> str:
    return "".join(part if isinstance(part, str) else part[2] for part in parts)


def _answers(dialogue: Dialogue) -> list[Option]:
    """The questions that were answered and count, by topic."""
    made = []
    for heading, questions in by_topic(dialogue.program, dialogue.turn, dialogue.texts, dialogue.language):
        for question in questions:
            ask = dialogue.plain(dialogue.program.questions[question]["ask"])
            made.append(Option(question, ask, heading, _answered(dialogue, question)))
            heading = ""
    return made


def _answered(dialogue: Dialogue, question: str) -> str:
    """The answers to a question, a line each; what was begun anew and not finished is said too."""
    rows = []
    fields = dialogue.program.questions[question]["fields"]
    for path in fields:
        spec = dialogue.program.fields[path]
        value = dialogue.turn.answers.get(path)
        if len(fields) > 1 and value in (None, "", []):
            continue
        said = readable(dialogue.turn, spec, value, dialogue.texts, dialogue.language)
        lines = [one.replace("\n", " · ") for one in said]  # an item of a list stays one line
        lines += to_check(dialogue.turn, path, dialogue.texts)
        label = dialogue.plain(spec["label"]) if len(fields) > 1 else ""
        mark = "" if label.endswith("?") else ":"
        rows += [f"{label}{mark} {lines[0]}" if label else lines[0], *lines[1:]]
    if question in dialogue.drafts:
        rows.append(dialogue.texts["terminal.review.unfinished"])
    return "\n".join(rows) or "—"


def _ways_on(dialogue: Dialogue) -> list[Option]:
    """To go on with the questions, or to make the papers; to save and stop."""
    turn, texts = dialogue.turn, dialogue.texts
    on = (
        "terminal.review.on" if turn.question else "terminal.review.papers" if turn.documents else "terminal.review.end"
    )
    made = [Option(_ON, texts[on])] if turn.question or turn.complete else []
    if turn.complete and turn.documents:
        made.append(Option(_ALL, texts["terminal.review.package"]))
    if turn.complete:
        heading = texts["outcome.interviews"]
        for name in _leading_to(dialogue):
            made.append(Option(f"{_TO}{name}", dialogue.setting.interviews[name][dialogue.language], heading))
            heading = ""
    return [*made, Option(_STOP, texts["terminal.review.save"])]


def _leading_to(dialogue: Dialogue) -> list[str]:
    """The interviews that the outcomes name, each once."""
    outcomes = dialogue.program.outcomes
    return list(dict.fromkeys(name for end in dialogue.turn.outcomes for name in outcomes[end]["interviews"]))
