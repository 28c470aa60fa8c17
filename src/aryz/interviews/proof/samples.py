"""Which answers are worth trying: finite types by value, numbers and days on both sides of what they are compared with,
lists with one item, with two and with none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from math import prod
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.needs import answers_under
from aryz.interviews.proof.edges import SCALES, Edges
from aryz.plan import days
from aryz.plan.parse import paths_of

Node = list[Any]
Plan = Mapping[str, Any]

_ASKING = {"cmp", "in", "empty", "and", "or", "not"}
_BACK = (0, 40, 400, 1200)  # days before today: a fresh case, one of last month, one past a year, one past three
_MOST_ITEMS = 500  # items tried for the conditions of a list
_DECLINES = "повар"  # words whose Russian cases the program knows, beside those that it does not
_LONGEST = 12  # items of a list made because its length is compared with a number


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


def _read(plan: Plan) -> list[Any]:
    """The parts of a plan whose conditions decide something."""
    fields = [[spec.get(key) for key in ("required", "min", "max")] for spec in plan["fields"].values()]
    for spec in plan["fields"].values():
        fields += [[part.get("required") for part in spec.get("item", {}).values()]]
        fields += [[check["that"] for check in spec.get("checks", ())]]
    checks = [check["that"] for check in plan["checks"]]
    parts = [plan[key] for key in ("questions", "documents", "outcomes", "notices")]
    return [list(plan["values"].values()), *parts, fields, checks]


def deciding(plan: Plan) -> set[str]:
    """The fields whose answers decide something: a condition reads them, itself or through a computed value."""
    ends = [*plan["documents"], *plan["outcomes"]]
    conditions = [part["when"] for part in [*plan["questions"], *plan["notices"], *ends]]
    conditions += [check["that"] for check in plan["checks"]]
    conditions += [spec["required"] for spec in plan["fields"].values() if "required" in spec]
    for part in (plan["values"], ends, plan["notices"]):
        for node in nodes(part):
            if node[0] in _ASKING:
                conditions.append(node)
            elif node[0] == "if" and len(node) > 1:
                branches = node[1] if isinstance(node[1], list) and node[1] and isinstance(node[1][0], list) else None
                conditions += [branch[0] for branch in branches] if branches else [node[1]]
    found: set[str] = set()
    for condition in conditions:
        found |= set(paths_of(condition))
    return set(answers_under(found, plan["values"])) & set(plan["fields"])


def comparisons(plan: Plan) -> list[Node]:
    return [node for node in nodes(_read(plan)) if node[0] in {"cmp", "in"}]


def constants(compared: list[Node]) -> dict[str, list[Any]]:
    """By path, the constants that it is compared with; parts of items stand as «.name», lengths of lists as «#path»."""
    found: dict[str, list[Any]] = {}
    for node in compared:
        sides = node[2:] if node[0] == "cmp" else node[1:]
        literals = [lit[1] for lit in nodes(list(sides)) if lit[0] == "lit" and len(lit) == 2]
        names = list(paths_of(list(sides)))
        names += [f".{attr[2]}" for attr in nodes(list(sides)) if attr[0] == "attr" and len(attr) == 3]
        for one in nodes(list(sides)):
            if one[0] == "filter" and one[1] == "length":
                names += [f"#{path}" for path in paths_of(one[2])]
        for name in names:
            found.setdefault(name, []).extend(literals)
    return found


