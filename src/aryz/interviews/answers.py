"""Run time: what a person typed becomes a value, or a `Fault` that says what is wrong. Pure; standard library only.

The same functions read a web form, a line of the terminal and an answers file. Values: text is str, money whole tiyn,
percentages and numbers whole hundredths, days and months ISO strings, yes/no bool, a choice its key, several choices a
list of keys, a name and an address a dict of its parts, a list a list of dicts. Empty is None.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from aryz.interviews.engine import Answers, Program, Turn
from aryz.interviews.numbers import check_iin, read_decimal, read_integer, read_phone
from aryz.plan import days, wording
from aryz.plan.faults import Fault

Faults = dict[str, Fault]  # by path: `worker.name`, or `wages.unpaid[2].due` inside a list

LONGEST = {"long_text": 10_000}
LONGEST_DEFAULT = 500
MOST_ITEMS = 200
NAME_PARTS = ("surname", "given", "patronymic", "latin")
ADDRESS_PARTS = ("region", "district", "settlement", "text")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_YES = {"yes": True, "true": True, "да": True, "иә": True, "ha": True, "no": False, "false": False, "нет": False,
        "жоқ": False, "yo‘q": False, "yo'q": False}  # fmt: skip


class _RefusedError(Exception):
    def __init__(self, key: str, **params: Any):
        self.fault = Fault(key, params)
        super().__init__(key)


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
    faults: Faults = {}
    for path in program.questions[question]["fields"]:
        limits = Limits(program, made, today, language)
        before = len(faults)
        try:
            made[path] = read_field(program.fields[path], raw.get(path), limits, faults, path)
        except _RefusedError as refused:
            faults[path] = refused.fault
        if len(faults) > before:
            made.pop(path, None)
    return made, faults


class Limits:
    """What limits and defaults come to, with the answers so far. Few of them speak of other answers: only for those a
    turn is made.
    """

    __slots__ = ("_all", "_turn", "language")

    def __init__(self, program: Program, answers: Answers, today: str, language: str):
        self._all = (program, answers, today, language)
        self._turn: Turn | None = None
        self.language = language

    def value(self, node: list[Any] | None, local: Mapping[str, Any] | None = None) -> Any:
        """As `Turn.value`."""
        return None if node is None else node[1] if node[0] == "lit" else self.turn.value(node, local)

    @property
    def turn(self) -> Turn:
        if self._turn is None:
            self._turn = Turn(*self._all, closed=True)
        return self._turn


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


def read_field(field: Mapping[str, Any], raw: Any, limits: Limits, faults: Faults, path: str, item: Any = None) -> Any:
    """Read one field; raises the refusal of a single value, puts those of a list's items into `faults`."""
    kind = field["type"]
    if kind == "list":
        return _read_list(field, raw, limits, faults, path)
    value = _READERS[kind](field, _clean(raw))
    if value is None or value == [] or value == "":
        needed = not field.get("optional")
        if "required" in field:
            needed = limits.value(field["required"], {"item": item}) is True
        if needed:
            raise _RefusedError("required")
        return None
    _limits(field, value, limits)
    return value


def _clean(raw: Any) -> Any:
    """Text without control characters and spaces at its ends; lists and maps likewise."""
    if isinstance(raw, str):
        return (raw if raw.isprintable() else raw.replace("\r\n", "\n").translate(_CONTROL)).strip()
    if isinstance(raw, list):
        return [_clean(item) for item in raw]
    if isinstance(raw, Mapping):
        return {key: _clean(value) for key, value in raw.items()}
    return raw


def _limits(field: Mapping[str, Any], value: Any, limits: Limits) -> None:
    for key in ("min", "max"):
        limit = limits.value(field.get(key))
        if limit is not None and (value < limit if key == "min" else value > limit):
            raise _RefusedError(f"{field['type']}.{key}", limit=limit, type=field["type"])


