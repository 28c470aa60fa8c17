"""Who may ask for what: tokens with scopes. On this computer alone none is needed.

Where tokens are asked for, whoever keeps them answers `check`; the API never sees how.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Annotated, Any, Protocol

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.concurrency import run_in_threadpool

from aryz.api.problems import ProblemError

SCOPES = ("search", "acts", "calc", "assemble")
LONGEST = 200  # letters of a token
_BEARER = HTTPBearer(auto_error=False, description="A token with the scope that the address needs.")


class Tokens(Protocol):
    """What the API needs of a store of tokens. It may be slow: it is asked in a thread of its own."""

    def check(self, token: str) -> Collection[str] | None:
        """The scopes of a token; None for one that is unknown, ended or taken back."""
        ...


Admit = Callable[..., Awaitable[None]]


def gate(tokens: Tokens | None) -> Callable[[str], list[Any]]:
    """What gives the dependencies of an address that needs a scope; none at all where there are no tokens."""
    if tokens is None:
        return lambda scope: []
    admit = _admit(tokens)
    return lambda scope: [Security(admit, scopes=[scope])]


def _admit(tokens: Tokens) -> Admit:
    async def admit(
        needed: SecurityScopes, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> None:
        challenge = {"WWW-Authenticate": "Bearer"}
        if given is None or not given.credentials:
            raise ProblemError(401, "token.missing", headers=challenge)
        long = len(given.credentials) > LONGEST
        scopes = None if long else await run_in_threadpool(tokens.check, given.credentials)
        if scopes is None:
            raise ProblemError(401, "token.unknown", headers=challenge)
        lacking = [scope for scope in needed.scopes if scope not in scopes]
        if lacking:
            words = f'Bearer error="insufficient_scope", scope="{" ".join(lacking)}"'
            raise ProblemError(403, "token.scope", headers={"WWW-Authenticate": words}, scope=", ".join(lacking))

    return admit
