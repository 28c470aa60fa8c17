"""Which kind of browser somebody has, as far as it says: told in notices, never used to let anybody in."""

from __future__ import annotations

# the first that is named decides: most browsers also name those that they are like
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def kind_of_browser(agent: str) -> str:
    """«Firefox, Android», or "" for what is not known. agent: the header User-Agent."""
    named = (next((words for sign, words in rows if sign in agent), "") for rows in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, named))
