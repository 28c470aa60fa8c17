"""What stays on one line in papers. In the expectations `_` is a space that does not break, `~` such a hyphen."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from aryz.diagnostics import Findings
from aryz.documents.clean import Paper
from aryz.documents.compile import compile_template
from aryz.documents.render import Template
from aryz.documents.text import form_text
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import Environment
from aryz.plan.vocabulary import Vocabulary

HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
ANSWERS = {"number": 3, "city": "г. Шу - 2 ст. 5", "court": True}


def rendered(path: Path, *paragraphs: str, paper: bool = True) -> Template:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    word.save(str(path))
    scope = Scope({"number": t.INTEGER, "city": t.TEXT, "court": t.BOOL})
    findings = Findings()
    made = compile_template(path, scope, Vocabulary(), findings, Paper("ru", "Иск") if paper else None)
    assert made is not None and findings.problems == []
    return Template(made.parts, made.fixed)


def env() -> Environment:
    return Environment(ANSWERS.get, "ru", {}, {})


def words(path: Path, text: str, paper: bool = True) -> str:
    xml = rendered(path, text, paper=paper).render_parts(env())["word/document.xml"].decode()
    said = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml.replace(HYPHEN, "~"))
    return "".join(said).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("по п. 3 ст. 113, ч. 2 и подп. 5", "по п._3 ст._113, ч._2 и подп._5"),
        ("приказ № 5 и № {{ number }}", "приказ №_5 и №_3"),
        ("ст. {{ number }}", "ст._3"),
        ("1 250 000 тенге", "1_250_000_тенге"),
        ("{{ number }} тенге", "3_тенге"),
        ("23 ноября 2026 года", "23_ноября 2026_года"),
        ("2026 жылғы 5 мамырдан", "2026_жылғы 5_мамырдан"),
        ("Иванов А. Б. и А. Б. Иванов", "Иванов_А._Б. и А._Б._Иванов"),
        ("в г. Астане, ул. Абая, д. 5", "в г._Астане, ул._Абая, д._5"),
        ("и т. д.", "и т._д."),
        ("20 МРП", "20_МРП"),
        ("Сумма — 5 %", "Сумма_— 5_%"),
        ("113-бап, {{ number }}-тармақ, 1-қосымша", "113~бап, 3~тармақ, 1~қосымша"),
        ("ЖШС-ке, ҚР ЕК-нің", "ЖШС~ке, ҚР_ЕК~нің"),
        ("{{ 'ст. 5' if court else 'п. 6' }}", "ст._5"),
        # what is left alone
        ("кто-то в пр-те, COVID-19", "кто-то в пр-те, COVID-19"),
        ("в 2026 тысячах дел", "в 2026 тысячах дел"),
        ("Мость. 5 дней", "Мость. 5 дней"),
        ("{{ city }}", "г. Шу - 2 ст. 5"),
    ],
)
def test_words_of_a_template_are_bound_when_it_is_compiled(tmp_path, typed, printed):
    assert words(tmp_path / "ru.docx", typed) == printed


def test_a_template_compiled_as_it_is_keeps_its_spaces(tmp_path):
    assert words(tmp_path / "ru.docx", "ст. 113-бап", paper=False) == "ст. 113-бап"


def test_the_text_for_a_form_has_ordinary_spaces_and_hyphens(tmp_path):
    template = rendered(tmp_path / "ru.docx", "ҚР ЕК 113-бабы, п. 3 — 1 250 000 тенге")
    assert form_text(template.render_text(env())) == "ҚР ЕК 113-бабы, п. 3 — 1 250 000 тенге\n"
