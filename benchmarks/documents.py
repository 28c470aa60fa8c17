"""Papers a second, ours beside docxtpl: the same templates, the same output, in one process on one core.

.venv/bin/python benchmarks/documents.py        what it found is in benchmarks/README.md

Rounds are interleaved (docxtpl, ours, docxtpl …), for only ratios of one run are worth quoting; time is the
processor's, for other programs lengthen the rest.
"""

from __future__ import annotations

import io
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import DocxTemplate

from aryz.content import load_content
from aryz.diagnostics import Findings
from aryz.documents import deflate, render
from aryz.documents.clean import Paper, clean
from aryz.documents.compile import compile_template
from aryz.documents.render import Template
from aryz.interviews.cases import read_answers, read_file
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import UNKNOWN, Environment
from aryz.plan.vocabulary import Vocabulary
from aryz.project import find_project

ROUNDS = 25
OURS_A_ROUND = 8  # a paper of ours is too short to time alone
ROWS = t.list_of(
    t.struct(month=t.TEXT, due=t.TEXT, agreed=t.TEXT, paid=t.TEXT, days=t.INTEGER, notes=t.list_of(t.TEXT))
)
FIELDS = {
    "court": t.TEXT, "worker": t.TEXT, "employer": t.TEXT, "city": t.TEXT, "sex": t.TEXT, "ended": t.BOOL,
    "commission": t.BOOL, "rows": ROWS, "evidence": t.list_of(t.TEXT), "total": t.TEXT,
}  # fmt: skip
Act = Callable[[], Any]


def prose() -> Iterator[str]:
    """Sentences of our guides: deflate shall have the work that it has with a real paper."""
    root = find_project().root / "kb"
    for path in (*sorted((root / "ru").glob("*.md")), *sorted((root / "kk").glob("*.md"))):
        for line in path.read_text(encoding="utf-8").split("---", 2)[-1].splitlines():
            if len(line) > 60 and not set(line) & set("{}[]|<>#*"):
                yield line.strip()


def make_template(path: Path, pages: int) -> Path:
    """A claim of two pages, or of ten: header and footer, branches, loops within loops, a table for each two pages."""
    sentences, document = prose(), Document()
    document.sections[0].header.paragraphs[0].text = "{{ worker }} – {{ employer }}"
    document.sections[0].footer.paragraphs[0].text = "г. {{ city }}"
    for text in ("{{ court }}", "Истец: {{ worker }}", "Ответчик: {{ employer }}", "ИСКОВОЕ ЗАЯВЛЕНИЕ"):
        document.add_paragraph(text)
    for _ in range(pages // 2):
        add_part(document, sentences)
    document.save(str(path))
    return path


def add_part(document: Any, sentences: Iterator[str]) -> None:
    """About two pages."""

    def words(count: int = 2) -> str:
        return " ".join(itertools.islice(sentences, count))

    paragraph = document.add_paragraph("Истец ")
    paragraph.add_run("{% if sex == 'm' %}работал{% else %}работала{% endif %}").bold = True
    paragraph.add_run(" у ответчика ({{ employer }}) в городе {{ city }}. " + words(4))
    for text in (
        "{%p if ended %}", "Договор прекращён. " + words(), "{%p else %}", "Договор действует. ", "{%p endif %}",
        "{%p if commission and ended %}", "Комиссия рассмотрела спор. " + words(), "{%p endif %}",
    ):  # fmt: skip
        document.add_paragraph(text)
    add_table(document)
    document.add_paragraph("Всего: {{ total }} тенге. " + words(6))
    for text in ("{%p for item in evidence %}", "{{ loop.index }}. {{ item }}; " + words(), "{%p endfor %}"):
        document.add_paragraph(text)
    line = "{% for note in row.notes %}{{ note }}{% if not loop.last %}, {% endif %}{% endfor %}"
    for text in ("{%p for row in rows %}", "{{ row.month }}: " + line, "{%p endfor %}"):
        document.add_paragraph(text)
    for _ in range(3):
        document.add_paragraph(words(4))


def add_table(document: Any) -> None:
    """A table with a row for each month."""
    cells = ["{{ row.month }}", "{{ row.due }}", "{{ row.agreed }}", "{{ row.paid }}", "{{ row.days }}"]
    table = document.add_table(rows=0, cols=len(cells))
    for row in (
        ["Месяц", "Срок", "Начислено", "Выплачено", "Дней"],
        ["{%tr for row in rows %}"],
        cells,
        ["{%tr endfor %}"],
    ):
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def context(rows: int) -> dict[str, Any]:
    """Answers with letters that need escapes here and there, and unbreakable spaces in the sums."""
    return {
        "court": "Алмалинский районный суд № 2", "worker": "Каримов Шерзод Бахтиёрович", "employer": "ТОО «Қала & Ко»",
        "city": "Шымкент", "sex": "m", "ended": True, "commission": False, "total": "1 250 000,00",
        "evidence": ["трудовой договор", "расчётные листы", "выписка из банка <счёт>"],
        "rows": [
            {
                "month": f"месяц {number}", "due": "10.03.2026", "agreed": "250 000,00", "paid": "0,00",
                "days": 100 + number, "notes": ["не выплачено", "пеня"],
            }
            for number in range(1, rows + 1)
        ],
    }  # fmt: skip


class Contest:
    """One template with one context, made by docxtpl and by us."""

    def __init__(self, path: Path, rows: int):
        self.path, self.values = path, context(rows)
        findings = Findings()
        made = compile_template(path, Scope(FIELDS), Vocabulary(), findings)
        assert made is not None
        assert not findings.problems, list(map(str, findings))
        self.spec = {"parts": made.parts, "fixed": made.fixed}
        self.template = Template(made.parts, made.fixed)

    def environment(self) -> Environment:
        return Environment(lambda path: self.values.get(path, UNKNOWN), "ru", {}, {})

    def docxtpl(self) -> bytes:
        """As its users do: it must open the file anew for each paper."""
        made, out = DocxTemplate(str(self.path)), io.BytesIO()
        made.render(self.values, autoescape=True)
        made.save(out)
        return out.getvalue()

    def ours(self, level: int = render.LEVEL) -> bytes:
        return self.template.render_docx(self.environment(), level)

    def deflate(self, level: int) -> list[tuple[int, bytes]]:
        """With the text, the least that a paper can take."""
        return [(zlib.crc32(part), deflate.whole(part, level)) for part in self.ready]

    def first(self) -> bytes:
        """The first paper: from the plan's text to the file."""
        spec = json.loads(self.json)
        return Template(spec["parts"], spec["fixed"]).render_docx(self.environment())

    def prepare(self) -> None:
        self.json = json.dumps(self.spec, ensure_ascii=False)
        self.ready = list(self.template.render_parts(self.environment()).values())

    def equal(self) -> int:
        """How many parts are equal byte for byte; fails when one is not."""
        theirs, own = (zipfile.ZipFile(io.BytesIO(data)) for data in (self.docxtpl(), self.ours()))
        names = set(own.namelist()) - {"docProps/core.xml"}  # docxtpl writes the time of day into it
        assert names == set(theirs.namelist()) - {"docProps/core.xml"}
        for name in names:
            assert canonical(own.read(name)) == canonical(theirs.read(name)), name
        return len(names)


def canonical(data: bytes) -> bytes:
    """XML as it means, other files as they are."""
    from lxml import etree

    if not data.startswith(b"<"):
        return data
    root = etree.fromstring(data)
    if "package/2006" in root.tag:  # lists of types and relationships have no order
        root[:] = sorted(root, key=lambda entry: sorted(entry.attrib.items()))
    for element in root.iter():
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root, method="c14n")


