"""Build time: a marked part as a tree of blocks, before anything in it is understood.

Here it is found out which tag closes which, and whether both lie in the same kind of element: a block whose halves lie
in different ones would break the paper's XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aryz.documents.archive import RefusedError
from aryz.documents.tags import MARKER, Tag

_ELEMENT = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*?(/?)>")
_MIDDLE = {"if": ("elif", "else"), "for": ("else",)}
_BLOCKS = {"if", "for", "macro", "with", "set"}  # `set` only without «=»
DEEPEST = 40  # blocks in blocks
_NOT_TAKEN = {
    "include": 'Write «{{p include_docx_template("name.docx") }}».',
    "import": "Write the macro in this template.",
    "from": "Write the macro in this template.",
    "extends": 'Write «{{p include_docx_template("name.docx") }}» where shared text stands.',
    "block": 'Write «{{p include_docx_template("name.docx") }}» where shared text stands.',
    "call": "Write «{{ name(…) }}».",
    "filter": "Put the filter behind each value: «{{ value | filter }}».",
    "do": "Compute it in the interview, under «values:».",
    "autoescape": "Delete it: everything is escaped always.",
    "trans": "Write the words: each language has a template of its own.",
    "break": "Use «if» inside the loop.",
    "continue": "Use «if» inside the loop.",
}
KNOWN = "if, elif, else, for … in, set, with, macro, cellbg, colspan, hm, vm"
Problem = Callable[[Tag, str, str, str], None]  # tag, code, message, mend


@dataclass
class Leaf:
    """An output or another tag that opens nothing; `within` is the element whose text it is."""

    tag: Tag
    within: str


@dataclass
class Section:
    """One branch of a block: the tag that begins it and what stands in it."""

    tag: Tag
    items: list[Item] = field(default_factory=list)


@dataclass
class Block:
    """`word` is if, for, macro, with or set; `within` the element whose text its tags are."""

    word: str
    sections: list[Section]
    within: str
    chain: list[str]


Item = str | Leaf | Block


def word_of(tag: Tag) -> str:
    """The first word of a statement."""
    return re.split(r"[\s(]", tag.inner, maxsplit=1)[0] if tag.inner else ""


def rest_of(tag: Tag) -> str:
    return tag.inner[len(word_of(tag)) :].strip()


class Reader:
    """Goes through the text of a part once, from marker to marker, with a stack of open blocks."""

    def __init__(self, tags: list[Tag], problem: Problem):
        self.tags, self.problem = tags, problem
        self.chain: list[str] = []
        self.items: list[Item] = []
        self.stack: list[Block] = []
        self.trim = False

    def read(self, xml: str) -> list[Item]:
        for index, piece in enumerate(MARKER.split(xml)):
            if index % 2:
                self._tag(self.tags[int(piece)])
            else:
                self._text(piece)
        for block in reversed(self.stack):
            tag = block.sections[0].tag
            mend = f"Add «{{% end{block.word} %}}» after it."
            self._wrong(tag, "template.block", f"«{tag.inner}» is never closed.", mend)
        return self.items

    @property
    def _here(self) -> list[Item]:
        return self.stack[-1].sections[-1].items if self.stack else self.items

    def _text(self, piece: str) -> None:
        if self.trim and piece:
            piece, self.trim = piece.lstrip(), False
        if piece:
            self._here.append(piece)
        for closing, name, empty in _ELEMENT.findall(piece):
            if closing:
                if self.chain:
                    self.chain.pop()
            elif not empty:
                self.chain.append(name)

    def _tag(self, tag: Tag) -> None:
        here = self._here
        if tag.trim_before and here and isinstance(here[-1], str):
            here[-1] = here[-1].rstrip()
        if tag.kind == "statement":
            self._statement(tag)
        elif tag.kind != "comment":
            here.append(Leaf(tag, self.chain[-1] if self.chain else ""))
        self.trim = tag.trim_after

    def _statement(self, tag: Tag) -> None:
        word = word_of(tag)
        if word == "set" and "=" in tag.inner:
            self._here.append(Leaf(tag, self.chain[-1] if self.chain else ""))
        elif word in _BLOCKS:
            self._open(word, tag)
        elif word in {"elif", "else"}:
            self._middle(word, tag)
        elif word.startswith("end") and word[3:] in _BLOCKS:
            self._close(word[3:], tag)
        else:
            mend = _NOT_TAKEN.get(word.removeprefix("end"), f"Statements are: {KNOWN}, and their ends.")
            what = f"«{word}» is not taken." if word.removeprefix("end") in _NOT_TAKEN else f"«{word}» is not known."
            self._wrong(tag, "template.statement", what, mend)

    def _open(self, word: str, tag: Tag) -> None:
        block = Block(word, [Section(tag)], self.chain[-1] if self.chain else "", list(self.chain))
        if len(self.stack) == DEEPEST:
            mend = "Compute a part of it in the interview, under «values:»."
            raise RefusedError("template.too-deep", f"more than {DEEPEST} blocks stand inside each other.", mend)
        self._here.append(block)
        self.stack.append(block)

    def _middle(self, word: str, tag: Tag) -> None:
        if not self._inside(tag, *(opener for opener, middle in _MIDDLE.items() if word in middle)):
            return
        block, rest = self.stack[-1], rest_of(tag)
        self._level(tag)
        if word == "else" and rest:
            mend = f"Write «elif {rest.removeprefix('if').strip()}», or «else» alone."
            self._wrong(tag, "template.block", f"«{tag.inner}»: «else» takes no condition.", mend)
        if word_of(block.sections[-1].tag) == "else":
            first = block.sections[-1].tag.paragraph
            message = f"«{tag.inner}» comes after the «else» of paragraph {first}."
            self._wrong(tag, "template.block", message, "A block has one «else», and it is the last branch.")
        block.sections.append(Section(tag))

    def _close(self, word: str, tag: Tag) -> None:
        if self._inside(tag, word):
            self._level(tag)
            self.stack.pop()

    def _inside(self, tag: Tag, *words: str) -> bool:
        if not self.stack:
            message = f"«{tag.inner}» belongs to no block."
            self._wrong(tag, "template.block", message, f"Add «{{% {words[0]} … %}}» before it.")
            return False
        block = self.stack[-1]
        if block.word in words:
            return True
        opened = block.sections[0].tag
        message = f"«{tag.inner}» stands inside «{opened.inner}» of paragraph {opened.paragraph}."
        self._wrong(tag, "template.block", message, f"Close the inner block first: «{{% end{block.word} %}}».")
        return False

    def _level(self, tag: Tag) -> None:
        block = self.stack[-1]
        if block.chain != self.chain:
            message = (
                f"the block that begins in paragraph {block.sections[0].tag.paragraph} ends in another kind of place."
            )
            mend = "Let both tags stand in text, or both alone in a paragraph with «{%p», or both in rows with «{%tr»."
            self._wrong(tag, "template.level", message, mend)
            block.chain = list(self.chain)

    def _wrong(self, tag: Tag, code: str, message: str, mend: str) -> None:
        if not tag.echo:
            self.problem(tag, code, message, mend)
