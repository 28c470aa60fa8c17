"""All that a case gives, in one package: papers, annex list, calculation, a note to the person, deadlines."""

from aryz.package.make import Package, make_package, package_drafts
from aryz.package.papers import converted, drafts, languages_of, make_papers, paper_text

__all__ = [
    "Package",
    "converted",
    "drafts",
    "languages_of",
    "make_package",
    "make_papers",
    "package_drafts",
    "paper_text",
]
