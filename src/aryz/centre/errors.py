"""What can go wrong, said to a person. The pages turn each class into a message and a status; none carries content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aryz.diagnostics import AryzError

if TYPE_CHECKING:
    from aryz.centre.models import Case, Lock


class CentreError(AryzError):
    """Something of the centre's that cannot be done. `key` names the text that pages show in the person's language."""

    key = "centre.error"


class Unavailable(CentreError):  # noqa: N818 - these are told to people
    """The database cannot answer now. reason: full (no room on the disk), busy, gone, or outdated (run the upgrade).

    Whether a write was kept is unknown to the caller: sending it again with the same request id is always right.
    """

    key = "centre.unavailable"

    def __init__(self, reason: str, message: str):
        self.reason = reason
        super().__init__(message)


class NoKey(CentreError):  # noqa: N818
    """The master key is missing, unreadable or another one; nothing can be opened without it."""

    key = "centre.no-key"


class Damaged(CentreError):  # noqa: N818
    """What is stored is not what was written: changed, or moved from another case."""

    key = "centre.damaged"


class NotFound(CentreError):  # noqa: N818
    """There is no such thing, or it is not this person's: the two look alike from outside."""

    key = "centre.not-found"


class Forbidden(CentreError):  # noqa: N818
    """The person's role does not allow it."""

    key = "centre.forbidden"


class Waiting(Forbidden):
    """A lawyer has to say first that the person behind the account is who it should be."""

    key = "centre.waiting"


class Refused(CentreError):  # noqa: N818
    """What was given cannot be taken: a weak password, a wrong file type. `key` says which rule."""

    def __init__(self, key: str, message: str):
        self.key = key
        super().__init__(message)


class Unknown(CentreError):  # noqa: N818
    """Name, password or code do not fit together; which one is not said."""

    key = "centre.login.wrong"


class TooMany(CentreError):  # noqa: N818
    """Too many wrong tries from this network for this account; `wait` seconds."""

    key = "centre.login.wait"

    def __init__(self, wait: int):
        self.wait = wait
        super().__init__(f"Too many wrong tries. Try again in {wait} seconds.")


class Locked(CentreError):  # noqa: N818
    """Another person edits the case now. What was to be saved is set aside (`centre.papers.asides`)."""

    key = "centre.locked"

    def __init__(self, lock: Lock):
        self.lock = lock
        super().__init__(f"{lock.title} is working on this case.")


class Conflict(CentreError):  # noqa: N818
    """The case was saved by another meanwhile. `theirs` is the case as it stands; what was to be saved is set aside."""

    key = "centre.conflict"

    def __init__(self, theirs: Case):
        self.theirs = theirs
        super().__init__("The case was changed meanwhile. Nothing is lost: what you typed is set aside.")
