"""How long citations take to read from running text.

.venv/bin/python benchmarks/reading.py
"""

from __future__ import annotations

import time

from aryz.content import load_registry
from aryz.law.reading import read
from aryz.project import find_project

TEXTS = {
    "sentences with one citation each": "Согласно пункту 3 статьи 113 ТК РК платят, а иначе 1, 2, 3, 4 и 5 раз. ",
    "citations without sentences": "ст. 113 ТК, ",
    "Kazakh": "Еңбек кодексінің 113-бабының 3-тармағына сәйкес жалақы төленеді. ",
    "numbers alone": "1, 2, 3, ",
}


def main() -> None:
    registry = load_registry(find_project())
    read("ст. 113 ТК", registry)  # the names are made once
    print(f"{'text':36} {'size, KB':>9} {'seconds':>8}")
    for name, words in TEXTS.items():
        text = words * (200_000 // len(words))
        start = time.perf_counter()
        read(text, registry)
        print(f"{name:36} {len(text.encode()) // 1000:>9} {time.perf_counter() - start:>8.2f}")


if __name__ == "__main__":
    main()
