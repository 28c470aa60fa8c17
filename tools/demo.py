"""Make the papers of every file in `examples/` under `build/demo/`: DOCX, text, and PDF where LibreOffice is found."""

from __future__ import annotations

import sys

from aryz import yamlfile
from aryz.assemble import Order, assemble
from aryz.content import load_content
from aryz.diagnostics import AryzError
from aryz.documents.pdf import find_office
from aryz.project import find_project


def main() -> int:
    project = find_project()
    content = load_content(project)
    formats = ["docx", "txt", *(["pdf"] if find_office() else [])]
    if "pdf" not in formats:
        print("LibreOffice was not found: the papers are made without PDF.")
    for path in sorted((project.root / "examples").glob("*.yml")):
        interview = str(yamlfile.load_map(path).get("interview"))
        out = project.build / "demo" / path.stem
        try:
            made = assemble(content.compiled, interview, path, Order(out, formats))
        except AryzError as error:
            print(error, file=sys.stderr)
            return 1
        for file in made:
            print(file.relative_to(project.root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