def interleaved(acts: dict[str, tuple[Act, int]]) -> dict[str, list[float]]:
    """Milliseconds of the processor of each, taken in turn; an act is done so many times a round."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, (act, count) in acts.items():
            start = time.process_time()
            for _ in range(count):
                act()
            times[name].append((time.process_time() - start) * 1000 / count)
    return times


def ratio(base: list[float], own: list[float]) -> str:
    """How many times faster: the median of the rounds, for a shared machine runs now faster, now slower."""
    return f"{statistics.median(b / o for b, o in zip(base, own, strict=True)):6.1f}×"


def peak(act: Act) -> float:
    """The most memory that an act takes beyond what was there, KiB."""
    act()
    tracemalloc.start()
    act()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1024


def duel(contest: Contest, title: str) -> None:
    contest.prepare()
    sizes = ", ".join(f"level {level} {len(with_fast(partial(contest.ours, level), False)()):,}" for level in (6, 2, 1))
    print(f"\n{title}: {contest.equal()} parts equal; bytes: docxtpl {len(contest.docxtpl()):,}, {sizes}")
    many = OURS_A_ROUND
    acts: dict[str, tuple[Act, int]] = {"docxtpl": (contest.docxtpl, 1)}
    for level in (6, render.LEVEL, 1):
        acts[f"ours, level {level}"] = (partial(contest.ours, level), many)
        acts[f"  deflate alone, level {level}"] = (partial(contest.deflate, level), many)
    acts["  text alone"] = (lambda: contest.template.render_parts(contest.environment()), many)
    acts["first paper from the plan's JSON"] = (contest.first, 1)
    if deflate.fast is not None:
        acts["ours with isal"] = (contest.ours, many)
        acts = {name: (with_fast(act, "isal" in name), count) for name, (act, count) in acts.items()}
    times = interleaved(acts)
    base = times["docxtpl"]
    for name, own in times.items():
        middle = statistics.median(own)
        print(f"  {name:34} {middle:8.3f} ms {1000 / middle:7,.0f}/s   {ratio(base, own)}")
    print(f"  memory for a paper: docxtpl {peak(contest.docxtpl):,.0f} KiB, ours {peak(contest.ours):,.0f} KiB")


def with_fast(act: Act, wanted: bool) -> Act:
    """The act with isal, or with zlib alone."""
    library, sums = deflate.fast, deflate.crc32

    def switched() -> Any:
        deflate.fast, deflate.crc32 = (library, sums) if wanted else (None, zlib.crc32)
        try:
            return act()
        finally:
            deflate.fast, deflate.crc32 = library, sums

    return switched


COLD_OURS = """
import json, sys
sys.path.insert(0, {source!r})
from aryz.documents.render import Template
from aryz.plan.run import UNKNOWN, Environment
with open({plan!r}, encoding="utf-8") as file:
    plan = json.load(file)
