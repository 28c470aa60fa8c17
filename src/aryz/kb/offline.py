"""The pages of the site without a network: where a language is taken along, and what is shown for a page not taken."""

from __future__ import annotations

import html

from aryz.kb.writer import Writer


def offline_pages(w: Writer) -> None:
    """Nothing is kept, and no icon is offered, before the reader asks here. Without script the page explains that."""
    text = {key: html.escape(words) for key, words in w.project.texts_under(w.language, "offline.").items()}
    icon = {key: html.escape(words) for key, words in w.project.texts_under(w.language, "install.").items()}
    body = [
        text["about"],
        "",
        f'!!! warning "{text["danger_title"]}"\n    {text["danger"]}',
        "",
        f"<noscript><p>{text['noscript']}</p></noscript>",
        "",
        _box({key.removeprefix("say."): words for key, words in text.items() if key.startswith("say.")}),
        "",
        text["law"],
        "",
        f"## {icon['title']}",
        "",
        f'!!! warning "{icon["danger_title"]}"\n    {icon["danger"]}',
        "",
        f'<p class="aryz-install" hidden><button type="button" class="md-button">{icon["button"]}</button></p>',
        "",
        f"{icon['menu']} {icon['ios']}",
        "",
        '<script defer src="../../assets/aryz-offline.js"></script>',
    ]
    w.page("offline.md", w.project.text(w.language, "offline.title"), "\n".join(body), alike="offline/", install=True)
    missing = [
        text["missing"],
        "",
        f"[{w.text('start_page')}](../) · [{w.text('search')}](../search/)",
    ]
    w.page(
        "no-network.md", w.project.text(w.language, "offline.missing_title"), "\n".join(missing), alike="no-network/"
    )


def _box(words: dict[str, str]) -> str:
    """The state, the buttons, and what the script says: in the text of the page, so it is there in Cyrillic too."""
    said = "".join(f'<li data-word="{key}">{word}</li>' for key, word in words.items())
    return (
        '<div class="aryz-offline" hidden><p data-part="state" role="status"></p>'
        f'<p><progress data-part="progress" aria-label="{words["progress"]}" max="1" value="0" hidden></progress></p>'
        '<p><button type="button" class="md-button md-button--primary" data-part="take" hidden></button> '
        f'<button type="button" class="md-button" data-part="stop" hidden>{words["stop"]}</button> '
        f'<button type="button" class="md-button" data-part="erase" hidden>{words["erase"]}</button></p>'
        f'<p class="aryz-note" data-part="loose" hidden>{words["loose"]}</p><ul hidden>{said}</ul></div>'
    )
