"""Faults that tired people make, each seeded into the good small interview (`leave.GOOD`), and what must catch it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """In `file` (or files) the words `good` become `bad`; a finding with the code must stand at `where`: words of that
    line, or the file of a paper. An empty `good` takes the file away.
    """

    what: str
    file: str
    good: str
    bad: str
    code: str
    where: str


FAULTS = (
    # names
    Fault("a name misspelt in a condition", "leave", 'when: "route == \'ask\'"}\n  - {id: order', 'when: "rout == \'ask\'"}\n  - {id: order', "expr.unknown-name", "id: leave, title: Заявление,"),
    Fault("a name misspelt in a value", "leave", "rows | sum('sum')", "row | sum('sum')", "expr.unknown-name", 'total: "row | sum(\'sum\')"'),
    Fault("a name misspelt in a paper", "leave.ru", "{{ worker.city }}", "{{ worker.sity }}", "template.unknown-variable", "leave/ru.docx"),
    Fault("a part that a name has not", "leave.ru", "{{ worker.name }}", "{{ worker.name.middle }}", "template.unknown-variable", "leave/ru.docx"),
    Fault("a part that a list's item has not", "order.kk", "{{ row.month |", "{{ row.moth |", "template.unknown-variable", "order/kk.docx"),
    Fault("a question for a field that is not there", "leave", "fields: [days]", "fields: [dais]", "question.unknown-field", "id: days, ask: Сколько дней?"),
    Fault("a field that no question asks", "leave", "fields: [worker.sex, worker.city]", "fields: [worker.sex]", "template.unasked", "leave/ru.docx"),
    Fault("a field that nothing uses", "leave", "  words: long_text", "  words: long_text\n  spare: text", "field.unused", "spare: text"),
    Fault("an unknown filter", "leave.ru", "format_date", "format_day", "expr.unknown-filter", "leave/ru.docx"),
    Fault("an unknown function", "leave", "law.deadline(", "law.dedline(", "expr.unknown-function", 'year_ends: "law.dedline(\'wag'),
    Fault("a wrong argument of a function", "leave", "'wage-claim', since", "'wage-claim', since, 5", "expr.arguments", 'year_ends: "law.deadline(\'wa'),
    # types
    Fault("a number compared with a text", "leave", 'long: "days > 30"', "long: \"days > '30'\"", "expr.type", 'long: "days > \'30\'"'),
    Fault("a sum compared with a bare number", "leave", "total > tenge(500000)", "total > 500000", "expr.type", "much: \"total > 500000\""),
    Fault("a day compared with a sum", "leave", "year_ends < today", "year_ends < total", "expr.type", "late: \"year_ends < total\""),
    Fault("a condition that is no yes or no", "leave", 'when: "route == \'complain\' and ended"', 'when: "days"', "expr.type", "id: end, ask: Когда закончил"),
    Fault("a word that is none of the choices", "leave", "when: \"route == 'thank'\"}\ntopics", "when: \"route == 'thanks'\"}\ntopics", "expr.choice", "interview: thanks, when: \"ro"),
    Fault("a day printed without a filter", "order.ru", "{{ since | format_date }}", "{{ since }}", "expr.type", "order/ru.docx"),
    Fault("a default of another type", "leave", "default: today", "default: days", "expr.type", "wish: {type: date, default:"),
    Fault("a limit of another type", "leave", "end: {type: date, max: today", "end: {type: date, max: total", "expr.type", "end: {type: date, max: total"),
    Fault("an unknown type of field", "leave", "words: long_text", "words: longtext", "field.type", "words: longtext"),
    Fault("the day of the law is no day", "leave", "law_day: wish", "law_day: days", "interview.law-day", "law_day: days"),
    # texts
    Fault("a language missing in a question", "leave", "kk: Сіз кімсіз?, ", "", "translation.missing", "ask: {ru: Кто вы?, uz: Siz k"),
    Fault("a language missing in a topic", "leave", ", uz: Dard", "", "translation.missing", "topics: {trouble: {ru: Беда,"),
    Fault("a question without words", "leave", "ask: Сколько дней?, ", "", "yaml.missing", "id: days, fields: [days], wh"),
    Fault("a tag not closed in a text", "leave", "{{ year_ends | format_date }}.\"}", "{{ year_ends | format_date .\"}", "expr.syntax", 'when: "route == \'complain\' a'),
    Fault("a citation of an article that is not there", "leave", "[@tk:160]", "[@tk:1600]", "cite.unknown-article", "id: old"),
    Fault("a citation written by hand", "leave.kk", "Отпуск длинный.", "Отпуск длинный (ст. 113 ТК РК).", "cite.by-hand", "leave/kk.docx"),
    # templates
    Fault("a paper without its Kazakh file", "order.kk", "", "", "template.missing", "order/kk.docx"),
    Fault("a block never closed", "leave.ru", "Мне помогает {{ helper.name }}\n{%p endif %}", "Мне помогает {{ helper.name }}", "template.block", "leave/ru.docx"),
    Fault("a block closed twice", "leave.kk", "Отпуск короткий.\n{%p endif %}", "Отпуск короткий.\n{%p endif %}\n{%p endif %}", "template.block", "leave/kk.docx"),
    Fault("a tag with one brace", "leave.ru", "{{ days }}", "{{ days", "expr.syntax", "leave/ru.docx"),
    Fault("a structural tag amid words", "leave.ru", "{%p if long %}", "Итак: {%p if long %}", "template.structural", "leave/ru.docx"),
    Fault("a loop over what is no list", "order.ru", "for row in rows", "for row in total", "expr.type", "order/ru.docx"),
    Fault("an unknown statement", "leave.ru", "{%p if helper.acts %}", "{%p when helper.acts %}", "template.statement", "leave/ru.docx"),
    Fault("a row's tag outside a table", "leave.kk", "{%p if helper.acts %}", "{%tr if helper.acts %}", "template.outside-table", "leave/kk.docx"),
    # includes
    Fault("an include that is not there", "leave", "include:\n  - {file: common/person.yml, as: helper}", "include:\n  - {file: common/persons.yml, as: helper}", "interview.include", "file: common/persons.yml, as"),
    Fault("an include without its prefix", "leave", "  - {file: common/person.yml, as: helper}", "  - common/person.yml", "interview.prefix", "$.acts: yes_no"),
    Fault("a prefix that cannot be a name", "leave", "{file: common/person.yml, as: helper}", "{file: common/person.yml, as: He-lper}", "interview.prefix", "file: common/person.yml, as:"),
    Fault("includes in a circle", "common/person", "fields:\n", "include: [{file: common/person.yml, as: helper}]\nfields:\n", "interview.include-circle", "include: [{file: common/pers"),
    Fault("an include outside the interviews", "leave", "{interview: thanks,", "{file: ../../secret.yml, as: a}\n  - {interview: thanks,", "interview.include", "file: ../../secret.yml, as: a}"),
    Fault("an include placed that is not taken in", "leave", "  - {from: thanks}", "  - {from: thank}", "interview.include", "from: thank}"),
    Fault("a block's own name misspelt", "common/person", 'when: "$.acts"', 'when: "$.act"', "expr.unknown-name", "id: $-name, ask: Кто помогае"),
    # structure
    Fault("a key written twice", "leave", "id: leave\n", "id: leave\nid: leave\n", "yaml.duplicate", "id: leave"),
    Fault("a key misspelt", "leave", "law_day:", "lawday:", "yaml.unknown-key", "lawday: wish"),
    Fault("two questions of one name", "leave", "{id: wish,", "{id: days,", "question.twice", "id: days, ask: С какого дня?"),
    Fault("a paper and an outcome of one name", "leave", "- id: old", "- id: order", "document.twice", "id: order"),
    Fault("a field defined twice in two files", "common/person", "  $.acts: yes_no\n", "  $.acts: yes_no\n  days: integer\n", "field.twice", "days: {type: integer, min: 1"),
    Fault("an unknown kind of outcome", "leave", "kind: advice", "kind: advise", "outcome.kind", "kind: advise"),
    Fault("a topic that is not listed", "leave", "topic: trouble}", "topic: troubles}", "question.topic", "id: route, ask: Что делать?,"),
    Fault("a question that nothing needs", "leave.ru leave.kk", "{%p if helper.acts %}\nМне помогает {{ helper.name }}\n{%p endif %}\n", "", "question.unneeded", "id: $-acts, ask: Вам помогаю"),
    Fault("two fields in a question, one without a label", "leave", ", label: Закончилась ли работа}", "}", "field.label", "ended: {type: yes_no}"),
    Fault("a check beside a field that its item has not", "leave", "field: note, say: Заметка", "field: noted, say: Заметка", "check.field", "that: \"item.note is empty or"),
    Fault("a list within a list", "leave", "sum: {type: money, min: 1, label: Сумма}", "sum: {type: list, label: Сумма, item: {a: text}}", "field.item", "item:"),
    # circles
    Fault("a value that needs itself", "leave", "late: \"year_ends < today\"", "late: \"late and year_ends < today\"", "value.circle", "late: \"late and year_ends <"),
    Fault("two values that need each other", "leave", 'long: "days > 30"', "long: \"much\"\n  much: \"long\"\n  other: \"days > 30\"", "yaml.duplicate", "much: \"long\""),
    Fault("a question that waits for its own answer", "leave", 'fields: [days], when: "route == \'ask\'"', 'fields: [days], when: "days > 3"', "graph.circle", "days: {type: integer, min: 1"),
    # ways: found by the proof
    Fault("a question that no answers lead to", "leave", "when: \"route == 'ask' and 'other' in reasons\"", "when: \"route == 'thank' and 'other' in reasons\"", "proof.unreached", "id: words, ask: Что ещё?, fi"),
    Fault("a condition that is always true", "leave", 'fields: [worker.name]', "fields: [worker.name]\n    when: \"route != 'ask' or days > 0\"", "proof.constant", "id: who"),
    Fault("a paper prints what was not asked", "leave.ru", "{%p if 'other' in reasons %}", "{%p if 'ill' in reasons %}", "proof.undefined", "leave/ru.docx"),
    Fault("a paper prints a block's field not asked", "leave.kk", "{%p if helper.acts %}", "{%p if not helper.acts %}", "proof.undefined", "leave/kk.docx"),
    Fault("an outcome prints what was not asked", "leave", "{{ year_ends | format_date }}{{", "{{ end | format_date }}{{", "proof.undefined", "id: old"),
    Fault("a paper is never made", "leave", "title: Жалоба, when: \"route == 'complain'\"", "title: Жалоба, when: \"route == 'complain' and route == 'ask'\"", "proof.never-made", "id: order, title: Жалоба, wh"),
    Fault("an outcome is never given", "leave", "when: \"route == 'complain' and late\"", "when: \"route == 'complain' and late and year_ends >= today\"", "proof.never-made", "id: old"),
    Fault("a field asked twice", "leave", "fields: [days], when: \"route == 'ask'\"", "fields: [days, wish], when: \"route == 'ask'\"", "field.label", "days: {type: integer, min: 1"),
    Fault("a field asked by two questions at once", "leave", "  - {id: rows,", "  - {id: again, ask: Сколько?, fields: [days], when: \"route == 'ask' and 'ill' in reasons\"}\n  - {id: rows,", "proof.twice", "id: again, ask: Сколько?, fi"),
    Fault("a notice that is always shown", "leave", "when: \"route == 'ask' and wish < today\"", "when: \"route == 'ask' or route != 'ask'\"", "proof.constant", 'when: "route == \'ask\' or rou'),
    Fault("a notice that is never shown", "leave", "when: \"route == 'ask' and wish < today\"", "when: \"route == 'ask' and wish < day('2020-01-01')\"", "proof.constant", 'when: "route == \'ask\' and wi'),
    Fault("a value that never changes", "leave", 'long: "days > 30"', 'long: "days > 60"', "proof.constant", "long: \"days > 60\""),
    Fault("a check that refuses nothing", "leave", "end is empty or end >= since", "end is empty or since is not empty", "proof.constant", "that: \"end is empty or since"),
    Fault("a check that refuses all", "leave", "end is empty or end >= since", "end is not empty and end < since and end >= since", "proof.constant", "that: \"end is not empty and"),
    Fault("a branch of a paper that never opens", "leave.ru", "{%p elif 'ill' in reasons %}", "{%p elif long and 'ill' in reasons %}", "proof.constant", "leave/ru.docx"),
    Fault("a word that never changes in a paper", "order.ru", "{{ 'сам' if worker.sex == 'm' else 'сама' }}", "{{ 'сам' if route == 'complain' else 'сама' }}", "proof.constant-part", "order/ru.docx"),
    Fault("a needless part of a condition", "leave", "when: \"route == 'complain' and not late\"", "when: \"route == 'complain' and (not late or year_ends >= today)\"", "proof.constant-part", 'when: "route == \'complain\' a'),
    Fault("limits that cross each other", "leave", "days: {type: integer, min: 1, max: 60}", "days: {type: integer, min: 60, max: 1}", "field.limits", "days: {type: integer, min: 6"),
    Fault("a limit that cuts a condition off", "leave", "days: {type: integer, min: 1, max: 60}", "days: {type: integer, min: 1, max: 30}", "proof.constant", "long: \"days > 30\""),
    Fault("«required» that never holds", "leave", "{type: text, optional: true, label: Город}", "{type: text, optional: true, label: Город, required: \"route == 'thank' and route == 'ask'\"}", "proof.constant", "worker.city: {type: text, op"),
    Fault("«required» of an item that never holds", "leave", "required: \"item.sum > tenge(100000)\"", "required: \"item.sum < tenge(1)\"", "proof.constant", "rows:"),
    Fault("a check of an item that refuses nothing", "leave", "item.note is empty or item.why is empty", "item.note is empty or item.note is not empty", "proof.constant", "rows:"),
)  # fmt: skip
# ruff: noqa: E501
