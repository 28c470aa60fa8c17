"""The consultants' server on this computer: the site, search, and interviews in the browser."""

from aryz.web.app import create_app
from aryz.web.serve import serve

__all__ = ["create_app", "serve"]
