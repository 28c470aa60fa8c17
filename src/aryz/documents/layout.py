"""Build time: what tags ask of paragraphs, tables and numbers, done on the marked tree before it becomes text.

`{%-` and `-%}` join paragraphs; `cellbg`, `colspan`, `vm` and `hm` change their cell; a table whose columns come from a
loop gets a grid that does the same; what Word refuses (a table without rows, a cell that does not end in a paragraph,
numbers used twice) gets a guard.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from aryz.documents.tags import MARKER, Marked, Tag, W, drop_if_empty, put_instead

_CELL_TAGS = ("cellbg", "colspan", "vm", "hm")
_TCPR = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
         "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange")  # fmt: skip
_PARAGRAPHS = ("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARA_IDS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))
_PAIRS = (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd"))
_BLOCKS = {"for": 1, "endfor": -1}
_LEAST = 500  # the narrowest column that a loop gets, in twentieths of a point


def lay_out(marked: Marked, repeated: bool = False) -> None:
    """All passes, in their order. repeated: the part is included in another, maybe more than once."""
    _join_paragraphs(marked)
    for table in marked.root.iter(f"{W}tbl"):
        _grid(table, marked)
    _cells(marked)
    _numbers(marked, repeated)
    _guards(marked)


def _word(tag: Tag) -> str:
    return tag.inner.split(None, 1)[0] if tag.inner else ""


def _number(text: str | None) -> list[int]:
    return [int(found) for found in MARKER.findall(text or "")]


# paragraphs joined by «-»


def _join_paragraphs(marked: Marked) -> None:
    for text in list(marked.root.iter(f"{W}t")):
        for index in _number(text.text):
            tag = marked.tags[index]
            if tag.kind == "statement" and not tag.scope and (tag.trim_before or tag.trim_after):
                before = tag.trim_before and _joined(text, index, -1)
                after = tag.trim_after and _joined(text, index, 1)
                marked.tags[index] = replace(
                    tag, trim_before=tag.trim_before and not before, trim_after=tag.trim_after and not after
                )


def _joined(text: etree._Element, index: int, side: int) -> bool:
    """Join the paragraph with its neighbour, if nothing but white space stands between the tag and its edge."""
    paragraph = next(text.iterancestors(f"{W}p"))
    texts = [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]
    at = texts.index(text)
    before, marker, after = (text.text or "").partition(f"\ue000{index}\ue001")
    edge = (
        [t.text or "" for t in texts[:at]] + [before] if side < 0 else [after] + [t.text or "" for t in texts[at + 1 :]]
    )
    if "".join(edge).strip():
        return False
    first, second = (paragraph.getprevious(), paragraph) if side < 0 else (paragraph, paragraph.getnext())
    if second is not None and second.find(f"{W}pPr/{W}sectPr") is not None:
        return False  # its section would be lost
    if first is None or second is None or first.tag != f"{W}p" or second.tag != f"{W}p" or (first.tail or "").strip():
        return False
    text.text = marker + after if side < 0 else before + marker
    for blank in texts[:at] if side < 0 else texts[at + 1 :]:
        blank.text = ""
    for child in list(second):
        if child.tag != f"{W}pPr":
            first.append(child)
    put_instead(second, "")
    return True


# cells


def _cells(marked: Marked) -> None:
    for index, tag in enumerate(list(marked.tags)):
        if tag.kind == "statement" and _word(tag) in _CELL_TAGS and not tag.scope:
            marker = f"\ue000{index}\ue001"
            text = next((t for t in marked.root.iter(f"{W}t") if marker in (t.text or "")), None)
            cell = None if text is None else next(text.iterancestors(f"{W}tc"), None)
            marked.tags[index] = replace(tag, kind="comment")
            if text is None or cell is None:
                message = f"«{_word(tag)}» stands outside a table."
                marked.wrong("template.outside-table", tag, message, "Move it into a cell.")
                continue
            text.text = (text.text or "").replace(marker, "")
            run = text.getparent()
            if run is not None:
                drop_if_empty(run)
            _cell(marked, tag, cell)


def _cell(marked: Marked, tag: Tag, cell: etree._Element) -> None:
    word, rest = _word(tag), tag.inner[len(_word(tag)) :].strip()
    if word in {"cellbg", "colspan"} and not rest:
        marked.wrong("template.statement", tag, f"«{word}» says nothing.", f"Write «{{% {word} … %}}».")
    elif word == "cellbg":
        shade = _property(cell, "shd")
        shade.attrib.clear()
        shade.set(f"{W}val", "clear")
        shade.set(f"{W}color", "auto")
        shade.set(f"{W}fill", marked.add(replace(tag, kind="color", inner=rest)))
    elif word == "colspan":
        _property(cell, "gridSpan").set(f"{W}val", marked.add(replace(tag, kind="span", inner=rest)))
    elif word == "vm":
        merge = replace(tag, kind="statement", inner="if loop.first")
        parts = (merge, replace(tag, kind="statement", inner="else"), replace(tag, kind="statement", inner="endif"))
        first, other, end = (marked.add(part) for part in parts)
        _property(cell, "vMerge").set(f"{W}val", f"{first}restart{other}continue{end}")
        _first_only(marked, merge, cell)
    else:
        span = _property(cell, "gridSpan")
        known = span.get(f"{W}val") or "1"
        inner = "loop.length" if known == "1" else f"loop.length * {known}"
        if known.isdigit():
            span.set(f"{W}val", marked.add(replace(tag, kind="span", inner=inner)))
        first, end = (marked.add(replace(tag, kind="statement", inner=i)) for i in ("if loop.first", "endif"))
        previous, parent = cell.getprevious(), cell.getparent()
        if previous is not None:
            previous.tail = (previous.tail or "") + first
        elif parent is not None:
            parent.text = (parent.text or "") + first
        cell.tail = end + (cell.tail or "")


def _first_only(marked: Marked, merge: Tag, cell: etree._Element) -> None:
    """A merged cell says its words once, in the first row."""
    texts = [t for t in cell.iter(f"{W}t") if t.text]
    if texts:
        texts[0].text = marked.add(merge) + (texts[0].text or "")
        texts[-1].text = (texts[-1].text or "") + marked.add(replace(merge, inner="endif"))


def _property(cell: etree._Element, name: str) -> etree._Element:
    """A property of a cell, made in the place where Word's schema wants it."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        text, cell.text = cell.text, None
        cell.insert(0, properties)
        properties.tail = text
    found = properties.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        later = {f"{W}{other}" for other in _TCPR[_TCPR.index(name) + 1 :]}
        at = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(at, found)
    return found


