"""`python -m aryz` is the same as `aryz`."""

from aryz.cli import main

main()
