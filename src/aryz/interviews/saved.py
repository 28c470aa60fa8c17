"""A case kept in a file and taken up again: in any language, and on a later version of the interview.

Saved answers are flat and typed: path → value, type, the language it was asked in; the plan's hash tells whether the
interview is still the same. What no longer fits is asked again and said plainly, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aryz.diagnostics import ContentError, Findings, Place, Problem
from aryz.interviews.answers import read_question
from aryz.interviews.cases import FORMAT, flatten, plain_answers
from aryz.interviews.drafts import read_drafts, shaped
from aryz.interviews.engine import Answers, Program, Turn
from aryz.yamlfile import YamlMap


@dataclass
class Resumed:
    """A case taken up again. changed: answers that no longer fit and are asked again; gone: fields that are no more."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked_in: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)  # by question what was typed and not accepted

    def notes(self, program: Program, today: str, texts: Mapping[str, str], language: str) -> list[str]:
        """What has changed, in words. texts: the interface texts of `language`. Of fields that are no more nobody knows
        what they were called: it is said how many they are.
        """
        turn = Turn(program, self.answers, today, language, closed=True)
        labels = [turn.plain(program.fields[path]["label"], language) or _asked(program, turn, path, language)
                  for path in self.changed]  # fmt: skip
        said = [texts["resume.changed"].format(label=label) for label in labels]
        return [*said, texts["resume.gone"].format(count=len(self.gone))] if self.gone else said


def _asked(program: Program, turn: Turn, path: str, language: str) -> str:
    asking = program.asked_by.get(path)
    return turn.plain(program.questions[asking[0][0]]["ask"], language) if asking else path


def saved(
    program: Program,
    answers: Answers,
    language: str,
    asked_in: Mapping[str, str] | None = None,
    drafts: Mapping[str, Any] | None = None,
) -> str:
    """The case as JSON text. asked_in: by path the language in which an answer was given. drafts: what was typed and
    not accepted yet, by question.
    """
    written = {}
    for path, value in answers.items():
        spec = program.fields.get(path)
        if spec is not None:
            asked = (asked_in or {}).get(path, language)
            written[path] = {"value": _written(spec, value), "type": spec["type"], "asked": asked}
    plan = program.plan
    case = {"interview": plan["id"], "format": FORMAT, "plan": plan["hash"], "language": language, "answers": written}
    if drafts:
        case["drafts"] = drafts
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


def resume(program: Program, data: YamlMap, path: Path, today: str, language: str) -> Resumed:
    """Take up a case from the top of its file; raises ContentError for a case of another interview."""
    if data["interview"] != program.plan["id"]:
        place = Place(path, data.line_of("interview"), "interview")
        message = f"these are answers to «{data['interview']}», not to «{program.plan['id']}»."
        mend = f"Open it with that interview: aryz interview run {data['interview']} --resume {path}"
        raise ContentError([Problem("answers.interview", place, message, mend)])
    made = Resumed(drafts=read_drafts(program, data.get("drafts")))
    unknown = Findings()
    raw = flatten(program, plain_answers(data), path, unknown).values
    made.gone = [problem.place.field for problem in unknown.problems]
    entries = data["answers"]
    for at in list(raw):
        entry = entries.get(at)
        known = entry.get("type") if isinstance(entry, YamlMap) else None
        if str(data.get("format", "1")) != "1" and known != program.fields[at]["type"]:
            made.changed.append(at)
            del raw[at]
        else:
            asked = entry.get("asked") if isinstance(entry, YamlMap) else None
            named = [one for one in (asked, data.get("language")) if one in program.plan["languages"]]
            made.asked_in[at] = str(named[0]) if named else language
    for question in program.order:
        _take(program, question, raw, today, language, made)
    return made


def carried(source: Program, turn: Turn, target: Program, language: str) -> dict[str, Any]:
    """The answers of a case that another interview asks for too, by path and type; only those that count."""
    counted = {path for question in turn.read for path in source.questions[question]["fields"]}
    raw = {
        path: _written(source.fields[path], value)
        for path, value in turn.answers.items()
        if path in counted and target.fields.get(path, {}).get("type") == source.fields[path]["type"]
    }
    made = Resumed()
    for question in target.order:
        _take(target, question, raw, turn.today, language, made)
    return made.answers


def _take(program: Program, question: str, raw: Mapping[str, Any], today: str, language: str, made: Resumed) -> None:
    """The saved answers to one question, read as if they were typed now; those that are refused are asked again."""
    given = [path for path in program.questions[question]["fields"] if path in raw and path not in made.answers]
    if not given:
        return
    answers, faults = read_question(program, made.answers, today, question, raw, language)
    refused = {at.split("[")[0] for at in faults}
    for path in given:
        if path in refused or path not in answers:
            made.changed.append(path)
            made.drafts.setdefault(question, {})[path] = shaped(program.fields[path], raw[path])
        else:
            made.answers[path] = answers[path]


def _written(spec: Mapping[str, Any], value: Any) -> Any:
    """A value as an answers file writes it: sums and numbers with their decimals."""
    if value is None:
        return None
    if spec["type"] in {"money", "percent", "number"}:
        sign, whole = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{whole // 100}.{whole % 100:02d}"
    if spec["type"] == "list":
        return [{name: _written(part, item.get(name)) for name, part in spec["item"].items()} for item in value]
    return value
