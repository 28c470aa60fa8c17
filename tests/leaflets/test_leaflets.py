"""Leaflets: pages of the right size, every letter there, a code that leads to the right page, refusals that help."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from click.testing import CliRunner
from PIL import Image

from aryz.cli import cli
from aryz.content import Content
from aryz.diagnostics import AryzError, Findings
from aryz.kb import leaflet_pages, load_leaflets
from aryz.kb.excerpts import items, sentences, shortened
from aryz.leaflets import address_of, editions, make
from aryz.leaflets.folded import FLAP, HEIGHT, PANEL, WIDTH
from aryz.leaflets.sheet import QUIET
from aryz.project import Project

SITE = "https://aryz.example"
LANGUAGES = ("ru", "kk", "uz", "uz-cyrl")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")


@pytest.fixture(scope="module")
def printed(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All leaflets in all languages: that they are made at all says that every text fits its place."""
    out = tmp_path_factory.mktemp("leaflets")
    make(content.project, content.leaflets, out, SITE)
    return out


def test_every_leaflet_is_made_in_every_language_and_form(printed: Path, content: Content) -> None:
    ids = [leaflet.id for leaflet in content.leaflets]
    assert {"rights", "wages", "passport", "before", "signs", "detained"} <= set(ids)
    names = {f"{key}.{language}.{form}.pdf" for key in ids for language in LANGUAGES for form in ("a4", "a6")}
    assert {path.name for path in printed.iterdir()} == names


@needs_poppler
@pytest.mark.parametrize(("form", "pages", "size"), [("a4", 2, (297, 210)), ("a6", 1, (105, 148))])
def test_pages_have_the_size_that_the_printer_expects(
    printed: Path, form: str, pages: int, size: tuple[int, int]
) -> None:
    for language in ("kk", "uz-cyrl"):
        said = _run("pdfinfo", printed / f"wages.{language}.{form}.pdf")
        assert re.search(rf"^Pages: +{pages}$", said, re.MULTILINE)
        found = re.search(r"^Page size: +([\d.]+) x ([\d.]+)", said, re.MULTILINE)
        assert found and [round(float(side) * 25.4 / 72) for side in found.groups()] == list(size)


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_in_the_file_in_their_own_letters(printed: Path, content: Content, language: str) -> None:
    leaflet = next(leaflet for leaflet in content.leaflets if leaflet.id == "signs")
    words = next(editions(content.project, leaflet, SITE, [language]))
    text = _squeezed(_run("pdftotext", printed / f"signs.{language}.a4.pdf", "-"))
    for part in (words.title, words.lead, words.foot, *words.flap.lines, *(b.title for b in words.inside)):
        assert _squeezed(part) in text, part
    for block in words.inside:
        assert block.lines
        for line in block.lines:
            assert _squeezed(line) in text, line
    assert [phone for phone, _ in words.calls] == ["112", "102"]
    assert "[@" not in text and "](" not in text and "**" not in text


@needs_poppler
def test_nothing_stands_on_a_fold_or_off_the_sheet(printed: Path, content: Content) -> None:
    folds = {1: (FLAP, FLAP + PANEL), 2: (PANEL, 2 * PANEL)}
    for leaflet in content.leaflets:
        boxes = _run("pdftotext", "-bbox", printed / f"{leaflet.id}.kk.a4.pdf", "-")
        for number, page in enumerate(boxes.split("<page ")[1:], 1):
            for found in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', page):
                left, top, right, bottom = (float(value) * 25.4 / 72 for value in found)
                assert 3 < left < right < WIDTH - 3 and 3 < top < bottom < HEIGHT - 3, (leaflet.id, number)
                assert not any(left < fold + 3 and right > fold - 3 for fold in folds[number]), (leaflet.id, number)


@needs_poppler
def test_the_code_on_the_paper_is_that_of_the_printed_address(printed: Path, tmp_path: Path) -> None:
    """The modules are read back from a picture of the card and compared with those of the address."""
    _run("pdftoppm", "-r", "300", "-gray", "-png", printed / "passport.uz.a6.pdf", tmp_path / "card")
    picture = Image.open(next(tmp_path.glob("card*.png"))).convert("L")
    wanted = [list(row) for row in segno.make(f"{SITE}/l/passport/uz/1/", error="m", micro=False).matrix]
    dot = 25.4 / 300
    side, x, y = 36.0, 6 + 93 - 36.0 + 3, 6 + 136 - 36.0 + 2
    step = side / (len(wanted) + 2 * QUIET)
    spots = [round((edge + (number + QUIET + 0.5) * step) / dot) for edge in (x, y) for number in range(len(wanted))]
    across, down = spots[: len(wanted)], spots[len(wanted) :]
    read = [[int(picture.getpixel((column, row)) < 128) for column in across] for row in down]
    assert read == [[int(bool(module)) for module in row] for row in wanted]


