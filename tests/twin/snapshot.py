"""Everything that an interview shows with some answers, as data that both languages can be compared by.

`snapshot.js` makes the same of the twin; keep the two alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from aryz.documents.render import MissingAnswerError
from aryz.interviews.answers import read_question
from aryz.interviews.calling import all_of, said
from aryz.interviews.declined import proposals, to_check
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text
from aryz.interviews.shown import by_topic, readable, reasons, written
from aryz.plan.faults import Fault, FaultError
from aryz.plan.run import UNKNOWN

SAFE = 2**53 - 1
Texts = Mapping[str, Mapping[str, str]]
Case = dict[str, Any]  # interview, language, today, answers; or `typed`: pairs of a question and what was typed


def plain(value: Any) -> Any:
    """A value as JSON can tell it to both: what is unknown, and whole numbers beyond 2**53, as objects."""
    if value is UNKNOWN:
        return {"unknown": True}
    if isinstance(value, Fault):
        return {"key": value.key, "params": plain(value.params)}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE:
        return {"whole": str(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def tried(act: Callable[[], Any]) -> Any:
    """What comes of it; what fails is told by its kind only, for each language words its own mistakes."""
    try:
        return plain(act())
    except MissingAnswerError as error:
        return {"missing": error.path}
    except FaultError as error:
        return {"fault": plain(error.fault)}
    except Exception:
        return {"error": True}


def shown(program: Program, case: Case, texts: Texts) -> Any:
    """What the case shows: each step of what is typed, then all that the end holds."""
    answers, steps = dict(case.get("answers", {})), []
    for question, raw in case.get("typed", []):
        made = tried(partial(_step, program, case, answers, question, raw, texts))
        steps.append(made[1] if isinstance(made, list) else made)
        if isinstance(made, list):
            answers = made[0]
    return {"steps": steps, "end": tried(lambda: end(program, case, answers, texts))}


def _step(program: Program, case: Case, answers: Mapping[str, Any], question: str, raw: Any, texts: Texts) -> Any:
    language, today = case["language"], case["today"]
    turn = program.evaluate(answers, today, language)
    spec = program.questions[question]
    made, faults = read_question(program, answers, today, question, raw, language)
    return made, {
        "question": turn.question,
        "ask": turn.plain(spec["ask"], language),
        "help": turn.say(spec["help"], language),
        "labels": [turn.plain(program.fields[path]["label"], language) for path in spec["fields"]],
        "options": [program.options(program.fields[path], language) for path in spec["fields"]],
        "why": reasons(program, question, texts[language], language),
        "progress": turn.progress,
        "faults": faults,
        "said": {
            path: tried(lambda f=fault: fault_text(f, texts[language], language)) for path, fault in faults.items()
        },
    }


def end(program: Program, case: Case, answers: Mapping[str, Any], texts: Texts) -> Any:
    language = case["language"]
    turn = program.evaluate(answers, case["today"], language)
    papers = [(d, key) for d in turn.documents for key in program.plan["document_languages"]]
    made = list(turn.outcomes)
    return {
        "answers": answers,
        "question": turn.question,
        "missing": sorted(turn.missing, key=program.rank.__getitem__),
        "documents": turn.documents,
        "outcomes": turn.outcomes,
        "faults": turn.faults,
        "asked": turn.asked,
        "before": tried(lambda: turn.before(turn.question or "")),
        "complete": turn.complete,
        "progress": turn.progress,
        "values": {
            path: {key: tried(lambda p=path, k=key: turn.lookup(p, k)) for key in program.plan["document_languages"]}
            for path in program.plan["values"]
        },
        "notices": tried(lambda: turn.notices(language)),
        "deadlines": tried(
            lambda: [[d.id, d.day, d.title, d.said, d.cite, d.remind] for d in turn.deadlines(language)]
        ),
        "said": {o: tried(lambda o=o: turn.say(program.outcomes[o]["say"], language)) for o in made},
        "contacts": [said(row, language) for row in all_of(program.plan, [program.outcomes[o] for o in made])],
        "topics": by_topic(program, turn, texts[language], language),
        "written": {path: tried(lambda p=path: written(program.fields[p], answers[p])) for path in answers},
        "readable": {path: tried(lambda p=path: _readable(turn, p, texts, language)) for path in answers},
        "papers": {f"{d}.{key}": tried(lambda d=d, k=key: _parts(turn, d, k)) for d, key in papers},
    }


def _readable(turn: Turn, path: str, texts: Texts, language: str) -> Any:
    spec = turn.program.fields[path]
    checked = [to_check(turn, path, texts[language]), proposals(turn, path, turn.answers[path])]
    lines = readable(turn, spec, turn.answers[path], texts[language], language)
    return (
        [lines, checked[0], [[one.case, one.words, one.own] for one in checked[1]]] if spec["type"] == "name" else lines
    )


def _parts(turn: Turn, document: str, language: str) -> Any:
    template = turn.program.template(document, language)
    if template is None:
        return None
    return {name: data.decode() for name, data in template.render_parts(turn.environment(language)).items()}
