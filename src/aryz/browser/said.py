"""Build time: which of the interface's texts a page may say, and how its script asks for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

# keys of texts as scripts name them: whole, or how they begin where the rest comes at run time
_NAMED = re.compile(r"""["'`]((?:[a-z_]+\.)*[a-z_]+)["'`]""")
_BEGUN = re.compile(r"""["'`]((?:[a-z_]+\.)+)(?:["'`]|\$\{)""")
_FAULT, _OUTCOME = "fault.", "outcome."  # how keys begin whose rest is told by the plans
_LIMITS = {"min", "max"}
_NEAR = (f"{_FAULT}date.", f"{_FAULT}month.")  # these have limits of their own
_WHOLE = re.compile(r'(new Error\()?"((?:[a-z_]+\.)+[a-z_]+)"')  # a message is a word and no key yet


def said_by(script: str, plans: Iterable[Mapping[str, Any]], texts: Collection[str]) -> list[str]:
    """Which of the interface's texts a script may say that runs these plans, by their keys."""
    listed = list(plans)
    whole = [field for plan in listed for field in plan["fields"].values()]
    fields = [*whole, *(part for field in whole for part in field.get("item", {}).values())]
    limits = {f"{_FAULT}{field['type']}.{limit}" for field in fields for limit in _LIMITS & field.keys()}
    kinds = {f"{_OUTCOME}{outcome['kind']}" for plan in listed for outcome in plan["outcomes"]}
    named = {*_NAMED.findall(script), *kinds, *limits}
    begun = (*_begun(script), *(f"{_FAULT}{field['type']}." for field in fields))

    def is_said(key: str) -> bool:
        if key in named or key.removeprefix(_FAULT) in named:
            return True
        return key.startswith(begun) and (key[-3:] not in _LIMITS or key.startswith(_NEAR))

    return [key for key in texts if is_said(key)]


def by_number(script: str, texts: Collection[str]) -> tuple[str, list[str]]:
    """A script that asks by number for the texts that it always names whole, and their keys in that order. Numbers
    begin with 1, so that each is true as its key was.
    """
    messages = {key for message, key in _WHOLE.findall(script) if message}
    begun = (_FAULT, _OUTCOME, *_begun(script))  # of these the rest may come at run time
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        key = found[2]
        if key not in texts or key in messages or key.startswith(begun):
            return found[0]
        return str(numbers.setdefault(key, len(numbers) + 1))

    return _WHOLE.sub(number, script), list(numbers)


def _begun(script: str) -> tuple[str, ...]:
    return tuple(sorted({one for one in _BEGUN.findall(script) if one not in (_FAULT, _OUTCOME)}))
