"""YAML as editors expect it, with the line of every value.

Differs from PyYAML's default on purpose: `no` and `on` are words, not booleans; `12:30` is text; dates and decimal
fractions stay text (the content models read them); a key written twice is an error instead of a silent loss.
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


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Resolves only null, true/false and whole decimal numbers."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own shape)


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


class _DuplicateError(Exception):
    def __init__(self, key: str, line: int, first: int):
        self.key, self.line, self.first = key, line, first


def _build(loader: Any, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        made = YamlMap()
        made.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in made:
                raise _DuplicateError(key, line, made.lines[key])
            made[key] = _build(loader, value_node)
            made.lines[key] = line
        return made
    if isinstance(node, yaml.SequenceNode):
        items = YamlList()
        items.line = node.start_mark.line + 1
        for child in node.value:
            items.append(_build(loader, child))
            items.lines.append(child.start_mark.line + 1)
        return items
    return loader.construct_object(node)


def parse(text: str, path: Path, first_line: int = 1) -> Any:
    """Read YAML text that begins on `first_line` of `path`; raises ContentError with the line."""
    shift = first_line - 1
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        made = None if node is None else _build(loader, node)
    except _DuplicateError as twice:
        place = Place(path, twice.line + shift, twice.key)
        message = f"the key «{twice.key}» stands twice; it was first written on line {twice.first + shift}."
        raise ContentError([Problem("yaml.duplicate", place, message, "Keep one of them.")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        context = getattr(error, "context", None)
        message = f"this is not valid YAML: {what}" + (f" ({context})." if context else ".")
        place = Place(path, mark.line + 1 + shift if mark else 0)
        mend = "Check indentation, colons and quotes on this line and the one before; quote text that has «: » in it."
        raise ContentError([Problem("yaml.syntax", place, message, mend)]) from None
    except ValueError as error:
        raise ContentError([Problem("yaml.value", Place(path), str(error))]) from None
    finally:
        loader.dispose()
    if shift:
        _move(made, shift)
    return made


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
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError([Problem("file.missing", Place(path), "there is no such file.")]) from None
    except IsADirectoryError:
        raise ContentError([Problem("file.folder", Place(path), "this is a folder, not a file.")]) from None
    except PermissionError:
        raise ContentError([Problem("file.closed", Place(path), "the file may not be read.")]) from None
    except UnicodeDecodeError:
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
