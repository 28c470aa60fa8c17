"""Aryz: a knowledge base and document assembly for labour and migration law in Kazakhstan."""

__version__ = "0.1.0"
