"""Run time: what a person typed becomes a value, or a `Fault` that says what is wrong. Pure; standard library only.

The same functions read a web form, a line of the terminal and an answers file. Values: text is str, money whole tiyn,
percentages and numbers whole hundredths, days and months ISO strings, yes/no bool, a choice its key, several choices a
list of keys, a name and an address a dict of its parts, a list a list of dicts. Empty is None.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aryz.interviews.engine import Answers, Program, Turn
from aryz.interviews.readers import READERS, RefusedError, clean, refuse_shape
from aryz.plan.faults import Fault
from aryz.plan.run import Environment

Known = dict[tuple[int, str], Any]  # by the field's identity and what was written
Faults = dict[str, Fault]  # by path: `worker.name`, or `wages.unpaid[2].due` inside a list

MOST_ITEMS = 200
_IN_PARTS = ("name", "address", "choices")


def read_question(
    program: Program, answers: Answers, today: str, question: str, raw: Mapping[str, Any], language: str
) -> tuple[dict[str, Any], Faults]:
    """Read the answers to one question and check them against the others. Returns all answers, and faults by path.

    With faults the answers come back without the faulty ones; nothing else is lost.
    """
    made, faults = read_fields(program, answers, today, question, raw, language)
    if not faults:
        faults = check_answers(program, made, today, language, program.questions[question]["fields"])
    return made, faults


def read_fields(
    program: Program, answers: Answers, today: str, question: str, raw: Mapping[str, Any], language: str
) -> tuple[dict[str, Any], Faults]:
    """The same without the checks across questions: whoever reads many answers runs those once at the end."""
    made = dict(answers)
    return made, Limits(program, made, today, language).read(program.questions[question]["fields"], raw)


class Limits:
    """The answers so far, and what limits and defaults come to with them. Few of those speak of other answers: only for
    them a turn is made.

    known: values that were read before, by field and what was written; the rows of a sheet share many.
    """

    __slots__ = ("_turn", "answers", "known", "language", "program", "today")

    def __init__(
        self, program: Program, answers: dict[str, Any], today: str, language: str, known: Known | None = None
    ):
        self.program, self.answers, self.today, self.language = program, answers, today, language
        self.known: Known = {} if known is None else known
        self._turn: Turn | None = None

    def read(self, paths: Collection[str], raw: Mapping[str, Any]) -> Faults:
        """Read fields into the answers, each after those before it; what is faulty is left out of them."""
        faults: Faults = {}
        for path in paths:
            before = len(faults)
            self._turn = None  # it knows the answers before
            try:
                value = read_field(self.program.fields[path], raw.get(path), self, faults, path)
            except RefusedError as refused:
                faults[path] = refused.fault
            if len(faults) > before:
                self.answers.pop(path, None)
            else:
                self.answers[path] = value
        return faults

    def left_out(self, paths: Collection[str]) -> dict[str, Any]:
        """What a file does not mention: the default, or empty where an answer may be left out."""
        made: dict[str, Any] = {}
        self._turn = None
        for path in paths:
            if path not in self.answers:
                field = self.program.fields[path]
                default = self.value(field.get("default"))
                if default is not None or not self.needed(field):
                    made[path] = default
        return made

    def needed(self, field: Mapping[str, Any], env: Environment | None = None) -> bool:
        """Whether a field must not stay empty."""
        return self.value(field["required"], env) is True if "required" in field else not field.get("optional")

    def value(self, node: list[Any] | None, env: Environment | None = None) -> Any:
        """As `Turn.value`."""
        return None if node is None else self._plain(node) if _is_plain(node) else self.turn.value(node, env)

    def knows(self, field: Mapping[str, Any], raw: str) -> bool:
        return (id(field), raw) in self.known

    def kept(self, field: Mapping[str, Any], raw: str) -> Any:
        return self.known[id(field), raw]

    def keep(self, field: Mapping[str, Any], raw: str, value: Any) -> None:
        """Keep what was read, if the field's limits speak of no other answer."""
        if all(limit is None or _is_plain(limit) for limit in (field.get("min"), field.get("max"))):
            self.known[id(field), raw] = value

    def _plain(self, node: list[Any]) -> Any:
        return node[1] if node[0] == "lit" else self.today

    @property
    def turn(self) -> Turn:
        if self._turn is None:
            self._turn = Turn(self.program, self.answers, self.today, self.language, closed=True)
        return self._turn


