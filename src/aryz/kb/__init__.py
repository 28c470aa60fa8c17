"""The knowledge base: guides and acts to Markdown pages, pages to a static site."""

from aryz.kb import translations
from aryz.kb.calculators import calculator_script, formula_cites
from aryz.kb.entries import search_entries
from aryz.kb.guides import Guide, Library, load_guides
from aryz.kb.maps import Map
from aryz.kb.model import InterviewCard, Law, Use
from aryz.kb.pages import guide_uses, write_pages
from aryz.kb.site import alphabets, build_site, render, root_pages, write_config, write_twins

__all__ = [
    "Guide",
    "InterviewCard",
    "Law",
    "Library",
    "Map",
    "Use",
    "alphabets",
    "build_site",
    "calculator_script",
    "formula_cites",
    "guide_uses",
    "load_guides",
    "render",
    "root_pages",
    "search_entries",
    "translations",
    "write_config",
    "write_pages",
    "write_twins",
]
