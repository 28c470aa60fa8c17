"""`kb/call.yml`: what the hotline's operator listens for, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass

from aryz.diagnostics import Findings, Place
from aryz.law.acts import Registry
from aryz.law.citations import CitationError, parse_ref, resolve
from aryz.project import Project
from aryz.reader import Reader, opened_list


@dataclass(frozen=True)
class Sign:
    """A sign of danger, the words to ask next by language, the norms behind it."""

    sign: dict[str, str]
    ask: dict[str, str]
    rests: tuple[str, ...]
    place: Place


def load_signs(project: Project, registry: Registry, findings: Findings) -> list[Sign]:
    """The signs in the order of the file, none where there is no file; what is wrong goes to `findings`."""
    path = project.kb / "call.yml"
    if not path.is_file():
        return []
    return [_sign(row, list(project.languages), registry) for row in opened_list(path, "signs", findings)]


def _sign(row: Reader, languages: list[str], registry: Registry) -> Sign:
    row.known(["sign", "ask", "rests"])
    if not row.strings("rests"):
        row.problem("yaml.missing", "rests", "«rests» is missing.", 'Name the norms: «rests: ["uk:128"]».')
    for ref in row.strings("rests"):
        try:
            resolve(parse_ref(ref), registry)
        except CitationError as error:
            row.problem(error.code, "rests", error.message, error.mend)
    texts = [row.texts(key, languages) for key in ("sign", "ask")]
    return Sign(texts[0], texts[1], tuple(row.strings("rests")), row.place("rests"))
