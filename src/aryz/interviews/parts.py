"""Build time: the parts of an interview that files share: fields, questions, values, notices, checks, topics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aryz.diagnostics import Findings, Place
from aryz.interviews.model import KINDS, Check, Deadline, Expression, Field, Interview, Notice, Question, Texts
from aryz.interviews.shape import TYPES, read
from aryz.reader import Reader
from aryz.yamlfile import YamlMap

Words = Callable[[str], Texts]  # an interface text in every language, by its key

_BUILT_IN = {"sex": ("m", "f"), "yes_no_unknown": ("yes", "no", "unknown")}
MOST_FIELDS = 2000


class Parts:
    """Reads parts of files into one interview."""

    def __init__(self, interview: Interview, words: Words, findings: Findings):
        self.interview, self.words, self.findings = interview, words, findings
        self.languages = interview.languages

    def read(self, reader: Reader, condition: str) -> None:
        """Everything but questions. condition: under which the file's notices count."""
        self._fields(reader)
        values = reader.map("values")
        for path in values.data if values else []:
            assert values is not None
            self.interview.values[path] = Expression(values.text(path, required=True), values.place(path))
        topics = reader.map("topics")
        for key in topics.data if topics else []:
            assert topics is not None
            self.interview.topics[key] = topics.texts(key, self.languages)
        for item in reader.items("notices"):
            made = read(item, "notice", self.languages)
            self.interview.notices.append(Notice(item.place(), both(condition, made["when"]), made["say"]))
        self.interview.checks += [self._check(item) for item in reader.items("checks")]
        self.interview.deadlines += [self._deadline(item, condition) for item in reader.items("deadlines")]

    def _fields(self, reader: Reader) -> None:
        fields = reader.map("fields")
        for path in fields.data if fields else []:
            assert fields is not None
            made = self._field(fields, path)
            if made is None:
                continue
            known = self.interview.fields.get(path)
            if known is not None and not self._same(known, made):
                message = f"the field «{path}» is already defined at {known.place}."
                fields.problem("field.twice", path, message, "Keep one of them.")
            self.interview.fields[path] = made
        if len(self.interview.fields) > MOST_FIELDS:
            reader.problem("interview.large", "fields", f"there are more than {MOST_FIELDS} fields.", "Cut it in two.")

    def _same(self, one: Field, other: Field) -> bool:
        """Whether two interviews, one taken into the other, mean the same field by a path."""
        top = self.interview.place.path.parent
        two = one.place.path != other.place.path and {one.place.path.parent, other.place.path.parent} == {top}
        return two and one.type() == replace(other, place=one.place).type()

    def question(self, reader: Reader) -> Question:
        values = read(reader, "question", self.languages)
        if not values["fields"]:
            reader.problem("question.empty", "fields", "the question fills no field.", "Add «fields: [name]».")
        return Question(
            id=values["id"],
            place=reader.place(),
            ask=values["ask"],
            help=values["help"],
            fields=tuple(values["fields"]),
            when=values["when"],
            topic=values["topic"],
        )

    def twice(self) -> None:
        """Report ids that stand twice among questions, papers and outcomes."""
        self._once("question", [(question.id, question.place) for question in self.interview.questions])
        papers = [(document.id, document.place) for document in self.interview.documents]
        self._once("document", [*papers, *((outcome.id, outcome.place) for outcome in self.interview.outcomes)])
        self._once("deadline", [(deadline.id, deadline.place) for deadline in self.interview.deadlines])

    def _once(self, what: str, listed: list[tuple[str, Place]]) -> None:
        seen: dict[str, Place] = {}
        for key, place in listed:
            if key in seen:
                message = f"the {what} «{key}» already stands at {seen[key]}."
                self.findings.add(f"{what}.twice", place, message, "Give it another id.")
            seen[key] = place

    def _deadline(self, reader: Reader, condition: str) -> Deadline:
        values = read(reader, "deadline", self.languages)
        remind = values["remind"] or "3"
        if not (remind.isdigit() and len(remind) < 4):
            message = f"«{remind}» is no number of days."
            reader.problem("deadline.remind", "remind", message, "Write such as «remind: 7»; 0 = on the day itself.")
            remind = "3"
        values |= {"when": both(condition, values["when"]), "remind": int(remind)}
        return Deadline(place=reader.place(), **values)

    def _check(self, reader: Reader) -> Check:
        values = read(reader, "check", self.languages)
        return Check(that=values["that"], field=values["field"], say=values["say"], place=reader.place())

    def _field(self, parent: Reader, path: str) -> Field | None:
        """A field: `{type: money, …}` or, in short, `money`."""
        value = parent.data[path]
        place = parent.place(path)
        if isinstance(value, str):
            short = YamlMap()
            short.line = parent.data.line_of(path)
            short["type"] = value
            value = short
        if not isinstance(value, YamlMap):
            parent.problem("yaml.type", path, "a field needs a type.", "Write «{type: text}».")
            return None
        reader = Reader(value, parent.path, self.findings, place.field)
        values = read(reader, "field", self.languages)
        kind = values.pop("type")
        if kind not in TYPES:
            return None
        made = Field(
            path=path,
            kind=kind,
            place=place,
            choices=self._choices(reader, kind),
            item=self._items(reader, kind),
            checks=tuple(self._check(item) for item in reader.items("checks")),
            **values,
        )
        return self._desugared(made)

    def _desugared(self, made: Field) -> Field:
        """Types that are others with words built in."""
        if made.kind in _BUILT_IN:
            choices = {key: self.words(f"field.{made.kind}.{key}") for key in _BUILT_IN[made.kind]}
            return replace(made, kind="choice", choices=choices)
        if made.kind == "evidence":
            item = tuple(self._evidence_part(name, made.place) for name in ("title", "note"))
            label = made.label or self.words("field.evidence")
            return replace(made, kind="list", item=item, label=label, add=made.add or self.words("field.evidence.add"))
        assert made.kind in KINDS
        return made

    def _evidence_part(self, name: str, place: Place) -> Field:
        return Field(
            path=name,
            kind="text",
            place=Place(place.path, place.line, f"{place.field}.{name}"),
            label=self.words(f"field.evidence.{name}"),
            example=self.words(f"field.evidence.{name}.example")["ru"],
            optional=name == "note",
        )

    def _choices(self, reader: Reader, kind: str) -> dict[str, Texts]:
        listed = reader.map("choices")
        if kind in {"choice", "choices"} and listed is None:
            reader.problem("field.choices", "choices", "a choice needs «choices».", "List them: «key: {ru: …}».")
        return {key: listed.texts(key, self.languages) for key in listed.data} if listed else {}

    def _items(self, reader: Reader, kind: str) -> tuple[Field, ...]:
        listed = reader.map("item")
        if kind == "list" and listed is None:
            reader.problem("field.item", "item", "a list needs «item» with its fields.", "Add «item: {name: text}».")
        made = [self._field(listed, name) for name in listed.data] if listed else []
        if any(part is not None and part.kind == "list" for part in made):
            reader.problem("field.item", "item", "a list cannot stand within a list.", "Make it a list of its own.")
        parts = tuple(field for field in made if field is not None and field.kind != "list")
        for part in parts:
            if part.default:
                message = f"«default» of «{part.path}», a part of a list's item, is read nowhere: items begin empty."
                mend = "Leave it out; with «optional: true» an empty part may count as that value where it is used."
                reader.findings.add("field.item", part.place, message, mend)
        return tuple(replace(part, default="") for part in parts)


def both(first: str, second: str) -> str:
    """Two conditions as one; an empty one always holds."""
    return f"({first}) and ({second})" if first and second else first or second
