"""`aryz check`: all that is wrong with the content, in one run, as text, JSON or GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from aryz.build import entries
from aryz.content import Content, load_content, load_law, unused_clauses, workshop_of
from aryz.diagnostics import ContentError, Findings, Place, Problem, counted
from aryz.documents.bring import CLAUSES
from aryz.interviews import proof, trials
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.load import CASES, load_interviews
from aryz.interviews.model import Interview
from aryz.moved import report_vanished
from aryz.office_rules import read_consents, read_usual
from aryz.plan.nametables import load_name_tables
from aryz.project import Project
from aryz.review import report, report_due
from aryz.search.judgments import FILE as JUDGMENTS
from aryz.search.judgments import load_judgments
from aryz.search.settings import load as load_settings


def check(
    project: Project,
    paths: Iterable[Path] = (),
    limit: int = proof.LIMIT,
    tell: Callable[[str], None] = lambda line: None,
    since: str = "",
) -> list[Problem]:
    """Every finding about the project, or only about `paths`, in the order of files and lines.

    since: a git revision whose pages must still have their addresses; limit: turns of the engine spent on the proof of
    each interview that has something in `paths`; tell: is given a line on how far each went.
    """
    wanted = [path.resolve() for path in paths]
    try:
        content = load_content(project, stop=False)
        report(content, content.findings)
        report_due(content, content.findings, date.today().isoformat())
        check_judgments(content)
        check_thesaurus(content)
        check_office(content)
        if since:
            report_vanished(content, since)
        names = concerned(content, wanted)
        prove(content, limit, tell, names)
        for key, coverage in run_cases(content, names).items():
            tell(coverage.line(content.programs[key]))
        findings = content.findings.problems
    except ContentError as error:
        findings = error.problems
    kept = [p for p in findings if not wanted or any(_inside(p.place.path.resolve(), w) for w in wanted)]
    unique = dict.fromkeys(problem.under(project.root) for problem in kept)
    return sorted(unique, key=lambda p: (str(p.place.path), p.place.line, p.code))


def check_judgments(content: Content) -> None:
    """What is wrong with the judged queries of search joins the content's findings: above all, pages that are gone."""
    path = content.project.search / JUDGMENTS
    if path.is_file():
        load_judgments(path, content.findings, {entry.id for entry in entries(content)})


def check_thesaurus(content: Content) -> None:
    """Faults of the words of search join the findings of the content: stories told by classes that are gone."""
    if (content.project.search / "synonyms.yml").is_file():
        try:
            load_settings(content.project.search, content.project.build / "index")  # kept there, if nothing changed
        except ContentError as error:
            content.findings.problems.extend(error.problems)


def check_office(content: Content) -> None:
    """What is wrong with the consultants' server's own files joins the content's findings, where a project has them."""
    for name, read in (("unusual.yml", read_usual), ("consent.yml", read_consents)):
        if (content.project.kb / name).is_file():
            try:
                read(content.project, content.findings)
            except ContentError as error:
                content.findings.problems.extend(error.problems)


def check_templates(project: Project, files: Iterable[Path] = ()) -> list[Problem]:
    """The findings about templates alone, of all or of `files`: only the interviews that make these papers are
    compiled (for a clause all), and none is walked. Raises ContentError when the law's data cannot be read.
    """
    wanted = [file.resolve() for file in files]
    clauses = project.templates.resolve() / CLAUSES
    papers = {file.parent.name for file in wanted if clauses not in file.parents}
    every = not wanted or any(clauses in file.parents for file in wanted)
    registry, data = load_law(project)
    tables = {**data.tables, "names": load_name_tables()}
    findings = Findings()
    made: set[str] = set()
    used: set[Path] = set()
    for interview in load_interviews(
        project.interviews, list(project.languages), project.everywhere, findings
    ).values():
        own = {document.id for document in interview.documents}
        made |= own
        if every or own & papers:
            workshop = workshop_of(project, registry, tables, findings)
            compile_interview(interview, workshop)
            used |= workshop.clauses
    if every:
        unused_clauses(project, used, findings)
    for file in wanted or project.templates.resolve().glob("*/*.docx"):
        if clauses in file.parents:
            continue
        if file.parent.name not in made or file.parent.parent != project.templates.resolve():
            message = "no interview makes this paper, so that nobody knows which names it may print."
            mend = (
                "A template is «templates/<paper>/<language>.docx», and an interview lists the paper in «documents:»."
            )
            findings.add("template.unused", Place(file), message, mend)
    places = wanted or [project.templates.resolve()]
    kept = [p for p in findings if any(_inside(p.place.path.resolve(), place) for place in places)]
    return list(dict.fromkeys(problem.under(project.root) for problem in kept))


