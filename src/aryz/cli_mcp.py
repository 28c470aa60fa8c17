"""`aryz mcp`: for assistant programs."""

from __future__ import annotations

import click

from aryz.cli_shared import project_of
from aryz.diagnostics import AryzError


@click.command()
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Serve search, citations and calculators to an assistant program by MCP on standard input and output.

    Example: aryz --project ~/aryz mcp
    """
    try:
        from aryz.mcp import create_server
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("mcp"):
            raise
        raise AryzError("The MCP server needs its part: pip install 'aryz[mcp]'") from None
    create_server(project_of(ctx)).run("stdio")
