"""Writes `sealed.json`, the vectors of the format of saved cases: `python -m tests.twin.make_vectors`.

Only a new version of the format is a reason to run it: what is there must open for ever.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from aryz.sealed import ITERATIONS, composed, derived, same, seal

FILE = Path(__file__).with_name("sealed.json")
_CASE = '{\n "interview": "wage-claim",\n "format": 2,\n "answers": {}\n}\n'
# the name, the passphrase as it is typed, the form of which the key is made, what is sealed
_GIVEN = (
    ("a short case", "to'rtta so‘z birga yozildi", composed, _CASE),
    ("letters composed otherwise, a space at the end", "й ё Ә қ four words ", composed, "тест 😀 \u2028"),
    ("exactly one step with its mark", "correct horse battery", composed, "x" * 4095),
    ("a step and a byte", "correct horse battery", composed, "x" * 4096),
    ("nothing at all", "correct horse battery", composed, ""),
    ("apostrophes of six keyboards", "so‘z so’z soʻz soʼz so`z so´z", same, _CASE),
)


def main() -> None:
    vectors = []
    for number, (name, passphrase, form, text) in enumerate(_GIVEN):
        salt, nonce = bytes([number] * 16), bytes([255 - number] * 12)
        letters, work = form(passphrase), ITERATIONS + number
        made = seal(text, derived(letters, salt, work), nonce)
        sides = {"salt": salt, "nonce": nonce, "file": made}
        vectors.append(
            {"name": name, "passphrase": passphrase, "letters": letters, "iterations": work, "text": text}
            | {key: base64.b64encode(data).decode() for key, data in sides.items()}
        )
    FILE.write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
