"""A hand-made pair of redactions with known changes: all of them found, and no others."""

from __future__ import annotations

import html
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aryz.law.texts.build import build
from aryz.law.texts.compare import Change, compare
from aryz.law.texts.history import changed_articles, wordings
from aryz.law.texts.model import Article, Text, Unit
from aryz.law.texts.readers import markdown_lines
from aryz.law.texts.show import as_html, as_rows, as_text
from tests.law.texts.samples import STEPS, text_of

OLD = """## Глава 1. САД И ЕГО ХОЗЯИН

#### Статья 1. Хозяин сада

1. Хозяин сада отвечает за ограду, калитку и колодец.

2. Хозяин может пригласить садовника на лето по письменному договору.

#### Статья 2. Садовник

1. Садовник обязан:

   1) поливать грядки утром и вечером;

   2) собирать спелые яблоки в плетёные корзины;

   3) запирать калитку на ночь;

   4) сообщать хозяину о вредителях в тот же день.

2. Садовник вправе отдыхать в полдень под деревом не менее одного часа.

#### Статья 3. Плата садовника

1. Плату дают раз в неделю в размере не ниже ста монет.

   Плата растёт вместе с урожаем.

2. Опоздавший с платой хозяин добавляет одну монету за каждый день.

*3. Исключен Законом РК от 01.02.2019 № 11-VI.*

#### Статья 4. Лето и зима

Летом сад открыт с рассвета до заката, зимой он закрыт для всех, кроме сторожа и его собаки.

#### Статья 5. Спор о границе

1. Спор о границе садов решает староста в течение десяти дней по заявлению любого из соседей.

2. Староста выслушивает обе стороны и осматривает межу вместе с двумя свидетелями.

## Глава 2. ПТИЦЫ

#### Статья 6. Скворечники

1. Скворечник вешают до первого апреля на высоте трёх метров от земли.

   1) из досок;

   2) из коры.

2. Хозяин ухажывает за скворечником весной и осенью.

> *Сноска. Статья 6 с изменениями от 01.02.2019.*

#### Статья 7. Таблица птиц

1. Птиц делят по пользе:

| Птица | Польза |
|---|---|
| Скворец | велика |
| Воробей | мала |
"""

NEW = """## Глава 1. САД И ЕГО ХОЗЯИН

#### Статья 1. Хозяин сада

1. Хозяин сада отвечает за ограду, калитку и колодец;

2. Хозяин может пригласить садовника на лето по письменному договору.

#### Статья 1-1. Сторож сада

1. Сторож обходит сад дважды за ночь с фонарём и колотушкой.

#### Статья 2. Садовник

1. Садовник обязан:

   1) поливать грядки утром и вечером;

   2) рыхлить землю вокруг молодых саженцев после дождя;

   3) собирать спелые яблоки в плетёные корзины;

   4) запирать калитку на ночь.

2. Садовник вправе отдыхать в полдень под деревом не менее двух часов.

#### Статья 3. Вознаграждение садовника

1. Плату дают раз в неделю в размере не ниже ста монет.

   Плата растёт вместе с урожаем.

2. Опоздавший с платой хозяин добавляет одну монету за каждый день.

3. Плату не дают овощами.

#### Статья 4. *Исключена Законом РК от 05.05.2024 № 90-VIII.*

## Глава 2. ПТИЦЫ

#### Статья 6. Скворечники

1. Скворечник вешают до первого апреля на высоте трёх метров от земли.

   1) из досок;

   2) из коры.

2. Хозяин ухаживает за скворечником весной и осенью.

> *Сноска. Статья 6 с изменениями от 01.02.2019 и от 05.05.2024.*

#### Статья 7. Таблица птиц

1. Птиц делят по пользе:

| Птица | Польза |
|---|---|
| Скворец | велика |
| Воробей | средняя |

#### Статья 8. Спор о границе

1. Спор о границе садов решает староста в течение десяти дней по заявлению любого из соседей.

2. Староста выслушивает обе стороны и осматривает межу вместе с двумя свидетелями.
"""


def _text(source: str, day: str, language: str = "ru") -> Text:
    text = build(list(markdown_lines(source)), "sad", language, day)
    assert text.unplaced == ()
    return text


BEFORE, AFTER = _text(OLD, "2019-03-01"), _text(NEW, "2024-06-01")


def _seen(changes: list[Change]) -> list[tuple[str, str, str, bool]]:
    return [(change.ref, change.kind, change.to, change.misprint) for change in changes]


