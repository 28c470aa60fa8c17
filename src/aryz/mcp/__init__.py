"""`aryz mcp`: an MCP server, so that an assistant program can search, cite and calculate.

Read only; it knows no cases.
"""

from aryz.mcp.server import create_server

__all__ = ["create_server"]
