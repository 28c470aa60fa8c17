"""The tools. Each is a thin face of the function that the command line and the HTTP API call too."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import Field, ValidationError, WithJsonSchema

from aryz import __version__, acts_show, citing
from aryz.api.calc import Calculated
from aryz.api.fields import MODELS, calculate
from aryz.api.problems import field_problems, where
from aryz.diagnostics import AryzError
from aryz.interviews.say import fault_text
from aryz.law.calculators import CALCULATORS
from aryz.law.citations import CitationError
from aryz.mcp import answers as said
from aryz.mcp.shelf import Shelf
from aryz.plan import days
from aryz.plan.faults import FaultError
from aryz.project import Project

P = ParamSpec("P")
R = TypeVar("R")
Lang = Annotated[str, Field(max_length=8, description="ru, kk, uz or en: the language of the answer.")]
AsOf = Annotated[str, Field(max_length=10, description="The day on which it must be in force, YYYY-MM-DD; else today.")]
_ABOUT = (
    "Labour and migration law of Kazakhstan: guides, digests of articles, calculators. Cite what you say by "
    "`citation`, give `official` and the days `redaction` and `checked`. Digests are not the law's own words. What is "
    "marked unverified or stands in `notes` must be said. It does not replace a lawyer. No cases of people can be "
    "reached here: do not send names or papers of people."
)
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema without references, for clients that do not follow them."""
    parts = schema.pop("$defs", {})

    def made(value: Any) -> Any:
        if isinstance(value, dict) and "$ref" in value:
            return made(parts[value["$ref"].rpartition("/")[2]])
        if isinstance(value, dict):
            return {key: made(each) for key, each in value.items()}
        return [made(each) for each in value] if isinstance(value, list) else value

    result: dict[str, Any] = made(schema)
    return result


_VALUES = {"anyOf": [_inlined(MODELS[name].model_json_schema()) for name in CALCULATORS]}
Values = Annotated[
    dict[str, Any],
    Field(description='The calculator\'s fields; sums are tenge as "250000.50", days YYYY-MM-DD.'),
    WithJsonSchema(_VALUES),
]


def create_server(project: Project) -> MCPServer[Any]:
    """The server, not yet running."""
    shelf = Shelf(project)
    tools = [_tool(_told(shelf, tool)) for tool in (*_reading(shelf), *_calculating(shelf))]
    return MCPServer("aryz", title="Aryz", instructions=_ABOUT, version=__version__, log_level="CRITICAL", tools=tools)


def _tool(function: Callable[..., Any]) -> Tool:
    """A tool that refuses arguments it does not know: a mistyped «as_of» would give the law of another day."""
    tool = Tool.from_function(function, annotations=_READS, structured_output=True)
    model = tool.fn_metadata.arg_model
    model.model_config["extra"] = "forbid"
    model.model_rebuild(force=True)
    tool.parameters = model.model_json_schema(by_alias=True)
    return tool


def _told(shelf: Shelf, tool: Callable[P, R]) -> Callable[P, R]:
    """The tool, whose errors are messages: what was foreseen in words, anything else by its place alone."""

    @functools.wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        language = str(kwargs.get("lang", "ru"))
        known = language if language in shelf.project.languages else "ru"
        try:
            shelf.language(language)
            return tool(*args, **kwargs)
        except ValidationError as error:
            problems = field_problems(shelf.project, known, error.errors())
            raise ToolError("\n".join(f"{one.field}: {one.detail}" for one in problems)) from None
        except FaultError as error:
            raise ToolError(fault_text(error.fault, shelf.project.interface[known], known)) from None
        except AryzError as error:
            cause = error.__cause__
            coded = f"api.{cause.code}" if isinstance(cause, CitationError) else ""
            raise ToolError(shelf.project.text(known, coded) if coded else str(error)) from None
        except ToolError:
            raise
        except Exception as error:  # its message may hold what a person wrote
            raise ToolError(f"A mistake of the program: {type(error).__name__} in {where(error)}") from None

    return call


def _day(text: str) -> str:
    if text and not days.is_day(text):
        raise AryzError(f"«{text}» is no day. Write YYYY-MM-DD.")
    return text