def test_all_known_changes_are_found_and_no_others() -> None:
    """Not changes: the mark at the end of sad:1.1, the note on article 6."""
    assert sorted(_seen(compare(BEFORE, AFTER))) == sorted(
        [
            ("sad:1-1", "added", "", False),  # 1 an article came
            ("sad:2.1.2", "added", "", False),  # 2 a sub-point was put in …
            ("sad:2.1.2", "moved", "sad:2.1.3", False),  # 3 … so two others have new numbers
            ("sad:2.1.3", "moved", "sad:2.1.4", False),  # 4
            ("sad:2.1.4", "repealed", "", False),  # 5 the last one is gone
            ("sad:2.2", "amended", "", False),  # 6 one hour became two
            ("sad:3", "heading", "", False),  # 7
            ("sad:3.3", "restored", "", False),  # 8 a repealed point has words again
            ("sad:4", "repealed", "", False),  # 9
            ("sad:6.2", "amended", "", True),  # 10 a mistyped letter
            ("sad:7.1", "amended", "", False),  # 11 a row of the table
            ("sad:5", "moved", "sad:8", False),  # 12 an article under another number
        ]
    )


def test_changes_stand_in_the_order_of_the_text() -> None:
    refs = [change.ref for change in compare(BEFORE, AFTER)]
    assert refs.index("sad:1-1") < refs.index("sad:2.1.2") < refs.index("sad:2.2") < refs.index("sad:3")
    assert refs.index("sad:3") < refs.index("sad:4") < refs.index("sad:6.2") < refs.index("sad:7.1")


def test_words_are_marked() -> None:
    (change,) = [c for c in compare(BEFORE, AFTER) if c.ref == "sad:2.2"]
    marked = [pair for pair in change.words if pair[0] != "same"]
    assert marked == [("removed", "одного часа."), ("added", "двух часов.")]
    assert "".join(text for kind, text in change.words if kind != "added") == change.old
    assert "".join(text for kind, text in change.words if kind != "removed") == change.new


def test_a_number_a_negation_and_a_right_are_never_a_misprint() -> None:
    def changed(old: str, new: str) -> list[tuple[str, bool]]:
        def text(words: str) -> Text:
            return Text("sad", "ru", "2020-01-01", articles=(Article("1", "x", (Unit("1", "", 0, words),)),))

        return [(change.kind, change.misprint) for change in compare(text(old), text(new))]

    assert changed("в течение 10 дней", "в течение 15 дней") == [("amended", False)]
    assert changed("хозяин вправе уйти", "хозяин не вправе уйти") == [("amended", False)]
    assert changed("он обязан прийти", "он вправе прийти") == [("amended", False)]
    assert changed("подлежит выплате", "не подлежит выплате") == [("amended", False)]
    assert changed("законный хозяин", "незаконный хозяин") == [("amended", False)]
    assert changed("обязанность хозяина", "обязанности хозяина") == [("amended", False)]  # another word form
    # the publisher's corrections: a Latin letter, quotes, a dash, ё, letters in the wrong order
    assert changed("в сaду тихо", "в саду тихо") == [("amended", True)]
    assert changed('закон "О садах"', "закон «О садах»") == [("amended", True)]
    assert changed("сад - место", "сад – место") == [("amended", True)]
    assert changed("расчет платы", "расчёт платы") == [("amended", True)]
    assert changed("предусмотренный договором", "предусмортенный договором") == [("amended", True)]
    # white space and the mark at the end of the line are nothing at all
    assert changed("тихо  в\u00a0саду;", "тихо в саду.") == []


def test_a_kazakh_pair() -> None:
    old = _text(text_of("kk", "2019-03-01"), "2019-03-01", "kk")
    new = _text(text_of("kk", "2021-09-01"), "2021-09-01", "kk")
    assert _seen(compare(old, new)) == [("sad:4.1", "amended", "", False), ("sad:4.2", "amended", "", False)]


def test_a_future_article_that_came_into_force_is_added() -> None:
    source = text_of("ru", "2024-07-08")
    assert _seen(compare(_text(source, "2024-07-08"), _text(source, "2031-01-01"))) == [("sad:7", "added", "", False)]


