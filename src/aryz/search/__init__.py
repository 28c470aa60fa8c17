"""Search over guides, articles and interviews in all languages. docs/search.md says where to replace what.

`Searcher` answers queries for the server and the terminal; `export_static` writes what the browser needs to answer
them without a server.
"""

from aryz.search.entry import Entry, Hit, Results
from aryz.search.index import build
from aryz.search.searcher import Searcher
from aryz.search.static import export_static

__all__ = ["Entry", "Hit", "Results", "Searcher", "build", "export_static"]
