"""What the pages of the site are made from, besides guides and acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aryz.diagnostics import Place
from aryz.kb.maps import Map
from aryz.law.texts.compare import Change
from aryz.law.texts.model import Text

Texts = dict[str, str]


@dataclass(frozen=True)
class InterviewCard:
    """An interview as the site shows it."""

    id: str
    title: Texts
    summary: Texts
    prepare: Texts
    papers: list[Texts]
    maps: Mapping[str, Map] = field(default_factory=dict)  # by language


@dataclass(frozen=True)
class Use:
    """Something that rests on an article: kind is guide, interview, template or calculator."""

    ref: str
    kind: str
    id: str
    title: Texts
    place: Place


@dataclass(frozen=True)
class Law:
    """What of the law's texts the pages show: redactions by act and language, what each changed, and the pages that the
    law has overtaken with the day of the change, by kind and id. coming: days on which it is known to change.
    """

    texts: Callable[[str, str], list[Text]] = lambda act, language: []
    changes: Callable[[str, str], list[tuple[Text, list[Change]]]] = lambda act, language: []
    overtaken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    coming: tuple[str, ...] = ()
