"""`aryz interview run`: the dialogue with its files: a saved case to go on with, papers at the end.

Whatever ends the dialogue before its papers — the person, Ctrl-C, a lost connection, `kill` — the case is saved first.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from aryz.assemble import make_paper
from aryz.content import load_content
from aryz.files import write_bytes
from aryz.interviews import cases
from aryz.interviews.engine import Program
from aryz.interviews.resume import Resumed, resume
from aryz.project import Project
from aryz.terminal.dialogue import Dialogue, StoppedError
from aryz.terminal.face import EndedError, Face
from aryz.terminal.plain import PlainFace

INTERRUPTED = 130
_DUMB = {"", "dumb", "unknown"}


def run_interview(
    project: Project, name: str, language: str | None, file: Path | None, out: Path, formats: list[str], plain: bool
) -> int:
    """Ask, then make the papers in `out`; returns the exit code. language: None = that of the case, else the first.

    plain: lines only; so it is too where there is no terminal, or a dumb one. Raises AryzError.
    """
    program = load_content(project).program(name)
    today = date.today().isoformat()
    spoken = language or next(iter(project.languages))
    case = Resumed({}, {}, spoken)
    if file is not None:
        case = resume(program, file, today, project.interface, language)
    face = _face(project.interface[case.language], plain)
    names = {key: row.name for key, row in project.languages.items()}
    dialogue = Dialogue(program, project.interface, names, face, today, case.language, case.answers, case.drafts)
    _greet(dialogue, case)
    saving = _Saving(dialogue, _case_file(out, name, file))
    with face.held():
        code = _talk(dialogue, saving)
    if code is None:
        _make_papers(dialogue, out, formats)
        if file is not None:
            saving.save()
        return 0
    return code


def _greet(dialogue: Dialogue, case: Resumed) -> None:
    """The interview's title, what to have at hand, and what changed since the case was saved."""
    say, texts, plan = dialogue.face.say, dialogue.texts, dialogue.program.plan
    say(plan["title"][dialogue.language], "title")
    if isinstance(dialogue.face, PlainFace):
        say(texts["terminal.plain.hint"])
    if not dialogue.answers and plan["prepare"]:
        say(texts["site.prepare"])
        say(plan["prepare"][dialogue.language].strip())
    if case.changed:
        say(texts["terminal.changed"])
    for question in case.again:
        say(f"  • {dialogue.plain(dialogue.program.questions[question]['ask'])}")


def _talk(dialogue: Dialogue, saving: _Saving) -> int | None:
    """The dialogue itself; None when the papers are to be made, else the case is saved and this is the exit code."""
    try:
        with _on_hang_up(saving.save):
            dialogue.run()
            return None
    except StoppedError:
        code = 0
    except EndedError:
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as ended:
        with suppress(OSError, ValueError):  # the terminal may be gone
            saving.say()
        return int(ended.code or 0)
    saving.save()
    saving.say()
    return code


class _Saving:
    """Where the case goes when the dialogue ends early."""

    def __init__(self, dialogue: Dialogue, path: Path):
        self.dialogue, self.path = dialogue, path

    @property
    def given(self) -> bool:
        return bool(self.dialogue.answers or self.dialogue.drafts)

    def save(self) -> None:
        if self.given:
            d = self.dialogue
            text = cases.saved(d.program, d.answers, d.language, d.drafts)
            write_bytes(self.path, text.encode("utf-8"), private=True)

    def say(self) -> None:
        """Say where it is, and how to go on."""
        say, texts = self.dialogue.face.say, self.dialogue.texts
        say()
        if not self.given:
            say(texts["terminal.saved.nothing"])
            return
        say(texts["terminal.saved"].format(path=self.path))
        name = self.dialogue.program.plan["id"]
        say(f"aryz interview run {name} --resume {self.path}")


@contextmanager
def _on_hang_up(save: Callable[[], None]) -> Iterator[None]:
    """Save and leave when the connection is lost or the process is told to end."""

    def leave(number: int, frame: FrameType | None) -> None:
        for known in signals:
            signal.signal(known, signal.SIG_IGN)
        save()
        raise SystemExit(128 + number)  # event loops let this one through

    signals = [getattr(signal, known) for known in ("SIGHUP", "SIGTERM") if hasattr(signal, known)]
    before = {known: signal.signal(known, leave) for known in signals}
    try:
        yield
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)


def _case_file(out: Path, name: str, file: Path | None) -> Path:
    """The file that is gone on with; else one whose name is free, so that nobody's case is written over."""
    if file is not None and file.suffix == ".json":
        return file
    path, number = out / f"{name}.case.json", 2
    while path.exists():
        path, number = out / f"{name}-{number}.case.json", number + 1
    return path


def _face(texts: Any, plain: bool) -> Face:
    dumb = os.name != "nt" and os.environ.get("TERM", "") in _DUMB
    if plain or dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainFace(texts)
    from aryz.terminal.prompts import KeysFace  # takes a third of a second

    return KeysFace(texts)


def _make_papers(dialogue: Dialogue, out: Path, formats: list[str]) -> None:
    program: Program = dialogue.program
    turn = dialogue.look()
    for document in turn.documents:
        for own in program.plan["document_languages"]:
            for kind in formats:
                path = out / f"{document}.{own}.{kind}"
                write_bytes(path, make_paper(program, turn, document, own, kind))
                dialogue.face.say(str(path))
