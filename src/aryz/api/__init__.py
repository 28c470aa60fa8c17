"""The HTTP API: search, acts, calculators, interviews and assembly, for programs. The same functions as `aryz …`."""

from aryz.api.app import create_api
from aryz.api.tokens import SCOPES, Tokens

__all__ = ["SCOPES", "Tokens", "create_api"]
