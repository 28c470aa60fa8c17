"""A4 across, both sides, folded in three: cover, flap and back outside; three panels inside."""

from __future__ import annotations

from aryz.leaflets.sheet import Box, Sheet
from aryz.leaflets.words import Block, Words

WIDTH, HEIGHT = 297.0, 210.0
FLAP, PANEL = 97.0, 100.0  # the panel folded in is narrower, or the sheet bulges
_EDGE = 7.0  # what printers cannot reach, and room for the fold
_CODE = 44.0


def folded(words: Words) -> bytes:
    """The sheet: page 1 outside, from the left flap, back, cover; page 2 inside. Turned on the short edge."""
    sheet = Sheet(WIDTH, HEIGHT, words.title, words.language)
    sheet.page()
    _flap(sheet, words, _panel(0, FLAP))
    _back(sheet, words, _panel(FLAP, PANEL))
    _cover(sheet, words, _panel(FLAP + PANEL, PANEL))
    _folds(sheet, FLAP, FLAP + PANEL)
    sheet.page()
    for number, block in enumerate(words.inside):
        wide = FLAP if number == 2 else PANEL
        sheet.block(block, _panel(number * PANEL, wide), 13.5)
    _folds(sheet, PANEL, 2 * PANEL)
    return sheet.bytes()


def _panel(x: float, wide: float) -> Box:
    return Box(x, 0, wide, HEIGHT).inner(_EDGE)


def _folds(sheet: Sheet, *places: float) -> None:
    for x in places:
        sheet.fold(x, HEIGHT)


def _cover(sheet: Sheet, words: Words, box: Box) -> None:
    sheet.band(Box(box.x, box.y, box.w, 82))
    sheet.white(True)
    inner = Box(box.x + 5, box.y + 8, box.w - 10, 42)
    used = sheet.text(words.title, inner, 27, bold=True, least=16)
    sheet.text(words.lead, Box(inner.x, inner.y + used + 4, inner.w, 66 - used), 14, least=9)
    sheet.white(False)
    _calls(sheet, words, Box(box.x, box.y + 88, box.w, 58))
    sheet.code(words.address, box.x, box.y + box.h - _CODE, _CODE)
    beside = Box(box.x + _CODE + 1, box.y + box.h - _CODE + 5, box.w - _CODE - 1, _CODE - 10)
    sheet.text(words.more, beside, 11, bold=True)


def _calls(sheet: Sheet, words: Words, box: Box) -> None:
    """Whom to call in danger, in the largest letters of the sheet, within a frame."""
    sheet.frame(box)
    inner = box.inner(4)
    y = sheet.text(words.danger, Box(inner.x, inner.y, inner.w, 12), 12, bold=True) + 1
    rest = (inner.h - y) / max(len(words.calls), 1)
    for phone, name in words.calls:
        sheet.text(phone, Box(inner.x, inner.y + y, 34, rest), min(42, rest / 0.4516), bold=True)
        sheet.text(name, Box(inner.x + 36, inner.y + y + rest * 0.28, inner.w - 36, rest * 0.7), 11)
        y += rest


def _flap(sheet: Sheet, words: Words, box: Box) -> None:
    sheet.block(words.flap, box, 15)


def _back(sheet: Sheet, words: Words, box: Box) -> None:
    _calls(sheet, words, Box(box.x, box.y, box.w, 58))
    sheet.block(Block("", words.reach), Box(box.x, box.y + 64, box.w, 58), 10.5)
    code = 40.0
    sheet.code(words.address, box.x + (box.w - code) / 2, box.y + 122, code)
    sheet.text(words.more, Box(box.x, box.y + 162, box.w, 6), 9.5, bold=True, align="C")
    short = words.address.partition("//")[2]
    sheet.text(short, Box(box.x, box.y + 168, box.w, 6), 9, align="C", least=6)
    sheet.text(words.foot, Box(box.x, box.y + 177, box.w, box.h - 177), 8.5)
