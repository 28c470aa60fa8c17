"""The browser reads citations as Python does: the same forms, and whatever is printed, give the same citations."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

from aryz.browser import reading_bundle
from aryz.law.citations import Ref
from aryz.law.printing import CASES, print_refs
from aryz.law.reading import read
from aryz.law.reading.data import as_data, known
from tests.law import test_reading as forms

RUNNER = """
const fs = require("fs");
const { script, data, known, texts } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
const read = new Function(script + "; return aryzReader;")()(data);
console.log(JSON.stringify(texts.map((text) => read(text, known))));
"""


def _texts() -> list[str]:
    """Every form of the reading tests, what must be left alone, and four hundred printed ones."""
    made: list[str] = []
    tests = (
        forms.test_citations_as_people_write_them,
        forms.test_in_a_search_field_less_is_enough,
        forms.test_other_words_are_left_alone,
        forms.test_articles_of_other_documents_are_left_alone,
        forms.test_one_reading_only,
    )
    for test in tests:
        rows = test.pytestmark[0].args[1]  # type: ignore[attr-defined]
        made += [row[0] if isinstance(row, tuple) else row for row in rows]
    dice = random.Random(113)
    for _ in range(400):
        refs = dice.sample(forms.KNOWN, dice.randint(1, 3))
        language, case = dice.choice(["ru", "kk", "uz", "en"]), dice.choice(CASES)
        made.append(print_refs(refs, forms.REGISTRY, language, case, dice.choice(["short", "full", "long"])))
    return made


def test_the_browser_reads_the_same_citations(tmp_path: Path) -> None:
    texts = _texts()
    given = {
        "script": reading_bundle(),
        "data": as_data(forms.REGISTRY),
        "known": known(forms.REGISTRY),
        "texts": texts,
    }
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    command = ["node", "-e", RUNNER, str(tmp_path / "given.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for text, theirs in zip(texts, json.loads(done.stdout), strict=True):
        ours = [(one.start, one.end, [str(ref) for ref in one.refs]) for one in read(text, forms.REGISTRY, loose=True)]
        made = [(one["start"], one["end"], [str(Ref(*parts)) for parts in one["refs"]]) for one in theirs]
        assert made == ours, text
