"""Uzbek in Cyrillic letters: as people write it, and only where it is Uzbek text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aryz import yamlfile
from aryz.content import Content
from aryz.cyrillic import Cyrillic
from aryz.kb.cyrillic import page as in_cyrillic
from tests.conftest import ROOT

SETTINGS = ROOT / "kb" / "interface" / "uz-cyrl.yml"
ALPHABET = Cyrillic(SETTINGS)
KEPT = "|".join(sorted(yamlfile.load_map(SETTINGS)["keep"], key=len, reverse=True))
# names that stay, numbers of laws, sites, files, and what is for programs
LATIN = re.compile(
    rf"\{{[a-z_.]+\}}|\d+-[IVX]+\b|[\w.]*\.(?:kz|uz|html|ics|zip|txt|aryz)\b|«aryz serve»|@\w\w|FA\d+|{KEPT}"
)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("O‘zbekcha yo‘l va yo‘q", "Ўзбекча йўл ва йўқ"),
        ("ta’til, da’vo arizasi", "таътил, даъво аризаси"),
        ("Yer, eshik, aeroport, poyezd", "Ер, эшик, аэропорт, поезд"),
        ("konstitutsiya, litsenziya, ammo aytsa va ketsangiz", "конституция, лицензия, аммо айтса ва кетсангиз"),
        ("5-sentabr, iyuldan, 60-yillar", "5 сентябрь, июлдан, 60-йиллар"),
        ("2026-yil 24-noyabrigacha, 5-maydon", "2026 йил 24 ноябригача, 5-майдон"),
        (
            "inspeksiya, kvitansiya, ammo pensiya, komissiya, budjet",
            "инспекция, квитанция, аммо пенсия, комиссия, бюджет",
        ),
        ("QR MK 113-moddasi", "ҚР МК 113-моддаси"),
        ("BINi, IINsiz, MRPgacha, YeOII, ERDRda", "БИНи, ИИНсиз, МРПгача, ЕОИИ, ЕРДРда"),
        (
            "DOCX fayl, WhatsApp orqali, a@b.kz, Wordda, 256-VIII qonun",
            "DOCX файл, WhatsApp орқали, a@b.kz, Wordда, 256-VIII қонун",
        ),
        ("gov.kz saytida, deadlines.ics, .zip fayl, FA1234567", "gov.kz сайтида, deadlines.ics, .zip файл, FA1234567"),
        ("‘ish haqi’ G‘isht SHARTNOMA", "‘иш ҳақи’ Ғишт ШАРТНОМА"),
    ],
)
def test_words_are_written_as_people_write_them(latin: str, cyrillic: str) -> None:
    assert ALPHABET.text(latin) == cyrillic


def test_only_what_is_shown_in_uzbek_is_changed() -> None:
    page = (
        '<html lang="uz"><a href="../ish-haqi/" title="Ish &amp; haqi">Ish&nbsp;haqi</a>'
        '<script>let ish = "x";</script>'
        '<p lang="ru">Договор DOG <b>Ish</b></p><a lang="uz" hreflang="uz">O‘z</a>'
        '<br>ish<kbd>F2</kbd><img alt="ish" src="ish.png"></html>'
    )
    assert in_cyrillic(ALPHABET, page) == (
        '<html lang="uz-Cyrl"><a href="../ish-haqi/" title="Иш &amp; ҳақи">Иш&nbsp;ҳақи</a>'
        '<script>let ish = "x";</script>'
        '<p lang="ru">Договор DOG <b>Ish</b></p><a lang="uz" hreflang="uz">O‘z</a>'
        '<br>иш<kbd>F2</kbd><img alt="иш" src="ish.png"></html>'
    )


def test_the_site_has_every_uzbek_page_in_cyrillic_and_leaves_the_latin_one(site: Path) -> None:
    latin = {p.relative_to(site / "uz") for p in (site / "uz").rglob("*.html")}
    assert latin == {p.relative_to(site / "uz-cyrl") for p in (site / "uz-cyrl").rglob("*.html")}
    for name in sorted(latin - {Path("call/index.html")}):  # that page speaks to callers in five languages
        text = (site / "uz-cyrl" / name).read_text(encoding="utf-8")
        assert '<html lang="uz-Cyrl"' in text
        body = re.sub(r"<script.*?</script>", "", text[text.index("<article") : text.index("<footer")], flags=re.DOTALL)
        body = re.sub(r'<(a|span)[^>]*lang="(?:ru|kk|en)".*?</\1>', "", body, flags=re.DOTALL)
        words = LATIN.sub("", html.unescape(re.sub(r"<[^>]+>", " ", body)))
        assert not re.search("[a-z]{2}", words, re.IGNORECASE), (name, re.findall("[A-Za-z]{2,}", words)[:5])
        assert not re.search(r'\?lang=uz"|/files/uz/', text), name  # interviews in Latin letters
    assert "Ish haqi" in (site / "uz" / "unpaid-wages" / "index.html").read_text(encoding="utf-8")
    assert (site / "files" / "uz-cyrl" / "wage-claim.html").is_file()


def spoken_in_cyrillic(node: object) -> Iterator[str]:
    """All that a person reads of a part of a plan, as one text for each place."""
    if isinstance(node, dict):
        if (words := node.get("uz-cyrl")) and all(isinstance(one, str | list) for one in node.values()):
            yield (
                words
                if isinstance(words, str)
                else " ".join(p if isinstance(p, str) else "".join(p[2:]) for p in words)
            )
        else:
            yield from (text for one in node.values() for text in spoken_in_cyrillic(one))
    elif isinstance(node, list):
        yield from (text for one in node for text in spoken_in_cyrillic(one))


def test_interviews_have_no_word_left_in_latin_letters(content: Content) -> None:
    project = content.project
    own = {key: words for key, words in project.interface["uz-cyrl"].items() if not key.startswith("api.")}
    said = [*spoken_in_cyrillic(content.plans), *own.values(), *project.office["uz-cyrl"].values()]
    left = {word for text in said for word in re.findall("[A-Za-z]{2,}", LATIN.sub(" ", text))}
    assert len(said) > 3000 and left == set()


def test_the_switch_marks_the_alphabet_that_is_read(site: Path) -> None:
    for folder, tag, short in (("uz", "uz", "UZ"), ("uz-cyrl", "uz-Cyrl", "ЎЗ")):
        text = (site / folder / "unpaid-wages" / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'<a lang="([^"]+)"[^>]*aria-current="true"', text) == [tag]
        assert 'hreflang="uz-Cyrl" href="../../uz-cyrl/unpaid-wages/"' in text
        assert re.findall(r'<summary aria-label="[^"]*: (..)">(..)<', text) == [(short, short)]
