"""The calculators' questions as models: what programs send becomes what `law.calculators.calculate` takes.

The models are made of `law.calculators.CALCULATORS`, so that a new question is here at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from aryz.law import calculators as face
from aryz.plan import days

MOST_ROWS = 200
_LARGEST = 10**13
_MONTH_FORM = "(19|20)[0-9]{2}-(0[1-9]|1[0-2])"
_FORM = r"[0-9]{1,13}(\.[0-9]{1,2})?"


class Strict(BaseModel):
    """A model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


def _day(text: str) -> str:
    if not days.is_day(text):
        raise PydanticCustomError("api.day", "no day")
    return text


def _month(text: str) -> str:
    if not re.fullmatch(_MONTH_FORM, text):
        raise PydanticCustomError("api.month", "no month")
    return text


def _whole(value: Any) -> int | None:
    """A whole number as JSON has it: 5 and 5.0 are the same."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _month_day(value: Any) -> Any:
    whole = _whole(value)
    if whole is None:
        raise PydanticCustomError("api.number", "no number")
    return whole


def _hundredths(value: Any) -> int:
    """«250000.50» or 250000 as whole hundredths; a float with a fraction has no place in money."""
    whole = _whole(value)
    text = value if whole is None else str(whole)
    if not isinstance(text, str) or not re.fullmatch(_FORM, text):
        raise PydanticCustomError("api.number", "no number")
    return face.hundredths(text)


Day = Annotated[str, Field(max_length=10), AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
_MONTH = {"x-words": "YYYY-MM", "type": "string", "pattern": f"^{_MONTH_FORM}$"}
Month = Annotated[str, Field(max_length=7), AfterValidator(_month), WithJsonSchema(_MONTH)]
_NUMBER: dict[str, Any] = {
    "x-words": 'a number: `12` or `"12.50"`',
    "anyOf": [
        {"type": "string", "pattern": f"^{_FORM}$", "examples": ["250000.50"]},
        {"type": "integer", "minimum": 0, "maximum": _LARGEST - 1},
    ],
}
Hundredths = Annotated[int, BeforeValidator(_hundredths), WithJsonSchema(_NUMBER)]
_MONTH_DAY = {"type": "integer", "minimum": 1, "maximum": 31}
_SAID = {
    "money": "tenge",
    "percent": "percent a year",
    "hours": "hours",
    "days": "days",
}


class Payment(Strict):
    """A part paid on a day."""

    on: Day
    amount: Hundredths


class Paid(Strict):
    """What may have been paid since: the list, or one sum and its day."""

    payments: Annotated[list[Payment], Field(max_length=100)] | None = None

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        other = [getattr(self, name) for name in ("paid", "paid_on")]  # the calculator's own fields
        if self.payments is not None and other != [None, None]:
            raise PydanticCustomError("api.payments", "payments twice")
        return self


def _type(field: face.Field, owner: str) -> Any:
    if field.kind in {"money", "percent", "hours", "days"}:
        return Hundredths
    if field.kind == "date":
        return Day
    if field.kind == "month":
        return Month
    if field.kind == "integer":  # the only one is the day of the month agreed for pay
        return Annotated[int, BeforeValidator(_month_day), Field(ge=1, le=31), WithJsonSchema(_MONTH_DAY)]
    if field.kind == "choice":
        return Literal[field.choices]
    if field.kind == "choices":
        one: Any = Literal[field.choices]
        return Annotated[list[one], Field(max_length=len(field.choices))]
    if field.kind == "rule":
        return Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,60}$")]
    row: Any = _model(f"{owner}Row", field.columns)
    return Annotated[list[row], Field(min_length=1, max_length=MOST_ROWS)]


def _model(name: str, fields: tuple[face.Field, ...]) -> type[Strict]:
    made: dict[str, Any] = {}
    for field in fields:
        kind, words = _type(field, name), "today if left out" if field.today else _SAID.get(field.kind)
        if field.required and not field.today:
            made[field.id] = (kind, Field(description=words))
        else:
            made[field.id] = (kind | None, Field(default=None, description=words))
    return create_model(name, __base__=Paid if "paid" in made else Strict, **made)


def _title(calculator: str) -> str:
    return "".join(word.capitalize() for word in calculator.split("-"))


MODELS: dict[str, type[Strict]] = {name: _model(_title(name), one.fields) for name, one in face.CALCULATORS.items()}


def asked(calculator: str, model: Strict) -> dict[str, Any]:
    """What `calculate` takes. The day of calculation is today where it was left out."""
    made = model.model_dump()
    for field in face.CALCULATORS[calculator].fields:
        if field.today and made[field.id] is None:
            made[field.id] = date.today().isoformat()
        if field.kind == "choices":
            made[field.id] = made[field.id] or []
    if made.get("divisor"):
        made["divisor"] = int(made["divisor"])
    return made


def calculate(tables: Mapping[str, Any], calculator: str, model: Strict) -> dict[str, Any]:
    """The result as `aryz calc --json` prints it. Raises FaultError."""
    made: dict[str, Any] = face.plain(face.calculate(tables, calculator, asked(calculator, model)))
    return made
