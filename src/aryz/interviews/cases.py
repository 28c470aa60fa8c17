"""Cases in files: answers as people write them in YAML or JSON, and answers saved from an interview.

One format serves both: `interview: ID` on top, then `answers:` with fields by path, nested or dotted. Sums are tenge,
days are 2026-11-24 or 24.11.2026. A saved case (`saved`) also notes each answer's type and language.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place, Problem
from aryz.interviews.answers import Faults, Known, Limits, failed_checks
from aryz.interviews.engine import Answers, Program, Turn
from aryz.interviews.say import fault_text
from aryz.plan import days
from aryz.sealed import SUFFIX
from aryz.yamlfile import YamlList, YamlMap

FORMAT = 2  # of saved cases


def read_file(path: Path) -> YamlMap:
    """The top of an answers file; raises ContentError for what is no such file."""
    if path.suffix not in {".yml", ".yaml", ".json"} and path.is_file():
        message = f"answers are read from .yml and .json, not from «{path.suffix or path.name}»."
        mend = "Save them as YAML or JSON."
        if path.suffix == SUFFIX:
            mend = "A case under a passphrase is opened by «aryz interview run ID --resume FILE»."
        raise ContentError([Problem("answers.type", Place(path), message, mend)])
    return parse(yamlfile.read_text(path), path)


def parse(text: str, path: Path) -> YamlMap:
    """The top of an answers file from its text; raises ContentError for what is no such file."""
    data = yamlfile.parse(text, path)  # JSON is read as YAML: that keeps the lines
    if not isinstance(data, YamlMap):
        mend = "Begin with «interview: ID», then «answers:»."
        raise ContentError([Problem("yaml.shape", Place(path, 1), "these are no answers.", mend)])
    findings = Findings()
    for key in data:
        if key not in {"interview", "format", "plan", "language", "today", "answers", "drafts"}:
            place = Place(path, data.line_of(key), key)
            message = f"the key «{key}» is not known here."
            findings.add("answers.key", place, message, "Known: interview, language, today, answers.")
    if not isinstance(data.get("interview"), str):
        findings.add("answers.interview", Place(path, 1), "the interview is not named.", "Begin with «interview: ID».")
    if str(data.get("format", FORMAT)) not in {"1", str(FORMAT)}:
        message = "this case was saved by a newer Aryz than this one."
        findings.add(
            "answers.newer", Place(path, data.line_of("format"), "format"), message, "Update Aryz, then open it."
        )
    today = data.get("today")
    if today is not None and not days.is_day(str(today)):
        place = Place(path, data.line_of("today"), "today")
        findings.add("answers.today", place, f"«{today}» is no day.", "Write such as 2026-11-24.")
    if not isinstance(data.get("answers"), YamlMap):
        findings.add("answers.empty", Place(path, 1), "there are no answers.", "Write them under «answers:».")
    findings.stop_on_errors()
    return data


def answers_of(data: Mapping[str, Any]) -> YamlMap:
    """The same of values that a program sent, in the form of an answers file: `interview`, `today`, `language`,
    `answers`. Raises ContentError for what no file could hold.
    """
    made: YamlMap = yamlfile.from_plain(dict(data))
    return made


@dataclass
class Raw:
    """Answers as someone wrote them, by field. find: where each stands, also parts of items (`wages.unpaid[2].due`)."""

    values: dict[str, Any]
    find: Callable[[str], Place | None]
    whole: Place  # of what is not there
    mend: str = "Add it under «answers:»."

    def place(self, at: str) -> Place:
        """Where `at` stands: the part itself, else its item, else the field, else the whole."""
        item = at[: at.rfind("]") + 1]
        near = self.find(at) or self.find(item) or self.find(_root(at)) or self.whole
        return replace(near, field=at)


def read_answers(
    program: Program,
    data: YamlMap,
    path: Path,
    today: str,
    texts: Mapping[str, str],
    language: str,
    partly: bool = False,
) -> dict[str, Any]:
    """All answers of a file, checked; raises ContentError with every fault and its line.

    partly: answers may be missing (a case to be resumed); otherwise each missing one is a problem too.
    """
    findings = Findings()
    raw = flatten(program, plain_answers(data), path, findings)
    return dict(CaseReader(program, today, texts, language).read(raw, findings, partly).answers)


@dataclass
class CaseReader:
    """Reads cases of one interview on one day. known: values read before; the rows of a sheet share many."""

    program: Program
    today: str
    texts: Mapping[str, str]
    language: str
    known: Known = field(default_factory=dict)

    def read(self, raw: Raw, findings: Findings, partly: bool = False) -> Turn:
        """The engine's turn with the answers; raises ContentError with what `findings` holds already and every fault.

        partly: as of `read_answers`.
        """
        program, language, values = self.program, self.language, raw.values
        limits = Limits(program, {}, self.today, language, self.known)
        for question in program.order:
            paths = program.questions[question]["fields"]
            if not values.keys().isdisjoint(paths):
                for at, fault in limits.read(paths, values).items():
                    if _root(at) not in values and (partly or fault.key == "required"):
                        continue  # the engine says below whether it is needed at all
                    findings.add(f"answers.{fault.key}", raw.place(at), fault_text(fault, self.texts, language))
            if not partly:
                limits.answers |= limits.left_out(paths)
        findings.stop_on_errors()
        turn = program.evaluate(limits.answers, self.today, language)
        _whole(turn, raw, self.texts, partly, findings)
        findings.stop_on_errors()
        return turn


def _whole(turn: Turn, raw: Raw, texts: Mapping[str, str], partly: bool, findings: Findings) -> None:
    """Faults of the answers taken together, and answers that the papers still need."""
    program, answers, language = turn.program, turn.answers, turn.language
    faults = failed_checks(turn, answers)
    if turn.faults:
        faults |= _where_it_fails(program, answers, turn.today, language)
    for at, fault in faults.items():
        findings.add(f"answers.{fault.key}", raw.place(at), fault_text(fault, texts, language))
    if partly:
        return
    for question in (q for q in program.order if q in turn.missing):
        lacking = [f for f in program.questions[question]["fields"] if f not in answers]
        ask = turn.plain(program.questions[question]["ask"], language)
        message = f"an answer is missing: {', '.join(lacking)} — {ask}"
        place = raw.place(lacking[0]) if len(lacking) == 1 else replace(raw.whole, field=", ".join(lacking))
        findings.add("answers.missing", place, message, raw.mend)
    if not turn.documents and not turn.outcomes and not turn.missing:
        message = "with these answers no paper is to be made."
        findings.add("answers.no-paper", raw.whole, message, "Look at the choice of papers.")


def _where_it_fails(program: Program, answers: Answers, today: str, language: str) -> Faults:
    """A function that cannot give an honest result, said beside the answers that make it fail: the first ones do."""
    known: dict[str, Any] = {}
    for question in program.order:
        fields = program.questions[question]["fields"]
        known |= {path: answers[path] for path in fields if path in answers}
        if faults := program.evaluate(known, today, language).faults:
            return {fields[0]: next(iter(faults.values()))}
    return {}


def _root(path: str) -> str:
    return path.split("[")[0]


def plain_answers(data: YamlMap) -> YamlMap:
    """The answers without what a saved case notes beside each."""
    answers: YamlMap = data["answers"]
    if str(data.get("format", "1")) == "1":
        return answers
    made = YamlMap()
    made.line, made.lines = answers.line, dict(answers.lines)
    for path, entry in answers.items():
        made[path] = entry.get("value") if isinstance(entry, YamlMap) else entry
    return made


def flatten(program: Program, data: YamlMap, path: Path, findings: Findings) -> Raw:
    """Fields by path, and the place of each field and of each part of a list's items."""
    raw: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for at, value, line in _walk(program, data, ""):
        if at in program.fields:
            raw[at] = value
            places[at] = Place(path, line)
            _mark_items(at, value, path, places)
        else:
            close = difflib.get_close_matches(at, list(program.fields), n=1)
            mend = (
                f"Did you mean «{close[0]}»?" if close else "Delete it, or look up the field's path in the interview."
            )
            findings.add("answers.unknown", Place(path, line, at), "the interview has no such field.", mend)
    return Raw(raw, places.get, Place(path))


def _walk(program: Program, data: YamlMap, prefix: str) -> Iterator[tuple[str, Any, int]]:
    for key, value in data.items():
        at = f"{prefix}.{key}".strip(".")
        deeper = isinstance(value, YamlMap) and at not in program.fields
        if deeper and any(path.startswith(f"{at}.") for path in program.fields):
            yield from _walk(program, value, at)
        else:
            yield at, value, data.line_of(key)


def _mark_items(at: str, value: Any, path: Path, places: dict[str, Place]) -> None:
    if not isinstance(value, YamlList):
        return
    for index, item in enumerate(value):
        places[f"{at}[{index}]"] = Place(path, value.line_of(index))
        if isinstance(item, YamlMap):
            for key in item:
                places[f"{at}[{index}].{key}"] = Place(path, item.line_of(key))
