"""The pages of the consultants' server: people log in, `aryz.centre` keeps cases encrypted, interviews run on them.

`app.py` has the table of all addresses and who may use each; `gate.py` what holds for every request; `hall.py` what
pages share; the rest are the pages by subject.
"""

from aryz.office.app import create_office
from aryz.office.serving import Serving, serve_office

__all__ = ["Serving", "create_office", "serve_office"]
