"""The browser reads citations as Python does: the same forms, and whatever is printed, lead to the same articles."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

from aryz.law.printing import CASES, print_refs
from aryz.law.reading import read
from aryz.law.reading_data import as_data
from tests.law import test_reading as forms

SCRIPT = Path(__file__).parents[2] / "src" / "aryz" / "search" / "static" / "aryz-cites.js"
RUNNER = """
const fs = require("fs");
const read = new Function(fs.readFileSync(process.argv[1], "utf8") + "; return aryzCites;")();
const { data, articles, texts } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const cites = read(data, new Set(articles));
console.log(JSON.stringify(texts.map(cites)));
"""


def _texts() -> list[str]:
    """Every form of the reading tests, what must be left alone, and four hundred printed ones."""
    made: list[str] = []
    tests = (
        forms.test_citations_as_people_write_them,
        forms.test_in_a_search_field_less_is_enough,
        forms.test_other_words_are_left_alone,
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


def test_the_browser_goes_to_the_same_articles(tmp_path: Path) -> None:
    texts = _texts()
    articles = [f"{act.id}:{number}" for act in forms.REGISTRY.values() for number in act.articles]
    given = {"data": as_data(forms.REGISTRY), "articles": articles, "texts": texts}
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    command = ["node", "-e", RUNNER, str(SCRIPT), str(tmp_path / "given.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    known = set(articles)
    for text, theirs in zip(texts, json.loads(done.stdout), strict=True):
        found = [ref for one in read(text, forms.REGISTRY, loose=True) for ref in one.refs]
        ours = dict.fromkeys(f"{ref.act}:{ref.article}" for ref in found)
        assert [ref for ref in ours if ref in known] == theirs, text
