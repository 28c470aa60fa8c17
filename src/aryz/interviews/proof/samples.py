"""Which answers are worth trying: finite types by value, numbers and days around what they are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aryz.plan import days
from aryz.plan.parse import paths_of

Node = list[Any]
Plan = Mapping[str, Any]

_ASKING = {"cmp", "in", "empty", "and", "or", "not"}
_BACK = (0, 40, 400, 1200)  # days before today: a fresh case, one of last month, one past a year, one past three


def nodes(part: Any) -> Iterator[Node]:
    """Every node of an expression, a text or a part of a plan."""
    if isinstance(part, list):
        if part and isinstance(part[0], str):
            yield part
        for inner in part:
            yield from nodes(inner)
    elif isinstance(part, Mapping):
        for inner in part.values():
            yield from nodes(inner)


def deciding(plan: Plan) -> set[str]:
    """The fields whose answers decide something: a condition reads them, itself or through a computed value."""
    found: set[str] = set()
    waiting: list[Any] = [plan["questions"], plan["notices"]]
    ends = [*plan["documents"], *plan["outcomes"]]
    waiting += [end["when"] for end in ends]
    conditions = [q["when"] for q in plan["questions"]] + [n["when"] for n in plan["notices"]]
    conditions += [end["when"] for end in ends]
    for part in (plan["values"], ends):
        for node in nodes(part):
            if node[0] in _ASKING:
                conditions.append(node)
            elif node[0] == "if" and len(node) > 1:
                branches = node[1] if isinstance(node[1], list) and node[1] and isinstance(node[1][0], list) else None
                conditions += [branch[0] for branch in branches] if branches else [node[1]]
    for condition in conditions:
        found |= set(paths_of(condition))
    return _through_values(plan, found)


def _through_values(plan: Plan, paths: set[str]) -> set[str]:
    done: set[str] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in done:
            done.add(path)
            waiting += paths_of(plan["values"].get(path))
    return done & set(plan["fields"])


def constants(plan: Plan) -> dict[str, list[Any]]:
    """By path, the constants that it is compared with anywhere in the plan."""
    found: dict[str, list[Any]] = {}
    parts = (list(plan["values"].values()), *(plan[k] for k in ("questions", "documents", "outcomes", "notices")))
    for node in nodes(list(parts)):
        if node[0] not in {"cmp", "in"}:
            continue
        sides = node[2:] if node[0] == "cmp" else node[1:]
        literals = [lit[1] for lit in nodes(list(sides)) if lit[0] == "lit" and len(lit) == 2]
        for path in paths_of(list(sides)):
            found.setdefault(path, []).extend(literals)
    return found


class Samples:
    """The values to try for each field; the first is the plain one."""

    def __init__(self, plan: Plan, today: str):
        self.plan, self.today = plan, today
        self.deciding = deciding(plan)
        self.compared = constants(plan)

    def of(self, path: str) -> list[Any]:
        """Values of a field that decides something; of another one the plain value alone."""
        field = self.plan["fields"][path]
        many = path in self.deciding
        return list(self._values(field, self.compared.get(path, []), many))

    def _values(self, field: Mapping[str, Any], compared: list[Any], many: bool) -> Iterator[Any]:
        made = self._all(field, compared) if field["type"] != "list" else self._lists(field, many)
        yield from made if many else made[:1]
        if many and field.get("optional"):
            yield [] if field["type"] == "list" else None

    def _all(self, field: Mapping[str, Any], compared: list[Any]) -> list[Any]:
        kind = field["type"]
        if kind == "yes_no":
            return [True, False]
        if kind == "choice":
            return list(field["choices"])
        if kind == "country":
            named = [value for value in compared if value in field["choices"]]
            return list(dict.fromkeys(["UZ", *named, next(c for c in field["choices"] if c not in {"UZ", *named})]))
        if kind == "choices":
            return [list(field["choices"]), *([key] for key in field["choices"])]
        if kind == "date":
            near = [days.add(v, step) for v in compared if days.is_day(str(v)) for step in (0, -1, 1)]
            return list(dict.fromkeys([*(days.add(self.today, -back) for back in _BACK), *near]))
        if kind == "month":
            return list(dict.fromkeys(days.add(self.today, -back - 62)[:7] for back in _BACK))
        if kind in {"integer", "money", "percent", "number"}:
            whole = [v for v in compared if isinstance(v, int) and not isinstance(v, bool)]
            plain = {"integer": 5, "money": 10_000_000, "percent": 1_600, "number": 800}[kind]
            return list(dict.fromkeys([plain, *(v + step for v in whole for step in (0, -1, 1))]))
        if kind == "address":  # in parts, and as one line of an answers file
            return [_PLAIN[kind], {**_PLAIN[kind], "region": None}]
        return [_PLAIN.get(kind, "Слова")]

    def _lists(self, field: Mapping[str, Any], many: bool) -> list[Any]:
        """One item, two, and one for each other value of a part of an item."""
        parts = {name: self._all(part, []) or [None] for name, part in field["item"].items()}
        plain = {name: values[0] for name, values in parts.items()}
        bare = {n: None if field["item"][n].get("optional") else value for n, value in plain.items()}
        made = [[bare], [bare, dict(bare)], [plain]]
        if many:
            for name, values in parts.items():
                made += [[{**bare, name: value}] for value in values[1:]]
        return made


_PLAIN: dict[str, Any] = {
    "name": {"surname": "Каримов", "given": "Шерзод", "patronymic": "", "latin": "KARIMOV SHERZOD"},
    "address": {"region": "shymkent", "district": None, "settlement": None, "text": "ул. Примерная, 1"},
    "phone": "+77010000000",
    "iin": "900101300001",
    "bin": "900140000001",
}