env = Environment(lambda path: plan["values"].get(path, UNKNOWN), "ru", {{}}, {{}})
data = Template(plan["parts"], plan["fixed"]).render_docx(env)
"""
COLD_DOCXTPL = """
import io, json
from docxtpl import DocxTemplate
with open({plan!r}, encoding="utf-8") as file:
    values = json.load(file)["values"]
made, out = DocxTemplate({template!r}), io.BytesIO()
made.render(values, autoescape=True)
made.save(out)
data = out.getvalue()
"""
PEAK = """
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(line.split()[1])
"""


def cold(contest: Contest, folder: Path, title: str) -> None:
    """New processes: from their start to the end after one paper, and the most memory they held."""
    plan = folder / "plan.json"
    plan.write_text(json.dumps({**contest.spec, "values": contest.values}, ensure_ascii=False), encoding="utf-8")
    fills = {"plan": str(plan), "template": str(contest.path), "source": str(Path(render.__file__).parents[2])}
    scripts = {"docxtpl": COLD_DOCXTPL.format(**fills), "ours": COLD_OURS.format(**fills), "bare Python": "\n"}
    flags = {"docxtpl": ["-I"], "ours": ["-I", "-S"], "bare Python": ["-I", "-S"]}  # docxtpl lies in site-packages
    times: dict[str, list[float]] = {name: [] for name in scripts}
    most: dict[str, int] = {}
    for _ in range(15):
        for name, script in scripts.items():
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, *flags[name], "-c", script + PEAK], capture_output=True, check=True, text=True
            )
            times[name].append((time.perf_counter() - start) * 1000)
            most[name] = int(done.stdout)
    print(f"\ncold, {title}")
    for name, own in times.items():
        times_faster = ratio(times["docxtpl"], own)
        print(f"  {name:12} {statistics.median(own):7.1f} ms {times_faster}  {most[name] / 1024:5.1f} MiB")


def thousand() -> None:
    """A thousand wage claims of three pages from answers: the engine's turn and the paper."""
    project = find_project()
    content = load_content(project)
    path = project.root / "examples" / "six-months-unpaid.yml"
    data = read_file(path)
    today = str(data["today"])
    program = content.program("wage-claim")
    answers = read_answers(program, data, path, today, project.interface["ru"], "ru")
    template = program.template("wage-claim", "ru")
    people = [{**answers, "worker.name": {**answers["worker.name"], "given": f"Имя{n}"}} for n in range(1000)]

    def claims(level: int) -> int:
        return sum(len(template.render_docx(program.evaluate(one, today).environment("ru"), level)) for one in people)

    acts = {f"level {level}": with_fast(partial(claims, level), False) for level in (6, render.LEVEL)}
    if deflate.fast is not None:
        acts["isal"] = partial(claims, render.LEVEL)
    print("\na thousand wage claims from answers")
    for name, act in acts.items():
        times = []
        for _ in range(5):
            start = time.process_time()
            act()
            times.append(time.process_time() - start)
        print(f"  {name:12} {statistics.median(times):.2f} s, the best of five {min(times):.2f} s")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pages in (2, 10):
            contest = Contest(make_template(folder / f"{pages}.docx", pages), 6)
            duel(contest, f"{pages} pages")
            cold(contest, folder, f"{pages} pages")
        cleaned = folder / "clean.docx"
        with zipfile.ZipFile(folder / "2.docx") as archive, zipfile.ZipFile(cleaned, "w", zipfile.ZIP_DEFLATED) as out:
            entries = {info.filename: archive.read(info) for info in archive.infolist()}
            for entry, data in clean(entries, Paper("ru", "Иск")).items():
                out.writestr(entry, data)
        duel(Contest(cleaned, 6), "2 pages, docxtpl too given the template cleaned of all that a paper does not need")
        document = Document()
        add_table(document)
        document.save(str(folder / "table.docx"))
        global ROUNDS
        ROUNDS = 7
        duel(Contest(folder / "table.docx", 2000), "a table of 2,000 rows")
    thousand()


if __name__ == "__main__":
    main()
