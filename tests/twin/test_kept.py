"""Cases in files: the same bytes and the same faults in both languages, and the same case taken up again."""

from __future__ import annotations

import base64
import json
import struct
import unicodedata
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from aryz.content import Content
from aryz.interviews import cases
from aryz.interviews.saved import carried, resume, saved
from aryz.sealed import (
    ITERATIONS,
    MOST_BYTES,
    SealedError,
    _sum,
    check_passphrase,
    derived,
    looked,
    same,
    seal,
    unseal,
)
from tests.conftest import ROOT
from tests.twin import dice
from tests.twin.compare import Twin
from tests.twin.make_vectors import FILE

VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
WHOLE = base64.b64decode(VECTORS[0]["file"])


def refused(data: bytes, passphrase: str = VECTORS[0]["passphrase"]) -> str:
    with pytest.raises(SealedError) as caught:
        unseal(data, passphrase)
    return caught.value.key


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["name"])
def test_vectors_open_and_come_out_the_same(twin: Twin, vector: dict[str, Any]) -> None:
    file = base64.b64decode(vector["file"])
    salt, nonce = (base64.b64decode(vector[name]) for name in ("salt", "nonce"))
    key = derived(vector["letters"], salt, vector["iterations"])
    assert unseal(file, vector["passphrase"]) == (vector["text"], key)
    assert seal(vector["text"], key, nonce) == file
    assert twin.ask("unseal", vector) == vector["text"]
    assert twin.ask("seal", vector) == vector["file"]
    assert (len(file) - 46 - 16 - 8) % 4096 == 0


def test_what_could_not_be_opened_again_is_not_sealed(twin: Twin) -> None:
    vector = VECTORS[0] | {"iterations": 1}  # which make no difference to the length
    key = derived(vector["letters"], bytes(16), 1)
    sizes = {part: len(seal("a" * part, key)) for part in (4096 * 243, 4096 * 244 - 1)}
    assert max(sizes.values()) <= MOST_BYTES < max(sizes.values()) + 4096
    with pytest.raises(SealedError) as caught:
        seal("a" * 4096 * 244, key)
    assert caught.value.key == "sealed.large"
    assert twin.ask("seal", vector | {"text": "a" * 4096 * 244}) == {"refused": "sealed.large"}
    assert len(base64.b64decode(twin.ask("seal", vector | {"text": "a" * (4096 * 244 - 1)}))) == max(sizes.values())


def test_another_keyboard_is_no_other_passphrase() -> None:
    other = unicodedata.normalize("NFD", VECTORS[1]["passphrase"]).strip()
    assert other != VECTORS[1]["passphrase"]
    assert unseal(base64.b64decode(VECTORS[1]["file"]), other)[0] == VECTORS[1]["text"]


@pytest.mark.parametrize("mark", "'‘’ʻʼ`´")
def test_the_apostrophe_of_another_keyboard_is_no_other_passphrase(mark: str) -> None:
    phone = seal("{}", derived(same("to‘rtta so‘z birga"), bytes(16), ITERATIONS))
    assert unseal(phone, f"to{mark}rtta so{mark}z birga")[0] == "{}"
    check_passphrase("to‘rtta so‘z birga", f"to{mark}rtta so{mark}z birga")


def mended(data: bytes) -> bytes:
    """With the sum made anew, as someone who means harm would."""
    return data[:-8] + _sum(data[:-8])


def put(at: int, what: bytes) -> bytes:
    return WHOLE[:at] + what + WHOLE[at + len(what) :]


