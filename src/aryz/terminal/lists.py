"""A list in the terminal: a menu of its items, where one is added, corrected, moved or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aryz.terminal.face import Command, Kind, Menu, Option
from aryz.terminal.steps import Draft, Spec, menu_options, steps_of

if TYPE_CHECKING:
    from aryz.terminal.dialogue import Dialogue

_ADD, _DONE, _CHANGE, _REMOVE, _UP, _DOWN = "add", "done", "change", "remove", "up", "down"


def edit_list(dialogue: Dialogue, spec: Spec, draft: Draft, key: str, at: str) -> None:
    """Let the person work on `draft[key]` until it is done. A needed list that is empty begins with its first item."""
    rows = draft[key] = draft[key] if isinstance(draft.get(key), list) else []
    if not rows and not spec.get("optional"):
        _fill(dialogue, spec, rows, at, len(rows))
    while True:
        chosen = _choose(dialogue, spec, rows, at)
        try:
            if chosen == _DONE:
                return
            if chosen == _ADD:
                _fill(dialogue, spec, rows, at, len(rows))
            else:
                _item(dialogue, spec, rows, at, int(chosen))
        except Command as command:
            if command.kind is not Kind.BACK:  # going back from an item leads to the list
                raise


def _choose(dialogue: Dialogue, spec: Spec, rows: list[Any], at: str) -> str:
    texts = dialogue.texts
    picked: list[str] = []
    options = [Option(str(n), row_words(dialogue, spec, row)) for n, row in enumerate(rows)]
    add = spec.get("add", {}).get(dialogue.language) or texts["terminal.list.add"]
    options += [Option(_ADD, add), Option(_DONE, texts["terminal.list.done"])]

    def check(keys: list[str]) -> str:
        return _first_fault(dialogue, spec, at) if keys == [_DONE] else ""

    label = texts["web.list.more"] if rows else dialogue.label(spec)
    dialogue.face.menu(Menu(label, options, [_DONE], texts["terminal.list.hint"], keep=_into(picked), check=check))
    return str(picked[0]) if picked else _DONE


def _into(picked: list[str]) -> Any:
    def keep(keys: list[str]) -> None:
        picked[:] = keys

    return keep


def _first_fault(dialogue: Dialogue, spec: Spec, at: str) -> str:
    """What is wrong with the list as a whole or with an item, which is then named by its number."""
    for path, fault in dialogue.faults().items():
        text = dialogue.worded(fault)
        if path == at:
            return text
        if path.startswith(f"{at}["):
            number, _, part = path.removeprefix(f"{at}[").partition("].")
            label = dialogue.plain(spec["item"][part]["label"]) if part in spec["item"] else ""
            return f"{int(number) + 1}. {label}: {text}" if label else f"{int(number) + 1}. {text}"
    return ""


def _fill(dialogue: Dialogue, spec: Spec, rows: list[Any], at: str, index: int) -> None:
    """Ask the fields of one item. A new one in which nothing was given vanishes when the person goes back."""
    if index == len(rows):
        rows.append({name: dialogue.written(part) for name, part in spec["item"].items()})
    row = rows[index]
    dialogue.face.say(f"— {index + 1} —", "quiet")
    here = f"{at}[{index}]"
    steps = [
        step for name, part in spec["item"].items() for step in steps_of(dialogue, part, row, name, f"{here}.{name}")
    ]
    try:
        dialogue.walk(steps, f"{here}.")
    finally:
        if not any(row.values()):
            rows[:] = [other for other in rows if other is not row]


def _item(dialogue: Dialogue, spec: Spec, rows: list[Any], at: str, index: int) -> None:
    """What to do with one item: correct it, take it out, move it."""
    texts = dialogue.texts
    picked: list[str] = []
    options = [Option(_CHANGE, texts["web.change"]), Option(_REMOVE, texts["web.list.remove"])]
    options += [Option(_UP, texts["terminal.list.up"])] if index else []
    options += [Option(_DOWN, texts["terminal.list.down"])] if index + 1 < len(rows) else []
    label = row_words(dialogue, spec, rows[index])
    dialogue.face.menu(Menu(label, options, [_CHANGE], keep=_into(picked)))
    chosen = picked[0] if picked else _CHANGE
    if chosen == _CHANGE:
        _fill(dialogue, spec, rows, at, index)
    elif chosen == _REMOVE:
        del rows[index]
    else:
        other = index - 1 if chosen == _UP else index + 1
        rows[index], rows[other] = rows[other], rows[index]


def row_words(dialogue: Dialogue, spec: Spec, row: Any) -> str:
    """An item as its line in the menu: what was typed, in words where it was chosen."""
    if not isinstance(row, dict):
        return str(row)
    parts = []
    for name, part in spec["item"].items():
        value = row.get(name)
        words = {option.key: option.words for option in menu_options(dialogue, part)}
        given = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        parts += [words.get(str(one), str(one)) for one in given if one]
    return " · ".join(parts) or "—"
