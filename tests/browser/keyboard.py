"""A person at a page with the keyboard alone: Tab, Enter, Space, arrows, and letters."""

from __future__ import annotations

import re
from typing import Any

HERE = """() => {
  const one = document.activeElement, { top, bottom, left, right } = one.getBoundingClientRect();
  const bar = document.getElementById("leave").getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  return {
    tag: one.tagName, type: one.type || "", name: one.name || "", value: one.value || "", checked: !!one.checked,
    main: one.matches("main button.main"), add: one.matches(".list > .second"),
    id: one.id, paper: one.dataset.paper || "",
    rows: document.querySelectorAll(".list > .row").length, asked: one.form?.dataset.question || "",
    seen: one.id === "leave" || (Math.min(bottom, top + 44) <= bar.top && top >= 0 && left >= 0 && right <= innerWidth),
    marked: outlineStyle !== "none" && outlineWidth !== "0px",
  };
}"""


class Keyboard:
    """Moves by Tab, answers what has the focus. hidden: controls that had the focus and could not be seen."""

    def __init__(self, page: Any):
        self.page, self.press = page, page.keyboard.press
        self.hidden: list[str] = []

    def tab(self) -> dict[str, Any]:
        """On to the next control."""
        self.press("Tab")
        here: dict[str, Any] = self.page.evaluate(HERE)
        if not here["seen"] or not here["marked"]:
            self.hidden.append(f"{here['asked']} {here['tag']} {here['name'] or here['id']}")
        return here

    def until(self, key: str) -> dict[str, Any]:
        """On until a control of which HERE says `key`."""
        for _ in range(200):
            if (here := self.tab())[key]:
                return here
        raise AssertionError(f"the Tab key never comes to {key}")

    def answer(self, raw: dict[str, Any]) -> None:
        """Answer the question shown, and Enter on its button. raw: by path what is typed."""
        while not (here := self.tab())["main"]:
            if here["add"] and here["rows"] < max(len(value) for value in raw.values()):
                self.press("Enter")
            elif here["asked"] and here["name"]:
                self._put(here, _wanted(raw, here["name"]))
        self.press("Enter")

    def _put(self, here: dict[str, Any], value: Any) -> None:
        if here["type"] == "checkbox":
            if (here["value"] in value) != here["checked"]:
                self.press("Space")
        elif here["type"] == "radio":
            if value and not here["checked"]:
                self.press("Space")
            for _ in range(60):
                if not value or self.page.evaluate(HERE)["value"] == value:
                    return
                self.press("ArrowDown")
            raise AssertionError(f"the arrows never come to {value} of {here['name']}")
        elif here["tag"] == "SELECT":
            for _ in range(300):
                if self.page.evaluate(HERE)["value"] == value:
                    return
                self.press("ArrowDown")
            raise AssertionError(f"the arrows never come to {value} of {here['name']}")
        else:
            self.press("Control+A")  # what a default has put there
            self.press("Delete")
            self.page.keyboard.insert_text(value)


def _wanted(raw: dict[str, Any], name: str) -> Any:
    """The value for an input: `wages.unpaid[1].month`, `worker.name.surname`, `claim.date`."""
    at = name.partition("[")[0]
    path = next(path for path in raw if at == path or at.startswith(f"{path}."))
    found = raw[path]
    rest = name.removeprefix(path)
    for row, part in re.findall(r"\[(\d+)\]|\.([^.[]+)", rest):
        found = found[int(row)] if row else found.get(part, "") if isinstance(found, dict) else ""
    return found if found is not None else ""
