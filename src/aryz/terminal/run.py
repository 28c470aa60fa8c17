"""`aryz interview run`: the dialogue with its files: a saved case to go on with, papers at the end.

Whatever ends the dialogue before its papers — the person, Ctrl-C, a lost connection, `kill` — the case is saved first.
"""

from __future__ import annotations

import io
import os
import shlex
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from aryz.compiled import Compiled, load_compiled
from aryz.diagnostics import AryzError
from aryz.documents.pdf import find_office
from aryz.documents.sheet import zipped
from aryz.files import write_bytes
from aryz.interviews.saved import Resumed, carried, resume, saved
from aryz.package import Package, make_package, make_papers
from aryz.project import Project
from aryz.sealed import SUFFIX, CaseKey, seal
from aryz.terminal.dialogue import Dialogue, LeftError, Setting, StoppedError
from aryz.terminal.face import EndedError, Face
from aryz.terminal.keeping import ask_key, open_case
from aryz.terminal.plain import PlainFace

INTERRUPTED = 130
_DUMB = {"", "dumb", "unknown"}


def run_interview(
    project: Project,
    name: str,
    language: str | None,
    file: Path | None,
    out: Path,
    formats: list[str],
    plain: bool,
    kept: Path | None = None,
) -> int:
    """Ask, then make the papers in `out`; returns the exit code. language: None = that of the case, else the first.

    plain: lines only; so it is too where there is no terminal, or a dumb one. kept: a file in which the answers are
    saved under a passphrase. Raises AryzError.
    """
    if "pdf" in formats and not find_office():
        raise AryzError("PDF needs LibreOffice, and it is not here. Leave pdf out of --format.")
    if out.exists() and not out.is_dir():
        raise AryzError(f"{out} is a file; --out needs a folder.")
    if kept is not None and kept.exists():
        raise AryzError(
            f"{kept} is there already. Name a new file after --save; --resume {kept} goes on with that one."
        )
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text are no reason to lose the rest
    compiled = load_compiled(project)
    program = compiled.program(name)
    today = date.today().isoformat()
    spoken = language or next(iter(project.spoken))
    case, notes, key = Resumed(), list[str](), None
    if file is not None:
        data, key = open_case(file, project.interface[spoken])
        spoken = language or (data["language"] if data.get("language") in project.spoken else spoken)
        case = resume(program, data, file, today, spoken)
        notes = case.notes(program, today, project.interface[spoken], spoken)
    if kept is not None:
        key = ask_key(project.interface[spoken])
    face = _face(project.interface[spoken], plain)
    setting = _setting(compiled)
    while True:
        dialogue = Dialogue(program, setting, face, today, spoken, case.answers, case.drafts, case.asked_in)
        _greet(dialogue, notes)
        saving = _Saving(dialogue, kept or _case_file(out, name, file, key), key)
        ended = _talk(dialogue, saving, partial(write_files, dialogue, out, formats, file is not None))
        if isinstance(ended, int):
            return ended
        if file is not None or kept is not None:
            saving.save()
        if not ended:
            return 0
        name, file, kept, notes, spoken = ended, None, None, [], dialogue.language
        before, program = program, compiled.program(name)
        case = Resumed(carried(before, dialogue.look(), program, spoken), dialogue.asked_in)


def _setting(compiled: Compiled) -> Setting:
    project = compiled.project
    names = {key: row.name for key, row in project.spoken.items()}
    titles = {key: plan["title"] for key, plan in compiled.plans.items()}
    return Setting(project.interface, names, titles, compiled.titles)


def _greet(dialogue: Dialogue, notes: list[str]) -> None:
    """The interview's title, what to have at hand, and what changed since the case was saved."""
    say, texts, plan = dialogue.face.say, dialogue.texts, dialogue.program.plan
    say(plan["title"][dialogue.language], "title")
    if isinstance(dialogue.face, PlainFace):
        say(texts["terminal.plain.hint"])
    if not dialogue.answers and plan["prepare"]:
        say(texts["site.prepare"])
        say(plan["prepare"][dialogue.language].strip())
    for note in notes:
        say(f"! {note}")


