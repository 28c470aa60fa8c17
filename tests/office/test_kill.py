"""A server killed while several consultants send answers: what was confirmed is there, and a form is done once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.centre.conftest import postgres as postgres
from tests.centre.conftest import url as url
from tests.office.killing import Trial


def test_what_was_confirmed_over_http_survives_kill_9(url: str, tmp_path: Path) -> None:
    trial = Trial(url, tmp_path, random.Random(7))
    with ThreadPoolExecutor(1) as pool:  # a thread of its own: in this one a browser's event loop may run
        clients = pool.submit(trial.run, 4).result()
    assert trial.kills == 4 and sum(one.saved for one in clients) > 8
    assert any(one.again for one in clients) and all(one.pending is None for one in clients)
