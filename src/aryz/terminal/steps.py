"""Fields as steps: each step is one prompt, whose answer goes into a draft in the form in which people write it.

A draft has texts for texts, sums and days, keys for choices, lists of keys for several, a map of parts for a name, and
a list of maps for a list: what `interviews.answers` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aryz.interviews.declined import proposals
from aryz.interviews.readers import ADDRESS_PARTS, NAME_PARTS
from aryz.plan import wording
from aryz.terminal.face import Line, Menu, Option

if TYPE_CHECKING:
    from aryz.terminal.dialogue import Dialogue

Draft = dict[str, Any]
Spec = Mapping[str, Any]

SKIP = ""  # the key of «leave it empty»
_ANY = "А"  # stands for a part that is needed and not asked yet, so that the parts before it can be judged
_PARTED = {"name": (NAME_PARTS, "web.name", "given"), "address": (ADDRESS_PARTS, "field.address", "text")}
_FORMS = {"date": "web.date.form", "month": "web.month.form"}


@dataclass(frozen=True)
class Step:
    """One prompt. `at` is where its faults are said: `worker.name`, `wages.unpaid[2].due`. `spec` is its field.

    propose: takes other words for the answer, to be looked at and confirmed.
    """

    at: str
    spec: Spec
    run: Callable[[], None]
    propose: Callable[[Mapping[str, str]], None] | None = None


def steps_of(dialogue: Dialogue, spec: Spec, draft: Draft, key: str, at: str) -> list[Step]:
    """The steps that fill `draft[key]`. Labels are looked up when a step runs: the language may have changed."""
    if spec["type"] == "list":
        from aryz.terminal.lists import edit_list

        return [Step(at, spec, lambda: edit_list(dialogue, spec, draft, key, at))]
    if spec["type"] in _PARTED:
        return [
            Step(at, spec, _part(dialogue, spec, draft, key, at, part), lambda other: _parts(draft, key).update(other))
            for part in _PARTED[spec["type"]][0]
        ]
    if menu_options(dialogue, spec):
        return [Step(at, spec, lambda: _menu(dialogue, spec, draft, key, at))]
    return [Step(at, spec, lambda: _line(dialogue, spec, draft, key, at))]


def menu_options(dialogue: Dialogue, spec: Spec) -> list[Option]:
    """The options of a field that is answered by choosing; none for other fields."""
    if spec["type"] == "yes_no":
        return [Option("yes", dialogue.texts["web.yes"]), Option("no", dialogue.texts["web.no"])]
    return [Option(key, words) for key, words in dialogue.program.options(spec, dialogue.language)]


def _line(dialogue: Dialogue, spec: Spec, draft: Draft, key: str, at: str) -> None:
    def keep(text: str) -> None:
        draft[key] = text

    dialogue.face.line(
        Line(
            label=dialogue.label(spec),
            text=str(draft.get(key) or ""),
            hint=_hint(dialogue, spec),
            help=dialogue.plain(spec["help"]),
            several=spec["type"] == "long_text",
            keep=keep,
            check=lambda text: dialogue.fault_at(at),
        )
    )


def _parts(draft: Draft, key: str) -> dict[str, str]:
    """The parts of a name or an address in the draft, to be written into."""
    parts: dict[str, str] = draft[key] if isinstance(draft.get(key), dict) else {}
    draft[key] = parts
    return parts


def _part(dialogue: Dialogue, spec: Spec, draft: Draft, key: str, at: str, part: str) -> Callable[[], None]:
    """A step for one part of a name or an address; the label and the help of the field stand before the first."""
    all_parts, words, needed = _PARTED[spec["type"]]
    later = all_parts[all_parts.index(part) + 1 :]

    def keep(text: str) -> None:
        _parts(draft, key)[part] = text

    def check(given: object) -> str:
        standing = _parts(draft, key)
        if later and not any(standing.values()):
            return ""
        draft[key] = {**standing, needed: standing.get(needed) or _ANY} if needed in later else standing
        try:
            return dialogue.fault_at(at, proposals=False)
        finally:
            draft[key] = standing

    def run() -> None:
        about = [dialogue.plain(spec["label"]), dialogue.plain(spec["help"])] if part == all_parts[0] else []
        label, help_text = dialogue.texts[f"{words}.{part}"], "\n".join(filter(None, about))
        standing = _parts(draft, key).get(part) or ""
        if part == "region":
            options = [Option(*option) for option in dialogue.program.options(spec, dialogue.language)]
            options.append(Option(SKIP, dialogue.texts["terminal.skip"]))
            picked = [standing] if standing else []
            take = lambda keys: keep("".join(keys[:1]))  # noqa: E731
            dialogue.face.menu(Menu(label, options, picked, help=help_text, keep=take, check=check))
        else:
            hint = _latin(dialogue, _parts(draft, key)) if part == "latin" else ""
            dialogue.face.line(Line(label, standing, hint, help_text, keep=keep, check=check))
        if part == "latin":
            _hand_forms(dialogue, draft, key, at)

    return run


def _hand_forms(dialogue: Dialogue, draft: Draft, key: str, at: str) -> None:
    """Where the program is not sure of a name in a Russian case: its proposal, to be written otherwise or left."""
    found = proposals(dialogue.turn, at, _parts(draft, key)) if at in dialogue.program.fields else []
    for made in found:

        def keep(text: str, case: str = made.case) -> None:
            _parts(draft, key)[case] = text

        label, hint = dialogue.texts[f"web.name.{made.case}"], dialogue.texts["name.proposal"].format(words=made.words)
        check = lambda text: dialogue.fault_at(at, proposals=False)  # noqa: E731
        dialogue.face.line(Line(label, made.own, hint, "", keep=keep, check=check))


def _latin(dialogue: Dialogue, parts: Mapping[str, str]) -> str:
    """The Latin spelling that the name suggests: an example only, the passport decides."""
    own = wording.to_latin(wording.full_name(parts)) if parts.get("surname") else ""
    return f"{dialogue.texts['web.example']} {own}" if own else ""


def _menu(dialogue: Dialogue, spec: Spec, draft: Draft, key: str, at: str) -> None:
    several = spec["type"] == "choices"
    options = menu_options(dialogue, spec)
    if _may_skip(spec) and not several:
        options.append(Option(SKIP, dialogue.texts["terminal.skip"]))
    standing = draft.get(key)

    def keep(picked: list[str]) -> None:
        draft[key] = picked if several else "".join(picked[:1])

    dialogue.face.menu(
        Menu(
            label=dialogue.label(spec),
            options=options,
            picked=list(standing) if isinstance(standing, list) else [standing] if standing else [],
            hint=_hint(dialogue, spec),
            help=dialogue.plain(spec["help"]),
            several=several,
            keep=keep,
            check=lambda picked: dialogue.fault_at(at),
        )
    )


def _may_skip(spec: Spec) -> bool:
    """Whether it can be left empty at all; a condition of `required` is judged with the answer."""
    return bool(spec.get("optional")) or "required" in spec


def _hint(dialogue: Dialogue, spec: Spec) -> str:
    """How to write it, an example, and that it may be left out."""
    texts = dialogue.texts
    parts = [texts[_FORMS[spec["type"]]]] if spec["type"] in _FORMS else []
    if spec.get("example"):
        parts.append(f"{texts['web.example']} {spec['example']}")
    if _may_skip(spec):
        parts.append(texts["web.optional"])
    return "; ".join(parts)
