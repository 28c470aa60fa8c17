"""Scripts made smaller do the same: texts, templates and regular expressions are left as they are."""

from __future__ import annotations

import json
import subprocess

from aryz.search.minify import minified

SCRIPT = r"""
// a comment with "quotes" and `ticks`
const text = "two  spaces // no comment", other = 'it\'s';  // and one behind
const made = `a  ${text.split("  ").map((one) => `<${one}>`).join("  ")}  b`;
const found = text.replace(/[/ ]+  ?|\/\/  /g, "-"), half = 10  /  2 /  5;
let n = 1;
const sums = [n + +n, n - -n, n++ + n, typeof text, [1, 2]
  .map((x) => x * 2), "a" in { a: 1 }];
class One {
  get two() { return 2 }
  async three() { return this.two + 1; }
}
const label = (() => { found: for (;;) { break found; } return "out" })()
const last = [new One().two]
const after = { text, made, found, half, sums, label, last, other }
"""


def test_a_script_made_smaller_does_the_same() -> None:
    small = minified(SCRIPT)
    assert len(small) < len(SCRIPT) * 0.9 and "comment with" not in small

    def ran(script: str) -> str:
        command = ["node", "-e", f"{script}\nconsole.log(JSON.stringify(after))"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert ran(small) == ran(SCRIPT)
    assert json.loads(ran(small))["made"] == "a  <two>  <spaces // no comment>  b"
