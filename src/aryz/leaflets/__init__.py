"""Leaflets as PDF for the printer: A4 folded in three and A6 cards, from `kb/leaflets` and the guides."""

from aryz.leaflets.make import address_of, editions, make

__all__ = ["address_of", "editions", "make"]
