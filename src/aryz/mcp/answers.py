"""What the tools answer: the forms of their structured output."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from aryz.api.calc import Calculated

Day = Annotated[str, Field(description="YYYY-MM-DD; empty where it is not known.")]


class Source(BaseModel):
    """An article of the law that the answer rests on."""

    ref: Annotated[str, Field(description="Its citation for programs, such as tk:113.3.")]
    citation: Annotated[str, Field(description="The same in words: quote this.")]
    official: Annotated[str, Field(description="Where the official text stands.")]
    redaction: Annotated[str, Field(description="The day of the redaction that was read.")]
    checked: Annotated[str, Field(description="The day on which it was read.")]


class Found(BaseModel):
    """A page that was found."""

    title: str
    kind: Annotated[str, Field(description="guide, act (an article) or interview.")]
    id: str
    language: str
    url: Annotated[str, Field(description="Its address on the site, from the root.")]
    excerpt: str
    checked: Day
    sources: list[Source]


class FoundPages(BaseModel):
    """What a search found."""

    count: Annotated[int, Field(description="How many pages there are in all.")]
    hits: list[Found]
    interviews: Annotated[list[Found], Field(description="Interviews that make the papers for this matter.")]
    meant: Annotated[str, Field(description="How a mistyped query was understood.")]
    note: str


class ArticleAnswer(BaseModel):
    """An article as it held on a day."""

    source: Source
    as_of: Day
    title: str
    digest: Annotated[str, Field(description="Our own short wording; not the text of the law.")]
    official_text: Annotated[list[str], Field(description="The official wording of the day, where it was brought in.")]
    official_redaction: Day
    wordings: Annotated[list[str], Field(description="The first day of each wording known.")]
    notes: Annotated[list[str], Field(description="What the reader must know: say it.")]


class CitedUnit(BaseModel):
    """One article of a citation."""

    source: Source
    in_force: bool
    first: Day
    repealed: Annotated[
        str, Field(description="The first day on which it no longer holds; empty: it was not repealed.")
    ]
    instead: Annotated[str, Field(description="The citation that held on the day, if it is known.")]


class CitationAnswer(BaseModel):
    """A citation that was checked."""

    as_of: Day
    printed: Annotated[dict[str, str], Field(description="In words, by language.")]
    units: list[CitedUnit]


class CalculationAnswer(BaseModel):
    """A calculation with every step."""

    result: Calculated
    sources: list[Source]
    notes: Annotated[list[str], Field(description="What the reader must know: say it.")]
    checked: Annotated[str, Field(description="When the formulas were last compared with the law.")]


class Term(BaseModel):
    id: str
    title: str
    event: Annotated[str, Field(description="What sets it going.")]


class DeadlineAnswer(BaseModel):
    """The terms there are, or the last day of one."""

    terms: list[Term]
    last_day: Day
    calculation: CalculationAnswer | None


class InterviewRow(BaseModel):
    id: str
    title: str
    summary: str
    url: Annotated[str, Field(description="Where a person answers it, from the root of the site.")]


class InterviewsAnswer(BaseModel):
    """Interviews: for a problem the fitting ones, the best first."""

    interviews: list[InterviewRow]
    note: str