def _read_list(field: Mapping[str, Any], raw: Any, limits: Limits, faults: Faults, path: str) -> Any:
    if raw is None or raw == "":
        raw = []
    if not isinstance(raw, list):
        raise _RefusedError("list.form")
    if len(raw) > MOST_ITEMS:
        raise _RefusedError("list.many", most=MOST_ITEMS)
    made = []
    needed = [name for name, part in field["item"].items() if not part.get("optional")]
    for index, row in enumerate(raw):
        if isinstance(row, str | int) and len(needed) == 1:  # a plain word is the one part that is needed
            row = {needed[0]: row}
        if not isinstance(row, Mapping):
            raise _RefusedError("list.form")
        made.append(_read_item(field, row, limits, faults, f"{path}[{index}]"))
    least = limits.value(field.get("min"))
    if not made and (least or not field.get("optional")):
        raise _RefusedError("list.empty")
    return made


def _read_item(field: Mapping[str, Any], row: Mapping[str, Any], limits: Limits, faults: Faults, path: str) -> Any:
    item: dict[str, Any] = {}
    before = len(faults)
    for extra in row:
        if extra not in field["item"]:
            faults[f"{path}.{extra}"] = Fault("unknown", {"name": extra, "known": ", ".join(field["item"])})
    for name, part in field["item"].items():
        item[name] = None
        try:
            item[name] = read_field(part, row.get(name), limits, faults, f"{path}.{name}", item)
        except _RefusedError as refused:
            faults[f"{path}.{name}"] = refused.fault
    if len(faults) == before:
        for check in field["checks"]:
            if limits.value(check["that"], {"item": item}) is False:
                say = limits.turn.plain(check["say"], limits.language)
                faults[f"{path}.{check['field']}"] = Fault("check", {"say": say})
    return item


# one reader for each kind of field: (field, cleaned raw) → value or None when empty


def _text(field: Mapping[str, Any], raw: Any) -> Any:
    if raw is None:
        return None
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        raise _RefusedError("text.form")
    text = str(raw)
    most = LONGEST.get(field["type"], LONGEST_DEFAULT)
    if len(text) > most:
        raise _RefusedError("text.long", most=most)
    return text or None


def _name(field: Mapping[str, Any], raw: Any) -> Any:
    if isinstance(raw, str):
        words = raw.split()
        raw = {"surname": words[0] if words else "", "given": words[1] if len(words) > 1 else ""}
        raw["patronymic"] = " ".join(words[2:])
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise _RefusedError("name.form")
    for extra in raw:
        if extra not in NAME_PARTS and extra not in wording.HAND_CASES:
            raise _RefusedError("unknown", name=extra, known=", ".join([*NAME_PARTS, *wording.HAND_CASES]))
    parts = {part: " ".join(str(raw.get(part) or "").split()) for part in NAME_PARTS}
    if not any(parts.values()):
        return None
    if any(len(part) > 100 for part in parts.values()):
        raise _RefusedError("text.long", most=100)
    other = wording.proposed(parts)
    if other is not None:
        raise _RefusedError("name.proposed", words=wording.full_name(other), proposal=other)
    if not parts["surname"] or (not parts["given"] and not field.get("optional")):
        raise _RefusedError("name.parts")
    if any(not set(part).isdisjoint("0123456789@#$%^*_=+<>{}[]\\/|") for part in parts.values()):
        raise _RefusedError("name.letters")
    return parts | _hand_forms(raw, parts)


def _hand_forms(raw: Mapping[str, Any], parts: Mapping[str, str]) -> dict[str, str]:
    """The name in Russian cases as a person wrote it. It must be the same name: the name may have been corrected."""
    written = {case: " ".join(str(raw.get(case) or "").split()) for case in wording.HAND_CASES}
    forms = {case: words for case, words in written.items() if words}
    for words in forms.values():
        if len(words) > 3 * 100:
            raise _RefusedError("text.long", most=3 * 100)
        starts = {word[:2] for word in words.lower().replace("ё", "е").split()}
        own = [parts[part].lower().replace("ё", "е")[:2].strip() for part in ("surname", "given") if parts[part]]
        if not starts.issuperset(own):
            raise _RefusedError("name.other", words=words, name=wording.full_name(parts))
    return forms


