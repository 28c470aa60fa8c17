"""Writes `sealed.json`, the vectors of the format of saved cases: `python -m tests.twin.make_vectors`.

Only a new version of the format is a reason to run it: what is there must open for ever.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from aryz.sealed import ITERATIONS, derived, seal

FILE = Path(__file__).with_name("sealed.json")
_CASE = '{\n "interview": "wage-claim",\n "format": 2,\n "answers": {}\n}\n'
_GIVEN = (
    ("a short case", "to'rtta so‘z birga yozildi", _CASE),
    ("letters composed otherwise, a space at the end", "й ё Ә қ four words ", "тест 😀 \u2028"),
    ("exactly one step with its mark", "correct horse battery", "x" * 4095),
    ("a step and a byte", "correct horse battery", "x" * 4096),
    ("nothing at all", "correct horse battery", ""),
)


def main() -> None:
    vectors = []
    for number, (name, passphrase, text) in enumerate(_GIVEN):
        salt, nonce = bytes([number] * 16), bytes([255 - number] * 12)
        made = seal(text, derived(passphrase, salt, ITERATIONS + number), nonce)
        sides = {"salt": salt, "nonce": nonce, "file": made}
        vectors.append(
            {"name": name, "passphrase": passphrase, "iterations": ITERATIONS + number, "text": text}
            | {key: base64.b64encode(data).decode() for key, data in sides.items()}
        )
    FILE.write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
