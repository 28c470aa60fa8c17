"""The site: pages for everything, links that lead somewhere, nothing foreign."""

from __future__ import annotations

import html
import json
import re
from os.path import normpath
from pathlib import Path

import markdown

from aryz.content import Content
from aryz.kb import Law, Material, write_pages
from aryz.kb.entries import plain
from aryz.law.acts import Registry
from tests.conftest import OLD

LINK = re.compile(r'(?:href|src)="([^"#?]+)')
FOREIGN = ("https://adilet.zan.kz/", "https://zan.gov.kz/", "https://www.kazhydromet.kz/", "http://insecure.zan.kz/")


def test_every_guide_stands_in_its_languages_with_its_short_answer_first(site: Path, content: Content) -> None:
    guides = [
        versions for versions in content.library.pages.values() if next(iter(versions.values())).layout == "guide"
    ]
    assert len(guides) >= 12
    for versions in guides:
        assert {"ru", "kk", "uz"} <= set(versions)
        for language, guide in versions.items():
            page = (site / language / guide.slug / "index.html").read_text(encoding="utf-8")
            assert page.index("admonition tip") < page.index("<h2"), guide.path
            assert guide.cites, guide.path
            assert "[@" not in page


def test_guides_are_listed_by_topic_and_for_whom(site: Path, content: Content) -> None:
    library = content.library
    for language in content.project.languages:
        for guide in library.guides("ru"):
            shown = library.pages[guide.slug].get(language, guide)
            for page in (f"topics/{guide.topic}", f"for/{guide.audience[0]}", "review"):
                text = (site / language / page / "index.html").read_text(encoding="utf-8")
                assert f">{shown.title}</a>" in text, (language, page, guide.slug)
    union = (site / "kk" / "for" / "eaeu" / "index.html").read_text(encoding="utf-8")
    assert union.index("/eaeu-work/") < union.index("/unpaid-wages/")
    assert "/labour-immigrant-permit/" not in union[union.index("<h1") :]


def test_the_language_switch_keeps_the_page_and_says_where_a_page_can_be_read(site: Path, content: Content) -> None:
    for slug, versions in content.library.pages.items():
        for language in content.project.languages:
            page = site / language / ("" if slug == "index" else slug) / "index.html"
            text = page.read_text(encoding="utf-8")
            for other in content.project.languages:
                assert f'/{other}/{"" if slug == "index" else f"{slug}/"}"' in text
            assert (f'hreflang="{language}" href' in text) == (language in versions)


def test_a_page_past_its_review_says_so(content: Content, tmp_path: Path) -> None:
    guide = content.library.pages["unpaid-wages"]["kk"]
    for today, due in ((guide.next_review, True), ("2026-11-25", False)):
        material = Material(content.project, content.library, content.registry, [], [], Law(), today)
        write_pages(material, tmp_path, ["kk"])
        text = (tmp_path / "kk" / "unpaid-wages.md").read_text(encoding="utf-8")
        listed = (tmp_path / "kk" / "review.md").read_text(encoding="utf-8")
        assert ("aryz-review" in text) is due
        assert ("мерзімі өтті" in listed) is due


def test_everything_is_there_as_json_for_other_programs(site: Path, content: Content) -> None:
    guides = json.loads((site / "data" / "guides.json").read_text(encoding="utf-8"))["guides"]
    acts = json.loads((site / "data" / "acts.json").read_text(encoding="utf-8"))
    for slug, versions in content.library.pages.items():
        for language, guide in versions.items():
            row = guides[slug][language]
            assert (site / row["url"] / "index.html").is_file()
            assert (row["title"], row["checked"], row["behind"]) == (guide.title, guide.checked, False)
    for guide in guides.values():
        for ref in guide["ru"]["cites"]:
            act, _, article = ref.partition(":")
            assert act in acts and (not article or article.partition(".")[0] in acts[act]["articles"]), ref


def test_every_article_has_a_page_in_every_language(site: Path, content: Content) -> None:
    for act in content.registry.values():
        for number in act.articles:
            for language in content.project.languages:
                assert (site / language / "acts" / act.id / number / "index.html").is_file()


def test_an_article_lists_what_rests_on_it(site: Path) -> None:
    page = (site / "ru" / "acts" / "tk" / "113" / "index.html").read_text(encoding="utf-8")
    for words in (
        "Не платят зарплату",
        "Иск о взыскании зарплаты",
        "Исковое заявление о взыскании",
        "adilet.zan.kz/rus/docs/K1500000414#z113",
    ):
        assert words in page


def test_all_links_inside_the_site_lead_somewhere(site: Path) -> None:
    broken, there = set(), {str(path) for path in site.rglob("*") if path.is_file()}
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for link in set(LINK.findall(page.read_text(encoding="utf-8"))):
            if ":" in link or link.startswith(("/interview", "//")):
                continue
            target = normpath(f"{page.parent}/{link}")
            if target not in there and f"{target}/index.html" not in there:
                broken.add((str(page.relative_to(site)), link))
    assert not broken, sorted(broken)[:10]


def test_an_older_site_is_gone_as_a_whole(site: Path) -> None:
    assert not (site / OLD).exists()


def test_nothing_foreign_is_loaded_and_only_known_sites_are_linked(site: Path, content: Content) -> None:
    official = {address for act in content.registry.values() for address in act.official.values()}
    official |= {update.source_link for update in content.library.updates if update.source_link}
    for contact in content.library.contacts.published:
        official |= {source.link for source in contact.sources} | ({contact.site} - {""})
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//', text), page
        assert not re.findall(r'<link[^>]+rel="(?:stylesheet|preconnect)"[^>]+href="https?:', text), page
        for address in map(html.unescape, re.findall(r'<a[^>]+href="(https?://[^"]+)"', text)):
            assert address.startswith(FOREIGN) or any(address.startswith(o) for o in official), (page, address)


def test_pages_about_violence_have_a_neutral_title_and_a_way_out(site: Path) -> None:
    for slug in ("forced-labour", "seized-passport", "interviews/passport-return"):
        page = (site / "uz" / slug / "index.html").read_text(encoding="utf-8")
        assert "<title>Aryz</title>" in page
        assert "aryz-leave" in page


def test_cells_of_wide_tables_name_their_column() -> None:
    """On a phone a row of three columns or more is shown as a list, where headings would be missed."""
    rows = ["| what | how *long* | norm |", "|---|---|---|", "| wages | ten days | [113](a/) |"]
    made = markdown.markdown("\n".join(rows), extensions=["tables", "aryz.kb.celllabels"])
    assert '<td>wages</td>\n<td data-label="how long">ten days</td>\n<td data-label="norm"><a' in made
    narrow = "\n".join(row.rpartition("|")[0].rpartition("|")[0] + "|" for row in rows)
    assert "data-label" not in markdown.markdown(narrow, extensions=["tables", "aryz.kb.celllabels"])


def test_words_under_a_result_of_the_search_read_as_sentences() -> None:
    guide = (
        '!!! tip "Коротко"\n    Ждать **не надо**.\n\n## Что делать\n\n- Раз;\n- два - три.\n\n'
        "| Говорят | Ответ |\n|---|:--|\n| «Подпиши» | Нет. |\n| Пусто | – |\n\n## Почему?\n"
    )
    said = "Ждать не надо. Что делать: Раз; два - три. Говорят – Ответ; «Подпиши» – Нет. Пусто; Почему?"
    assert plain(guide, Registry(), "ru") == said
