"""YAML as editors expect it, with the line of every value.

Differs from PyYAML's default on purpose: `no` and `on` are words, not booleans; `12:30` is text; dates and decimal
fractions stay text (the content models read them); a key written twice is an error instead of a silent loss. Aliases
and tags are refused, depth and size are bounded, so that a hostile file is one finding and no more.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from aryz.diagnostics import ContentError, Place, Problem


class YamlMap(dict[str, Any]):
    """A mapping that remembers the line of each key. `line` is its own first line."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class YamlList(list[Any]):
    """A list that remembers the line of each item."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    def line_of(self, index: int) -> int:
        return self.lines[index] if index < len(self.lines) else self.line


_LOADER: Any = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
MOST_BYTES = 4_000_000
MOST_VALUES = 400_000
DEEPEST = 30  # mappings and lists within each other


class _NotTakenError(Exception):
    """What YAML allows and content files may not have."""

    def __init__(self, code: str, line: int, message: str, mend: str, key: str = ""):
        self.code, self.line, self.message, self.mend, self.key = code, line, message, mend, key


def _plain(event: Any) -> Any:
    """The value of a scalar: only null, true, false and whole numbers are not text, and only without quotes."""
    value: str = event.value
    if not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INTEGER.fullmatch(value) else value


class _Builder:
    """Makes maps and lists of YAML's events, without recursion: depth and size are bounded, aliases are refused."""

    def __init__(self) -> None:
        self.top: Any = None
        self.documents = 0
        self.open: list[YamlMap | YamlList] = []
        self.keys: list[tuple[str, int] | None] = []  # of each open map the key that waits for its value
        self.count = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _NotTakenError("yaml.syntax", line, "a second document begins here.", "Delete the line «---».")
        elif isinstance(event, yaml.AliasEvent):
            message = f"«*{event.anchor}» repeats another part: aliases are not taken."
            raise _NotTakenError("yaml.alias", line, message, "Write it out, or put the text in quotes.")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)

    def _node(self, event: Any, line: int) -> None:
        if event.tag is not None and event.tag != "!":
            message = f"the tag «{event.tag}» is not taken."
            raise _NotTakenError("yaml.tag", line, message, "Delete it, or put the text in quotes.")
        self.count += 1
        if self.count > MOST_VALUES:
            message = f"there are more than {MOST_VALUES} values."
            raise _NotTakenError("yaml.large", line, message, "Cut the file into several.")
        if isinstance(event, yaml.ScalarEvent):
            if self.open and isinstance(self.open[-1], YamlMap) and self.keys[-1] is None:
                self._key(event.value, line)
            else:
                self._put(_plain(event), line)
            return
        if len(self.open) >= DEEPEST:
            message = f"more than {DEEPEST} levels stand within each other."
            raise _NotTakenError("yaml.deep", line, message, "Write it flatter.")
        made: YamlMap | YamlList = YamlMap() if isinstance(event, yaml.MappingStartEvent) else YamlList()
        made.line = line
        self._put(made, line)
        self.open.append(made)
        self.keys.append(None)

    def _key(self, key: str, line: int) -> None:
        made = self.open[-1]
        assert isinstance(made, YamlMap)
        if key in made:
            message = f"the key «{key}» stands twice; it was first written on line {made.lines[key]}."
            raise _NotTakenError("yaml.duplicate", line, message, "Keep one of them.", key)
        self.keys[-1] = (key, line)

    def _put(self, value: Any, line: int) -> None:
        if not self.open:
            self.top = value
            return
        parent = self.open[-1]
        if isinstance(parent, YamlList):
            parent.append(value)
            parent.lines.append(line)
            return
        waiting = self.keys[-1]
        if waiting is None:
            message = "a key must be a word, not a list or a mapping."
            raise _NotTakenError("yaml.key", line, message, "Put text with a «{» or «[» in it into quotes.")
        parent[waiting[0]] = value
        parent.lines[waiting[0]] = waiting[1]
        self.keys[-1] = None


