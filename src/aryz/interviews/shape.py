"""What may stand in an interview file: one table, from which the loader reads and the editors' schema is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aryz.reader import Reader


@dataclass(frozen=True)
class Key:
    """A key of a mapping. shape: `text`, `texts` (by language), `flag`, `words`, `expression`, `any`, or `parts` and
    `named` for a list of mappings and mappings by name, each of the shape `of`; one_of: the words allowed.
    """

    name: str
    shape: str
    about: str
    required: bool = False
    of: str = ""
    one_of: tuple[str, ...] = ()


# Field types and what a person gives; docs/interviews.md has the table for editors.
TYPES = {
    "text": "words in one line",
    "long_text": "words in several lines",
    "name": "surname, given names, patronymic, Latin spelling",
    "sex": "m or f",
    "date": "a day",
    "month": "a month",
    "money": "tenge, two decimals",
    "integer": "a whole number",
    "number": "a number with up to two decimals",
    "percent": "a percentage with up to two decimals",
    "yes_no": "yes or no",
    "yes_no_unknown": "yes, no or do not know",
    "choice": "one of choices",
    "choices": "several of choices",
    "phone": "a telephone number",
    "address": "region, district, settlement, street and house",
    "iin": "12 digits of a person's number, with its check digit",
    "bin": "12 digits of a firm's number, with its check digit",
    "document": "the number of a passport or identity card",
    "country": "a country of kb/data/countries.yml",
    "list": "items with fields of their own",
    "evidence": "things to annex, each with a title and a note",
}

OUTCOMES = ("advice", "referral", "deadlines")

_SHARED = (
    Key("include", "parts", "shared fields and questions, blocks with a prefix, other interviews", of="include"),
    Key("topics", "named", "headings of the review page, by id", of="texts"),
    Key("fields", "named", "what people answer, by path such as worker.name", of="field"),
    Key("questions", "parts", "what is asked; the order of the file is the order of asking", of="question"),
    Key("values", "named", "what is computed, by path", of="expression"),
    Key("notices", "parts", "what the person must know before the papers are made", of="notice"),
    Key("checks", "parts", "conditions that answers must meet", of="check"),
    Key("deadlines", "parts", "days that count once the papers are made: for the note and the calendar", of="deadline"),
)

SHAPES: dict[str, tuple[Key, ...]] = {
    "interview": (
        Key("id", "text", "the name of the file without .yml", required=True),
        Key("title", "texts", "what the interview is called", required=True),
        Key("summary", "texts", "one or two sentences for the list of interviews", required=True),
        Key("prepare", "texts", "what to have at hand, a Markdown list"),
        Key("checked", "text", "the day it was last compared with the law, 2026-11-24"),
        Key("law_day", "text", "the path of the date on which the law cited in the papers must be in force"),
        Key("languages", "words", "the languages it is asked in; left out = those of kb/languages.yml"),
        Key("contacts", "words", "whom to call, at the end and in the note: ids or kinds of kb/contacts.yml"),
        Key("documents", "parts", "the papers it makes", of="document"),
        Key("outcomes", "parts", "what it leads to besides papers", of="outcome"),
        *_SHARED,
    ),
    "common": _SHARED,
    "include": (
        Key("file", "text", "a file of interviews/, such as common/worker.yml"),
        Key("as", "text", "what stands for $ in that file, such as representative"),
        Key("interview", "text", "the id of another interview, taken in whole"),
        Key("when", "expression", "its papers and notices count only where this holds"),
    ),
    "field": (
        Key("type", "text", "the type of the answer", required=True, one_of=tuple(TYPES)),
        Key("label", "texts", "what stands beside the input"),
        Key("help", "texts", "a hint below it"),
        Key("example", "text", "an example of an answer"),
        Key("optional", "flag", "true: may be left out"),
        Key("required", "expression", "an answer is needed only where this holds"),
        Key("default", "expression", "filled in, can be changed"),
        Key("min", "expression", "the least value; of sums in tenge"),
        Key("max", "expression", "the largest value"),
        Key("choices", "named", "the words of each choice, by key", of="texts"),
        Key("item", "named", "the fields of a list's items", of="field"),
        Key("add", "texts", "the words on the button that adds an item"),
        Key("checks", "parts", "conditions that each item must meet", of="check"),
    ),
    "question": (
        Key("id", "text", "a word of its own, part of the page's address", required=True),
        Key("ask", "texts", "the question", required=True),
        Key("help", "texts", "help below it, with citations [@tk:113.1]"),
        Key("fields", "words", "the fields it fills", required=True),
        Key("when", "expression", "asked only where this holds"),
        Key("topic", "text", "the heading of the review page under which it stands"),
    ),
    "placed": (
        Key("from", "text", "an included file or interview: its questions stand here", required=True),
        Key("as", "text", "the prefix under which it was included"),
    ),
    "document": (
        Key("id", "text", "its templates are templates/<id>/<language>.docx", required=True),
        Key("title", "texts", "what the paper is called", required=True),
        Key("when", "expression", "made only where this holds"),
    ),
    "outcome": (
        Key("id", "text", "a word of its own", required=True),
        Key("kind", "text", "what it is", required=True, one_of=OUTCOMES),
        Key("title", "texts", "its heading", required=True),
        Key("when", "expression", "given only where this holds"),
        Key("say", "texts", "Markdown with {{ answers }} and citations", required=True),
        Key("guides", "words", "guides to read, by the name of the file"),
        Key("contacts", "words", "whom to call: ids or kinds of kb/contacts.yml"),
        Key("interviews", "words", "interviews to go on with, by id; answers carry over"),
    ),
    "notice": (
        Key("when", "expression", "shown only where this holds", required=True),
        Key("say", "texts", "what to know", required=True),
    ),
    "deadline": (
        Key("id", "text", "a word of its own", required=True),
        Key("title", "texts", "what is due, in a few words, without names", required=True),
        Key("on", "expression", "the day; it is shown only where the answers of the papers give one", required=True),
        Key("when", "expression", "shown only where this holds"),
        Key("say", "texts", "what to do then; prints no words of a person"),
        Key("cite", "text", "what it rests on, such as tk:160"),
        Key("remind", "text", "how many days before the calendar reminds of it; 3 if left out"),
    ),
    "cases": (Key("cases", "parts", "test cases of the interview", required=True, of="case"),),
    "case": (
        Key("name", "text", "what the case is about, in a sentence", required=True),
        Key("today", "text", "the day on which it is filled in", required=True),
        Key("answers", "any", "answers by path, or the path of an answers file", required=True),
        Key("asked", "words", "questions that must be asked"),
        Key("not_asked", "words", "questions that must not be asked"),
        Key("made", "words", "papers and outcomes that must come out"),
        Key("not_made", "words", "papers and outcomes that must not"),
        Key("says", "named", "words that must stand, by <paper or outcome>.<language>", of="words"),
        Key("says_not", "named", "words that must not stand there", of="words"),
        Key("notices", "words", "words, in Russian, of notices that must be shown"),
        Key("deadlines", "named", "the day of a deadline by its id; none = it must not be shown", of="text"),
    ),
    "check": (
        Key("that", "expression", "the condition", required=True),
        Key("field", "text", "where it is said", required=True),
        Key("say", "texts", "what is wrong and what to do", required=True),
    ),
}


def keys_of(shape: str) -> list[str]:
    return [key.name for key in SHAPES[shape]]


def read(reader: Reader, shape: str, languages: list[str]) -> dict[str, Any]:
    """The plain values of a mapping, by key; what is no key of the shape becomes a finding.

    Parts that are mappings themselves are left to the caller.
    """
    reader.known(keys_of(shape))
    made: dict[str, Any] = {}
    for key in SHAPES[shape]:
        if key.shape in {"text", "expression"}:
            made[key.name] = reader.text(key.name, required=key.required)
        elif key.shape == "texts":
            made[key.name] = reader.texts(key.name, languages, required=key.required)
        elif key.shape == "flag":
            made[key.name] = reader.flag(key.name)
        elif key.shape == "words":
            made[key.name] = reader.strings(key.name)
        if key.one_of and made[key.name] and made[key.name] not in key.one_of:
            message = f"«{made[key.name]}» is not one of the words known here."
            reader.problem(f"{shape}.{key.name}", key.name, message, f"Known: {', '.join(key.one_of)}.")
    return made
