"""A small interview that has a little of everything, for tests to break: files as texts, papers in a mini-notation.

A paper is written one paragraph a line; a line `¦ a ¦ b` is a row of a table. The files are kept in a dict by name:
`leave`, `thanks` and `common/person` are interview files, `leave.ru`, `order.kk` and so on papers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docx import Document

from aryz.content import Content, workshop_of
from aryz.diagnostics import Findings, Place
from aryz.interviews import proof
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.load import load_interview
from aryz.law.functions import RUN_FUNCTIONS
from aryz.plan.nametables import load_name_tables

TODAY = "2026-11-24"

LEAVE = """\
id: leave
title: Отпуск
summary: Заявление об отпуске
law_day: wish
documents:
  - {id: leave, title: Заявление, when: "route == 'ask'"}
  - {id: order, title: Жалоба, when: "route == 'complain'"}
outcomes:
  - id: old
    kind: advice
    title: Срок прошёл
    when: "route == 'complain' and late"
    say: "Год прошёл {{ year_ends | format_date }}{{ ', как и работа' if ended else '' }}. Основание: [@tk:160]"
include:
  - {file: common/person.yml, as: helper}
  - {interview: thanks, when: "route == 'thank'"}
topics: {trouble: {ru: Беда, kk: Қиындық, uz: Dard, en: Trouble}}
fields:
  route:
    type: choice
    choices: {ask: Просить, complain: Жаловаться, thank: Благодарить}
  worker.name: name
  worker.sex: {type: sex, label: Пол}
  worker.city: {type: text, optional: true, label: Город}
  days: {type: integer, min: 1, max: 60}
  since: {type: date, max: today, label: Начало}
  ended: {type: yes_no, label: Закончилась ли работа}
  end: {type: date, max: today, label: Конец}
  wish: {type: date, default: today, min: 2026-01-01}
  reasons:
    type: choices
    choices: {ill: Болезнь, child: Ребёнок, other: Другое}
  words: long_text
  rows:
    type: list
    add: Ещё
    item:
      month: {type: month, label: Месяц}
      sum: {type: money, min: 1, label: Сумма}
      note: {type: text, optional: true, label: Заметка}
      why: {type: text, optional: true, required: "item.sum > tenge(100000)", label: Почему}
    checks:
      - {that: "item.note is empty or item.why is empty", field: note, say: Заметка или причина.}
questions:
  - {id: route, ask: Что делать?, fields: [route], topic: trouble}
  - id: who
    ask: {ru: Кто вы?, kk: Сіз кімсіз?, uz: Siz kimsiz?, en: Who are you?}
    fields: [worker.name]
  - {id: about, ask: О вас, fields: [worker.sex, worker.city], when: "route != 'thank'"}
  - {id: days, ask: Сколько дней?, fields: [days], when: "route == 'ask'"}
  - {id: wish, ask: С какого дня?, fields: [wish], when: "route == 'ask'"}
  - {id: work, ask: Когда работали?, fields: [since, ended], when: "route == 'complain'"}
  - {id: end, ask: Когда закончили?, fields: [end], when: "route == 'complain' and ended"}
  - {id: reasons, ask: Почему?, fields: [reasons], when: "route == 'ask'"}
  - {id: words, ask: Что ещё?, fields: [words], when: "route == 'ask' and 'other' in reasons"}
  - {id: rows, ask: За какие месяцы?, fields: [rows], when: "route == 'complain'"}
  - {from: common/person.yml, as: helper}
  - {from: thanks}
values:
  year_ends: "law.deadline('wage-claim', since)"
  late: "year_ends < today"
  total: "rows | sum('sum')"
  much: "total > tenge(500000)"
  long: "days > 30"
notices:
  - {when: "route == 'complain' and not late", say: "Год кончается {{ year_ends | format_date }}."}
  - {when: "route == 'ask' and wish < today", say: День уже прошёл.}
checks:
  - {that: "end is empty or end >= since", field: end, say: Конец раньше начала.}
"""

PERSON = """\
fields:
  $.acts: yes_no
  $.name: name