def _address(field: Mapping[str, Any], raw: Any) -> Any:
    """Plain text is an address too: all of it in one part."""
    if isinstance(raw, str):
        raw = {"text": raw}
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise _RefusedError("address.form")
    for extra in raw:
        if extra not in ADDRESS_PARTS:
            raise _RefusedError("unknown", name=extra, known=", ".join(ADDRESS_PARTS))
    parts: dict[str, str | None] = {part: _text(field, raw.get(part)) for part in ADDRESS_PARTS}
    if not any(parts.values()):
        return None
    region = parts["region"]
    if region and region not in field["choices"]:
        raise _RefusedError("choice.unknown", value=region, known=", ".join(field["choices"]))
    if not parts["settlement"] and not parts["text"]:
        raise _RefusedError("address.parts")
    return parts


def _date(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    text = str(raw).rstrip(".")
    parts = text.split(".")
    if len(parts) == 3 and all(p.isdigit() for p in parts) and len(parts[2]) == 4:
        text = f"{parts[2]}-{parts[1].zfill(2)}-{parts[0].zfill(2)}"
    pieces = text.split("-")
    if [len(p) for p in pieces] != [4, 2, 2] or not all(p.isascii() and p.isdigit() for p in pieces):
        raise _RefusedError("date.form", value=str(raw))
    if not days.is_day(text):
        raise _RefusedError("date.unreal", value=str(raw))
    return text


def _month(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    text = str(raw)
    parts = text.split(".")
    if len(parts) == 2 and all(p.isdigit() for p in parts) and len(parts[1]) == 4:
        text = f"{parts[1]}-{parts[0].zfill(2)}"
    if not days.is_month(text):
        raise _RefusedError("month.form", value=str(raw))
    return text


def _money(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "money")


def _percent(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "percent")


def _scaled(raw: Any, kind: str) -> Any:
    if raw in (None, ""):
        return None
    value = read_decimal(raw)
    if value is None:
        raise _RefusedError(f"{kind}.form", value=str(raw))
    return value


def _number(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "number")


def _integer(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    value = read_integer(raw)
    if value is None:
        raise _RefusedError("integer.form", value=str(raw))
    return value


def _yes_no(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    if isinstance(raw, bool):
        return raw
    value = _YES.get(str(raw).lower())
    if value is None:
        raise _RefusedError("yes_no.form", value=str(raw))
    return value


def _choice(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    if str(raw) not in field["choices"]:
        raise _RefusedError("choice.unknown", value=str(raw), known=", ".join(field["choices"]))
    return str(raw)


def _choices(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, "", []):
        return None
    listed = raw if isinstance(raw, list) else [raw]
    for item in listed:
        if str(item) not in field["choices"]:
            raise _RefusedError("choice.unknown", value=str(item), known=", ".join(field["choices"]))
    return [key for key in field["choices"] if key in {str(item) for item in listed}]


def _document(field: Mapping[str, Any], raw: Any) -> Any:
    """The number of a passport or identity card: letters, then digits, as it stands there; spaces do not count."""
    if raw in (None, ""):
        return None
    number = "".join(str(raw).upper().split()).replace("№", "")
    digits = sum(letter.isdigit() for letter in number)
    plain = all(letter.isalnum() or letter == "-" for letter in number)
    if not plain or not 4 <= digits <= 15 or len(number) > 20:
        raise _RefusedError("document.form", value=str(raw))
    return number


def _phone(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    value = read_phone(str(raw))
    if value is None:
        raise _RefusedError("phone.form", value=str(raw))
    return value


def _iin(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    digits = str(raw).replace(" ", "").replace("-", "")
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        raise _RefusedError(f"{field['type']}.form", value=str(raw))
    if not check_iin(digits):
        raise _RefusedError(f"{field['type']}.check", value=str(raw))
    return digits


def _country(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    code = str(raw).upper()
    if code not in field["choices"]:
        raise _RefusedError("country.unknown", value=str(raw), known=", ".join(field["choices"]))
    return code


_READERS: dict[str, Callable[[Mapping[str, Any], Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "address": _address,
    "document": _document,
    "name": _name,
    "date": _date,
    "month": _month,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "integer": _integer,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "phone": _phone,
    "iin": _iin,
    "bin": _iin,
    "country": _country,
}