def parse(text: str, path: Path, first_line: int = 1) -> Any:
    """Read YAML text that begins on `first_line` of `path`; raises ContentError with the line."""
    shift = first_line - 1
    if len(text) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES // 1_000_000} million letters."
        raise ContentError([Problem("yaml.large", Place(path), message, "Cut it into several.")])
    builder = _Builder()
    loader = None
    try:
        loader = _LOADER(text)
        while loader.check_event():
            builder.take(loader.get_event())
    except _NotTakenError as refused:
        place = Place(path, refused.line + shift, refused.key)
        raise ContentError([Problem(refused.code, place, refused.message, refused.mend)]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise ContentError([_broken(error, text, path, shift)]) from None
    finally:
        if loader is not None:
            loader.dispose()
    made = builder.top
    if shift:
        _move(made, shift)
    return made


def from_plain(value: Any) -> Any:
    """Values of JSON as if they had stood in a file, within the same bounds. Raises ContentError, the field named."""
    left = [MOST_VALUES]

    def made(value: Any, field: str, depth: int) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise _plain_problem("yaml.many", "", f"there are more than {MOST_VALUES} values.")
        if depth > DEEPEST:
            raise _plain_problem("yaml.deep", field, f"lists and mappings stand more than {DEEPEST} deep.")
        if isinstance(value, str):
            if not all(map(_allowed, value)):
                raise _plain_problem("yaml.letters", field, "a letter stands here that no text has.")
            return value
        if isinstance(value, dict):
            one = YamlMap()
            one.update(
                {made(key, field, depth): made(each, _under(field, key), depth + 1) for key, each in value.items()}
            )
            return one
        if isinstance(value, list):
            row = YamlList()
            row.extend(made(each, f"{field}[{at}]", depth + 1) for at, each in enumerate(value))
            return row
        large = isinstance(value, float) or (isinstance(value, int) and abs(value) >= 10**18)
        return str(value) if large else value  # as a file has them: text that the readers look at

    return made(value, "", 0)


def _under(field: str, key: str) -> str:
    """The path of a field of an answers file: what stands under «answers»."""
    return "" if not field and key == "answers" else f"{field}.{key}".lstrip(".")


def _plain_problem(code: str, field: str, message: str) -> ContentError:
    return ContentError([Problem(code, Place(Path("answers"), 0, field[:200]), message)])


def _broken(error: Exception, text: str, path: Path, shift: int) -> Problem:
    """What a YAML error says to a person."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        at = next((i for i, letter in enumerate(text) if not _allowed(letter)), 0)
        place = Place(path, text.count("\n", 0, at) + 1 + shift)
        message = f"a letter stands here that no text has (number {ord(text[at]) if text else 0})."
        return Problem("yaml.letters", place, message, "Delete it: it came in with copying, or the file is broken.")
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    message = f"this is not valid YAML: {what}" + (f" ({context})." if context else ".")
    return Problem("yaml.syntax", Place(path, mark.line + 1 + shift), message, _mend(text, mark.line))


_QUOTE_INSIDE = re.compile(r'(?:[:,\[{-] *)"(?:[^"\\]|\\.)*"[^\s,:}\]#]')  # a text in quotes, and words right behind it


def _mend(text: str, at: int) -> str:
    """What to do about a line that is no YAML: the commonest slips by name."""
    line = next(iter(text.splitlines()[at : at + 1]), "")
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "The line begins with a tab: indent it with spaces, as the lines around it."
    if _QUOTE_INSIDE.search(line):
        return 'The text ends at the second «"»: inside quotes write «…», or \\" for each mark.'
    return "Check indentation, colons and quotes on this line and the one before; quote text that has «: » in it."


def _allowed(letter: str) -> bool:
    """Whether YAML takes a letter: no control characters but tab and line ends, no halves of letters."""
    code = ord(letter)
    return letter in "\t\n\r\x85" or 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xD7FF or (
        code >= 0xE000 and code not in {0xFEFF, 0xFFFE, 0xFFFF}
    )  # fmt: skip


def _move(made: Any, shift: int) -> None:
    if isinstance(made, YamlMap):
        made.line += shift
        made.lines = {key: line + shift for key, line in made.lines.items()}
        for value in made.values():
            _move(value, shift)
    elif isinstance(made, YamlList):
        made.line += shift
        made.lines = [line + shift for line in made.lines]
        for value in made:
            _move(value, shift)


def read_text(path: Path) -> str:
    """The file's text; raises ContentError when it is missing or no UTF-8."""
    try:
        if path.stat().st_size > 4 * MOST_BYTES:
            message = "the file is too large to be text."
            raise ContentError([Problem("file.large", Place(path), message, "Cut it into several.")])
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError([Problem("file.missing", Place(path), "there is no such file.")]) from None
    except IsADirectoryError:
        raise ContentError([Problem("file.folder", Place(path), "this is a folder, not a file.")]) from None
    except PermissionError:
        raise ContentError([Problem("file.closed", Place(path), "the file may not be read.")]) from None
    except (OSError, ValueError) as error:
        if not isinstance(error, UnicodeDecodeError):
            raise ContentError([Problem("file.closed", Place(path), "the file cannot be read.")]) from None
        message = "the file is not in UTF-8."
        raise ContentError([Problem("file.encoding", Place(path), message, "Save it as UTF-8.")]) from None


def load(path: Path) -> Any:
    """Read a YAML file; raises ContentError with file and line."""
    return parse(read_text(path), path)


def load_map(path: Path) -> YamlMap:
    """Read a YAML file whose top is a mapping; raises ContentError when it is something else."""
    made = load(path)
    if not isinstance(made, YamlMap):
        message = "the file must hold keys with values at its top."
        raise ContentError([Problem("yaml.shape", Place(path, 1), message, "Begin with lines such as «id: name».")])
    return made


def split_front_matter(text: str, path: Path) -> tuple[YamlMap, str, int]:
    """Cut a Markdown page into its front matter, its body and the line the body begins on."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        message = "the page has no front matter."
        raise ContentError([Problem("page.front-matter", Place(path, 1), message, "Begin the file with «---».")])
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            meta = parse("".join(lines[1 : number - 1]), path, first_line=2)
            if not isinstance(meta, YamlMap):
                meta = YamlMap()
            return meta, "".join(lines[number:]), number + 1
    message = "the front matter is never closed."
    raise ContentError([Problem("page.front-matter", Place(path, 1), message, "Close it with a line «---».")])
