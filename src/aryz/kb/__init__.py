"""The knowledge base: guides and acts to Markdown pages, pages to a static site."""

from aryz.kb import translations
from aryz.kb.calculators import calculator_script, formula_cites
from aryz.kb.contacts import Directory, load_contacts
from aryz.kb.disk import zip_site
from aryz.kb.entries import search_entries
from aryz.kb.guides import Guide, Library, live_pages, load_guides
from aryz.kb.leafletpages import leaflet_pages
from aryz.kb.leaflets import Leaflet, Panel, load_leaflets
from aryz.kb.maps import Map
from aryz.kb.model import InterviewCard, Law, Use
from aryz.kb.pages import guide_uses, write_pages
from aryz.kb.site import build_site, render, root_pages, stop_if_foreign, write_config, write_twins
from aryz.kb.takealong import sizes
from aryz.kb.writer import Material

__all__ = [
    "Directory",
    "Guide",
    "InterviewCard",
    "Law",
    "Leaflet",
    "Library",
    "Map",
    "Material",
    "Panel",
    "Use",
    "build_site",
    "calculator_script",
    "formula_cites",
    "guide_uses",
    "leaflet_pages",
    "live_pages",
    "load_contacts",
    "load_guides",
    "load_leaflets",
    "render",
    "root_pages",
    "search_entries",
    "sizes",
    "stop_if_foreign",
    "translations",
    "write_config",
    "write_pages",
    "write_twins",
    "zip_site",
]