questions:
  - {id: $-acts, ask: Вам помогают?, fields: [$.acts]}
  - {id: $-name, ask: Кто помогает?, fields: [$.name], when: "$.acts"}
"""

THANKS = """\
id: thanks
title: Благодарность
summary: Благодарственное слово
outcomes:
  - {id: thanks, kind: referral, title: Спасибо, say: "{{ thanks.text }}{{ '!' if thanks.loud else '.' }}"}
fields:
  thanks.text: text
  thanks.loud: yes_no
questions:
  - {id: thanks, ask: За что?, fields: [thanks.text]}
  - {id: loud, ask: Громко?, fields: [thanks.loud]}
notices:
  - {when: "thanks.loud", say: Громко благодарят вслух.}
"""

ASK = """\
{{ worker.name }}{% if worker.city is not empty %}, {{ worker.city }}{% endif %}
Прошу дать отпуск на {{ days }} дн. с {{ wish | format_date }}.
{%p if long %}
Отпуск длинный.
{%p elif 'ill' in reasons %}
Отпуск нужен для лечения.
{%p else %}
Отпуск короткий.
{%p endif %}
{%p if 'other' in reasons %}
Причина: {{ words }}
{%p endif %}
Я {{ 'работал' if worker.sex == 'm' else 'работала' }} ({{ cite("tk:113.1") }}).
{%p if helper.acts %}
Мне помогает {{ helper.name }}
{%p endif %}
"""

COMPLAIN = """\
{{ worker.name }}
Работа началась {{ since | format_date }}{% if ended %} и кончилась {{ end | format_date }}{% endif %}.
¦ Месяц ¦ Сумма
¦ {%tr for row in rows %} ¦
¦ {{ row.month | format_month }} ¦ {{ row.sum | currency }}{% if row.note is not empty %} {{ row.note }}{% endif %}
¦ {%tr endfor %} ¦
Всего {{ total | currency_full }}.{% if much %} Это много.{% endif %}
{{ worker.name }}, {{ 'сам' if worker.sex == 'm' else 'сама' }}
"""

GOOD: dict[str, str] = {
    "leave": LEAVE, "common/person": PERSON, "thanks": THANKS,
    "leave.ru": ASK, "leave.kk": ASK, "order.ru": COMPLAIN, "order.kk": COMPLAIN,
}  # fmt: skip


@dataclass
class Small:
    """The interview compiled, with what is wrong with it. `program` is None where there are errors already."""

    findings: Findings
    plan: dict[str, Any]
    program: Program | None
    seen: proof.Seen | None


def written(folder: Path, files: dict[str, str]) -> None:
    """Write the files under a folder: `interviews/` and `templates/`."""
    for name, text in files.items():
        stem, _, language = name.partition(".")
        if language:
            paper(folder / "templates" / stem / f"{language}.docx", text)
        else:
            path = folder / "interviews" / f"{name}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def paper(path: Path, text: str) -> None:
    """A Word file from the mini-notation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    table = None
    for line in text.splitlines():
        if line.startswith("¦"):
            cells = [cell.strip() for cell in line[1:].split("¦")]
            if table is None:
                table = document.add_table(rows=0, cols=2)
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        else:
            table = None
            document.add_paragraph(line)
    document.save(str(path))


def checked(folder: Path, content: Content, files: dict[str, str], limit: int = proof.LIMIT) -> Small:
    """What loading, compiling and the proof say of the files."""
    written(folder, files)
    findings = Findings()
    project = content.project
    tables = {**content.data.tables, "names": load_name_tables()}
    path = folder / "interviews" / "leave.yml"
    interview = load_interview(path, list(project.languages), project.everywhere, findings)
    if interview is None:
        return Small(findings, {}, None, None)
    workshop = workshop_of(project, content.registry, tables, findings)
    plan = compile_interview(interview, replace(workshop, templates=folder / "templates"))
    if findings.errors:
        return Small(findings, plan, None, None)
    program = Program(plan, RUN_FUNCTIONS)
    seen = proof.explore(program, TODAY, limit, interview.law_day)
    proof.report(interview, program, seen, findings, Place(folder / "templates"))
    return Small(findings, plan, program, seen)
