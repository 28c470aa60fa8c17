"""Random answers for an interview: as values, and as people type them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings
from aryz.interviews.answers import read_question
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.engine import Program
from aryz.interviews.include import read_top
from aryz.plan import days
from tests.twin.snapshot import Case, Texts

LETTERS = "aZя Ёәқңу’ʻ'ёßİΣ\"&<>{}\\\n\t\u00a0\u202f\u2003😀𝟗²٣.,;-–%№"
WORDS = (
    "",
    "Прораб",
    "старший инспектор труда",
    "ТОО «Образец & Ко»",
    "Toshkent",
    "О‘zbekiston",
    "ҚР ЕК",
    "Алматы қалалық соты",
    "судья",
    "повар, официант и уборщица",
    "15",
    "250 000",
    "3%",
    "ЖШС",
    "kk. 5",
    "Қызылорда",
    "x" * 501,
    "а\nб\tв",
    "  два  слова . ",
)
SURNAMES = (
    "Каримов",
    "Каримова",
    "Пак",
    "Оспан",
    "Гашек",
    "Цой",
    "Ли-Петров",
    "KARIMOV",
    "О'Брайен",
    "Әбілқасым",
    "",
    "Иванoв",  # a Latin o
)
GIVEN = ("Шерзод", "Данило", "Дилноза", "Айгуль", "Илья", "Анна-Мария", "Касым-Жомарт", "SHERZOD", "Алия", "")
PATRONYMICS = ("Бахтиёрович", "Рустам кызы", "Алишер угли", "Маратқызы", "Ильич", "o‘g‘li", "", "", "")
MOMENTS = ("2020-02-29", "2022-05-31", "2024-12-31", "2026-03-01", "2026-08-31", "2026-11-24")


class Dice(random.Random):
    """Chance, seeded."""

    def often(self, share: float = 0.9) -> bool:
        return self.random() < share

    def day(self) -> str:
        return days.from_number(days.number("2026-11-24") - self.choice((0, 1, 10, 40, 300, self.randint(-60, 2500))))

    def amount(self) -> int:
        return self.choice((0, 1, 99, 100, 25_000_050, self.randint(1, 10**9), self.randint(1, 10**15)))

    def words(self) -> str:
        return "".join(self.choices(LETTERS, k=self.randint(1, 12))) if self.often(0.3) else self.choice(WORDS)

    def name(self) -> dict[str, str]:
        made = {"surname": self.choice(SURNAMES), "given": self.choice(GIVEN), "patronymic": self.choice(PATRONYMICS)}
        return {**made, "latin": self.choice(("", "", "KARIMOV SHERZOD", "O'BRIEN J"))}

    def value(self, spec: Mapping[str, Any]) -> Any:
        """An answer as it is kept; now and then none, where that is allowed."""
        kind = spec["type"]
        if spec.get("optional") and self.often(0.3):
            return None
        if kind == "name":
            return {part: words.strip() for part, words in self.name().items()}
        if kind == "address":
            region = self.choice([None, *spec["choices"]])
            return {
                "region": region,
                "district": None,
                "settlement": self.choice((None, "г. Алматы")),
                "text": self.words(),
            }
        if kind == "list":
            rows = range(self.randint(0, 3))
            return [{name: self.value(part) for name, part in spec["item"].items()} for _ in rows]
        if kind == "choices":
            return [key for key in spec["choices"] if self.often(0.5)]
        if kind in {"choice", "country"}:
            return self.choice(spec["choices"])
        if kind in {"money", "percent", "number"}:
            return self.amount()
        simple = {
            "date": self.day(),
            "month": self.day()[:7],
            "integer": self.choice((0, 1, 2, 5, 11, 21, 1000)),
            "yes_no": self.often(0.5),
        }
        return simple.get(kind, self.words())

    def typed(self, spec: Mapping[str, Any]) -> Any:
        """An answer as a form sends it: mostly right."""
        kind = spec["type"]
        if self.random() < 0.08:
            return (
                []
                if kind in {"list", "choices"}
                else {}
                if kind in {"name", "address"}
                else self.choice(("", self.words()))
            )
        if kind == "name":
            return self.name()
        if kind == "address":
            return {"region": self.choice(["", "x", *spec["choices"]]), "settlement": "г. Алматы", "text": self.words()}
        if kind == "list":
            return [{name: self.typed(part) for name, part in spec["item"].items()} for _ in range(self.randint(0, 3))]
        if kind == "choices":
            return [key for key in [*spec["choices"], "x"] if self.often(0.4)]
        if kind in {"choice", "country"}:
            return self.choice(spec["choices"])
        return self.choice(_TYPED.get(kind, lambda dice: (dice.words(),))(self))


_TYPED: dict[str, Any] = {
    "date": lambda dice: (
        dice.day(),
        ".".join(reversed(dice.day().split("-"))),
        "1.3.2026",
        "31.02.2026",
        "٣.3.2026",
        "²",
    ),
    "month": lambda dice: (dice.day()[:7], "3.2026", "13.2026", "03.2026 "),
    "money": lambda dice: (
        "250 000,50",
        "250\u202f000",
        "1",
        "-5",
        "0,005",
        "9" * 13,
        "9" * 14,
        str(dice.randint(1, 10**8)),
    ),
    "percent": lambda dice: ("16,25", "17", "x"),
    "number": lambda dice: ("7,5", "40"),
    "integer": lambda dice: ("1", "5", "12", "28", "-3", "1 200", "1.5", "x" * 3),
    "yes_no": lambda dice: ("yes", "no", "да", "иә", "Yo‘q"),
    "phone": lambda dice: ("8 701 123 45 67", "+998 90 123 45 67", "7011234567", "911", "+7 (701) 12٣-45-67"),
    "iin": lambda dice: ("900512300001", "900512300002", "90051230000"),
    "bin": lambda dice: ("900512300001", "0" * 12, "x"),
    "document": lambda dice: ("FA0000002", "№ n 1234567", "12", "AB-1234²"),
}


def walked(program: Program, dice: Dice, language: str) -> Case:
    """A case typed question by question, until it ends or is stuck."""
    answers: dict[str, Any] = {}
    typed: list[tuple[str, Any]] = []
    today = dice.choice(MOMENTS)
    for _ in range(60):
        question = program.evaluate(answers, today, language).question
        if question is None:
            break
        for _ in range(4):
            raw = {path: dice.typed(program.fields[path]) for path in program.questions[question]["fields"]}
            made, faults = read_question(program, answers, today, question, raw, language)
            typed.append((question, raw))
            if not faults:
                break
        answers = made
        if faults:
            break
    return {"interview": program.plan["id"], "language": language, "today": today, "typed": typed}


def changed(program: Program, dice: Dice, own: Mapping[str, Any], today: str, language: str) -> Case:
    """A case of the interview's own with some answers taken away or thrown anew."""
    answers = {path: value for path, value in own.items() if dice.often(0.97)}
    fields = dice.sample(list(program.fields), k=min(len(program.fields), dice.choice((0, 1, 2, 4, 12))))
    answers |= {path: dice.value(program.fields[path]) for path in fields}
    when = today if dice.often(0.7) else dice.choice(MOMENTS)
    return {"interview": program.plan["id"], "language": language, "today": when, "answers": answers}


