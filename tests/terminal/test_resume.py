"""Going on with a case: from another interview, a later version, a broken file; and over to the next interview."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from aryz.diagnostics import AryzError
from aryz.interviews.cases import read_file
from aryz.interviews.saved import Resumed, resume, saved
from aryz.terminal import run
from aryz.terminal.dialogue import Dialogue, Setting, StoppedError
from aryz.terminal.plain import PlainFace
from aryz.terminal.run import write_files
from tests.conftest import ROOT
from tests.terminal.piped import piped
from tests.terminal.test_keys import TODAY, Person
from tests.terminal.test_keys import person as person  # the fixture


def case_of(person: Person, path: Path, **changes: Any) -> dict[str, Any]:
    """Write the person's case with some of its top keys or answers changed."""
    case: dict[str, Any] = json.loads(saved(person.program, person.known, "ru"))
    answers = changes.pop("answers", {})
    case.update(changes)
    for at, value in answers.items():
        case["answers"].setdefault(at, {})["value"] = value
    path.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return case


def setting_of(person: Person) -> Setting:
    return Setting(person.project.interface, {}, {}, {})


def read(person: Person, path: Path) -> Resumed:
    return resume(person.program, read_file(path), path, TODAY, "ru")


def test_a_case_of_this_version_comes_back_whole(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    case_of(person, path, language="uz", drafts={"court": {"court.name": "полс", "court.name_kk": ""}, "gone": {}})
    made = read(person, path)
    assert made.answers == {key: value for key, value in person.known.items() if key in made.answers}
    assert (made.changed, made.gone) == ([], [])
    assert made.drafts == {"court": {"court.name": "полс", "court.name_kk": ""}}


def test_what_a_later_version_does_not_accept_is_asked_again(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    case_of(person, path, plan="older", answers={"commission.result": "abolished", "no.more": "x"})
    made = read(person, path)
    assert made.changed == ["commission.result"]
    assert made.gone == ["no.more"]
    assert made.drafts == {"commission": {"commission.result": "abolished"}}
    assert "commission.result" not in made.answers
    assert "worker.name" in made.answers
    notes = made.notes(person.program, TODAY, person.project.interface["ru"], "ru")
    assert len(notes) == 2 and not any("no.more" in one for one in notes), notes  # a path is no word for people
    assert notes[-1].endswith(": 1")


def test_the_person_is_told_what_changed(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    case_of(person, path, plan="older", language="kk", answers={"commission.result": "abolished"})
    done = piped(ROOT, tmp_path, "!", interview="wage-claim", resume=path)
    label = person.program.plan["fields"]["commission.result"]["label"]["kk"][0]
    assert person.project.interface["kk"]["resume.changed"].format(label=label) in done.stdout


BROKEN = '{"interview": "wage-claim", "answ'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BROKEN, "case.json:1"),
        ("[1, 2]", "case.json"),
        ("", "case.json"),
        ('{"interview": "passport-return", "answers": {}}', "aryz interview run passport-return --resume"),
        ('{"interview": "wage-claim"}', "there are no answers"),
        ('{"interview": "wage-claim", "answers": {}, "format": 99}', "saved by a newer Aryz"),
        ('{"interview": "wage-claim", "answers": {}, "colour": 1}', "«colour» is not known here"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_with_a_message(
    text: str, says: str, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AryzError, match=re.escape(says)):
        read(person, path)


def test_a_refused_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(BROKEN, encoding="utf-8")
    done = piped(ROOT, tmp_path, interview="wage-claim", resume=path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "case.json:1" in done.stderr
    assert path.read_text(encoding="utf-8") == BROKEN


DRAFTS = [
    [],
    "x",
    {"court": []},
    {"court": {"court.name": {"a": 1}}},
    {"unpaid": {"wages.unpaid": [1, {"month": []}]}, "worker-name": {"worker.name": [1], "worker.sex": {}}},
]


@pytest.mark.parametrize("drafts", DRAFTS)
def test_drafts_of_any_shape_do_no_harm(drafts: Any, person: Person, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    case_of(person, path, drafts=drafts)
    case = read(person, path)
    for number in range(1, len(person.program.evaluate(case.answers, TODAY).asked) + 1):
        typed = iter([str(number), "=", "!"])
        face = PlainFace(person.texts, lambda prompt, typed=typed: next(typed), lambda text: None)  # type: ignore[misc]
        dialogue = Dialogue(person.program, setting_of(person), face, TODAY, "ru", case.answers, case.drafts)
        with pytest.raises(StoppedError):
            dialogue.run()


def test_an_unknown_interview_language_or_folder_is_named(tmp_path: Path) -> None:
    done = piped(ROOT, tmp_path, interview="wage-clam")
    assert (done.returncode, "wage-claim" in done.stderr) == (1, True)
    done = piped(ROOT, tmp_path, interview="wage-claim", more=("--lang", "xx"))
    assert (done.returncode, "There is no language «xx»" in done.stderr) == (1, True)
    file = tmp_path / "file"
    file.touch()
    done = piped(ROOT, file, interview="wage-claim")
    assert (done.returncode, "--out needs a folder" in done.stderr) == (1, True)


def test_answers_are_saved_elsewhere_when_the_folder_cannot_be_written(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    assert person.next is not None
    done = piped(ROOT, tmp_path / "file" / "out", "1", "!", interview="wage-claim")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "elsewhere" / "wage-claim.case.json") in done.stdout
    assert (tmp_path / "elsewhere" / "wage-claim.case.json").is_file()


def test_bytes_that_are_no_text_are_no_reason_to_end(tmp_path: Path) -> None:
    command = f"printf '1\\n\\377\\n' | {sys.executable} -m aryz interview run wage-claim --out {tmp_path}"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    case = json.loads((tmp_path / "wage-claim.case.json").read_text(encoding="utf-8"))
    assert case["drafts"]["employer"]["employer.kind"] == "company"


@pytest.mark.parametrize("error", [BrokenPipeError, ZeroDivisionError])
def test_answers_are_saved_when_nobody_reads_or_we_are_mistaken(
    error: type[Exception], person: Person, tmp_path: Path
) -> None:
    def ask(prompt: str) -> str:
        raise error

    face = PlainFace(person.texts, ask, lambda text: None)
    given = {"wages.pay_day": 10}
    dialogue = Dialogue(person.program, setting_of(person), face, TODAY, "ru", given)
    with suppress(ZeroDivisionError):
        assert run._talk(dialogue, run._Saving(dialogue, tmp_path / "case.json"), lambda: None) == 1
    assert read(person, tmp_path / "case.json").answers == given


def test_papers_of_another_case_are_not_replaced(person: Person, tmp_path: Path) -> None:
    said: list[str] = []
    face = PlainFace(person.texts, out=said.append)
    dialogue = Dialogue(person.program, setting_of(person), face, TODAY, "ru", dict(person.known))
    write_files(dialogue, tmp_path, ["txt"], again=False)
    before = (tmp_path / "wage-claim.ru.txt").read_bytes()
    write_files(dialogue, tmp_path, ["txt"], again=False)
    write_files(dialogue, tmp_path, ["txt"], again=True)
    names = ["wage-claim.kk-2.txt", "wage-claim.kk.txt", "wage-claim.ru-2.txt", "wage-claim.ru.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert before == (tmp_path / "wage-claim.ru.txt").read_bytes()
    assert [Path(line).name for line in said].count("wage-claim.ru-2.txt") == 1


def test_all_goes_into_one_file_when_that_is_chosen(person: Person, tmp_path: Path) -> None:
    said: list[str] = []

    def choose(prompt: str) -> str:
        words = person.project.interface["uz"]["terminal.review.package"]
        return next(number for line in said if (number := line.strip().removesuffix(f". {words}")).isdigit())

    face = PlainFace(person.texts, choose, said.append)
    dialogue = Dialogue(person.program, setting_of(person), face, TODAY, "uz", dict(person.known))
    assert dialogue.run() == ""
    write_files(dialogue, tmp_path, ["docx"], again=False)
    assert [path.name for path in tmp_path.iterdir()] == ["wage-claim.zip"]
    with zipfile.ZipFile(tmp_path / "wage-claim.zip") as archive:
        assert {"note.uz.txt", "wage-claim.ru.docx", "deadlines.ics"} <= set(archive.namelist())
    assert any(dialogue.turn.deadlines("uz")[0].title in line for line in said)