# grids of tables whose columns come from a loop


def _grid(table: etree._Element, marked: Marked) -> None:
    grid, row = table.find(f"{W}tblGrid"), _row_with_loop(table)
    if grid is None or row is None:
        return
    widths = [int(column.get(f"{W}w") or 2000) for column in grid]
    cells = [child for child in row if child.tag == f"{W}tc"]
    columns = [_columns(cell) for cell in cells]
    static, depth = [], _depths(row, marked)
    for cell in cells:
        static.append(depth[cell] == 0)
    per = sum(widths) // max(len(widths), 1)
    own = sum(per * count for count, fixed in zip(columns, static, strict=True) if fixed)
    moving = sum(count for count, fixed in zip(columns, static, strict=True) if not fixed)
    share = max((sum(widths) - own) // max(moving, 1), _LEAST)
    grid.clear()
    opened, closed = _enclosing(row, marked)
    grid.text = opened + _echoes(row.text, marked)
    for cell, count, fixed in zip(cells, columns, static, strict=True):
        for _ in range(count):
            column = etree.SubElement(grid, f"{W}gridCol")
            tag = replace(_first_tag(row, marked), kind="width", inner=str(share), echo=True)
            column.set(f"{W}w", str(per) if fixed else marked.add(tag))
        last = grid[-1]
        last.tail = (last.tail or "") + _echoes(cell.tail, marked)
    grid[-1].tail = (grid[-1].tail or "") + closed


def _row_with_loop(table: etree._Element) -> etree._Element | None:
    for row in table.iter(f"{W}tr"):
        texts = [row.text, *(child.tail for child in row)]
        if next(row.iterancestors(f"{W}tbl")) is table and any(map(_number, texts)) and row.find(f"{W}tc") is not None:
            return row
    return None


def _first_tag(row: etree._Element, marked: Marked) -> Tag:
    return marked.tags[next(n for text in (row.text, *(c.tail for c in row)) for n in _number(text))]


def _columns(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else span.get(f"{W}val", "")
    return int(value) if value.isdigit() and 0 < int(value) < 64 else 1


def _depths(row: etree._Element, marked: Marked) -> dict[etree._Element, int]:
    """For each cell in how many loops of the row it stands."""
    made, depth = {}, 0
    for text, child in [(row.text, None), *((child.tail, child) for child in row)]:
        if child is not None:
            made[child] = depth
        depth += sum(_BLOCKS.get(_word(marked.tags[n]), 0) for n in _number(text))
    return made


def _echoes(text: str | None, marked: Marked) -> str:
    return "".join(marked.add(replace(marked.tags[n], echo=True)) for n in _number(text))


def _enclosing(row: etree._Element, marked: Marked) -> tuple[str, str]:
    """The row's own loops and branches, opened and closed anew: of a loop, its first turn gives the columns."""
    stack: list[int] = []
    parent = row.getparent()
    assert parent is not None
    siblings = [parent.text, *(child.tail for child in list(parent)[: parent.index(row)])]
    for number in (n for text in siblings for n in _number(text)):
        word = _word(marked.tags[number])
        if word in {"for", "if"}:
            stack.append(number)
        elif word.startswith("end") and stack:
            stack.pop()
    opened = closed = ""
    for number in stack:
        tag = replace(marked.tags[number], echo=True)
        opened += marked.add(tag)
        closed = marked.add(replace(tag, inner=f"end{_word(tag)}")) + closed
        if _word(tag) == "for":
            opened += marked.add(replace(tag, inner="if loop.first"))
            closed = marked.add(replace(tag, inner="endif")) + closed
    return opened, closed


# numbers that must be unique


def _numbers(marked: Marked, repeated: bool) -> None:
    """Pictures are numbered anew, in loops each time; bookmarks go where they would come out more than once."""
    depth = 0
    doomed: list[etree._Element] = []
    for event, element in etree.iterwalk(marked.root, events=("start", "end")):
        if event == "start":
            for name in _PARA_IDS:
                element.attrib.pop(name, None)
            if element.tag == _DOCPR:
                element.set("id", marked.add(Tag("number", "", "", 0, "")))
            elif (depth or repeated) and element.tag == f"{W}bookmarkStart":
                doomed.append(element)
        text = element.text if event == "start" else element.tail
        for number in _number(text):
            word = _word(marked.tags[number])
            depth += (word in {"for", "macro"}) - (word in {"endfor", "endmacro"})
    for element in doomed:
        put_instead(element, "")
    for first, last in _PAIRS:
        _pairs(marked.root, first, last)


def _pairs(root: etree._Element, first: str, last: str) -> None:
    """Take away halves of a pair whose other half went with a tag's paragraph."""
    starts = {e.get(f"{W}id"): e for e in root.iter(f"{W}{first}")}
    ends = {e.get(f"{W}id"): e for e in root.iter(f"{W}{last}")}
    for key, element in [*starts.items(), *ends.items()]:
        if key not in starts or key not in ends:
            put_instead(element, "")


# guards


def _guards(marked: Marked) -> None:
    """From the inside out, for a row that may vanish can leave its table empty."""
    containers = list(marked.root.iter(f"{W}tbl", f"{W}tr", *(f"{W}{name}" for name in _PARAGRAPHS)))
    for container in reversed(containers):
        texts = [container.text, *(child.tail for child in container)]
        name = etree.QName(container).localname
        tag = next((marked.tags[n] for text in texts for n in _number(text)), None)
        if tag is None:
            if name in _PARAGRAPHS and (len(container) == 0 or container[-1].tag != f"{W}p"):
                etree.SubElement(container, f"{W}p")
            continue
        begin = marked.add(replace(tag, kind="guard", inner=name))
        end = marked.add(replace(tag, kind="guarded", inner=name))
        if name in _PARAGRAPHS:
            container.text = begin + (container.text or "")
            if len(container):
                container[-1].tail = (container[-1].tail or "") + end
            else:
                container.text += end
            continue
        container.tail = end + (container.tail or "")
        previous, parent = container.getprevious(), container.getparent()
        if previous is not None:
            previous.tail = (previous.tail or "") + begin
        elif parent is not None:
            parent.text = (parent.text or "") + begin
