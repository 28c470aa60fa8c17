"""Cases under a passphrase in the terminal: saved, gone on with, refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aryz.diagnostics import AryzError
from aryz.interviews.engine import Program
from aryz.project import Project
from aryz.sealed import is_sealed, unseal
from aryz.terminal import keeping
from tests.terminal.piped import piped
from tests.terminal.test_plain import OTHER, trial
from tests.thorough import some

__all__ = ["trial"]  # a fixture

WORDS = "four words put together"


def test_answers_are_sealed_gone_on_with_and_sealed_again(trial: tuple[Project, Program], tmp_path: Path) -> None:
    root, case = trial[0].root, tmp_path / "topaz.aryz"
    done = piped(root, tmp_path, WORDS, WORDS, *OTHER, "1", "03.2026", more=("--save", str(case)))
    assert done.returncode == 1, done.stderr
    assert f"--resume {case}" in done.stdout
    assert case.stat().st_mode & 0o077 == 0
    first = case.read_bytes()
    text, key = unseal(first, WORDS)
    assert json.loads(text)["drafts"]["owed"]["owed"][0]["month"] == "03.2026"
    again = piped(root, tmp_path, WORDS, "1", "", "", "100", "", "1", "01.11.2026", "=", "!", resume=case)
    assert again.returncode == 0, again.stderr
    text, same = unseal(case.read_bytes(), WORDS)
    assert json.loads(text)["answers"]["owed"]["value"] == [{"month": "2026-03", "sum": "100.00"}]
    assert same == key and case.read_bytes()[34:46] != first[34:46]  # the same key never seals twice with one nonce
    assert [path.name for path in tmp_path.iterdir()] == ["topaz.aryz"]


def test_a_case_in_the_clear_becomes_a_sealed_one(trial: tuple[Project, Program], tmp_path: Path) -> None:
    root, plain = trial[0].root, tmp_path / "trial.case.json"
    piped(root, tmp_path, *OTHER, "!")
    before = json.loads(plain.read_text(encoding="utf-8"))
    sealed = tmp_path / "agat.aryz"
    done = piped(root, tmp_path, WORDS, WORDS, "!", resume=plain, more=("--save", str(sealed)))
    assert done.returncode == 0, done.stderr
    assert json.loads(unseal(sealed.read_bytes(), WORDS)[0])["answers"] == before["answers"]
    assert json.loads(plain.read_text(encoding="utf-8")) == before


@pytest.mark.parametrize("language", some(["ru", "kk", "uz", "en"], "uz"))
def test_what_does_not_open_is_said_and_stays_as_it_is(
    trial: tuple[Project, Program], tmp_path: Path, language: str
) -> None:
    root, texts = trial[0].root, trial[0].interface[language]
    case = tmp_path / "topaz.aryz"
    piped(root, tmp_path, WORDS, WORDS, "1", "!", more=("--save", str(case)))
    whole = case.read_bytes()
    tried = {"sealed.passphrase": whole, "sealed.cut": whole[:-1], "sealed.newer": whole[:8] + b"\2" + whole[9:]}
    for key, data in tried.items():
        case.write_bytes(data)
        done = piped(root, tmp_path, "other words than those", resume=case, more=("--lang", language))
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert texts[key] in done.stderr
        assert case.read_bytes() == data


def test_a_weak_passphrase_and_a_file_that_is_there_are_refused(trial: tuple[Project, Program], tmp_path: Path) -> None:
    root, case = trial[0].root, tmp_path / "topaz.aryz"
    done = piped(root, tmp_path, "short", "short", more=("--save", str(case)))
    assert (done.returncode, trial[0].interface["ru"]["sealed.weak"] in done.stderr) == (1, True)
    case.write_text("someone's", encoding="utf-8")
    done = piped(root, tmp_path, WORDS, WORDS, more=("--save", str(case)))
    assert (done.returncode, "is there already" in done.stderr) == (1, True)
    assert case.read_text(encoding="utf-8") == "someone's"


def test_a_sealed_case_is_never_saved_in_the_clear_elsewhere(
    trial: tuple[Project, Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    done = piped(trial[0].root, tmp_path, WORDS, WORDS, "1", "!", more=("--save", str(tmp_path / "file" / "x.aryz")))
    assert done.returncode == 0, done.stderr
    (kept,) = (tmp_path / "elsewhere").iterdir()
    assert kept.suffix == ".aryz" and is_sealed(kept.read_bytes())


def test_what_only_bears_the_name_of_a_sealed_case_is_told_as_none(tmp_path: Path) -> None:
    file = tmp_path / "topaz.aryz"
    file.write_text("interview: wage-claim\n", encoding="utf-8")
    with pytest.raises(AryzError, match="no case"):
        keeping.open_case(file, {"sealed.other": "no case"})


def test_who_types_has_three_tries(
    trial: tuple[Project, Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    texts, case = trial[0].interface["ru"], tmp_path / "topaz.aryz"

    def asked(*typed: str) -> tuple[keeping.Ask, Iterator[str]]:
        lines = iter(typed)
        return (lambda label: next(lines)), lines

    piped(trial[0].root, tmp_path, WORDS, WORDS, "1", "!", more=("--save", str(case)))
    ask, _ = asked("no", "nor this", WORDS)
    assert keeping.open_case(case, texts, ask)[1] is not None
    ask, left = asked("no", "nor this", "nor that", "more")
    with pytest.raises(AryzError, match=texts["sealed.passphrase"].split(".")[0]):
        keeping.open_case(case, texts, ask)
    assert next(left) == "more"
    ask, _ = asked("short", "short", WORDS, "differs from it", WORDS, WORDS)
    assert keeping.ask_key(texts, ask).iterations >= 600_000