def test_an_address_lives_on_and_an_old_edition_says_so(content: Content, tmp_path: Path) -> None:
    leaflet = next(leaflet for leaflet in content.leaflets if leaflet.id == "wages")
    leaflet_pages(content.project, [replace(leaflet, edition=2)], tmp_path)
    folder = tmp_path / "l" / "wages"
    for own in LANGUAGES:
        now = (folder / own / "2" / "index.html").read_text(encoding="utf-8")
        assert f'url=../../../../{own}/unpaid-wages/"' in now
        old = (folder / own / "1" / "index.html").read_text(encoding="utf-8")
        assert "refresh" not in old and f'href="../../../../{own}/unpaid-wages/"' in old
        assert f'href="{own}/"' in (folder / "index.html").read_text(encoding="utf-8")
    assert "эскирган" in (folder / "uz-cyrl" / "1" / "index.html").read_text(encoding="utf-8")


def test_the_site_has_the_printed_addresses(site: Path, content: Content) -> None:
    for leaflet in content.leaflets:
        page = site / "l" / leaflet.id / "uz-cyrl" / str(leaflet.edition) / "index.html"
        target = re.search(r"url=([^\"]+)", page.read_text(encoding="utf-8"))
        assert target and (page.parent / target.group(1) / "index.html").resolve().is_file()


def test_without_an_address_nothing_is_printed(project: Project, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["--project", str(project.root), "leaflets", "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "--address" in done.output and not (tmp_path / "out").exists()
    with pytest.raises(AryzError, match="no address of a site"):
        address_of(project, "aryz.example")


def test_a_text_that_does_not_fit_is_named(content: Content, tmp_path: Path) -> None:
    leaflet = content.leaflets[0]
    long = replace(leaflet, card=replace(leaflet.card, lines={"ru": ("Очень длинная строка. " * 60,)}))
    with pytest.raises(AryzError, match=rf"{leaflet.id}\.yml, ru, a6: .*Say it shorter"):
        make(content.project, [long], tmp_path, SITE, ["ru"])


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("section: {ru: \"Чего не делать\"", "section: {ru: \"Чего нельзя\"", "leaflet.section", "section"),
        ("page: unpaid-wages", "page: unpaid-wage", "link.broken", "page"),
        ("contacts: [emergency-112", "contacts: [emergency-113", "link.contact", "contacts"),
        ("edition: 1", "edition: one", "leaflet.edition", "edition"),
        ("items: 1-6", "items: all", "leaflet.items", "items"),
        ('"Сотқа', '"Артық.", "Сотқа', "leaflet.lines", "lines"),
        ("lead: {ru:", "lead: {en:", "translation.missing", "lead"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    copy: Project, content: Content, old: str, new: str, code: str, field: str
) -> None:
    path = copy.kb / "leaflets" / "wages.yml"
    text = path.read_text(encoding="utf-8")
    if code == "leaflet.lines":
        old, new = '"Күтпеңіз: сотқа', '"Артық.", "Күтпеңіз: сотқа'
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = Findings()
    load_leaflets(copy, content.library, content.registry, findings)
    found = [p for p in findings if p.code == code and field in p.place.field]
    assert found and found[0].place.line > 0 and found[0].mend, [str(p) for p in findings]


def test_an_item_is_cut_at_whole_sentences_and_leads_nowhere(content: Content) -> None:
    guide = content.library.pages["unpaid-wages"]["ru"]
    raw = "**Спросите: «Где паспорт? Верните.»** Да ([@tk:113.1]; [@tk:160]). Читайте [Иск](going-to-court.md). Ещё."
    assert shortened(raw, guide, content.registry) == "Спросите: «Где паспорт? Верните.» Да."
    assert shortened("Не давайте. См. [Иск](going-to-court.md).", guide, content.registry) == "Не давайте."
    assert shortened("Взять справку: [Регистрация](stay-registration.md).", guide, content.registry) == "Взять справку."
    assert sentences("Платят? Хорошо. Нет.") == ["Платят? Хорошо.", "Нет."]
    assert items(guide, "Нет такого", content.registry) is None


def _run(program: str, *words: str | Path) -> str:
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=True)
    return done.stdout


def _squeezed(text: str) -> str:
    """Letters alone: lines of a PDF end where the panel does."""
    return re.sub(r"\s+|•|(?<!\d)\d{1,2}\.(?=\s)", "", text)
