"""Build time: scripts and styles made small for the wire. Blanks and comments go, local names are shortened
(`names`).

What is made small here is compared with Python as it is shipped (`tests/twin`, `tests/search/test_twin.py`,
`tests/browser/test_every_interview.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

import minify

from aryz.browser.declared import joined, parted
from aryz.browser.early import in_brackets, told_apart
from aryz.browser.names import short_names
from aryz.browser.own import shortened

minify.config({"js-version": 2018})  # nothing that browsers of older telephones do not know
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")  # those within @media too
_COMMA = re.compile(r",(?![^(]*\))")  # between selectors
_CLASS = re.compile(r"\.([a-z][\w-]*)")
_NOT = re.compile(r":not\([^)]*\)")
_WORD = re.compile(r"[a-z][\w-]*")
_VARIABLE = re.compile(r"(--[\w-]+):[^;}]+;?")
_ENDS = re.compile(r"</script|<!--", re.IGNORECASE)


@lru_cache(maxsize=128)  # files of one interview in several languages share scripts
def small_script(text: str, asked: frozenset[str] | None = None) -> str:
    """A script that does the same and may stand in a page. asked: of the names of its own parts those that its data may
    ask for; None: others know those names.
    """
    if asked is not None:
        text = shortened(text, asked)
    whole = joined(minify.string("application/javascript", parted(told_apart(text))))
    made = in_brackets(short_names(whole))
    assert not _ENDS.search(made), "this would end the script in the page"
    return made


def small_style(text: str, page: str | None = None) -> str:
    """page: what the styles are for, if not for any: then rules for classes that it does not name go, and unread
    variables.
    """
    made: str = minify.string("text/css", text)
    if page is None:
        return made
    words = set(_WORD.findall(page))

    def used(rule: re.Match[str]) -> str:
        selectors = [one for one in _COMMA.split(rule[1]) if words.issuperset(_CLASS.findall(_NOT.sub("", one)))]
        return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""

    made = _RULE.sub(used, made)
    return _VARIABLE.sub(lambda found: found[0] if f"var({found[1]})" in made else "", made).replace(";}", "}")
