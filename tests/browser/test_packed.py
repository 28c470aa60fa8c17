"""A page's data arrives as it was, whatever its words hold."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path

from aryz.browser.packed import CAPITAL, LETTERS, PLACE, packed
from aryz.browser.twin import by_hand
from aryz.browser.weight import LIMIT, large_files

ODD = {
    "every letter": "".join(map(chr, range(0x20, 0xD7FF))) + "".join(map(chr, range(0xE000, 0x110000, 7))),
    "signs": [CAPITAL, PLACE, f"{CAPITAL}а {PLACE}Б", LETTERS, "\\u005e", 'a "б" \\ \n\t\r\x01\u2028 ж', "", " ", "id"],
    "papers": ['<w:t xml:space="preserve">Суд А.</w:t><w:p/>', "x < Y и <z", "<о/>", "а<b", 'я">'],
    "values": [1, -2.5, True, None, [[]], {"Ә ключ": {"<k>": "ÇǅİẞΣς"}}],
}


def test_data_arrives_as_it_was() -> None:
    made = {key: re.sub(r"^<script[^>]*>|</script>$", "", text) for key, text in packed({"odd": ODD}).items()}
    script = f"""const T = {json.dumps(made)};
globalThis.document = {{ getElementById: (id) => ({{ textContent: T[id] }}) }};
{by_hand(["unpack.js"])}
process.stdout.write(JSON.stringify(packed.read("odd")));"""
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == ODD
    assert r'"<w:t xml:space=\"preserve\">~</w:t><w:p/>"' in made["odd"] and "\n^SUD ^A.\n" in made["odd-words"]


def test_an_interview_whose_file_is_large_is_named_once(tmp_path: Path) -> None:
    dice = random.Random(1)
    for name, size in {"ru/small": LIMIT - 3_000, "ru/long": LIMIT + 3_000, "uz/long": LIMIT + 9_000}.items():
        path = tmp_path / "files" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dice.randbytes(size) + b" " * 200_000)  # blanks take nothing by wire
    (tmp_path / "files" / "aryz.html").write_bytes(dice.randbytes(2 * LIMIT))  # all interviews: may be large
    found = large_files(tmp_path)
    assert list(found) == ["long"] and LIMIT + 7_000 < found["long"] < LIMIT + 11_000