FAULTS: dict[str, tuple[bytes, str]] = {
    "no case": (b'{"interview": "wage-claim"}', "other"),
    "empty": (b"", "other"),
    "only its first letters": (WHOLE[:8], "cut"),
    "cut within the head": (WHOLE[:30], "cut"),
    "cut": (WHOLE[:-1], "cut"),
    "half": (WHOLE[: len(WHOLE) // 2], "cut"),
    "more at the end": (WHOLE + b"\0", "changed"),
    "a byte inside": (put(2000, bytes([WHOLE[2000] ^ 1])), "changed"),
    "a byte of the salt": (put(20, b"\xff"), "changed"),
    "a byte inside, with the sum": (mended(put(2000, bytes([WHOLE[2000] ^ 1]))), "passphrase"),
    "iterations, with the sum": (mended(put(10, struct.pack(">I", 600_001))), "passphrase"),
    "work without end": (mended(put(10, b"\xff\xff\xff\xff")), "work"),
    "hardly any work": (mended(put(10, struct.pack(">I", 1000))), "work"),
    "another way to the key": (mended(put(9, b"\x02")), "work"),
    "a later version": (mended(put(8, b"\x02")), "newer"),
    "a later version, shorter": (put(8, b"\x02")[:20], "newer"),
    "said to be endless": (mended(put(14, b"\xff\xff\xff\xff")), "cut"),
    "larger than any case": (WHOLE + bytes(1_000_000), "large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_name_and_its_words(twin: Twin, content: Content, name: str) -> None:
    data, key = FAULTS[name]
    assert refused(data) == f"sealed.{key}"
    given = {"file": base64.b64encode(data).decode(), "passphrase": VECTORS[0]["passphrase"]}
    assert twin.ask("unseal", given) == {"refused": f"sealed.{key}"}
    assert all(texts[f"sealed.{key}"] for texts in content.project.interface.values())


def test_a_wrong_passphrase_is_told_from_a_damaged_file(twin: Twin) -> None:
    assert refused(WHOLE, "some other words here") == "sealed.passphrase"
    given = {"file": VECTORS[0]["file"], "passphrase": "some other words here"}
    assert twin.ask("unseal", given) == {"refused": "sealed.passphrase"}


def test_work_is_looked_at_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr("aryz.sealed.derived", lambda *given: begun.append(1))
    for data, key in FAULTS.values():
        if key != "passphrase":
            refused(data)
    assert begun == []


@pytest.mark.parametrize(
    ("one", "again", "key"),
    [
        ("short", "short", "weak"),
        ("aaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaa", "weak"),
        ("four words here", "x", "differ"),
    ],
)
def test_a_new_passphrase_is_long_and_typed_twice(twin: Twin, one: str, again: str, key: str) -> None:
    with pytest.raises(SealedError) as caught:
        check_passphrase(one, again)
    assert caught.value.key == f"sealed.{key}"
    assert twin.ask("call", ["sealed", "weak", one]) is (key == "weak")
    check_passphrase("four words here", "four words here ")


ODD: tuple[Any, ...] = (7, [1, {"a": 2}], {"x": "y"}, True, None, "  ", "0")


def odd_drafts(fields: dict[str, list[str]]) -> dict[str, Any]:
    """Drafts of shapes that no program writes."""
    shapes = cycle(("x", 5, ["y", 1], {"given": True}, None, [{}]))
    return {name: dict.fromkeys(paths, next(shapes)) for name, paths in fields.items()}


Spoil = Callable[[dict[str, Any]], Any]
SPOILED: dict[str, Spoil] = {
    "as it is": lambda case: None,
    "another type": lambda case: case["answers"][next(iter(case["answers"]))].update(type="other"),
    "a field that is gone": lambda case: case["answers"].update({"no.such": {"value": 1, "type": "text"}}),
    "values of other shapes": lambda case: [
        entry.update(value=other) for entry, other in zip(case["answers"].values(), ODD, strict=False)
    ],
    "no words beside": lambda case: case["answers"].update(dict.fromkeys(case["answers"], "bare")),
    "drafts": lambda case: case.update(drafts=odd_drafts(case.pop("fields"))),
    "another language": lambda case: case.update(language="xx"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_case_is_written_and_taken_up_as_python_does(twin: Twin, content: Content, how: str) -> None:
    texts = content.project.interface
    twin.takes(content.programs, texts)
    for name, program in content.programs.items():
        for today, answers in list(dice.own_cases(program, ROOT, texts))[:2]:
            asked_in = dict.fromkeys(list(answers)[:3], "uz")
            text = saved(program, answers, "kk", asked_in, {"x": {"y": "z"}})
            given = {"interview": name, "language": "kk", "today": today, "answers": answers, "asked_in": asked_in}
            assert twin.ask("saved", {**given, "drafts": {"x": {"y": "z"}}}) == text
            case = json.loads(text)
            if how == "drafts":
                case["fields"] = {key: spec["fields"] for key, spec in program.questions.items()}
            SPOILED[how](case)
            file = json.dumps(case, ensure_ascii=False)
            made = resume(program, cases.parse(file, Path("case.json")), Path("case.json"), today, "kk")
            theirs = twin.ask("resume", {**given, "file": file})
            ours = {"answers": made.answers, "askedIn": made.asked_in, "changed": made.changed, "gone": made.gone}
            assert theirs == {**ours, "drafts": made.drafts, "notes": made.notes(program, today, texts["kk"], "kk")}, (
                name
            )
            if how == "as it is":
                assert (made.changed, made.gone, made.drafts) == ([], [], {})


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("{", "wrong"),
        ("[]", "wrong"),
        ('{"interview": "wage-claim", "format": 2}', "wrong"),
        ('{"interview": "wage-claim", "format": 2, "answers": {}, "more": 1}', "wrong"),
        ('{"interview": "wage-claim", "format": 3, "answers": {}}', "newer"),
        ('{"interview": "wage-claim", "answers": {"worker": {"sex": "m"}}}', "wrong"),
    ],
)
def test_what_is_no_saved_case_is_refused(twin: Twin, content: Content, file: str, key: str) -> None:
    twin.takes(content.programs, content.project.interface)
    given = {"interview": "wage-claim", "language": "ru", "today": "2026-11-25", "file": file}
    assert twin.ask("resume", given) == {"refused": f"web.upload.{key}"}


def test_answers_are_carried_on_as_python_does(twin: Twin, content: Content) -> None:
    texts, programs = content.project.interface, content.programs
    twin.takes(programs, texts)
    some = 0
    for name, program in programs.items():
        today, answers = next(dice.own_cases(program, ROOT, texts))
        for other, target in programs.items():
            ours = carried(program, program.evaluate(answers, today, "ru"), target, "ru")
            given = {"interview": name, "other": other, "language": "ru", "today": today, "answers": answers}
            assert twin.ask("carried", given) == ours
            some += bool(ours) and name != other
    assert some > 20


def test_the_head_is_read_without_the_passphrase() -> None:
    salt, nonce, iterations = looked(WHOLE)
    assert (salt, nonce, iterations) == (bytes(16), b"\xff" * 12, 600_000)
