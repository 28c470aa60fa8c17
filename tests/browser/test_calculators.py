"""The site's calculators: the JavaScript made from the Python means the same, and the pages work without a server."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aryz.browser import law_bundle
from aryz.browser.bundle import static
from aryz.browser.modules import Library, Source, TranspileError, transpile
from aryz.content import Content
from aryz.law.calc import named
from aryz.law.functions import TABLES
from aryz.plan import days
from aryz.plan.faults import FaultError

RUNNER = """
const fs = require("fs");
eval(fs.readFileSync(process.argv[1], "utf8").replace('"use strict";', "") + "; globalThis.Law = AryzLaw;");
const made = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(([name, asked]) => {
  try { return Law.named.run(Law.tables, name, asked); }
  catch (error) {
    if (!(error instanceof Law.FaultError)) throw error;
    return { fault: error.key, params: error.params };
  }
});
console.log(JSON.stringify(made));
"""


def _day(dice: random.Random, first: str = "2015-12-20", last: str = "2027-02-10") -> str:
    return days.from_number(dice.randint(days.number(first), days.number(last)))


def _maybe(dice: random.Random, value: Any) -> Any:
    return value if dice.random() < 0.6 else None


def _row(dice: random.Random, keys: tuple[str, str]) -> dict[str, Any]:
    when = _day(dice)
    first = when if keys[0] == "due" else when[:7]
    amount = dice.choice([1, 99, 25_000_000, dice.randint(1, 10**11)])
    row = {keys[0]: first, keys[1]: amount, "paid": _maybe(dice, dice.randint(0, amount))}
    return {**row, "paid_on": _maybe(dice, days.add(when, dice.randint(-5, 900)))}


def _chosen(dice: random.Random) -> dict[str, Any]:
    return {
        "rate": _maybe(dice, dice.randint(1, 3000)),
        "method": _maybe(dice, dice.choice(["payment_day", "by_period"])),
        "divisor": _maybe(dice, dice.choice([360, 365, 366])),
    }


def _case(dice: random.Random, rules: list[str]) -> tuple[str, dict[str, Any]]:
    name = dice.choice(["penalty", "penalty", "arrears", "overtime", "leave", "final-pay", "deadline"])
    count = dice.randint(1, 4)
    if name == "penalty":
        asked = {"rows": [_row(dice, ("due", "amount")) for _ in range(count)], "as_of": _day(dice), **_chosen(dice)}
    elif name == "arrears":
        listed = [_row(dice, ("month", "agreed")) for _ in range(count)]
        asked = {"rows": listed, "as_of": _day(dice), "pay_day": _maybe(dice, dice.randint(1, 31)), **_chosen(dice)}
    elif name == "overtime":
        kinds = ["overtime", "night", "day_off"]
        asked = {key: _maybe(dice, dice.randint(0, 9000)) for key in [*kinds, "month_hours"]}
        asked |= {"month": _day(dice)[:7], "salary": _maybe(dice, dice.randint(1, 10**9))}
        asked |= {
            "hour_rate": _maybe(dice, dice.randint(1, 10**6)),
            "already_paid": _maybe(dice, dice.randint(0, 10**6)),
        }
        asked["base_paid"] = dice.sample(kinds, dice.randint(0, 3))
    elif name == "leave":
        first = _day(dice, "2020-02-28", "2026-11-01")
        asked = {key: _maybe(dice, dice.randint(0, 40_000)) for key in ("worked", "used", "yearly")}
        asked |= {"first": first, "last": days.add(first, dice.randint(-3, 1500))}
        asked |= {"average_day": _maybe(dice, dice.randint(1, 10**7)), "earned": _maybe(dice, dice.randint(1, 10**9))}
        asked |= {"count": _maybe(dice, "days"), "pay_days": _maybe(dice, "calendar"), "week": _maybe(dice, "six")}
    elif name == "final-pay":
        asked = {key: _maybe(dice, dice.randint(0, 10**9)) for key in ("wages", "leave", "job_loss", "other", "paid")}
        asked |= {
            "last_day": _day(dice, "2021-12-01"),
            "paid_on": _maybe(dice, _day(dice)),
            "as_of": _maybe(dice, _day(dice)),
        }
        asked |= _chosen(dice)
    else:
        asked = {"rule": dice.choice([*rules, "none"]), "from": _day(dice)}
    return name, asked


def _python(tables: dict[str, Any], name: str, asked: dict[str, Any]) -> Any:
    try:
        return named.run(tables, name, asked)
    except FaultError as error:
        return {"fault": error.fault.key, "params": dict(error.fault.params)}


def test_the_twin_gives_the_same_results_and_the_same_faults(content: Content, tmp_path: Path) -> None:
    tables = content.data.tables
    dice = random.Random(2026)
    cases = [_case(dice, list(tables["terms"]["rules"])) for _ in range(1500)]
    (tmp_path / "law.js").write_text(law_bundle({name: tables[name] for name in TABLES}), encoding="utf-8")
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    command = ["node", "-e", RUNNER, str(tmp_path / "law.js"), str(tmp_path / "cases.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected = [_python(tables, name, asked) for name, asked in cases]
    made = json.loads(done.stdout)
    for case, ours, theirs in zip(cases, expected, made, strict=True):
        assert theirs == json.loads(json.dumps(ours)), case
    faults = {one["fault"] for one in expected if "fault" in one}
    assert len(faults) >= 8  # the vectors reach the refusals too
    assert sum("fault" not in one for one in expected) > 300


def test_a_generator_gives_all_at_once(tmp_path: Path) -> None:
    path = tmp_path / "piece.py"
    path.write_text(
        "def f(x):\n    if not x:\n        return\n    for one in x:\n        yield one * 2\n    yield from x\n"
        "def g(x):\n    return [one + 1 for one in f(x)]\n",
        encoding="utf-8",
    )
    names: dict[str, Any] = {}
    exec(path.read_text(encoding="utf-8"), names)  # the same words in both languages
    script = Library([Source(path, "piece")], static("kernel.js")).script(
        "console.log(JSON.stringify([piece.g([1, 2]), piece.g([])]))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [names["g"]([1, 2]), names["g"]([])] == [[3, 5, 2, 3], []]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("def f(x):\n    return x / 2\n", "this operator has no twin"),
        ("def f(x):\n    return round(x)\n", "this built-in has no twin"),
        ("def f(x):\n    return g(x=1)\n", "a call by name has no twin"),
        ("def f(*, x):\n    return x\n", "only plain positional arguments have a twin"),
        ("def f(x):\n    with x:\n        pass\n", "this statement has no twin"),
        ("class A:\n    pass\n", "only functions, constants and imports may stand at the top"),
        ("def f(x):\n    return f'{x:.2f}'\n", "this format has no twin"),
        ("def f(x):\n    return x[::2]\n", "a slice with a step has no twin"),
    ],
)
def test_what_has_no_twin_is_refused_with_its_line(code: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "piece.py"
    path.write_text(code, encoding="utf-8")
    with pytest.raises(TranspileError, match=rf"piece\.py:\d+: {what}"):
        transpile(path, "piece")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ru", "kk", "uz", "uz-cyrl", "en"])
def test_a_calculator_works_from_the_disk_in_every_language(site: Path, browser: Any, language: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / language / "calculators" / "penalty" / "index.html").as_uri())
    page.click(".aryz-calc .md-button")
    assert page.locator(".aryz-wrong").inner_text()  # the first field is empty: said, and nothing lost
    page.fill("input[name=due]", "2026-04-10")
    page.fill("input[name=amount]", "250 000")
    page.fill("input[name=paid_on]", "2026-07-20")
    page.click(".aryz-calc .md-button")
    total = page.locator(".aryz-total strong").inner_text().replace("\u00a0", " ")
    assert total == ("14 700.34" if language == "en" else "14 700,34")
    assert page.locator(".aryz-steps a").first.get_attribute("href") == "../../acts/tk/113/"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.fill("input[name=paid_on]", "")
    page.fill("input[name=as_of]", "2026-11-24")
    page.click(".aryz-calc .md-button")
    assert "kb/data/base-rate.yml" in page.locator(".aryz-wrong").inner_text()
    assert page.input_value("input[name=amount]") == "250 000"
    assert errors == []
    page.close()


@pytest.mark.browser
def test_every_calculator_shows_its_form_and_terms_are_chosen_by_name(site: Path, browser: Any) -> None:
    page = browser.new_page()
    for name in ("arrears", "overtime", "leave", "final-pay"):
        page.goto((site / "ru" / "calculators" / name / "index.html").as_uri())
        assert page.locator(".aryz-calc input").count() > 3, name
        assert "calc." not in page.locator("[data-calculator]").inner_text()
    for language in ("ru", "uz-cyrl"):  # made from Latin words, with the rules' names as they are
        page.goto((site / language / "calculators" / "deadline" / "index.html").as_uri())
        page.select_option("select[name=rule]", "wage-claim")
        page.fill("input[name=from]", "2026-01-24")
        page.click(".aryz-calc .md-button")
        assert page.locator(".aryz-total strong").inner_text() == "25.01.2027"
    page.close()
