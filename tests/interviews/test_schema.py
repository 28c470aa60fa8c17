"""The schema for editors and the loader come from one table, so that both say the same of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aryz import yamlfile
from aryz.diagnostics import Findings
from aryz.interviews.load import load_interview
from aryz.interviews.schema import schema
from aryz.project import Project

ROOT = Path(__file__).parents[2]
LANGUAGES = ["ru", "en"]
GOOD = """\
id: trial
title: {ru: Проба, en: Trial}
summary: {ru: Проба., en: A trial.}
outcomes:
  - {id: done, kind: advice, title: {ru: Да, en: Yes}, say: {ru: "{{ who }}", en: "{{ who }}"}}
fields:
  who: {type: text, optional: true, label: {ru: Кто, en: Who}}
questions:
  - {id: who, ask: {ru: Кто?, en: Who?}, fields: [who]}
"""
BREAKS = [
    ("type: text", "type: words"),
    ("optional: true", "optional: perhaps"),
    ("optional: true", "optionall: true"),
    ("fields: [who]}", "field: [who]}"),
    ("kind: advice", "kind: help"),
    ("label: {ru: Кто, en: Who}", "label: {ru: Кто}"),
    ("summary: {ru: Проба., en: A trial.}\n", ""),
    ("outcomes:", "outcome:"),
]


def as_json(text: str) -> Any:
    return json.loads(json.dumps(yamlfile.parse(text, Path("trial.yml"))))


def loaded(text: str, folder: Path) -> Findings:
    findings = Findings()
    path = folder / "trial.yml"
    path.write_text(text, encoding="utf-8")
    load_interview(path, LANGUAGES, lambda key: dict.fromkeys(LANGUAGES, key), findings)
    return findings


def test_the_published_schema_is_the_one_of_the_table() -> None:
    published = (ROOT / "interviews" / "interview.schema.json").read_text(encoding="utf-8")
    assert published == schema(list(Project(ROOT).languages)), "run: aryz interview schema > interviews/…"


@pytest.mark.parametrize("path", sorted((ROOT / "interviews").rglob("*.yml")), ids=lambda p: p.name)
def test_every_file_of_ours_fits_the_schema(path: Path) -> None:
    jsonschema.validate(as_json(path.read_text(encoding="utf-8")), json.loads(schema(list(Project(ROOT).languages))))


def test_a_good_file_is_good_for_both(tmp_path: Path) -> None:
    assert not loaded(GOOD, tmp_path).problems
    jsonschema.validate(as_json(GOOD), json.loads(schema(LANGUAGES)))


@pytest.mark.parametrize("good, bad", BREAKS, ids=[bad for _, bad in BREAKS])
def test_what_is_wrong_is_wrong_for_both(tmp_path: Path, good: str, bad: str) -> None:
    broken = GOOD.replace(good, bad, 1)
    assert broken != GOOD
    assert loaded(broken, tmp_path).errors
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(broken), json.loads(schema(LANGUAGES)))
