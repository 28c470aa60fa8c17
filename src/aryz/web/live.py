"""What a preview adds to the application: pages ask whether something changed, and load themselves anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_SCRIPT = """
const shown = document.createElement("pre");
shown.setAttribute("role", "alert");
shown.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;" +
  "padding:1rem;z-index:99;background:#fdecea;color:#5c1410;border-top:4px solid #b3261e;" +
  "white-space:pre-wrap;font:14px/1.4 monospace";
let seen = null;
async function ask() {
  try {
    const state = await (await fetch("/preview/state")).json();
    if (state.problems.length) {
      shown.textContent = state.problems.join("\\n");
      document.body.append(shown);
    } else if (seen !== null && seen !== state.version) {
      location.reload();
    } else {
      shown.remove();
    }
    seen = state.problems.length ? -1 : state.version;
  } catch (error) { /* the preview was stopped */ }
  setTimeout(ask, 500);
}
ask();
"""


def add_live_reload(app: Starlette, state: Callable[[], dict[str, Any]]) -> None:
    """Add the script and what it asks for. state: `version` and `problems` at the moment."""

    async def answer(request: Request) -> Response:
        return JSONResponse(state(), headers={"Cache-Control": "no-store"})

    async def script(request: Request) -> Response:
        return Response(_SCRIPT, media_type="text/javascript")

    app.router.routes[:0] = [Route("/preview/state", answer), Route("/preview/reload.js", script)]
