"""The XML of Word files that people bring, read with the standard library."""

from __future__ import annotations

# the parts are parsed by `parse` alone, which refuses what makes entities dangerous
from xml.etree import ElementTree  # nosec B405


def parse(text: str) -> ElementTree.Element:
    """A part of a Word file. Raises ParseError for broken XML and for a DTD, which Word never writes: entities declared
    there can grow without end or name other files.
    """
    if "<!DOCTYPE" in text:
        raise ElementTree.ParseError("a part of a Word file has no DTD")
    return ElementTree.fromstring(text)  # nosec B314  # without a DTD there are no entities of its own
