"""Build time: an interview and its templates become one plan, a JSON document that any runtime can follow.

Everything that can be known beforehand is checked here: names, types, texts, citations, circles, questions that
nothing needs and variables that nothing gives. The shape of the plan is described in docs/plan.md.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from aryz.diagnostics import Place
from aryz.documents.clean import Paper
from aryz.documents.compile import compile_template
from aryz.interviews import graph
from aryz.interviews.calling import contacts_of
from aryz.interviews.declined import declined_in
from aryz.interviews.model import Check, Deadline, Document, Expression, Field, Interview, Outcome, Question, Texts
from aryz.interviews.needs import needs_of
from aryz.interviews.why import reasons
from aryz.interviews.workshop import CiteUse, Workshop
from aryz.law.printing import refs_of
from aryz.plan import days
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.parse import Node, Scope, compile_condition, compile_expression, paths_of
from aryz.plan.text import compile_text
from aryz.plan.types import Type
from aryz.plan.vocabulary import Vocabulary

FORMAT = 2
_PERSONAL = {"text", "name", "address", "list", "any"}  # types that may tell who someone is
_PLACES = {"country": "countries", "address": "regions"}  # fields that choose from a table of places


def compile_interview(interview: Interview, workshop: Workshop) -> dict[str, Any]:
    """The plan of an interview. Problems go to `workshop.findings`; with errors there the plan is not to be run."""
    return _Compiler(interview, workshop).plan()


class _Compiler:
    def __init__(self, interview: Interview, workshop: Workshop):
        self.interview, self.workshop, self.findings = interview, workshop, workshop.findings
        self.vocabulary = Vocabulary(functions=dict(workshop.functions), handwritten=workshop.handwritten)
        self.labels: dict[str, dict[str, Texts]] = {}
        self.fixed: dict[str, Any] = {}
        self.paths: dict[str, Type] = {path: f.type() for path, f in interview.fields.items()}
        self.scope = Scope(self.paths)
        self.law_day: Node | None = None
        self.values: dict[str, Node] = {}
        self.variables: dict[str, list[tuple[str, Place]]] = {}  # document id → the paths its templates use
        self.around: dict[str, list[tuple[str, str]]] = {}  # the same with the words around, in the first language

    def plan(self) -> dict[str, Any]:
        interview = self.interview
        values = self.values = self._values()
        self.law_day = self._law_day()
        for include in interview.includes:
            self._condition(include.source, include.place)
        plan: dict[str, Any] = {
            "format": FORMAT,
            "id": interview.id,
            "languages": interview.languages,
            "document_languages": self.workshop.document_languages,
            "title": interview.title,
            "summary": interview.summary,
            "prepare": interview.prepare,
            "fields": {path: self._field(f, self.scope) for path, f in interview.fields.items()},
            "questions": [self._question(q) for q in interview.questions],
            "values": values,
            "checks": [self._check(c, self.scope) for c in interview.checks],
            "notices": [
                {"when": self._condition(n.when, n.place), "say": self._texts(n.say, n.place)}
                for n in interview.notices
            ],
            "documents": [self._document(d) for d in interview.documents],
            "outcomes": [self._outcome(o) for o in interview.outcomes],
            "topics": interview.topics,
            "contacts": contacts_of(interview, self.workshop.contacts, self.findings),
            "deadlines": [self._deadline(d) for d in interview.deadlines],
        }
        for path, cases in declined_in(plan).items():
            plan["fields"][path]["declined"] = cases
        plan["why"] = reasons(plan, self.around)
        graph.check(interview, plan, self.variables, self.findings)
        plan |= {"labels": self.labels, "fixed": self.fixed, "tables": self._tables()}
        plan["hash"] = _hash(plan)
        return plan

    # values

    def _values(self) -> dict[str, Node]:
        """Values may use each other in any order: those that only lack another value are tried again."""
        waiting: dict[str, Expression] = dict(self.interview.values)
        made: dict[str, Node] = {}
        while waiting:
            before = len(waiting)
            for path, expression in list(waiting.items()):
                try:
                    made[path], type_ = compile_expression(expression.source, self.scope, self._wordless())
                except ExpressionError as error:
                    if any(f"{error.name}.".startswith(f"{other}.") for other in waiting):
                        continue
                    self._report(error, expression.place)
                    type_ = t.ANY
                self.paths[path] = type_
                del waiting[path]
            if len(waiting) == before:
                for path, expression in waiting.items():
                    message = f"the value «{path}» needs itself, by way of {', '.join(waiting)}."
                    self.findings.add("value.circle", expression.place, message, "Break the circle.")
                    self.paths[path] = t.ANY
                break
        return made

    def _law_day(self) -> Node | None:
        """The date that decides which redaction of the law a paper cites."""
        path = self.interview.law_day
        if not path:
            return None
        kind = self.paths.get(path)
        if kind is None or kind.kind != "date":
            what = f"there is no field or value «{path}»." if kind is None else f"«{path}» is {kind}, not a date."
            place = self.interview.law_day_place or self.interview.place
            self.findings.add("interview.law-day", place, what, "Name a date, such as «law_day: claim.date».")
            return None
        return ["get", path]

    def _held(self, ref: str, place: Place, in_paper: bool) -> None:
        """Report a citation that is not in force on a day on which it may be printed."""
        day = self._earliest() if in_paper else ""
        message = self.workshop.not_in_force(ref, day)
        if message:
            mend = "Cite the norm in force."
            if day:
                mend = f"The paper may be of that day: raise «min» of «{self.interview.law_day}», or name what «was:»."
            self.findings.add("cite.not-in-force", place, message, mend, "warning")

    def _earliest(self) -> str:
        """The first day that the law's day can be, where its field names one; else today (an empty string)."""
        known = self.interview.fields.get(self.interview.law_day)
        return known.min if known is not None and days.is_day(known.min) else ""

    # parts of the plan

    def _field(self, f: Field, scope: Scope) -> dict[str, Any]:
        made: dict[str, Any] = {
            "type": f.kind,
            "label": self._texts(f.label, f.place),
            "help": self._texts(f.help, f.place),
        }
        if f.example:
            made["example"] = f.example
        if f.optional:
            made["optional"] = True
        for key in ("default", "min", "max"):
            source = getattr(f, key)
            if source:
                made[key] = self._bound(source, f, scope, key)
        self._crossed(made, f)
        if f.required:
            made["required"] = self._condition(f.required, f.place, scope)
        if f.choices:
            made["choices"] = list(f.choices)
            made["labels"] = f.label_table()
            self.labels[f.label_table()] = f.choices
        if f.kind in _PLACES:
            self.vocabulary.tables_used.add(_PLACES[f.kind])
            made["choices"] = list(self.workshop.tables[_PLACES[f.kind]])
        if f.item:
            row = t.struct(**{part.path: part.type() for part in f.item})
            inner = scope.with_local("item", row)
            made["item"] = {part.path: self._field(part, inner) for part in f.item}
            made["add"] = f.add
            made["checks"] = [self._check(c, inner) for c in f.checks]
            for check in f.checks:
                if check.field not in made["item"]:
                    message = f"the list has no field «{check.field}»."
                    self.findings.add("check.field", check.place, message, f"It has: {', '.join(made['item'])}.")
        return made

    def _crossed(self, made: dict[str, Any], f: Field) -> None:
        """Report limits that leave no value between them."""
        low, high = made.get("min"), made.get("max")
        if low and high and low[0] == high[0] == "lit" and None not in (low[1], high[1]) and low[1] > high[1]:
            message = f"«min» of «{f.path}» is greater than its «max»: no answer would do."
            self.findings.add("field.limits", f.place, message, "Mend one of them.")

    def _bound(self, source: str, f: Field, scope: Scope, key: str) -> Node:
        """A default or a limit: an expression; plain numbers of a sum are tenge, plain days are days."""
        if f.kind in {"money", "percent", "number"} and source.lstrip("-").isdigit():
            return ["lit", int(source) * 100]
        if f.kind == "date" and source[:4].isdigit():
            return ["lit", source]
        node, type_ = self._typed(source, scope, f.place)
        wanted = f.type()
        if not t.fits(type_, wanted) and not (f.kind == "list" and key in {"min", "max"}):
            message = f"«{key}» is {type_}, but the field is {wanted}."
            self.findings.add("expr.type", f.place, message, "Give a value of the field's own type.")
        if _reads_item(node):
            self._of_item(source, f, key)
        return node

    def _of_item(self, source: str, f: Field, key: str) -> None:
        """Report a limit that is another part of its item: limits are read before there is an item, checks after."""
        mend = "Leave it out."
        if key != "default":
            that = f"item.{f.path} {'>=' if key == 'min' else '<='} {source}"
            mend = f'Write it under «checks:» of the list: {{that: "{that}", field: {f.path}, say: …}}.'
        self.findings.add("field.limits", f.place, f"«{key}» of «{f.path}» reads «item», which it does not know.", mend)

    def _question(self, question: Question) -> dict[str, Any]:
        for path in question.fields:
            if path not in self.interview.fields:
                close = [p for p in self.interview.fields if p.split(".")[-1] == path.split(".")[-1]]
                mend = f"Did you mean «{close[0]}»?" if close else "Define it under «fields:»."
                self.findings.add("question.unknown-field", question.place, f"there is no field «{path}».", mend)
        if len(question.fields) > 1:
            for path in question.fields:
                known = self.interview.fields.get(path)
                if known is not None and not known.label:
                    message = f"the field «{path}» shares a question and has no label."
                    self.findings.add("field.label", known.place, message, "Add «label: {ru: …}».")
        if question.topic and question.topic not in self.interview.topics:
            mend = f"Add it to «topics:». There are: {', '.join(self.interview.topics) or 'none'}."
            self.findings.add("question.topic", question.place, f"there is no topic «{question.topic}».", mend)
        return {
            "id": question.id,
            "topic": question.topic,
            "ask": self._texts(question.ask, question.place),
            "help": self._texts(question.help, question.place),
            "fields": [path for path in question.fields if path in self.interview.fields],
            "when": self._condition(question.when, question.place) if question.when else None,
        }

    def _check(self, check: Check, scope: Scope) -> dict[str, Any]:
        return {
            "that": self._condition(check.that, check.place, scope),
            "field": check.field,
            "say": self._texts(check.say, check.place),
        }

    def _document(self, document: Document) -> dict[str, Any]:
        templates: dict[str, Any] = {}
        used = self.variables.setdefault(document.id, [])
        for language in self.workshop.document_languages:
            path = self.workshop.templates / document.id / f"{language}.docx"
            words = self._words(language, Place(path), document.id)
            words.law_day = self.law_day
            paper = Paper(language, document.title.get(language, document.id))
            made = compile_template(path, self.scope, words, self.findings, paper)
            words.law_day = None
            if made is None:
                continue
            self.workshop.clauses |= made.included
            self.fixed[made.fixed_id] = made.fixed
            if not templates:
                self.around[document.id] = [(variable.path, variable.around) for variable in made.variables]
            templates[language] = {"parts": made.parts, "fixed": made.fixed_id}
            used += [(variable.path, variable.place) for variable in made.variables]
        return {
            "id": document.id,
            "title": document.title,
            "when": self._condition(document.when, document.place) if document.when else None,
            "templates": templates,
            "needs": needs_of((b for made in templates.values() for b in made["parts"].values()), self.values),
        }

    def _outcome(self, outcome: Outcome) -> dict[str, Any]:
        say = self._texts(outcome.say, outcome.place)
        self.workshop.links += [(other, outcome.place) for other in outcome.interviews]
        self.workshop.guides += [(guide, outcome.place) for guide in outcome.guides]
        return {
            "id": outcome.id,
            "kind": outcome.kind,
            "title": outcome.title,
            "when": self._condition(outcome.when, outcome.place) if outcome.when else None,
            "say": say,
            "guides": list(outcome.guides),
            "contacts": contacts_of(outcome, self.workshop.contacts, self.findings),
            "interviews": list(outcome.interviews),
            "needs": needs_of(say.values(), self.values),
        }

    def _deadline(self, deadline: Deadline) -> dict[str, Any]:
        """It goes into calendars that others may see: what it says prints nothing that a person is known by."""
        say = self._texts(deadline.say, deadline.place)
        read = set(paths_of(list(say.values()))).intersection(self.paths)
        private = sorted(path for path in read if self.paths[path].kind in _PERSONAL)
        if private:
            message = f"a deadline prints «{private[0]}», but calendars show no names and no words of a person."
            self.findings.add("deadline.person", deadline.place, message, "Print days and sums only.")
        on, type_ = self._typed(deadline.on, self.scope, deadline.place)
        if not t.fits(type_, t.DATE):
            message = f"«on» is {type_}, not a date."
            self.findings.add("expr.type", deadline.place, message, "Write such as «today + 7».")
        cite = dict.fromkeys(self.interview.languages, f"[@{deadline.cite}]") if deadline.cite else {}
        return {
            "id": deadline.id,
            "title": deadline.title,
            "on": on,
            "when": self._condition(deadline.when, deadline.place) if deadline.when else None,
            "say": say,
            "cite": self._texts(cite, deadline.place),
            "remind": deadline.remind,
        }

    def _typed(self, source: str, scope: Scope, place: Place) -> tuple[Node, Type]:
        try:
            return compile_expression(source, scope, self._wordless())
        except ExpressionError as error:
            self._report(error, place)
            return ["lit", None], t.EMPTY

    def _tables(self) -> dict[str, Any]:
        return {name: self.workshop.tables[name] for name in sorted(self.vocabulary.tables_used)}

    # helpers

    def _words(self, language: str, place: Place | None, document: str = "") -> Vocabulary:
        """The vocabulary with citations printed in `language`; they count as used where a place is given."""

        def cite(ref: str, case: str) -> str:
            printed = self.workshop.cite(language, ref, case)
            if place is not None:
                spot: Place = self.vocabulary.spot or place
                for one in refs_of(ref):
                    self._held(one, spot, bool(document))
                    self.workshop.uses.append(CiteUse(one, spot, document))
            return printed

        def cited_before(ref: str, case: str) -> list[tuple[str, str]]:
            found = self.workshop.cited_before(language, ref, case)
            for _, older, _ in found:
                if place is not None:
                    self.workshop.uses.append(CiteUse(older, self.vocabulary.spot or place, document))
            return [(first, printed) for first, _, printed in found]

        self.vocabulary.cite, self.vocabulary.cited_before = cite, cited_before
        return self.vocabulary

    def _wordless(self) -> Vocabulary:
        """For values, limits and conditions: one expression for all languages, so that no citation is printed in it."""
        self.vocabulary.cite, self.vocabulary.cited_before = None, None
        return self.vocabulary

    def _texts(self, texts: Texts, place: Place) -> dict[str, Any]:
        made = {}
        for language, source in texts.items():
            try:
                made[language] = compile_text(source, self.scope, self._words(language, place))
                guides = [part[1] for part in made[language] if not isinstance(part, str) and part[0] == "link"]
                self.workshop.guides.extend((guide, place) for guide in guides)
            except ExpressionError as error:
                self._report(error, place, language)
            for hand in self.workshop.handwritten(source):
                self.findings.add("cite.by-hand", place, hand.message(), hand.mend())
        return made

    def _condition(self, source: str, place: Place, scope: Scope | None = None) -> Node:
        try:
            return compile_condition(source, scope or self.scope, self._wordless())
        except ExpressionError as error:
            self._report(error, place)
            return ["lit", True]

    def _report(self, error: ExpressionError, place: Place, language: str = "") -> None:
        if language:
            place = Place(place.path, place.line, f"{place.field}.{language}".strip("."))
        self.findings.add(error.code, place, error.message, error.mend)


def _reads_item(node: Any) -> bool:
    return isinstance(node, list) and (node == ["var", "item"] or any(map(_reads_item, node)))


def _hash(plan: dict[str, Any]) -> str:
    text = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
