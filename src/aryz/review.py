"""Which pages the law has overtaken: an article they rest on changed after the day they were checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aryz.content import Content
from aryz.diagnostics import AryzError, Findings, Place
from aryz.kb import translations
from aryz.law.citations import CitationError, parse_ref

Key = tuple[str, str]  # kind and id, such as («guide», «ru/unpaid-wages») or («digest», «tk:113»)


@dataclass
class Overtaken:
    """A page under review: the day of the last change, the citations that changed, where its `checked` stands."""

    day: str
    place: Place
    refs: list[str] = field(default_factory=list)


def overtaken(content: Content) -> dict[Key, Overtaken]:
    """Every guide, digest, interview and calculator whose law changed after its `checked`."""
    rows = list(_checked(content))
    days = [checked for _, _, checked, _ in rows if checked]
    changed = content.changed_articles(min(days, default=""))
    found: dict[Key, Overtaken] = {}
    for key, refs, checked, place in rows if changed else []:
        for ref in dict.fromkeys(refs):
            day = changed.get(_article(ref), "")
            if checked and day > checked:
                entry = found.setdefault(key, Overtaken(day, place))
                entry.day = max(entry.day, day)
                entry.refs.append(ref)
    return found


def _article(ref: str) -> Key:
    try:
        parsed = parse_ref(ref)
    except CitationError:
        return "", ""
    return parsed.act, parsed.article


def _checked(content: Content) -> list[tuple[Key, list[str], str, Place]]:
    """(key, citations, day checked, place) of all that is checked against the law."""
    made: list[tuple[Key, list[str], str, Place]] = []
    for slug, versions in content.library.pages.items():
        for language, guide in versions.items():
            cites = [ref for ref, _ in guide.cites]
            made.append((("guide", f"{language}/{slug}"), cites, guide.checked, Place(guide.path, 0, "checked")))
    for act in content.registry.values():
        for number, article in act.articles.items():
            ref = f"{act.id}:{number}"
            made.append((("digest", ref), [ref], article.checked, article.place))
    by_page: dict[Key, list[str]] = {}
    for use in content.uses:
        kind = "interview" if use.kind == "template" else use.kind
        by_page.setdefault((kind, use.id), []).append(use.ref)
    for key, cites in by_page.items():
        if key[0] == "interview":
            interview = content.interviews[key[1]]
            made.append((key, cites, interview.checked, interview.place))
        else:
            made.append((key, cites, content.data.checked, Place(content.project.kb / "data" / "calculators.yml")))
    return made


def report(content: Content, findings: Findings) -> None:
    """A warning for each page that the law has overtaken."""
    late = _late(content)
    for (kind, key), entry in overtaken(content).items():
        message = f"the law changed on {entry.day} after this {kind} «{key}» was checked: {', '.join(entry.refs)}."
        mend = "Read the new wording, correct the text, and renew «checked»."
        severity = "error" if kind == "guide" and key in late else "warning"
        findings.add("law.changed", entry.place, message, mend, severity)


def stop_if_behind(content: Content, found: Mapping[Key, Overtaken]) -> None:
    """Stop a build with a translation that is behind its source while the law it cites has changed: its readers would
    be told what no longer holds, though the source has it right. Raises AryzError that names the files.
    """
    late = _late(content)
    files = [found[key].place.path.relative_to(content.project.root) for key in found if key[0] == "guide"
             and key[1] in late]  # fmt: skip
    if files:
        listed = ", ".join(map(str, files))
        raise AryzError(
            f"The law that these translations cite has changed, and they are behind their source: {listed}. "
            "Translate what changed («aryz check --translations» shows it), then «aryz translated FILE»."
        )


def report_due(content: Content, findings: Findings, today: str) -> None:
    """A warning for each guide and each contact whose next review is due. today: an ISO day."""
    for contact in content.library.contacts.published:
        if contact.next_review <= today:
            message = f"the contact «{contact.id}» was due for review on {contact.next_review}."
            mend = "Call or read its sources, then renew «checked» and «next_review»."
            findings.add("contact.due", contact.place, message, mend, "warning")
    for versions in content.library.pages.values():
        for guide in versions.values():
            if guide.next_review and guide.next_review <= today:
                message = f"its review was due on {guide.next_review}."
                mend = "Compare it with the law, then renew «checked» and «next_review»."
                findings.add("page.due", Place(guide.path, 0, "next_review"), message, mend, "warning")


def _late(content: Content) -> set[str]:
    """The translations that are behind their source, as «language/name»."""
    return {
        f"{language}/{slug}"
        for slug, versions in content.library.pages.items()
        for language, guide in versions.items()
        if translations.behind(guide, content.library)
    }
