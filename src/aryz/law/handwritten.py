"""Citations that stand in a text as plain words instead of `[@…]`, and what to write in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aryz.law.acts import Registry
from aryz.law.reading import certain, read

# what is no running text: our own markers, tags, addresses, code
_MASKED = re.compile(r"\[@[^\]]*\]|\{\{.*?\}\}|\{%.*?%\}|https?://\S+|\]\([^)\s]*\)|`[^`]*`", re.DOTALL)

_PARAGRAPH = re.compile(r"(?:.+\n?)+")


@dataclass(frozen=True)
class Hand:
    """A citation by hand: where it stands, its line (the first is 1), and `marker`, such as «tk:113.1,tk:113.3|dat»,
    empty when the act is not named or the registry does not know the article.
    """

    start: int
    end: int
    line: int
    text: str
    marker: str = ""

    def message(self) -> str:
        return f"«{self.text}» is a citation written by hand."

    def mend(self, before: str = "[@", after: str = "]") -> str:
        """What to write instead, in the marks of the file: `[@…]`, or `{{ cite("…") }}` in Word."""
        if self.marker:
            return f"Write {before}{self.marker}{after}."
        return f"Name the act and write it as {before}tk:113.3{after}; the article must be in kb/acts."


def handwritten(text: str, registry: Registry) -> Iterator[Hand]:
    """Every citation by hand, in order. A text is read once: a preview checks all pages after each edit."""
    known = registry.once(_known)
    if text not in known:
        known[text] = list(_found(text, registry))
    return iter(known[text])


def _known(registry: Registry) -> dict[str, list[Hand]]:
    """The texts read so far, each with what was found."""
    return {}


def _found(text: str, registry: Registry) -> Iterator[Hand]:
    plain = _MASKED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for paragraph in _PARAGRAPH.finditer(plain):  # most hold no number, and need no reading
        for found in read(paragraph.group(), registry):
            marker = ",".join(str(ref) for ref in found.refs) if certain(found, registry) else ""
            if marker and found.case != "nom":
                marker += f"|{found.case}"
            start, end = paragraph.start() + found.start, paragraph.start() + found.end
            yield Hand(start, end, text.count("\n", 0, start) + 1, " ".join(found.text.split()), marker)


def written(text: str, registry: Registry) -> tuple[str, list[Hand]]:
    """The text with markers in place of the citations that are certain, and those citations."""
    done = [hand for hand in handwritten(text, registry) if hand.marker]
    for hand in reversed(done):
        text = f"{text[: hand.start]}[@{hand.marker}]{text[hand.end :]}"
    return text, done
