"""New editions of what was taken along: never without a word, whole or not at all; and what old ones say."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from aryz.kb.takealong import Edition
from aryz.project import Project
from tests.browser.served import NOW, Served, edition, kept, state, take
from tests.browser.test_accessible import axe, judged
from tests.thorough import some

__all__ = ["axe"]  # a fixture
pytestmark = pytest.mark.browser


def away(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


@pytest.fixture(scope="session")
def later(project: Project, site: Path, english: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the next day, with one guide changed."""
    folder = tmp_path_factory.mktemp("later") / "en"
    return edition(project, site, folder, "en", Edition(away(1)), english, overtime="Changed on purpose.")


def packs(folder: Path) -> dict[str, int]:
    return dict(json.loads((folder / "take" / "en.json").read_text(encoding="utf-8"))["packs"])


def copy_of(page: Any, served: Served, path: str) -> str:
    """A page as it is when nobody answers."""
    served.cut()
    page.goto(f"{served.address}/{path}")
    text = str(page.inner_text("body"))
    served.start()
    return text


def told(page: Any, served: Served) -> None:
    """The first page of the language, as it tells of a new edition; the first answer that knows may come too late for
    the page that asked, and the next page has it.
    """
    page.goto(f"{served.address}/en/")
    for _ in range(10):
        if page.locator(".aryz-copy").count():
            return
        page.reload()
    raise AssertionError("it does not tell")


def waiting_at(served: Served, pack: str) -> tuple[Event, Event]:
    """The server does not answer for a pack until the second event is set; the first says that it was asked."""
    reached, held = Event(), Event()

    def hold(path: str) -> None:
        if pack in path:
            reached.set()
            held.wait(120)

    served.hold = hold
    return reached, held


def test_a_new_edition_waits_for_a_word_and_brings_only_what_changed(phone: Any, served: Served, later: Path) -> None:
    old = packs(served.folder)
    take(phone, served.address)
    served.folder, served.asked[:] = later, []
    new = packs(later)
    fresh = {name: size for name, size in new.items() if name not in old}
    told(phone, served)
    size = max(1, round(sum(fresh.values()) / 1000))
    assert f"{size} KB. Take it?" in phone.inner_text(".aryz-copy a") and size < 25
    assert served.packs() == []
    for quiet in ("en/call/", "en/forced-labour/", "en/unpaid-wages/"):
        phone.goto(f"{served.address}/{quiet}")
        assert phone.locator(".aryz-copy").count() == 0
    assert "Changed on purpose." not in copy_of(phone, served, "en/overtime/")
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "There is a new version")
    phone.click("[data-part=take]")
    state(phone, "Taken")
    assert {path.rpartition("/")[2].removesuffix(".pack") for path in served.packs()} == set(fresh)
    assert {url.rpartition("/")[2].removesuffix(".pack") for url in kept(phone) if url.endswith(".pack")} == set(new)
    assert "Changed on purpose." in copy_of(phone, served, "en/overtime/")


@pytest.mark.parametrize("fault", some(["spoiled", "gone", "missing", "killed"], "killed"))
def test_an_update_that_breaks_midway_leaves_the_old_edition_whole(
    phone: Any, served: Served, later: Path, fault: str
) -> None:
    old = packs(served.folder)
    take(phone, served.address)
    served.folder = later
    victim = sorted(set(packs(later)) - set(old))[0]
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "There is a new version")
    if fault == "spoiled":
        served.spoil[f"/take/{victim}.pack"] = b"<html>Log in to this Wi-Fi</html>"
        phone.click("[data-part=take]")
        assert "What was taken before is whole" in state(phone, "not what the site sent")
    elif fault == "gone":

        def drop(path: str) -> None:
            if victim in path:
                raise ConnectionAbortedError

        served.hold = drop
        phone.click("[data-part=take]")
        state(phone, "The network is gone")
    elif fault == "missing":
        served.missing = victim
        phone.click("[data-part=take]")
        state(phone, "does not answer as it should")
    else:
        reached, held = waiting_at(served, victim)
        phone.click("[data-part=take]")
        assert reached.wait(120)
        phone.goto("about:blank")  # the tab is gone while it waits
        held.set()
    served.spoil, served.hold, served.missing = {}, lambda path: None, ""
    for path in ("en/overtime/", "en/unpaid-wages/", "files/en/wage-claim.html"):
        assert "Saved copy" in copy_of(phone, served, path)
    assert "Changed on purpose." not in copy_of(phone, served, "en/overtime/")
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "There is a new version")
    phone.click("[data-part=take]")
    state(phone, "Taken")
    assert "Changed on purpose." in copy_of(phone, served, "en/overtime/")


