"""A card of A6, one side: what to know, whom to call, where to read on."""

from __future__ import annotations

from aryz.leaflets.sheet import Box, Sheet
from aryz.leaflets.words import Block, Words

WIDTH, HEIGHT = 105.0, 148.0
_EDGE = 6.0


def card(words: Words) -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, words.card.title, words.language)
    sheet.page()
    box = Box(0, 0, WIDTH, HEIGHT).inner(_EDGE)
    sheet.band(Box(box.x, box.y, box.w, 13))
    sheet.white(True)
    sheet.text(words.card.title, Box(box.x + 4, box.y + 2.5, box.w - 8, 8.6), 18, bold=True, least=11)
    sheet.white(False)
    sheet.block(Block("", words.card.lines), Box(box.x, box.y + 17, box.w, 52), 13)
    _calls(sheet, words, Box(box.x, box.y + 71, box.w, 29))
    side = 36.0
    sheet.code(words.address, box.x + box.w - side + 3, box.y + box.h - side + 2, side)
    left = Box(box.x, box.y + 103, box.w - side + 2, 33)
    used = sheet.text(words.more, Box(left.x, left.y, left.w, 10), 10, bold=True)
    used += sheet.text(words.address.partition("//")[2], Box(left.x, left.y + used, left.w, 9), 8.5, least=5.5)
    sheet.text(words.foot, Box(left.x, left.y + used + 1.5, left.w, left.h - used - 1.5), 7.5, least=6)
    return sheet.bytes()


def _calls(sheet: Sheet, words: Words, box: Box) -> None:
    """Whom to call, a row each, in the largest letters of the card."""
    sheet.frame(box)
    sheet.text(words.danger, Box(box.x + 3, box.y + 1.5, box.w - 6, 5.5), 10, bold=True)
    high = (box.h - 8) / max(len(words.calls), 1)
    for number, (phone, name) in enumerate(words.calls):
        y = box.y + 6.5 + number * high
        sheet.text(phone, Box(box.x + 3, y, 22, high), min(26, high / 0.4516), bold=True)
        sheet.text(name, Box(box.x + 26, y + high * 0.3, box.w - 29, high * 0.7), 10)
