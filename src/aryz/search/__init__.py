"""Search over guides, articles and interviews in all languages. docs/search.md says where to replace what.

`Searcher` answers queries for the server and the terminal; `export_static` writes what the browser needs to answer
them without a server.
"""

from aryz.search.entry import Entry, Hit
from aryz.search.index import Searcher, build
from aryz.search.static import export_static

__all__ = ["Entry", "Hit", "Searcher", "build", "export_static"]