def test_an_annex_and_a_chapter_heading() -> None:
    source = text_of("ru", "2024-07-08")
    other = source.replace("2. Тяпка и грабли.", "2. Тяпка, грабли и лейка.").replace(
        "Глава 2. РАБОТЫ", "Глава 2. ТРУДЫ"
    )
    changes = compare(_text(source, "2024-07-08"), _text(other, "2025-01-01"))
    assert _seen(changes) == [("sad", "heading", "", False), ("sad", "amended", "", False)]
    assert changes[1].old == "2. Тяпка и грабли."


def test_history_of_an_article_and_the_articles_changed_since_a_day() -> None:
    texts = [_text(text_of("ru", day), day) for day, *_ in STEPS]
    assert [w.first for w in wordings(texts, "4")] == [
        "2019-03-01",
        "2019-09-01",
        "2020-03-01",
        "2021-09-01",
        "2022-09-01",
    ]
    # a change of the note on article 1 in March 2023 is no change of the norm
    assert [w.first for w in wordings(texts, "1")] == ["2019-03-01", "2020-09-01"]
    assert changed_articles(texts, "2023-01-01") == {"2": "2023-09-01", "3-1": "2024-03-01", "3": "2024-07-08"}
    assert changed_articles(texts, "2024-07-08") == {}


# output


def test_rows_text_and_html() -> None:
    changes = compare(BEFORE, AFTER)
    rows = as_rows(changes)
    assert all(set(row) >= {"ref", "kind", "old", "new"} for row in rows)
    assert [row["ref"] for row in rows if row.get("misprint")] == ["sad:6.2"]
    assert [row["to"] for row in rows if row.get("to")] == ["sad:2.1.3", "sad:2.1.4", "sad:8"]
    words = {"amended": "изменено", "misprint": "опечатка"}
    said = as_text(changes, words)
    assert "sad:2.2: изменено" in said
    assert "[-одного часа.-]{+двух часов.+}" in said
    assert "sad:6.2: изменено (опечатка)" in said
    shown = as_html([replace(changes[0], new="<b>&", words=())], words, {"sad:1-1": ("ст. 1-1", "../1-1/")})
    assert "<ins>&lt;b&gt;&amp;</ins>" in shown
    assert '<a href="../1-1/">ст. 1-1</a>' in shown
    assert html.escape("<b>") in shown


# properties

STOCK = """сад ограда калитка колодец садовник договор урожай яблоко груша полив межа сторож фонарь скворец лето зима
хозяин плата корзина саженец земля дождь собака деревня староста свидетель ночь утро вечер полдень""".split()  # noqa: SIM905


def _random_text(dice: random.Random) -> Text:
    articles = []
    for number in range(1, dice.randint(2, 8)):
        units = [
            Unit(str(point), "", 0, " ".join(dice.choices(STOCK, k=dice.randint(8, 20))) + f" {number}{point}")
            for point in range(1, dice.randint(2, 6))
        ]
        articles.append(Article(str(number), f"Заголовок {number}", tuple(units)))
    return Text("sad", "ru", "2020-01-01", articles=tuple(articles))


@given(st.integers(0, 10_000))
def test_a_text_has_no_change_against_itself(seed: int) -> None:
    text = _random_text(random.Random(seed))
    assert compare(text, replace(text, in_force="2021-01-01")) == []


@given(st.integers(0, 10_000))
def test_just_the_edited_units_are_told(seed: int) -> None:
    dice = random.Random(seed)
    text = _random_text(dice)
    wanted = set()
    articles = []
    for article in text.articles:
        units = []
        for unit in article.units:
            if dice.random() < 0.2:
                wanted.add(f"sad:{article.number}.{unit.paragraph}")
                units.append(replace(unit, text=unit.text.replace(" ", " сто ", 1)))
            else:
                units.append(unit)
        articles.append(replace(article, units=tuple(units)))
    changes = compare(text, replace(text, articles=tuple(articles)))
    assert {change.ref for change in changes} == wanted
    assert all(change.kind == "amended" and not change.misprint for change in changes)


@given(st.integers(0, 10_000))
def test_what_one_direction_adds_the_other_repeals(seed: int) -> None:
    dice = random.Random(seed)
    text = _random_text(dice)
    fewer = replace(text, articles=tuple(a for a in text.articles if dice.random() < 0.7))
    forth = {(c.ref, c.kind) for c in compare(fewer, text)}
    back = {(c.ref, c.kind) for c in compare(text, fewer)}
    other = {"added": "repealed", "repealed": "added"}
    assert {(ref, other[kind]) for ref, kind in forth} == back
