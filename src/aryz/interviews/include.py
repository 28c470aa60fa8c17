"""Build time: what an interview takes from other files: shared parts, blocks with a prefix, other interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place, Problem
from aryz.interviews.shape import read
from aryz.reader import Reader
from aryz.yamlfile import YamlMap

_SIGN = re.compile(r"\$(?=[.-][a-z])|(?<=\bas: )\$(?=[ },\n])")  # in a block: the prefix under which it is included
_NAME = re.compile(r"[\w./-]{1,100}")
_PREFIX = re.compile(r"[a-z][a-z0-9_]*")
DEEPEST = 8  # includes within includes


@dataclass(frozen=True)
class Included:
    """One include: `name` as written, the `prefix` for «$», for an interview the condition under which it counts."""

    name: str
    place: Place
    prefix: str = ""
    is_interview: bool = False
    when: str = ""


def read_top(path: Path, findings: Findings, prefix: str = "") -> Reader | None:
    """The top of an interview file; None when it cannot be read at all. prefix: what «$» stands for."""
    try:
        text = yamlfile.read_text(path)
        found = _SIGN.search(text)
        if found and not prefix:
            line = text.count("\n", 0, found.start()) + 1
            message = "«$» stands for a prefix, but the file is included without one."
            mend = "Write «include: [{file: …, as: representative}]»."
            raise ContentError([Problem("interview.prefix", Place(path, line), message, mend)])
        data = yamlfile.parse(_SIGN.sub(prefix, text) if prefix else text, path)
        if not isinstance(data, YamlMap):
            message = "the file must hold keys with values at its top."
            raise ContentError([Problem("yaml.shape", Place(path, 1), message, "Begin with lines such as «id: name».")])
    except ContentError as error:
        findings.extend(error.problems)
        return None
    return Reader(data, path, findings)


class Includes:
    """Opens what files include, each once for each prefix, and never in a circle."""

    def __init__(self, folder: Path, findings: Findings):
        self.folder, self.findings = folder, findings
        self.open: list[str] = []
        self.done: set[tuple[str, str]] = set()

    def of(self, reader: Reader) -> list[Included]:
        """The includes that a file names: «common/worker.yml», `{file, as}` or `{interview, when}`."""
        listed = reader.data.get("include")
        if listed is None:
            return []
        if not isinstance(listed, yamlfile.YamlList):
            reader.problem("yaml.type", "include", "«include» must be a list.", "Write «[common/worker.yml]».")
            return []
        made = []
        for index, item in enumerate(listed):
            place = Place(reader.path, listed.line_of(index), f"include[{index}]")
            if isinstance(item, YamlMap):
                made.append(self._named(Reader(item, reader.path, self.findings, place.field)))
            else:
                made.append(Included(str(item), place))
        return [one for one in made if one.name]

    def _named(self, reader: Reader) -> Included:
        values = read(reader, "include", [])
        if bool(values["file"]) == bool(values["interview"]):
            message = "an include names either a file or an interview."
            reader.problem("interview.include", "file", message, "Write «{file: …, as: …}» or «{interview: …}».")
        if values["as"] and not _PREFIX.fullmatch(values["as"]):
            mend = "Use small Latin letters, such as «representative»."
            reader.problem("interview.prefix", "as", f"«{values['as']}» cannot stand in names.", mend)
            return Included("", reader.place())
        name = values["file"] or values["interview"]
        return Included(name, reader.place(), values["as"], bool(values["interview"]), values["when"])

    @contextmanager
    def entered(self, included: Included) -> Iterator[Reader | None]:
        """The opened file while its content is read; None when there is none, or it was read before."""
        key = (included.name, included.prefix)
        if included.name in self.open or len(self.open) >= DEEPEST:
            message = f"includes go in a circle: {' → '.join([*self.open, included.name])}."
            self.findings.add("interview.include-circle", included.place, message, "Delete one of them.")
            yield None
        elif key in self.done:
            yield None
        else:
            self.done.add(key)
            self.open.append(included.name)
            yield self._opened(included)
            self.open.pop()

    def _opened(self, included: Included) -> Reader | None:
        name = f"{included.name}.yml" if included.is_interview else included.name
        path = (self.folder / name).resolve() if _NAME.fullmatch(name) else self.folder.parent
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            message = f"there is no file «{name}» among the interviews."
            self.findings.add("interview.include", included.place, message, "Check the path.")
            return None
        return read_top(self.folder / name, self.findings, included.prefix)
