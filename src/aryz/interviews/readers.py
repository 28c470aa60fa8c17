"""Run time: one reader for each kind of field: what a person typed, cleaned, becomes a value, or None when it is empty.

Pure; standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from aryz.interviews.numbers import check_iin, read_decimal, read_integer, read_phone
from aryz.plan import days, wording
from aryz.plan.faults import Fault

LONGEST = {"long_text": 10_000}
LONGEST_DEFAULT = 500
NAME_PARTS = ("surname", "given", "patronymic", "latin")
ADDRESS_PARTS = ("region", "district", "settlement", "text")
# what controls a device, and what comes unseen with pasting: directions of writing, joiners, breaks inside words
_UNSEEN = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *_UNSEEN])
_YES = {"yes": True, "true": True, "да": True, "иә": True, "ha": True, "no": False, "false": False, "нет": False,
        "жоқ": False, "yo‘q": False, "yo'q": False}  # fmt: skip


class RefusedError(Exception):
    """What was typed is no value of its kind; `fault` says why."""

    def __init__(self, key: str, **params: Any):
        self.fault = Fault(key, params)
        super().__init__(key)


def refuse_shape(field: Mapping[str, Any]) -> NoReturn:
    """Refuse a list or a map where one value belongs, and say what kind of value belongs there. Only files and programs
    send such answers; what stands in them is not repeated.
    """
    kind = field["type"]
    if kind == "long_text":
        raise RefusedError("text.form")
    if kind in {"choice", "choices", "country"}:
        listed = "country" if kind == "country" else "choice"
        raise RefusedError(f"{listed}.unknown", value="…", known=", ".join(field["choices"]))
    raise RefusedError(f"{kind}.form", value="…")


def clean(raw: Any) -> Any:
    """Text without unseen characters and spaces at its ends; lists and maps likewise."""
    if isinstance(raw, str):
        return (raw if raw.isprintable() else raw.replace("\r\n", "\n").translate(_CONTROL)).strip()
    if isinstance(raw, list):
        return [clean(item) for item in raw]
    if isinstance(raw, Mapping):
        return {key: clean(value) for key, value in raw.items()}
    return raw


def _text(field: Mapping[str, Any], raw: Any) -> Any:
    if raw is None:
        return None
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        raise RefusedError("text.form")
    text = str(raw)
    most = LONGEST.get(field["type"], LONGEST_DEFAULT)
    if len(text) > most:
        raise RefusedError("text.long", most=most)
    return text or None


def _name(field: Mapping[str, Any], raw: Any) -> Any:
    if isinstance(raw, str):
        words = raw.split()
        raw = {"surname": words[0] if words else "", "given": words[1] if len(words) > 1 else ""}
        raw["patronymic"] = " ".join(words[2:])
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise RefusedError("name.form")
    for extra in raw:
        if extra not in NAME_PARTS and extra not in wording.HAND_CASES:
            raise RefusedError("unknown", name=extra, known=", ".join([*NAME_PARTS, *wording.HAND_CASES]))
        if raw[extra] is not None and not isinstance(raw[extra], str):
            raise RefusedError("name.form")
    parts = {part: " ".join(str(raw.get(part) or "").split()) for part in NAME_PARTS}
    if not any(parts.values()):
        return None
    if any(len(part) > 100 for part in parts.values()):
        raise RefusedError("text.long", most=100)
    other = wording.proposed(parts)
    if other is not None:
        raise RefusedError("name.proposed", words=wording.full_name(other), proposal=other)
    if not parts["surname"] or (not parts["given"] and not field.get("optional")):
        raise RefusedError("name.parts")
    if any(letter in "0123456789@#$%^*_=+<>{}[]\\/|" for letter in "".join(parts.values())):
        raise RefusedError("name.letters")
    return parts | _hand_forms(raw, parts)


def _hand_forms(raw: Mapping[str, Any], parts: Mapping[str, str]) -> dict[str, str]:
    """The name in Russian cases as a person wrote it. It must be the same name: the name may have been corrected."""
    written = {case: " ".join(str(raw.get(case) or "").split()) for case in wording.HAND_CASES}
    forms = {case: words for case, words in written.items() if words}
    for words in forms.values():
        if len(words) > 3 * 100:
            raise RefusedError("text.long", most=3 * 100)
        starts = {word[:2] for word in words.lower().replace("ё", "е").split()}
        own = [parts[part].lower().replace("ё", "е")[:2].strip() for part in ("surname", "given") if parts[part]]
        if any(start not in starts for start in own):
            raise RefusedError("name.other", words=words, name=wording.full_name(parts))
    return forms


def _address(field: Mapping[str, Any], raw: Any) -> Any:
    """Plain text is an address too: all of it in one part."""
    if isinstance(raw, str):
        raw = {"text": raw}
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise RefusedError("address.form")
    for extra in raw:
        if extra not in ADDRESS_PARTS:
            raise RefusedError("unknown", name=extra, known=", ".join(ADDRESS_PARTS))
    parts: dict[str, str | None] = {part: _text(field, raw.get(part)) for part in ADDRESS_PARTS}
    if not any(parts.values()):
        return None
    region = parts["region"]
    if region and region not in field["choices"]:
        raise RefusedError("choice.unknown", value=region, known=", ".join(field["choices"]))
    if not parts["settlement"] and not parts["text"]:
        raise RefusedError("address.parts")
    return parts


def _date(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    text = str(raw).rstrip(".")
    parts = text.replace("/", ".").replace("-", ".").replace(". ", ".").replace(" ", ".").split(".")
    if len(parts) == 3 and all(p.isdecimal() for p in parts) and len(parts[2]) == 4:
        text = f"{parts[2]}-{parts[1].zfill(2)}-{parts[0].zfill(2)}"
    pieces = text.split("-")
    if [len(p) for p in pieces] != [4, 2, 2] or not all(p.isascii() and p.isdecimal() for p in pieces):
        raise RefusedError("date.form", value=str(raw))
    if not days.is_day(text):
        raise RefusedError("date.unreal", value=str(raw))
    return _near(text, "date", days.EARLIEST, days.LATEST)


def _near(text: str, kind: str, earliest: str, latest: str) -> str:
    """What a life may know; a year such as 0206 or 9999 is a slip."""
    if text < earliest:
        raise RefusedError(f"{kind}.min", limit=earliest, type=kind)
    if text > latest:
        raise RefusedError(f"{kind}.max", limit=latest, type=kind)
    return text


def _month(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    text = str(raw)
    parts = text.split(".")
    if len(parts) == 2 and all(p.isdecimal() for p in parts) and len(parts[1]) == 4:
        text = f"{parts[1]}-{parts[0].zfill(2)}"
    if not days.is_month(text):
        raise RefusedError("month.form", value=str(raw))
    return _near(text, "month", days.EARLIEST[:7], days.LATEST[:7])


def _money(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "money")


def _percent(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "percent")


def _scaled(raw: Any, kind: str) -> Any:
    if raw in (None, ""):
        return None
    value = read_decimal(raw)
    if value is None:
        raise RefusedError(f"{kind}.form", value=str(raw))
    return value


def _number(field: Mapping[str, Any], raw: Any) -> Any:
    return _scaled(raw, "number")


def _integer(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    value = read_integer(raw)
    if value is None:
        raise RefusedError("integer.form", value=str(raw))
    return value


def _yes_no(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    if isinstance(raw, bool):
        return raw
    value = _YES.get(str(raw).lower())
    if value is None:
        raise RefusedError("yes_no.form", value=str(raw))
    return value


def _choice(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    if str(raw) not in field["choices"]:
        raise RefusedError("choice.unknown", value=str(raw), known=", ".join(field["choices"]))
    return str(raw)


def _choices(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, "", []):
        return None
    listed = raw if isinstance(raw, list) else [raw]
    for item in listed:
        if isinstance(item, dict | list):
            refuse_shape(field)
        if str(item) not in field["choices"]:
            raise RefusedError("choice.unknown", value=str(item), known=", ".join(field["choices"]))
    return [key for key in field["choices"] if key in {str(item) for item in listed}]


def _document(field: Mapping[str, Any], raw: Any) -> Any:
    """The number of a passport or identity card: letters, then digits, as it stands there; spaces do not count."""
    if raw in (None, ""):
        return None
    number = "".join(str(raw).upper().split()).replace("№", "")
    digits = sum(letter.isdecimal() for letter in number)
    plain = all(letter.isalnum() or letter == "-" for letter in number)
    if not plain or not 4 <= digits <= 15 or len(number) > 20:
        raise RefusedError("document.form", value=str(raw))
    return number


def _phone(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    value = read_phone(str(raw))
    if value is None:
        raise RefusedError("phone.form", value=str(raw))
    return value


def _iin(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    digits = str(raw).replace(" ", "").replace("-", "")
    if len(digits) != 12 or not (digits.isascii() and digits.isdecimal()):
        raise RefusedError(f"{field['type']}.form", value=str(raw))
    if not check_iin(digits):
        raise RefusedError(f"{field['type']}.check", value=str(raw))
    return digits


def _country(field: Mapping[str, Any], raw: Any) -> Any:
    if raw in (None, ""):
        return None
    code = str(raw).upper()
    if code not in field["choices"]:
        raise RefusedError("country.unknown", value=str(raw), known=", ".join(field["choices"]))
    return code


READERS: dict[str, Callable[[Mapping[str, Any], Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "address": _address,
    "document": _document,
    "name": _name,
    "date": _date,
    "month": _month,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "integer": _integer,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "phone": _phone,
    "iin": _iin,
    "bin": _iin,
    "country": _country,
}
