"""Build time: interview files to models. All problems are collected, each with file and line."""

from __future__ import annotations

from pathlib import Path

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.interviews.model import KINDS, Check, Document, Expression, Field, Interview, Notice, Question
from aryz.plan import days
from aryz.reader import Reader
from aryz.yamlfile import YamlMap

_TOP = ["id", "title", "summary", "prepare", "languages", "documents", "include", "fields", "questions", "values",
        "notices", "checks", "checked", "law_day"]  # fmt: skip
_FIELD = ["type", "label", "help", "example", "optional", "required", "default", "min", "max", "choices", "item",
          "checks", "add"]  # fmt: skip


def load_interviews(folder: Path, languages: list[str], findings: Findings) -> dict[str, Interview]:
    """All interviews of a folder by id. `languages`: those every text must exist in."""
    made: dict[str, Interview] = {}
    for path in sorted(folder.glob("*.yml")):
        interview = load_interview(path, languages, findings)
        if interview is None:
            continue
        if interview.id != path.stem:
            message = f"the id «{interview.id}» differs from the file's name."
            findings.add("interview.id", interview.place, message, f"Write «id: {path.stem}».")
        made[interview.id] = interview
    return made


def load_interview(path: Path, languages: list[str], findings: Findings) -> Interview | None:
    """One interview with its includes, or None when the file cannot be read at all."""
    try:
        data = yamlfile.load_map(path)
    except ContentError as error:
        findings.extend(error.problems)
        return None
    reader = Reader(data, path, findings)
    reader.known(_TOP)
    asked_in = reader.strings("languages") or languages
    interview = Interview(
        id=reader.text("id", required=True) or path.stem,
        place=Place(path, data.line_of("id"), "id"),
        title=reader.texts("title", asked_in),
        summary=reader.texts("summary", asked_in),
        prepare=reader.texts("prepare", asked_in, required=False),
        languages=asked_in,
        checked=reader.text("checked"),
        law_day=reader.text("law_day"),
    )
    if interview.checked and not days.is_day(interview.checked):
        reader.problem("interview.checked", "checked", f"«{interview.checked}» is no day.", "Write YYYY-MM-DD.")
    interview.documents = [_document(item, asked_in) for item in reader.items("documents")]
    if not interview.documents:
        reader.problem("interview.no-documents", "documents", "the interview makes no paper.", "Add «documents:».")
    _Loader(interview, asked_in, findings, path.parent).read(reader)
    return interview


def _document(reader: Reader, languages: list[str]) -> Document:
    reader.known(["id", "title", "when"])
    return Document(
        id=reader.text("id", required=True),
        place=reader.place(),
        title=reader.texts("title", languages),
        when=reader.text("when"),
    )


class _Loader:
    """Reads the parts that an interview and its includes share."""

    def __init__(self, interview: Interview, languages: list[str], findings: Findings, folder: Path):
        self.interview, self.languages, self.findings, self.folder = interview, languages, findings, folder
        self.included: dict[str, list[Question]] = {}

    def read(self, reader: Reader) -> None:
        for name in reader.strings("include"):
            self.included[name] = self._include(name, reader.place("include"))
        own, placed = [], set()
        for item in reader.items("questions"):
            if "from" in item.data:
                item.known(["from"])
                name = item.text("from")
                if name not in self.included:
                    item.problem("interview.include", "from", f"«{name}» is not included.", "Add it to «include:».")
                placed.add(name)
                own += self.included.get(name, [])
            else:
                own.append(self._question(item))
        first = [question for name, made in self.included.items() if name not in placed for question in made]
        self.interview.questions = first + own
        self._parts(reader)
        self._twice()

    def _include(self, name: str, place: Place) -> list[Question]:
        path = self.folder / name
        if not path.is_file():
            self.findings.add("interview.include", place, f"there is no file «{name}».", "Check the path.")
            return []
        try:
            reader = Reader(yamlfile.load_map(path), path, self.findings)
        except ContentError as error:
            self.findings.extend(error.problems)
            return []
        reader.known(["fields", "questions", "values", "notices", "checks"])
        self._parts(reader)
        return [self._question(item) for item in reader.items("questions")]

    def _parts(self, reader: Reader) -> None:
        fields = reader.map("fields")
        for path in fields.data if fields else []:
            assert fields is not None
            made = self.field(fields, path)
            if made is None:
                continue
            if path in self.interview.fields:
                first = self.interview.fields[path].place
                fields.problem("field.twice", path, f"the field «{path}» is already defined at {first}.")
            self.interview.fields[path] = made
        values = reader.map("values")
        for path in values.data if values else []:
            assert values is not None
            self.interview.values[path] = Expression(values.text(path, required=True), values.place(path))
        for item in reader.items("notices"):
            item.known(["when", "say"])
            say = item.texts("say", self.languages)
            self.interview.notices.append(Notice(item.place(), item.text("when", required=True), say))
        self.interview.checks += [self._check(item) for item in reader.items("checks")]

    def _check(self, reader: Reader) -> Check:
        reader.known(["that", "field", "say"])
        return Check(
            that=reader.text("that", required=True),
            field=reader.text("field", required=True),
            say=reader.texts("say", self.languages),
            place=reader.place(),
        )

    def _question(self, reader: Reader) -> Question:
        reader.known(["id", "ask", "help", "fields", "when"])
        fields = tuple(reader.strings("fields"))
        if not fields:
            reader.problem("question.empty", "fields", "the question fills no field.", "Add «fields: [name]».")
        return Question(
            id=reader.text("id", required=True),
            place=reader.place(),
            ask=reader.texts("ask", self.languages),
            help=reader.texts("help", self.languages, required=False),
            fields=fields,
            when=reader.text("when"),
        )

    def field(self, parent: Reader, path: str) -> Field | None:
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
        reader.known(_FIELD)
        kind = reader.text("type", required=True)
        if kind not in KINDS:
            known = ", ".join(KINDS)
            reader.problem("field.type", "type", f"the field type «{kind}» is not known.", f"Types: {known}.")
            return None
        return Field(
            path=path,
            kind=kind,
            place=place,
            label=reader.texts("label", self.languages, required=False),
            help=reader.texts("help", self.languages, required=False),
            example=reader.text("example"),
            optional=reader.flag("optional"),
            required=reader.text("required"),
            default=reader.text("default"),
            min=reader.text("min"),
            max=reader.text("max"),
            choices=self._choices(reader, kind),
            item=self._items(reader, kind),
            checks=tuple(self._check(item) for item in reader.items("checks")),
            add=reader.texts("add", self.languages, required=False),
        )

    def _choices(self, reader: Reader, kind: str) -> dict[str, dict[str, str]]:
        listed = reader.map("choices")
        if kind in {"choice", "choices"} and listed is None:
            reader.problem("field.choices", "choices", "a choice needs «choices».", "List them: «key: {ru: …}».")
        return {key: listed.texts(key, self.languages) for key in listed.data} if listed else {}

    def _items(self, reader: Reader, kind: str) -> tuple[Field, ...]:
        listed = reader.map("item")
        if kind == "list" and listed is None:
            reader.problem("field.item", "item", "a list needs «item» with its fields.", "Add «item: {name: text}».")
        made = [self.field(listed, name) for name in listed.data] if listed else []
        return tuple(field for field in made if field is not None)

    def _twice(self) -> None:
        seen: dict[str, Place] = {}
        for question in self.interview.questions:
            if question.id in seen:
                message = f"the question «{question.id}» already stands at {seen[question.id]}."
                self.findings.add("question.twice", question.place, message, "Give it another id.")
            seen[question.id] = question.place
