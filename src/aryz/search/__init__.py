"""Search over guides, articles and interviews in all languages. docs/search.md says where to replace what.

`Searcher` answers queries for the server and the terminal; `index.build` makes its index; `shards` and `static/` are
the same without a server.
"""

from aryz.search.entry import Entry, Hit, Results
from aryz.search.searcher import Searcher

__all__ = ["Entry", "Hit", "Results", "Searcher"]