def test_two_tabs_do_not_take_at_once_and_both_know_when_it_is_done(phone: Any, served: Served) -> None:
    other = phone.context.new_page()
    for tab in (phone, other):
        tab.goto(f"{served.address}/en/offline/")
        state(tab, "Nothing is on the phone")
    reached, held = waiting_at(served, next(iter(packs(served.folder))))
    phone.click("[data-part=take]")
    assert reached.wait(120)
    other.click("[data-part=take]")
    state(other, "Another tab is doing this")
    held.set()
    state(phone, "Taken")
    state(other, "Taken")
    phone.evaluate("void navigator.locks.request('aryz-copy', () => new Promise((end) => { window.end = end; }))")
    other.click("[data-part=erase]")
    state(other, "Another tab is doing this")
    assert not other.locator("[data-part=state]:has-text('Erased')").count() and kept(other)
    phone.evaluate("window.end()")
    other.click("[data-part=erase]")
    state(phone, "Nothing is on the phone")


@pytest.mark.parametrize(
    ("made", "changes", "said"),
    some(
        [
            (NOW, (), ""),
            (away(-29), (away(5),), ""),
            (away(-31), (), "more than 30 days old"),
            (away(-31), (away(0),), "The law or rates change on"),
            (away(-91), (away(-5),), "more than 90 days old"),
            (away(3), (), "The clock is slow"),
        ],
        (NOW, (), ""),
        (away(-31), (away(0),), "The law or rates change on"),
    ),
)
def test_a_copy_says_of_which_day_it_is_and_when_it_may_be_out_of_date(
    phone: Any, served: Served, made: str, changes: tuple[str, ...], said: str
) -> None:
    listed = served.folder / "take" / "en.json"
    data = json.loads(listed.read_text(encoding="utf-8"))
    data |= {"made": made, "changes": list(changes), "days": {day: f"day {day}" for day in (made, *changes)}}
    served.spoil["/take/en.json"] = json.dumps(data).encode()
    take(phone, served.address)
    served.cut()
    for path in ("en/overtime/", "en/call/", "files/en/wage-claim.html"):
        phone.goto(f"{served.address}/{path}")
        note = phone.inner_text(".aryz-copy")
        assert f"The law as of day {made}" in note
        assert (
            (said in note and phone.get_attribute(".aryz-copy a", "href").endswith("/en/offline/"))
            if said
            else (phone.locator(".aryz-copy strong").count() == 0)
        )
    served.start()


def test_axe_finds_nothing_on_pages_that_speak_of_their_copy(phone: Any, served: Served, later: Path, axe: str) -> None:
    take(phone, served.address)
    served.folder = later
    phone.goto(f"{served.address}/en/offline/")
    phone.wait_for_selector("[data-part=take]:visible")
    assert judged(phone, axe, False) == []
    told(phone, served)
    assert judged(phone, axe, False) == []
    listed = json.loads((served.folder / "take" / "en.json").read_text(encoding="utf-8")) | {"made": away(-40)}
    listed["days"][away(-40)] = "long ago"
    served.spoil["/take/en.json"] = json.dumps(listed).encode()
    phone.goto(f"{served.address}/en/offline/")
    phone.click("[data-part=take]")
    state(phone, "Taken")
    served.cut()
    for path in ("en/overtime/", "files/en/wage-claim.html", "xx/"):
        phone.goto(f"{served.address}/{path}")
        assert phone.locator(".aryz-copy.aryz-warn").count() == 1
        assert judged(phone, axe, False) == []
    served.start()