def _is_plain(node: list[Any]) -> bool:
    return node[0] == "lit" or node == ["get", "today"]


def check_answers(program: Program, answers: Answers, today: str, language: str, paths: list[str]) -> Faults:
    """The interview's own checks that speak of these paths, and functions that fail for the new answers."""
    turn = program.evaluate(answers, today, language)
    faults = failed_checks(turn, paths)
    if turn.faults and paths:
        faults.setdefault(paths[0], next(iter(turn.faults.values())))
    return faults


def failed_checks(turn: Turn, paths: Collection[str]) -> Faults:
    """The interview's own checks that speak of these paths and do not hold."""
    return {
        check["field"]: Fault("check", {"say": turn.plain(check["say"], turn.language)})
        for check in turn.program.plan["checks"]
        if check["field"] in paths and turn.value(check["that"]) is False
    }


def read_field(
    field: Mapping[str, Any], raw: Any, limits: Limits, faults: Faults, path: str, env: Environment | None = None
) -> Any:
    """Read one field; raises the refusal of a single value, puts those of a list's items into `faults`.

    env: what conditions see of the item that the field is a part of.
    """
    kind = field["type"]
    if kind == "list":
        return _read_list(field, raw, limits, faults, path)
    if raw is None and "required" not in field and field.get("optional"):
        return None
    if isinstance(raw, str) and limits.knows(field, raw):
        return limits.kept(field, raw)
    if isinstance(raw, dict | list) and kind not in _IN_PARTS:  # of one word in brackets scripts make that word
        refuse_shape(field)
    value = None if raw is None else READERS[kind](field, clean(raw))
    if value is None or value == [] or value == "":
        if limits.needed(field, env):
            raise RefusedError("required")
        return None
    _limits(field, value, limits)
    if isinstance(raw, str):
        limits.keep(field, raw, value)
    return value


def _limits(field: Mapping[str, Any], value: Any, limits: Limits) -> None:
    for key in ("min", "max"):
        limit = limits.value(field.get(key))
        if limit is not None and (value < limit if key == "min" else value > limit):
            raise RefusedError(f"{field['type']}.{key}", limit=limit, type=field["type"])


def _read_list(field: Mapping[str, Any], raw: Any, limits: Limits, faults: Faults, path: str) -> Any:
    if raw is None or raw == "":
        raw = []
    if not isinstance(raw, list):
        raise RefusedError("list.form")
    if len(raw) > MOST_ITEMS:
        raise RefusedError("list.many", most=MOST_ITEMS)
    made = []
    needed = [name for name, part in field["item"].items() if not part.get("optional")]
    for index, row in enumerate(raw):
        if isinstance(row, str | int) and len(needed) == 1:  # a plain word is the one part that is needed
            row = {needed[0]: row}
        if not isinstance(row, Mapping):
            raise RefusedError("list.form")
        made.append(_read_item(field, row, limits, faults, f"{path}[{index}]"))
    least = limits.value(field.get("min"))
    if not made and (least or not field.get("optional")):
        raise RefusedError("list.empty")
    return made


def _read_item(field: Mapping[str, Any], row: Mapping[str, Any], limits: Limits, faults: Faults, path: str) -> Any:
    item: dict[str, Any] = {}
    env = limits.turn.environment(limits.language, {"item": item})
    before = len(faults)
    for extra in row:
        if extra not in field["item"]:
            faults[f"{path}.{extra}"] = Fault("unknown", {"name": extra, "known": ", ".join(field["item"])})
    for name, part in field["item"].items():
        item[name] = None
        try:
            item[name] = read_field(part, row.get(name), limits, faults, f"{path}.{name}", env)
        except RefusedError as refused:
            faults[f"{path}.{name}"] = refused.fault
    if len(faults) == before:
        for check in field["checks"]:
            if limits.value(check["that"], env) is False:
                say = limits.turn.plain(check["say"], limits.language)
                faults[f"{path}.{check['field']}"] = Fault("check", {"say": say})
    return item
