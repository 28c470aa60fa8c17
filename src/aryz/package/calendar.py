"""Run time: deadlines as an iCalendar file (RFC 5545), for any calendar of a telephone or a computer.

Calendars are seen by others and kept on servers: no names stand in it, and it is marked as private.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from aryz.interviews.engine import Deadline
from aryz.plan import days

HOUR = 9  # of the reminder
_WIDTH = 75  # octets in a line


def as_calendar(interview: str, deadlines: Iterable[Deadline], today: str, whole: bool = False) -> bytes:
    """One all-day event for each deadline that has not passed, with a reminder; no bytes when there is none, unless
    the `whole` calendar is wanted, be it empty.

    The same case gives the same bytes, and the same deadline of it the same UID, so that bringing it in again changes
    the event instead of adding another.
    """
    return calendar_text(interview, deadlines, today, whole).encode("utf-8")


def calendar_text(interview: str, deadlines: Iterable[Deadline], today: str, whole: bool = False) -> str:
    """The same as text."""
    coming = [deadline for deadline in deadlines if deadline.day >= today]
    if not coming and not whole:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Aryz//Deadlines//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for deadline in coming:
        lines += _event(interview, deadline, today)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(interview: str, deadline: Deadline, today: str) -> list[str]:
    mark = _digest(f"{interview}|{deadline.id}|{deadline.day}")[:32]
    title = _escaped(deadline.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{mark}@aryz",
        f"DTSTAMP:{_digits(today)}T000000Z",
        f"DTSTART;VALUE=DATE:{_digits(deadline.day)}",
        f"DTEND;VALUE=DATE:{_digits(days.add(deadline.day, 1))}",
        f"SUMMARY:{title}",
        f"DESCRIPTION:{_escaped(deadline.text)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{title}",
        f"TRIGGER:{_trigger(deadline.remind)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _trigger(before: int) -> str:
    """From the midnight with which the day begins to the morning `before` days earlier."""
    if before == 0:
        return f"PT{HOUR}H"
    whole = f"{before - 1}D" if before > 1 else ""
    return f"-P{whole}T{24 - HOUR}H"


def _digits(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    plain = " ".join(text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").split(" "))
    return plain.strip().replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, none within a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        own = len(letter.encode("utf-8"))
        if size + own > _WIDTH:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins the next line
        piece, size = piece + letter, size + own
    return "\r\n ".join([*pieces, piece])
