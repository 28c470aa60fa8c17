"""What is counted of a case, worked out when it is saved: from then on counting needs no contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from aryz.centre.models import UNKNOWN, Contents, Facts
from aryz.plan.days import is_day

_AGES = ((18, "under-18"), (25, "18-24"), (35, "25-34"), (45, "35-44"), (55, "45-54"), (200, "55-over"))
_REGIONS = ("workplace", "inspection", "worker.address")  # where the work was, else where the person lives


def facts_of(contents: Contents, topics: Mapping[str, str], today: str) -> Facts:
    """The coarse facts of a case. topics: by interview, as `topics_of` gives them."""
    answers = contents.answers
    return Facts(
        interview=contents.interview,
        topic=topics.get(contents.interview, UNKNOWN),
        region=next((found for path in _REGIONS if (found := _region(answers, path))), UNKNOWN),
        citizenship=_word(answers.get("worker.citizenship")),
        sex=_word(answers.get("worker.sex")),
        age=_age(answers.get("worker.born"), today),
        language=contents.language,
    )


def topics_of(guides: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """The topic of each interview: the one of most guides that lead to it. guides: topic and interviews of each."""
    counted: dict[str, Counter[str]] = {}
    for topic, interviews in guides:
        for interview in interviews:
            counted.setdefault(interview, Counter())[topic] += 1
    return {interview: min(count, key=lambda topic: (-count[topic], topic)) for interview, count in counted.items()}


def _region(answers: Mapping[str, Any], path: str) -> str:
    address = answers.get(path)
    named = address.get("region") if isinstance(address, dict) else answers.get(f"{path}.region")
    return named if isinstance(named, str) and len(named) <= 40 else ""


def _word(value: Any) -> str:
    return value if isinstance(value, str) and 0 < len(value) <= 40 else UNKNOWN


def _age(born: Any, today: str) -> str:
    """The group of ages: by years that are full today."""
    if not isinstance(born, str) or not is_day(born) or born > today:
        return UNKNOWN
    years = int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])
    return next((name for below, name in _AGES if years < below), UNKNOWN)