class Samples:
    """The values to try for each field; the first is the plain one."""

    def __init__(self, program: Program, today: str):
        self.plan, self.today = program.plan, today
        self.deciding = deciding(self.plan)
        compared = comparisons(self.plan)
        self.compared = constants(compared)
        asked = [node for node in nodes(self.plan["documents"]) if node[:2] == ["filter", "declines"]]
        self.declined = set(paths_of(asked))
        self.edges: dict[str, list[Any]] = {}
        self._made: dict[str, list[Any]] = {}
        self.turn = Turn(program, {}, today, "ru", closed=True)
        plain = {path: self._all(spec, [])[0] for path, spec in self.plan["fields"].items() if spec["type"] != "list"}
        lists = {path: self._lists(path, spec, False)[0] for path, spec in self.plan["fields"].items()
                 if spec["type"] == "list"}  # fmt: skip
        self.edges = Edges(self.plan, program.functions, today, plain | lists, compared).found

    def of(self, path: str) -> list[Any]:
        """Values of a field that decides something; of another one the plain value alone."""
        made = self._made.get(path)
        if made is None:
            field = self.plan["fields"][path]
            many = path in self.deciding or field["type"] == "list"
            made = self._made[path] = list(self._values(path, field, many))
        return made

    def more(self, path: str) -> list[Any]:
        """Values that are too many to try in pairs, for a search that knows what it wants: two choices of several."""
        field = self.plan["fields"][path]
        keys = field.get("choices", [])
        return [list(pair) for pair in combinations(keys, 2)] if field["type"] == "choices" and len(keys) > 3 else []

    def _values(self, path: str, field: Mapping[str, Any], many: bool) -> Iterator[Any]:
        if field["type"] == "list":
            made = self._lists(path, field, many)
        else:
            made = self._all(field, self.compared.get(path, []))
            made = [*made, _DECLINES] if path in self.declined and field["type"] == "text" else made
            made += [value for value in self.edges.get(path, []) if value not in made]
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
            other = next(code for code in field["choices"] if code not in {"UZ", "KZ", *named})
            return list(dict.fromkeys(["UZ", *named, "KZ", other]))
        if kind == "choices":
            keys = list(field["choices"])
            pairs = [list(pair) for pair in combinations(keys, 2)] if len(keys) == 3 else []
            return [keys, *([key] for key in keys), *pairs]
        if kind == "date":
            near = [days.add(v, step) for v in compared if days.is_day(str(v)) for step in (0, -1, 1)]
            return list(dict.fromkeys([*(days.add(self.today, -back) for back in _BACK), *near]))
        if kind == "month":
            return list(dict.fromkeys(days.add(self.today, -back - 62)[:7] for back in _BACK))
        if kind in SCALES:
            whole = [v for v in compared if isinstance(v, int) and not isinstance(v, bool)]
            plain = {"integer": 5, "money": 10_000_000, "percent": 1_600, "number": 800}[kind]
            return list(dict.fromkeys([plain, *(v + step for v in whole for step in (0, -1, 1))]))
        return _PLAIN.get(kind, ["Слова"])

    def _lists(self, path: str, field: Mapping[str, Any], many: bool) -> list[Any]:
        """One item, two (unlike, alike, one lacks a part), and one for each other value of a part of an item."""
        parts = self._parts(path)
        plain = {name: values[0] for name, values in parts.items()}
        bare = {name: None if self._left_out(part) else plain[name] for name, part in field["item"].items()}
        second = {name: value and parts[name][1 % len(parts[name])] for name, value in bare.items()}
        empty = {name: None if part.get("optional") else plain[name] for name, part in field["item"].items()}
        counts = [count for count in self.compared.get(f"#{path}", []) if type(count) is int]
        counted = bool(counts)  # their number counts: one item may be refused
        made = [[bare], [bare, second], *([bare, item] if counted else [item] for item in (plain, empty))]
        if many:
            variants: list[dict[str, Any]] = []
            for name, values in parts.items():
                variants += [self._filled(field, {**bare, name: value}, plain) for value in values[1:]]
                if bare[name] is None:
                    variants.append({**bare, name: values[0]})
                    made.append([bare, variants[-1]])
            made += [[bare, bare], [plain, bare]]
            made += [[bare, item] if counted else [item] for item in variants]
            made += [[self._filled(field, item, plain) for item in items] for items in self.edges.get(path, [])]
            for count in counts:
                made += [[dict(bare)] * size for size in (count, count + 1) if 2 < size <= _LONGEST]
        taken = [items for items in made if all(self._taken(field, item) for item in items)] or made[:1]
        return [items for at, items in enumerate(taken) if items not in taken[:at]]

    def items(self, path: str) -> Iterator[dict[str, Any]]:
        """Items of a list of all sorts within the limits of their parts, also such as its checks refuse."""
        field = self.plan["fields"][path]
        parts = self._parts(path)
        listed = []
        for name, part in field["item"].items():
            values = parts[name] + _FAR.get(part["type"], [])
            if part["type"] == "month":
                values = [*values, self.today[:7], days.add(self.today, 31)[:7]]
            listed.append([*values, None] if part.get("optional") else values)
        every = product(*listed) if prod(map(len, listed)) <= _MOST_ITEMS else self._some(listed)
        items = (dict(zip(parts, values, strict=True)) for values in every)
        return (item for item in items if self._within(field, item))

    def _some(self, listed: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
        # samples for the proof, the same every time
        dice = random.Random(1)  # nosec B311
        return (tuple(dice.choice(values) for values in listed) for _ in range(_MOST_ITEMS))

    def _parts(self, path: str) -> dict[str, list[Any]]:
        item = self.plan["fields"][path]["item"]
        return {name: self._all(part, self.compared.get(f".{name}", [])) for name, part in item.items()}

    def _left_out(self, part: Mapping[str, Any]) -> bool:
        """Whether a part of an item may be empty, whatever the answers to other questions are."""
        if not part.get("optional") or "required" not in part:
            return bool(part.get("optional"))
        return _known(part["required"]) or self.turn.value(part["required"]) is False

    def _value(self, node: list[Any] | None, item: Mapping[str, Any]) -> Any:
        """What a condition comes to for an item of a list."""
        return self.turn.value(node, self.turn.environment(self.turn.language, {"item": item}))

    def _filled(self, field: Mapping[str, Any], item: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
        """The item with those parts that it now needs."""
        needed = {name for name, part in field["item"].items() if item[name] is None and "required" in part
                  and self._value(part["required"], item) is True}  # fmt: skip
        return {name: plain[name] if name in needed else value for name, value in item.items()}

    def _taken(self, field: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
        """Whether the form takes such an item, as far as it is known without other answers."""
        for name, part in field["item"].items():
            if item[name] is None and "required" in part and self._value(part["required"], item) is True:
                return False
        checks = field["checks"]
        return self._within(field, item) and all(self._value(check["that"], item) is not False for check in checks)

    def _within(self, field: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
        """Whether the parts of an item are within their limits, as far as these are known without other answers."""
        for name, part in field["item"].items():
            value = item[name]
            for key in ("min", "max"):
                limit = self._value(part.get(key), item)
                if limit is not None and value is not None and (value < limit if key == "min" else value > limit):
                    return False
        return True


def _known(node: Node) -> bool:
    """Whether a condition speaks of the item alone, so that the item decides."""
    return not any(True for _ in paths_of(node))


_FAR: dict[str, list[Any]] = {  # for the parts of items, which are compared with each other
    "money": [100_000, 1_000_000_000],
    "number": [100, 10_000],
    "integer": [1, 1_000],
    "month": ["1999-12", "2035-01"],
    "date": ["1999-12-31", "2035-01-01"],
}
_PLAIN: dict[str, list[Any]] = {
    "name": [
        {"surname": "Каримов", "given": "Шерзод", "patronymic": "", "latin": "KARIMOV SHERZOD"},
        {"surname": "Каримов", "given": "Шерзод", "patronymic": "Бахтиёрович", "latin": ""},
    ],
    "address": [
        {"region": "shymkent", "district": None, "settlement": None, "text": "ул. Примерная, 1"},
        {"region": None, "district": None, "settlement": None, "text": "ул. Примерная, 1"},
        {"region": None, "district": "Сайрамский район", "settlement": "Аксукент", "text": None},
    ],
    "phone": ["+77010000000"],
    "iin": ["900101300001"],
    "bin": ["900140000001"],
}
