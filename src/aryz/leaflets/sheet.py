"""Drawing on a sheet: texts that shrink until they fit and never overflow, QR codes, folds. Black on white."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import segno
import ttf_opensans
from fpdf import FPDF

from aryz.diagnostics import AryzError
from aryz.leaflets.words import Block

_FONT = "sans"
_SMALLEST = 7.0  # points; smaller is not read by lamplight
_POINT = 0.3528  # mm
QUIET = 4  # empty modules around a code, or cameras miss it


@dataclass(frozen=True)
class Box:
    """A place on the sheet in mm from its top left corner."""

    x: float
    y: float
    w: float
    h: float

    def inner(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def below(self, used: float) -> Box:
        return Box(self.x, self.y + used, self.w, self.h - used)


class Sheet:
    """A PDF of pages of one size. Heights returned are in mm."""

    def __init__(self, width: float, height: float, title: str, language: str):
        self.pdf = FPDF(unit="mm", format=(width, height))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.pdf.set_producer("Aryz")
        for style, weight in (("", 400), ("B", 700)):
            self.pdf.add_font(_FONT, style, str(Path(ttf_opensans.opensans(font_weight=weight).path)))

    def page(self) -> None:
        self.pdf.add_page()

    def text(self, text: str, box: Box, size: float, bold: bool = False, align: str = "L", least: float = 0) -> float:
        """Write `text` into a box, in the largest size from `size` down to `least` points in which it fits."""
        while self._height(text, box.w, size, bold) > box.h + 0.01:
            size -= 0.5
            if size < (least or _SMALLEST):
                raise AryzError(f"The text does not fit: «{text[:60]}…». Say it shorter.")
        self._style(size, bold)
        self.pdf.set_xy(box.x, box.y)
        self.pdf.multi_cell(box.w, _line(size), text, align=align, new_x="LEFT", new_y="NEXT")
        return self.pdf.get_y() - box.y

    def block(self, block: Block, box: Box, size: float) -> None:
        """A heading and its lines, all in the largest size in which they fit."""
        while self._block(block, box, size, draw=False) > box.h + 0.01:
            size -= 0.25
            if size < _SMALLEST:
                raise AryzError(f"The panel «{block.title}» has too many words. Say it shorter, or take fewer items.")
        self._block(block, box, size, draw=True)

    def band(self, box: Box) -> None:
        """A black ground for white words."""
        self.pdf.set_fill_color(0)
        self.pdf.rect(box.x, box.y, box.w, box.h, style="F")

    def white(self, on: bool) -> None:
        """Whether the words that follow are white."""
        self.pdf.set_text_color(255 if on else 0)

    def fold(self, x: float, height: float) -> None:
        """Two short marks at the edges where the sheet is folded."""
        self.pdf.set_line_width(0.1)
        for y in (0.0, height - 3):
            self.pdf.line(x, y, x, y + 3)

    def frame(self, box: Box) -> None:
        self.pdf.set_line_width(0.4)
        self.pdf.rect(box.x, box.y, box.w, box.h)

    def code(self, address: str, x: float, y: float, side: float) -> None:
        """A QR code with its quiet zone within a square."""
        rows = list(segno.make(address, error="m", micro=False, boost_error=False).matrix)
        step = side / (len(rows) + 2 * QUIET)
        self.pdf.set_fill_color(0)
        for line, row in enumerate(rows):
            for at, dark in enumerate(row):
                if dark:
                    left, top = x + (at + QUIET) * step, y + (line + QUIET) * step
                    self.pdf.rect(left, top, step * 1.01, step * 1.01, style="F")

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())

    # measures

    def _style(self, size: float, bold: bool) -> None:
        self.pdf.set_font(_FONT, "B" if bold else "", size)

    def _height(self, text: str, width: float, size: float, bold: bool) -> float:
        self._style(size, bold)
        lines = self.pdf.multi_cell(width, _line(size), text, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        if any(self.pdf.get_string_width(word) > width for word in text.split()):
            return float("inf")  # it would be cut within a word
        return len(lines) * _line(size)

    def _block(self, block: Block, box: Box, size: float, draw: bool) -> float:
        """The height of a block in a size; drawn, or only measured."""
        y = 0.0
        place = Box(box.x, box.y, box.w, 999)
        if block.title:
            y += self._put(block.title, place, size * 1.35, True, draw) + _line(size) * 0.4
        mark = size * 0.46 if len(block.lines) > 1 else 0.0
        for number, line in enumerate(block.lines, 1):
            at = place.below(y)
            if mark and draw:
                self._style(size, True)
                self.pdf.set_xy(at.x, at.y)
                self.pdf.cell(mark, _line(size), f"{number}." if block.numbered else "•")
            y += self._put(line, Box(at.x + mark, at.y, at.w - mark, 999), size, False, draw) + _line(size) * 0.35
        return y

    def _put(self, text: str, box: Box, size: float, bold: bool, draw: bool) -> float:
        height = self._height(text, box.w, size, bold)
        if draw:
            self.pdf.set_xy(box.x, box.y)
            self.pdf.multi_cell(box.w, _line(size), text, align="L", new_x="LEFT", new_y="NEXT")
        return height


def _line(size: float) -> float:
    """The height of a line in mm."""
    return size * _POINT * 1.28
