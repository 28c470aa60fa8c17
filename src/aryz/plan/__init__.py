"""The one small language of conditions, values and wording.

`types`, `vocabulary`, `parse` and `text` run at build time: they read Jinja's expression grammar, keep an allowed list
of nodes and give every expression a type. What they make is plain JSON (see docs/plan.md). `run`, `filters`, `faults`
and `wording` run it: pure, without I/O, on the standard library alone, so that a JavaScript twin can do the same.
"""