def _talk(dialogue: Dialogue, saving: _Saving, papers: Callable[[], None]) -> int | str:
    """The dialogue itself. When it comes to its end: the interview to go on with, or ""; else the exit code, and the
    case is saved. It is saved too when papers cannot be made; raises AryzError then.
    """
    try:
        with _on_hang_up(saving.save):
            with dialogue.face.held():
                interview = dialogue.run()
            papers()
            return interview
    except StoppedError:
        code = 0
    except LeftError:
        dialogue.face.wipe()
        return 0
    except EndedError:
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError:  # nobody reads what we write: a closed pipe, a lost terminal
        saving.save()
        return 1
    except Exception:  # papers that cannot be made, or a mistake of ours: what was given is not lost by it
        saving.save()
        saving.say()
        raise
    except SystemExit as ended:
        with suppress(OSError, ValueError):  # the terminal may be gone
            saving.say()
        return int(ended.code or 0)
    saving.save()
    saving.say()
    return code


class _Saving:
    """Where the case goes when the dialogue ends early. key: it is sealed by it, wherever it goes."""

    def __init__(self, dialogue: Dialogue, path: Path, key: CaseKey | None = None):
        self.dialogue, self.path, self.key = dialogue, path, key

    @property
    def given(self) -> bool:
        return bool(self.dialogue.answers or self.dialogue.drafts)

    def save(self) -> None:
        if self.given:
            d = self.dialogue
            text = saved(d.program, d.answers, d.language, d.asked_in, d.drafts)
            data = seal(text, self.key) if self.key else text.encode("utf-8")
            try:
                write_bytes(self.path, data, private=True)
            except AryzError:  # better somewhere else than nowhere
                self.path = _free(Path(tempfile.gettempdir()), d.program.plan["id"], _suffix(self.key))
                write_bytes(self.path, data, private=True)

    def say(self) -> None:
        """Say where it is, and how to go on."""
        say, texts = self.dialogue.face.say, self.dialogue.texts
        say()
        if not self.given:
            say(texts["terminal.saved.nothing"])
            return
        say(texts["terminal.saved"].format(path=self.path))
        name = self.dialogue.program.plan["id"]
        say(f"aryz interview run {name} --resume {shlex.quote(str(self.path))}")


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


def _case_file(out: Path, name: str, file: Path | None, key: CaseKey | None) -> Path:
    """The file that is gone on with; else one whose name is free, so that nobody's case is written over."""
    if file is not None and (key or file.suffix == ".json"):
        return file
    return _free(out, name, _suffix(key))


def _suffix(key: CaseKey | None) -> str:
    return SUFFIX if key else ".case.json"


def _free(folder: Path, stem: str, suffix: str) -> Path:
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path


def _face(texts: Any, plain: bool) -> Face:
    dumb = os.name != "nt" and os.environ.get("TERM", "") in _DUMB
    if plain or dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainFace(texts)
    from aryz.terminal.prompts import KeysFace  # takes a third of a second

    return KeysFace(texts)


def write_files(dialogue: Dialogue, out: Path, formats: list[str], again: bool) -> None:
    """Write what the case gives and say where it is: its papers, or all in one zip where that was chosen.

    again: files of the case made before are replaced; else none are.
    """
    turn, program = dialogue.look(), dialogue.program
    languages: list[str] = program.plan["document_languages"]
    if dialogue.package:
        kinds = formats if "txt" in formats else [*formats, "txt"]
        parts = Package(languages, kinds, dialogue.language, dialogue.setting.interface, dialogue.setting.guides)
        files = {f"{program.plan['id']}.zip": zipped(make_package(program, turn, parts))}
    else:
        files = make_papers(program, turn, languages, formats)
    for name, data in files.items():
        stem, _, suffix = name.rpartition(".")
        path = out / name if again else _free(out, stem, f".{suffix}")
        write_bytes(path, data)
        dialogue.face.say(str(path))