def _reading(shelf: Shelf) -> list[Callable[..., Any]]:
    """The tools that find and read."""

    def search(
        query: Annotated[str, Field(min_length=1, max_length=1000, description="Words, or a citation.")],
        lang: Lang = "ru",
        kind: Annotated[Literal["", "guide", "act", "interview"], Field(description="Only of this kind.")] = "",
        as_of: AsOf = "",
        limit: Annotated[int, Field(ge=1, le=20)] = 5,
    ) -> said.FoundPages:
        """Search guides, articles and interviews of the labour and migration law of Kazakhstan, in ru, kk, uz or en."""
        found = shelf.searcher.answer(query, lang, {"kind": kind}, limit, 0, _day(as_of))
        return said.FoundPages(
            count=found["count"],
            hits=[_found(shelf, hit, lang) for hit in found["hits"]],
            interviews=[_found(shelf, hit, lang) for hit in found["interviews"]],
            meant=found["meant"],
            note=shelf.project.interface[lang].get(found["hint"], "").format(query=found["meant"]),
        )

    def article(
        ref: Annotated[str, Field(max_length=60, description="tk:113, tk:113.3; the act's id alone is the act.")],
        lang: Lang = "ru",
        as_of: AsOf = "",
    ) -> said.ArticleAnswer:
        """An article of an act as it held on a day: our digest, the official wording if it was brought in, its days."""
        one = acts_show.shown(shelf.project, shelf.law[0], ref, lang, _day(as_of))
        return said.ArticleAnswer(
            source=shelf.source(one.ref, lang),
            as_of=one.as_of,
            title=one.title,
            digest=one.digest,
            official_text=[*([one.official.heading] if one.official.heading else []), *one.official.units],
            official_redaction=one.official.redaction,
            wordings=one.official.wordings,
            notes=one.notes,
        )

    def cite(
        ref: Annotated[str, Field(max_length=200, description="tk:113.3, or several joined by commas.")],
        lang: Lang = "ru",
        as_of: AsOf = "",
    ) -> said.CitationAnswer:
        """Check a citation and print it in four languages: whether it exists, and whether it is in force on a day."""
        made = citing.cite(shelf.law[0], list(shelf.project.languages), ref, _day(as_of))
        units = [
            said.CitedUnit(
                source=shelf.source(unit.ref, lang),
                in_force=unit.in_force,
                first=unit.first,
                repealed=unit.repealed,
                instead=unit.instead,
            )
            for unit in made.units
        ]
        return said.CitationAnswer(as_of=made.as_of, printed=made.printed, units=units)

    def interviews(
        problem: Annotated[str, Field(max_length=1000, description="A problem in words; empty: list all.")] = "",
        lang: Lang = "ru",
    ) -> said.InterviewsAnswer:
        """Which interviews there are, or which one makes the papers for a problem. A person answers it on the site."""
        listed = shelf.content.listed(lang)
        rows = {row["id"]: said.InterviewRow(**row, url=f"/interview/{row['id']}") for row in listed}
        note = shelf.project.text(lang, "api.mcp.interviews")
        if not problem.strip():
            return said.InterviewsAnswer(interviews=list(rows.values()), note=note)
        led = shelf.searcher.answer(problem, lang, {}, 5, 0, "")["interviews"]
        own = shelf.searcher.answer(problem, lang, {"kind": "interview"}, 5, 0, "")["hits"]
        fitting = dict.fromkeys(hit["id"] for hit in (*led, *own) if hit["id"] in rows)
        return said.InterviewsAnswer(interviews=[rows[key] for key in fitting], note=note)

    return [search, article, cite, interviews]


def _found(shelf: Shelf, hit: dict[str, Any], language: str) -> said.Found:
    """A hit with its sources: of an article itself, of a guide the articles that it cites."""
    guide = shelf.content.library.pages.get(hit["id"], {}).get(hit["language"]) if hit["kind"] == "guide" else None
    refs = [hit["ref"]] if hit["ref"] else [ref for ref, _ in guide.cites][:8] if guide else []
    sources = shelf.sources(refs, language)
    return said.Found(
        title=hit["title"],
        kind=hit["kind"],
        id=hit["id"],
        language=hit["language"],
        url=hit["url"],
        excerpt=hit["excerpt"],
        checked=guide.checked if guide else sources[0].checked if sources else "",
        sources=sources,
    )


def _calculating(shelf: Shelf) -> list[Callable[..., Any]]:
    """The tools that count."""

    def computed(calculator: str, values: dict[str, Any], lang: str) -> said.CalculationAnswer:
        data = shelf.law[1]
        result = calculate(data.tables, calculator, MODELS[calculator].model_validate(values))
        refs = [ref for step in result["steps"] for ref in step["cites"]] or list(CALCULATORS[calculator].cites)
        notes = [shelf.project.text(lang, f"calc.note.{note}") for note in result["notes"]]
        unverified = [shelf.project.text(lang, "calc.unverified")] if result["unverified"] else []
        return said.CalculationAnswer(
            result=Calculated.model_validate(result),
            sources=shelf.sources(refs, lang),
            notes=[*unverified, *notes],
            checked=data.checked,
        )

    def calculate_(
        calculator: Annotated[
            Literal["penalty", "arrears", "overtime", "leave", "final-pay", "deadline"],
            Field(description="penalty, arrears: late wages; leave: unused leave on leaving the job."),
        ],
        values: Values,
        lang: Lang = "ru",
    ) -> said.CalculationAnswer:
        """The law's arithmetic with every step and its article: late wages, overtime, leave, final pay, deadlines."""
        return computed(calculator, values, lang)

    def deadlines(
        rule: Annotated[str, Field(max_length=60, description="The term's id; empty: list the terms.")] = "",
        start: Annotated[str, Field(max_length=10, description="The day of the event, YYYY-MM-DD.")] = "",
        lang: Lang = "ru",
    ) -> said.DeadlineAnswer:
        """Terms of complaints, claims and payments: the list, or the last day of one term, with the reason."""
        rows = shelf.law[1].terms(lang)
        terms = [said.Term(id=row["id"], title=row["title"], event=row["from"]) for row in rows]
        if not rule and not start:
            return said.DeadlineAnswer(terms=terms, last_day="", calculation=None)
        made = computed("deadline", {"rule": rule, "from": start}, lang)
        own = [term for term in terms if term.id == rule]
        return said.DeadlineAnswer(terms=own, last_day=made.result.total, calculation=made)

    calculate_.__name__ = "calculate"
    return [calculate_, deadlines]
