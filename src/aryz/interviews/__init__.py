"""Guided interviews: `load` and `compile` at build time; `engine` and `answers` run the plan."""