def thrown(program: Program, dice: Dice, language: str) -> Case:
    """A case of chance alone."""
    share = dice.choice((0.5, 0.9, 1.0))
    answers = {path: dice.value(spec) for path, spec in program.fields.items() if dice.often(share)}
    return {"interview": program.plan["id"], "language": language, "today": dice.choice(MOMENTS), "answers": answers}


def own_cases(program: Program, root: Path, texts: Texts) -> Iterator[tuple[str, dict[str, Any]]]:
    """The day and the answers of each case that editors wrote for an interview."""
    path = root / "interviews" / f"{program.plan['id']}.cases.yml"
    top = read_top(path, Findings())
    for item in top.items("cases") if top else []:
        given, file = item.data["answers"], path
        data = item.data
        if isinstance(given, str):
            file = root / given
            data = read_file(file)
        today = str(item.data.get("today"))
        yield today, read_answers(program, data, file, today, texts["ru"], "ru")


def cases(program: Program, root: Path, texts: Texts, seed: int, count: int) -> Iterator[Case]:
    """The interview's own cases, then as many others of three kinds."""
    dice = Dice(f"{seed} {program.plan['id']}")
    languages = program.plan["languages"]
    own = list(own_cases(program, root, texts))
    for at, (today, answers) in enumerate(own):
        language = languages[at % len(languages)]
        yield {"interview": program.plan["id"], "language": language, "today": today, "answers": answers}
    for at in range(count):
        language = dice.choice(languages)
        if at % 4 == 0:
            yield walked(program, dice, language)
        elif at % 4 == 1:
            yield thrown(program, dice, language)
        else:
            today, answers = dice.choice(own)
            yield changed(program, dice, answers, today, language)
