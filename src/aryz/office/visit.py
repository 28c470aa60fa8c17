"""One request of a person: who it is, in which language, what the form said, and the open case."""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from aryz.centre.errors import CentreError, Refused
from aryz.centre.filetypes import LARGEST
from aryz.centre.models import Person, Session
from aryz.web.store import Case

_REQUEST = re.compile(r"[0-9a-zA-Z-]{8,64}")
_MOST_FIELDS = 5000


class Forged(CentreError):  # noqa: N818
    """A form that this session's pages did not make."""

    key = "office.fault.form"


@dataclass
class Visit:
    """What handlers and templates know of the request. `fresh` is the id that the page's forms will carry."""

    language: str
    session: Session | None = None
    form: FormData = field(default_factory=FormData)
    fresh: str = field(default_factory=lambda: uuid.uuid4().hex)
    case: Case | None = None  # the case that the interview's pages work on
    version: int = 0  # of the case as it was read for this page
    changed: bool = False  # whether the interview's pages want it saved

    @property
    def who(self) -> Person:
        if self.session is None:
            raise RuntimeError("This page needs somebody who is logged in.")
        return self.session.person

    def said(self, name: str, most: int = 200) -> str:
        """What stands in a field of the form, as text."""
        value = self.form.get(name, "")
        return value[:most] if isinstance(value, str) else ""

    @property
    def request(self) -> str:
        """The id of what was sent: the form's own and all that stands in it. The same sent twice is done once; the same
        form with other words in it, such as one that the browser restored, is another.
        """
        found = self.said("request")
        if not _REQUEST.fullmatch(found):
            raise Refused("office.fault.form", "The form has no id. Load the page again.")
        words = [(k, v if isinstance(v, str) else v.filename or "") for k, v in self.form.multi_items() if k != "form"]
        return hashlib.sha256(repr(words).encode()).hexdigest()[:32]

    @property
    def expected(self) -> int:
        """The version of the case that the person saw."""
        found = self.said("version")
        if not (found.isascii() and found.isdigit() and len(found) < 9):
            raise Refused("office.fault.form", "The form names no version. Load the page again.")
        return int(found)

    def genuine(self) -> None:
        """Raises Forged for a form that is not of this session."""
        mark = self.said("form")
        if self.session is None or not hmac.compare_digest(mark.encode(), self.session.form.encode()):
            raise Forged("This form is not of this session.")


_current: ContextVar[Visit] = ContextVar("visit")


def begin(visit: Visit) -> None:
    _current.set(visit)


def current() -> Visit:
    return _current.get()


def present() -> Visit | None:
    """The visit, or None where a page is made before one began."""
    return _current.get(None)


def address_of(request: Request) -> str:
    """The address of the browser, as the named proxy or the connection says."""
    return request.client.host if request.client else ""


class _InMemory(MultiPartParser):
    """Files stay in memory: a temporary file on the disk would be a client's paper in the clear."""

    spool_max_size = LARGEST + 1_000_000


async def read_form(request: Request) -> FormData:
    """The form of a request, in memory."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.form(max_fields=_MOST_FIELDS)
    try:
        form = await _InMemory(request.headers, request.stream(), max_files=1, max_fields=50).parse()
    except MultiPartException:
        raise HTTPException(400) from None
    request._form = form
    return form
