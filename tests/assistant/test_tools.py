"""`aryz mcp` as an assistant program sees it: over standard input and output, by the client of the SDK."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from aryz.content import Content
from aryz.mcp import create_server
from tests.conftest import ROOT, Aryz

LANGUAGES = {"ru", "kk", "uz", "en"}


@asynccontextmanager
async def program() -> AsyncIterator[Client]:
    """The program that an assistant starts."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "aryz", "mcp"], cwd=ROOT, env=dict(os.environ))
    async with Client(stdio_client(server)) as client:
        yield client


async def _ask(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    done = await client.call_tool(tool, arguments)
    assert not done.is_error, done.content
    assert done.structured_content is not None
    return done.structured_content


async def _refused(client: Client, tool: str, **arguments: Any) -> str:
    done = await client.call_tool(tool, arguments)
    assert done.is_error
    text = "".join(part.text for part in done.content if part.type == "text")
    assert "Traceback" not in text
    return text


def _sourced(source: dict[str, Any]) -> bool:
    return bool(source["citation"] and source["official"].startswith("https://") and source["checked"])


def test_the_program_lists_its_tools_and_answers_over_standard_input(aryz: Aryz) -> None:
    async def talk() -> None:
        async with program() as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {"search", "article", "cite", "interviews", "calculate", "deadlines"}
            for tool in tools.values():
                assert tool.output_schema
                assert tool.annotations
                assert tool.annotations.read_only_hint
            article = await _ask(client, "article", ref="tk:113", lang="kk")
            assert _sourced(article["source"])
            values = {
                "rows": [{"due": "2026-04-10", "amount": "250000", "paid_on": "2026-07-20"}],
                "as_of": "2026-09-01",
            }
            made = await _ask(client, "calculate", calculator="penalty", values=values)
            assert made["result"]["total"] == "14700.34"
            assert [source["ref"] for source in made["sources"]] == ["tk:113.3"]

    anyio.run(talk)


def test_every_tool_answers_with_its_sources(content: Content, aryz: Aryz) -> None:
    async def talk() -> None:
        async with Client(create_server(content.project)) as client:
            found = await _ask(client, "search", query="не платят зарплату", lang="uz")
            assert found["hits"]
            assert any(hit["kind"] == "guide" and hit["checked"] for hit in found["hits"])
            assert all(_sourced(source) for hit in found["hits"] for source in hit["sources"])
            assert found["interviews"][0]["id"] in content.plans
            cited = await _ask(client, "cite", ref="tk:113.1,tk:113.3")
            assert set(cited["printed"]) == LANGUAGES
            assert all(unit["in_force"] and _sourced(unit["source"]) for unit in cited["units"])
            terms = await _ask(client, "deadlines", lang="en")
            assert "wage-claim" in {term["id"] for term in terms["terms"]}
            one = await _ask(client, "deadlines", rule="wage-claim", start="2026-01-24")
            assert one["last_day"] == "2027-01-25"
            assert one["calculation"]["notes"]
            assert all(_sourced(source) for source in one["calculation"]["sources"])
            listed = await _ask(client, "interviews")
            assert {row["id"] for row in listed["interviews"]} == set(content.plans)
            fitting = await _ask(client, "interviews", problem="забрали паспорт", lang="ru")
            assert "passport" in fitting["interviews"][0]["id"]

    anyio.run(talk)


def test_an_article_of_another_day_is_told_as_such(content: Content) -> None:
    async def talk() -> None:
        async with Client(create_server(content.project)) as client:
            old = await _ask(client, "article", ref="tk:113", as_of="2017-01-01", lang="en")
            assert old["as_of"] == "2017-01-01"
            assert any("2017-01-01" in note or "redaction" in note for note in old["notes"])
            early = await _ask(client, "cite", ref="tk:113", as_of="2015-01-01")
            assert [unit["in_force"] for unit in early["units"]] == [False]
            assert early["units"][0]["first"] == "2016-01-01"

    anyio.run(talk)


def test_bad_input_is_a_clear_error(content: Content) -> None:
    async def talk() -> None:
        async with Client(create_server(content.project)) as client:
            assert "tk:113" in await _refused(client, "article", ref="../../etc/passwd", lang="en")
            assert "YYYY" in await _refused(client, "article", ref="tk:113", as_of="2026-02-30")
            assert "kk" in await _refused(client, "search", query="x", lang="xx")
            wrong = await _refused(
                client, "calculate", calculator="penalty", values={"rows": [{"due": "x"}]}, lang="en"
            )
            assert "rows[0].due" in wrong
            assert "rows[0].amount" in wrong
            assert "penalty" in await _refused(client, "calculate", calculator="taxes", values={})
            assert "wage-claim" in await _refused(client, "deadlines", rule="wage", start="2026-01-24", lang="en")
            assert "no_such" in await _refused(client, "article", ref="tk:113", no_such=1)

    anyio.run(talk)
