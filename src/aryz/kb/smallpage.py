"""A page of few words outside of the theme, at an address that leads on. Its title is neutral: someone may look on."""

from __future__ import annotations

from pathlib import Path

from aryz.files import write_text


def write_small_page(folder: Path, language: str, body: str, onward: str = "", head: str = "") -> None:
    """Write `folder/index.html`. body, head: HTML; onward: an escaped address to which the page leads at once."""
    folder.mkdir(parents=True, exist_ok=True)
    leads = f'\n<meta http-equiv="refresh" content="0; url={onward}">' if onward else ""
    write_text(folder / "index.html", _PAGE.format(language=language, leads=leads, head=head, body=body))


_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">{leads}
{head}<title>Aryz</title>
</head>
<body><main>{body}</main></body>
</html>
"""
