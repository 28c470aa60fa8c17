"""Contacts: what is unproved is never shown, a bad number is named, whom to call stands where it is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.kb import load_contacts
from aryz.project import Project
from aryz.review import report_due


def test_what_is_not_verified_stands_nowhere(site: Path, content: Content) -> None:
    hidden = [contact for contact in content.library.contacts.contacts if not contact.verified]
    assert hidden, "nothing to test"
    listed = json.loads((site / "data" / "contacts.json").read_text(encoding="utf-8"))
    pages = [(site / language / "contacts" / "index.html").read_text("utf-8") for language in content.project.languages]
    plans = json.dumps(list(content.plans.values()), ensure_ascii=False)
    for contact in hidden:
        assert contact.id not in listed
        for text in [*pages, plans]:
            assert contact.name["ru"] not in text and f'id="{contact.id}"' not in text
            assert not any(f"tel:{phone}" in text or f'"{phone}"' in text for phone in contact.phones)


def test_every_page_calls_for_help_in_one_tap_at_the_same_place(site: Path) -> None:
    for page in ("uz/unpaid-wages", "kk", "uz-cyrl/calculators", "en/interviews/wage-claim", "ru/acts/tk/113"):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        head, _, rest = text.partition("</header>")
        assert 'class="aryz-help" href="tel:112"' in head, page
        assert 'href="tel:102"' in rest[rest.index('class="aryz-footer"') :], page


def test_a_translation_shows_the_contacts_of_its_source_in_its_own_words(site: Path) -> None:
    text = (site / "uz" / "accident" / "index.html").read_text(encoding="utf-8")
    box = text[text.index('class="aryz-contacts"') :]
    assert box.index("Tez tibbiy yordam") < box.index('href="tel:103"') < box.index("</ul>")
    assert text.index('class="aryz-contacts"') < text.index("<h2")
    danger = (site / "kk" / "forced-labour" / "index.html").read_text(encoding="utf-8")
    assert danger.index('class="aryz-danger"') < danger.index("admonition tip")


def test_a_consulate_stands_only_where_its_citizens_are_meant(site: Path) -> None:
    text = (site / "ru" / "eaeu-work" / "index.html").read_text(encoding="utf-8")
    assert "consulate.mfa.uz" not in text
    assert "consulate.mfa.uz" in (site / "ru" / "seized-passport" / "index.html").read_text(encoding="utf-8")


def test_the_plan_of_an_interview_says_whom_to_call(content: Content) -> None:
    plan = content.plans["hotline-triage"]
    danger = next(outcome for outcome in plan["outcomes"] if outcome["id"] == "danger-now")
    assert [row["phones"][0][0] for row in danger["contacts"]] == ["102", "112", "103"]
    assert any(row["id"] == "sana-sezim" for row in plan["contacts"])


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('phones: ["102"]', 'phones: ["8 (727) 269-70-59"]', "contact.phone", "phones"),
        ('phones: ["102"]', 'phones: ["+7 727 269 70 5"]', "contact.phone", "phones"),
        ("kind: hotline", "kind: hotlin", "contact.kind", "kind"),
        ("regions: [shymkent, turkistan]", "regions: [chimkent]", "contact.regions", "regions"),
        ("site: https://kazakhstan.iom.int", "site: kazakhstan.iom.int", "contact.site", "site"),
        ("id: fire-101", "id: police-102", "contact.twice", "id"),
        ("id: fire-101", "id: fire-101\n    fax: 1", "yaml.unknown-key", "fax"),
        ("    next_review: 2027-05-25\n", "    next_review: 2026-11-25\n", "contact.day", "next_review"),
        ("    verified: false\n    note: Trust", "    verified: true\n    note: Trust", "contact.proof", "sources"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(copy: Project, old: str, new: str, code: str, field: str) -> None:
    path = copy.kb / "contacts.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = Findings()
    load_contacts(copy, findings)
    found = [p for p in findings if p.code == code and p.place.field.endswith(field)]
    assert found and found[0].place.line > 0 and found[0].mend, [str(p) for p in findings]


def test_a_contact_past_its_review_is_a_warning(content: Content) -> None:
    first = min(content.library.contacts.published, key=lambda contact: contact.next_review)
    for today, told in ((first.checked, False), (first.next_review, True)):
        findings = Findings()
        report_due(content, findings, today)
        due = [p for p in findings if p.code == "contact.due" and p.place == first.place]
        assert bool(due) is told and all(p.severity == "warning" for p in due)