def concerned(content: Content, paths: Collection[Path]) -> list[str]:
    """The interviews whose walks and cases may have findings in these files and folders; all where none are given."""

    def concerns(interview: Interview) -> bool:
        own = [*interview.files(), project.interviews / f"{interview.id}{CASES}"]
        own += [project.templates / document.id for document in interview.documents]
        return any(_inside(one, path) or _inside(path, one) for one in map(Path.resolve, own) for path in paths)

    project = content.project
    return [key for key, interview in content.interviews.items() if not paths or concerns(interview)]


def prove(content: Content, limit: int, tell: Callable[[str], None], names: Iterable[str]) -> None:
    """Walk these interviews along their ways; what fails there joins the content's findings. With errors there already
    nothing is run; nor with a limit of 0.
    """
    if content.findings.errors or not limit:
        return
    today = date.today().isoformat()
    reports = []
    for key in names:
        program = content.programs[key]
        seen = _walked(program, today, limit, content.interviews[key].law_day)
        tell(proof.summary(key, seen))
        templates = Place(content.project.templates)
        reports.append(proof.Report(content.interviews[key], program, seen, content.findings, templates))
    proof.report_all(reports)


def run_cases(content: Content, names: Iterable[str]) -> dict[str, trials.Coverage]:
    """Run the test cases of those of these interviews that have some; what fails joins the content's findings."""
    if content.findings.errors:
        return {}
    made = {}
    project = content.project
    for key in names:
        path = project.interviews / f"{key}{CASES}"
        if path.is_file():
            made[key] = trials.run(content.programs[key], path, project.root, project.interface, content.findings)
    for path in project.interviews.glob(f"*{CASES}"):
        if path.name.removesuffix(CASES) not in content.programs:
            content.findings.add("case.interview", Place(path), "there is no interview of this name.", "Rename it.")
    return made


_WALKED: dict[tuple[str, str, int], proof.Seen] = {}  # one plan is walked once, however often it is checked


def _walked(program: Program, today: str, limit: int, law_day: str) -> proof.Seen:
    key = (program.plan["hash"], today, limit)
    if key not in _WALKED:
        _WALKED[key] = proof.explore(program, today, limit, law_day)
    return _WALKED[key]


def _inside(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def as_text(problems: list[Problem]) -> str:
    """One line a finding, then the count."""
    lines = [str(problem) if problem.severity == "error" else f"{problem} (warning)" for problem in problems]
    errors = sum(problem.severity == "error" for problem in problems)
    total = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    lines.append(total if problems else "No findings.")
    return "\n".join(lines)


def as_json(problems: list[Problem]) -> str:
    """One JSON document: `{"problems": [{"code", "path", "line", "field", "message", "mend", "severity"}]}`."""
    rows = [
        {
            "code": p.code,
            "path": str(p.place.path),
            "line": p.place.line,
            "field": p.place.field,
            "message": p.message,
            "mend": p.mend,
            "severity": p.severity,
        }
        for p in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=1)


def as_github(problems: list[Problem]) -> str:
    """Annotations that GitHub shows beside the changed lines."""
    return "\n".join(
        f"::{p.severity} file={p.place.path},line={max(p.place.line, 1)},title={p.code}::"
        + f"{p.message} {p.mend}".strip().replace("%", "%25").replace("\n", "%0A")
        for p in problems
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
